"""`/openapi.json`: describes the API from the very models that check its bodies."""

from typing import Any

from pydantic.json_schema import models_json_schema

from ..http.routing import DECLARED
from . import (
    calendars,
    demand,
    documents,
    events,
    people,
    privacy,
    report,
    sessions,
    site,
    surveys,
)
from .shapes import (
    ADMIN,
    EITHER,
    PARTICIPANT,
    STAFF,
    STRING,
    SURVEYED,
    Bodies,
    Route,
    list_of,
    object_of,
)
from .team import (
    adjusting,
    audience,
    back_office,
    directory,
    imports,
    letters,
    telephone,
    week,
    wording,
)

VERSION = "1.0.0"
WAIT = {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}}
BUSY = {
    "Retry-After": {
        "description": "With the code `busy`: seconds after which to look whether it is done, and "
        "ask again if not",
        "schema": {"type": "integer"},
    }
}
BEARER = {"WWW-Authenticate": {"schema": {"const": "Bearer"}}}
HEADERS = {"401": BEARER, "409": BUSY, "429": WAIT, "503": WAIT}
"""Of a problem, by its status."""

REF = "#/components/schemas/{model}"

PROBLEM = {
    **object_of(type=STRING, title=STRING, status={"type": "integer"}, detail=STRING, code=STRING),
    "description": "RFC 9457",
}
PROBLEM["properties"] |= {
    "errors": list_of(
        {"anyOf": [object_of(field=STRING, code=STRING, message=STRING), imports.MISTAKE]}
    ),
    "retry_after": {"type": "integer", "description": "With 429: the seconds of Retry-After"},
    "days": {
        **list_of({"type": "string", "format": "date"}),
        "description": "With the code `overlap` of hours that come again: on which days",
    },
    "change": {
        "type": "string",
        "description": "With the code `day_changing`: the id of the change that is not made yet",
    },
}

AREAS = (
    site,
    documents,
    people,
    sessions,
    surveys,
    events,
    back_office,
    demand,
    directory,
    letters,
    calendars,
    imports,
    report,
    audience,
    privacy,
    telephone,
    week,
    adjusting,
    wording,
)
ROUTES: tuple[Route, ...] = tuple(route for area in AREAS for route in area.ROUTES)
LATER_FILES = {**events.LATER, **report.LATER, **sessions.LATER}
QUERIES = {
    **sessions.QUERIES,
    **back_office.QUERIES,
    **directory.QUERIES,
    **letters.QUERIES,
    **report.QUERIES,
    **audience.QUERIES,
    **privacy.QUERIES,
    **telephone.QUERIES,
    **adjusting.QUERIES,
    **week.QUERIES,
}


def document(title: str, site_url: str) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of a programme's API at that address."""
    paths: dict[str, Any] = {}
    for route in ROUTES:
        paths.setdefault(route[1], {})[route[0]] = _operation(*route)
    bodies = [(body, "validation") for route in ROUTES for body in _each(route[4])]
    _, schemas = models_json_schema(bodies, ref_template=REF)  # type: ignore[arg-type]
    bearer = {"type": "http", "scheme": "bearer"}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": VERSION, "license": {"name": "MIT"}},
        "servers": [{"url": site_url}],
        "paths": paths,
        "components": {
            "schemas": {**schemas["$defs"], "Problem": PROBLEM},
            "securitySchemes": {
                PARTICIPANT: {**bearer, "description": "The token of the personal link"},
                SURVEYED: {**bearer, "description": "The token of the survey's link"},
                STAFF: {**bearer, "description": "A staff session's token"},
                ADMIN: {**bearer, "description": "A staff session's token, of an admin"},
            },
        },
    }


def _operation(
    method: str,
    path: str,
    name: str,
    security: str,
    body: Bodies,
    status: int,
    answer: Any,
) -> dict[str, Any]:
    success: dict[str, Any] = {"description": "Done"}
    if answer:
        media = answer.get("contentMediaType", "application/json")
        success["content"] = {media: {"schema": answer}, **privacy.OTHER_MEDIA.get(name, {})}
    problem = {"schema": {"$ref": REF.format(model="Problem")}}
    failure = {"description": "A problem", "content": {"application/problem+json": problem}}
    operation: dict[str, Any] = {
        "operationId": name,
        "parameters": _parameters(method, path),
        "responses": {
            str(status): success,
            **events.OTHER_ANSWERS.get(name, {}),
            **{
                each: {**failure, **_headers(each)}
                for each in (*LATER_FILES.get(name, ()), *_failures(method, path, security, body))
            },
        },
    }
    if security:
        operation["security"] = [{}, {PARTICIPANT: []}] if security == EITHER else [{security: []}]
    if body:
        required = name not in people.BODY_LEFT_OUT
        operation["requestBody"] = {"required": required, "content": _content(body)}
    return operation


def _failures(method: str, path: str, security: str, body: Bodies) -> list[str]:
    """Return the statuses of the problems that a route may answer with.

    Any may be 409: the code `busy`. What may mail whoever has an address is limited: 429.
    """
    reading = method == "get"
    may = {
        "400": bool(body),
        "401": bool(security),
        "403": bool(security) or not reading,
        "404": "{" in path or path in QUERIES or bool(body),
        "409": True,
        "413": bool(body),
        "422": not reading or path in QUERIES,
        "429": DECLARED[method.upper(), path].mails,
    }
    return [status for status, possible in may.items() if possible]


def _headers(status: str) -> dict[str, Any]:
    """Return the headers of a problem, beside those that all answers have."""
    told = HEADERS.get(status)
    return {"headers": told} if told else {}


def _content(body: Bodies) -> dict[str, Any]:
    if isinstance(body, dict):
        return {body["contentMediaType"]: {"schema": body}}
    schemas = [{"$ref": REF.format(model=each.__name__)} for each in _each(body)]
    schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
    return {"application/json": {"schema": schema}}


def _each(body: Bodies) -> tuple[Any, ...]:
    if body is None or isinstance(body, dict):
        return ()
    return body if isinstance(body, tuple) else (body,)


def _parameters(method: str, path: str) -> list[dict[str, Any]]:
    in_path = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    parameters = [{"name": n, "in": "path", "required": True, "schema": STRING} for n in in_path]
    parameters += [{"name": n, "in": "query", "schema": STRING} for n in QUERIES.get(path, ())]
    if method == "post":
        key = {"type": "string", "minLength": 1, "maxLength": 255}
        parameters.append({"name": "Idempotency-Key", "in": "header", "schema": key})
    return parameters
