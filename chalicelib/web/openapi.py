"""`/openapi.json`: the API as it is, its bodies from the very models that check them."""

from typing import Any

from pydantic.json_schema import models_json_schema

from . import models, openapi_events
from .forms import PROFILE_LINES
from .openapi_shapes import (
    BOOL,
    EITHER,
    MOMENT,
    PARTICIPANT,
    PUBLIC,
    STAFF,
    STRING,
    SURVEYED,
    WHO,
    Bodies,
    Route,
    list_of,
    object_of,
)

VERSION = "1.0.0"
LATER = "With the code `busy`: seconds after which to look whether it is done, and ask again if not"
REF = "#/components/schemas/{model}"

ACCEPTED = object_of(status={"const": "accepted"})
THEME = object_of(slug=STRING, title=STRING, summary=STRING, duration_minutes={"type": "integer"})
FORMAT = {"enum": ["video", "in_person"]}
SLOT = object_of(
    id=STRING,
    themes=list_of(STRING),
    adviser=STRING,
    starts_at=MOMENT,
    ends_at=MOMENT,
    format=FORMAT,
)
STATUS = {"enum": ["booked", "completed", "no_show", "cancelled"]}
BOOKING = object_of(
    id=STRING,
    status=STATUS,
    theme=STRING,
    starts_at=MOMENT,
    ends_at=MOMENT,
    format=FORMAT,
    adviser=STRING,
)
TOOL = object_of(name=STRING, url=STRING, why=STRING)
OUTCOME = object_of(
    **BOOKING["properties"], notes=STRING, tools=list_of(TOOL), next_steps=list_of(STRING)
)
DOCUMENT = object_of(id=STRING, title=STRING, theme=STRING, url=STRING, created_at=MOMENT)
STEP = object_of(key=STRING, title=STRING, status={"enum": ["done", "current", "upcoming"]})
CONSENTS = object_of(
    newsletter=BOOL, community=BOOL, directory=BOOL, testimonial=BOOL, program=BOOL
)
PROFILE = object_of(
    **dict.fromkeys(("email", *PROFILE_LINES), STRING),
    themes=list_of(STRING),
)
# A guest, who came to an event by its public form, has not said.
MAYBE = {"type": ["string", "null"]}
PROFILE["properties"] |= {"kind": MAYBE, "maturity_level": MAYBE}
ME = object_of(
    profile=PROFILE,
    consents=CONSENTS,
    sessions=list_of(BOOKING),
    event_registrations=list_of(openapi_events.REGISTRATION),
    documents=list_of(DOCUMENT),
    steps=list_of(STEP),
)
AGENDA = object_of(
    sessions=list_of(object_of(**BOOKING["properties"], needs=STRING, participant=WHO)),
    slots=list_of(SLOT),
    events=list_of(openapi_events.ROSTER),
)
SURVEY = object_of(theme=STRING, answered=BOOL, questions=list_of({"type": "object"}))
PROBLEM = {
    **object_of(type=STRING, title=STRING, status={"type": "integer"}, detail=STRING, code=STRING),
    "description": "RFC 9457",
}
PROBLEM["properties"]["errors"] = list_of(object_of(field=STRING, code=STRING, message=STRING))

ROUTES: tuple[Route, ...] = (
    ("get", "/healthz", "healthz", PUBLIC, None, 200, object_of(status=STRING)),
    ("get", "/openapi.json", "openapi", PUBLIC, None, 200, {"type": "object"}),
    ("get", "/api/v1/themes", "list_themes", PUBLIC, None, 200, object_of(themes=list_of(THEME))),
    ("post", "/api/v1/registrations", "register", PUBLIC, models.RegistrationBody, 202, ACCEPTED),
    ("get", "/api/v1/slots", "list_slots", PUBLIC, None, 200, object_of(slots=list_of(SLOT))),
    ("get", "/api/v1/me", "get_me", PARTICIPANT, None, 200, ME),
    ("patch", "/api/v1/me", "change_me", PARTICIPANT, models.ProfileChangesBody, 200, ME),
    ("post", "/api/v1/bookings", "book", PARTICIPANT, models.BookingBody, 201, BOOKING),
    (
        "post",
        "/api/v1/bookings/{booking_id}/reschedule",
        "reschedule",
        PARTICIPANT,
        models.RescheduleBody,
        200,
        BOOKING,
    ),
    ("delete", "/api/v1/bookings/{booking_id}", "cancel", PARTICIPANT, None, 204, None),
    ("get", "/api/v1/survey", "get_survey", SURVEYED, None, 200, SURVEY),
    (
        "post",
        "/api/v1/survey",
        "answer_survey",
        SURVEYED,
        models.SurveyBody,
        201,
        object_of(status={"const": "answered"}),
    ),
    (
        "post",
        "/api/v1/staff/availabilities",
        "open_availability",
        STAFF,
        models.AvailabilityBody,
        201,
        object_of(slots=list_of(SLOT)),
    ),
    ("delete", "/api/v1/staff/slots/{slot_id}", "withdraw_slot", STAFF, None, 204, None),
    ("get", "/api/v1/staff/agenda", "get_agenda", STAFF, None, 200, AGENDA),
    (
        "post",
        "/api/v1/staff/sessions/{booking_id}/outcome",
        "record_outcome",
        STAFF,
        models.OutcomeBody,
        200,
        OUTCOME,
    ),
    *openapi_events.ROUTES,
)

QUERIES = {"/api/v1/slots": ("theme",), "/api/v1/staff/agenda": ("from", "to")}


def document(site_url: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the API at that address."""
    paths: dict[str, Any] = {}
    for route in ROUTES:
        paths.setdefault(route[1], {})[route[0]] = _operation(*route)
    bodies = [(body, "validation") for route in ROUTES for body in _each(route[4])]
    _, schemas = models_json_schema(bodies, ref_template=REF)  # type: ignore[arg-type]
    bearer = {"type": "http", "scheme": "bearer"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Brigade numérique", "version": VERSION, "license": {"name": "MIT"}},
        "servers": [{"url": site_url}],
        "paths": paths,
        "components": {
            "schemas": {**schemas["$defs"], "Problem": PROBLEM},
            "securitySchemes": {
                PARTICIPANT: {**bearer, "description": "The token of the personal link"},
                SURVEYED: {**bearer, "description": "The token of the survey's link"},
                STAFF: {**bearer, "description": "A staff session's token"},
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
        success["content"] = {"application/json": {"schema": answer}}
    problem = {"schema": {"$ref": REF.format(model="Problem")}}
    failure = {
        "description": "A problem",
        "headers": {"Retry-After": {"description": LATER, "schema": {"type": "integer"}}},
        "content": {"application/problem+json": problem},
    }
    operation: dict[str, Any] = {
        "operationId": name,
        "parameters": _parameters(method, path),
        "responses": {
            str(status): success,
            **openapi_events.OTHER_ANSWERS.get(name, {}),
            "4XX": failure,
        },
    }
    if security:
        operation["security"] = [{}, {PARTICIPANT: []}] if security == EITHER else [{security: []}]
    if body:
        schemas = [{"$ref": REF.format(model=each.__name__)} for each in _each(body)]
        schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
        content = {"application/json": {"schema": schema}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _each(body: Bodies) -> tuple[Any, ...]:
    return body if isinstance(body, tuple) else (body,) if body else ()


def _parameters(method: str, path: str) -> list[dict[str, Any]]:
    in_path = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    parameters = [{"name": n, "in": "path", "required": True, "schema": STRING} for n in in_path]
    parameters += [{"name": n, "in": "query", "schema": STRING} for n in QUERIES.get(path, ())]
    if method == "post":
        key = {"type": "string", "minLength": 1, "maxLength": 255}
        parameters.append({"name": "Idempotency-Key", "in": "header", "schema": key})
    return parameters
