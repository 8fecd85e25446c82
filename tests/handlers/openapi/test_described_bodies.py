"""What a body's model takes, the description allows: each field, with each type that JSON has."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import jsonschema  # type: ignore[import-untyped, unused-ignore]
import pytest
from pydantic import BaseModel

import app  # noqa: F401 - declares the routes
from chalicelib.domain.errors import InvalidFields
from chalicelib.web.http.parsing import parse
from chalicelib.web.http.responses import dumps
from chalicelib.web.openapi.document import ROUTES, document
from tests.handlers.openapi.test_openapi import example_of

WHOLE = document("https://brigade.example.org")
SCHEMAS = WHOLE["components"]["schemas"]
BODIES: dict[str, type[BaseModel]] = {
    model.__name__: model
    for _, _, _, _, body, *_ in ROUTES
    for model in (body if isinstance(body, tuple) else (body,))
    if isinstance(model, type)
}
VALUES: tuple[Any, ...] = (None, True, 0, -1, 10**20, 1.5, "", "x", "é" * 20_000, [], [None], {})

Path = tuple[str | int, ...]


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    named = schema.get("$ref", "").rpartition("/")[2]
    return dict(SCHEMAS[named]) if named else schema


def fields(schema: dict[str, Any], path: Path = ()) -> Iterator[Path]:
    """Each field of a body, and of what it holds."""
    for each in (schema, *schema.get("anyOf", ())):
        told = resolved(each)
        for name, inner in told.get("properties", {}).items():
            yield (*path, name)
            yield from fields(inner, (*path, name))
        if "items" in told:
            yield (*path, 0)
            yield from fields(told["items"], (*path, 0))


def with_value(body: Any, path: Path, value: Any) -> Any:
    changed = deepcopy(body)
    held = changed
    for part in path[:-1]:
        held = held[part]
    held[path[-1]] = value
    return changed


def refused(model: type[BaseModel], body: Any) -> set[str]:
    """The fields that are refused, as errors name them; those of a whole body too."""
    try:
        parse(model, dumps(body).encode())
    except InvalidFields as failure:
        return {error.field for error in failure.errors}
    return set()


@pytest.mark.parametrize("name", BODIES)
def test_a_value_that_is_taken_is_one_that_the_description_allows(name: str) -> None:
    described = {"$ref": f"#/components/schemas/{name}", "components": WHOLE["components"]}
    schema = jsonschema.Draft202012Validator(described)
    base = example_of(described, WHOLE)
    for path in fields(SCHEMAS[name]):
        said = ".".join(str(part) for part in path)
        for value in VALUES:
            body = with_value(base, path, value)
            outside = {
                ".".join(map(str, error.absolute_path)) for error in schema.iter_errors(body)
            }
            told = refused(BODIES[name], body)
            if any(each.startswith(said) for each in outside):
                taken = not any(each.startswith(said) for each in told)
                assert not taken, f"{name} takes {said} = {str(value)[:20]}, and does not say so"
