"""What schemathesis cannot know by the description: how an archive is sent, and what there is.

Of what is made up, hardly anything would be found. So half of what is asked as described is about
what the system holds: `KNOWN`, by the name of a parameter or of a field.
"""

import json
import os
import random
from typing import Any

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode

KNOWN: dict[str, list[Any]] = json.loads(os.environ.get("KNOWN", "{}"))
LISTS = {"themes": "theme"}
CHOICE = random.Random(1)  # noqa: S311 - nothing is kept secret by it


@schemathesis.serializer("application/zip")  # type: ignore[untyped-decorator]
def archive(context: schemathesis.SerializationContext, value: Any) -> bytes:
    """Return the body of a request for an archive."""
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.hook  # type: ignore[untyped-decorator]
def before_call(
    context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]
) -> None:
    """Put what there is in the place of what was made up, half of the time."""
    if CHOICE.random() < 0.5:
        return
    if case.path_parameters and _as_described(case, ParameterLocation.PATH):
        case.path_parameters = {n: _known(n, v) for n, v in case.path_parameters.items()}
    if isinstance(case.body, dict) and _as_described(case, ParameterLocation.BODY):
        case.body = _with_known(case.body)


def _as_described(case: schemathesis.Case, part: ParameterLocation) -> bool:
    component = case.meta.components.get(part) if case.meta else None
    return component is not None and component.mode is GenerationMode.POSITIVE


def _with_known(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {each: _with_known(held, each) for each, held in value.items()}
    if isinstance(value, list):
        return [_with_known(each, LISTS.get(name, name)) for each in value[:1]] or value
    return _known(name, value)


def _known(name: str, value: Any) -> Any:
    return CHOICE.choice(KNOWN[name]) if name in KNOWN else value
