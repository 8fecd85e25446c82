"""What a body's model takes, the description allows: each field, with each type that JSON has."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

import jsonschema  # type: ignore[import-untyped, unused-ignore]
import pytest
from pydantic import BaseModel

import app  # noqa: F401 - declares the routes
from chalicelib.domain.adjusting.checking import checked
from chalicelib.domain.errors import InvalidFields
from chalicelib.web.adjusting.models import SettingsBody
from chalicelib.web.http.parsing import parse
from chalicelib.web.http.responses import dumps
from chalicelib.web.openapi.document import ROUTES, document
from tests.handlers.openapi.test_openapi import example_of, properties

WHOLE = document("Essai", "https://brigade.example.org")
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
    for each in (schema, *schema.get("anyOf", ()), *schema.get("oneOf", ())):
        told = resolved(each)
        for name, inner in properties(told).items():
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
        parsed = parse(model, dumps(body).encode())
    except InvalidFields as failure:
        return {error.field for error in failure.errors}
    return set(refused_settings(parsed)) if isinstance(parsed, SettingsBody) else set()


def refused_settings(body: SettingsBody) -> Iterator[str]:
    """Those that the table of settings refuses, which has a rule for each."""
    for key, value in body.values.items():
        try:
            if value is not None:
                checked(key, value)
        except InvalidFields as failure:
            yield from (f"values.{error.field}" for error in failure.errors)


def places(errors: Iterable[jsonschema.ValidationError]) -> Iterator[str]:
    """Where a body is not as described, within each way that a part may be, too."""
    for error in errors:
        yield ".".join(map(str, error.absolute_path))
        yield from places(error.context)


@pytest.mark.parametrize("name", BODIES)
def test_a_value_that_is_taken_is_one_that_the_description_allows(name: str) -> None:
    described = {"$ref": f"#/components/schemas/{name}", "components": WHOLE["components"]}
    schema = jsonschema.Draft202012Validator(described)
    base = example_of(described, WHOLE)
    always = refused(BODIES[name], base)
    for path in fields(SCHEMAS[name]):
        said = ".".join(str(part) for part in path)
        for value in VALUES:
            body = with_value(base, path, value)
            outside = set(places(schema.iter_errors(body)))
            told = refused(BODIES[name], body)
            if any(each.startswith(said) for each in outside):
                of_it = {each for each in told if each.startswith(said)}
                of_all = {each for each in told - always if said.startswith(f"{each}.")}
                taken = not of_it | of_all
                assert not taken, f"{name} takes {said} = {str(value)[:20]}, and does not say so"
