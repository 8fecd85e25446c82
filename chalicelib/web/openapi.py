"""`/openapi.json`: the API as it is, its bodies from the very models that check them."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from . import models
from .forms import PROFILE_LINES

VERSION = "1.0.0"
REF = "#/components/schemas/{model}"

STRING, BOOL = {"type": "string"}, {"type": "boolean"}
MOMENT = {"type": "string", "format": "date-time"}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(item: Any) -> dict[str, Any]:
    return {"type": "array", "items": item}


ACCEPTED = _object(status={"const": "accepted"})
THEME = _object(slug=STRING, title=STRING, summary=STRING, duration_minutes={"type": "integer"})
FORMAT = {"enum": ["video", "in_person"]}
SLOT = _object(
    id=STRING,
    themes=_list(STRING),
    adviser=STRING,
    starts_at=MOMENT,
    ends_at=MOMENT,
    format=FORMAT,
)
STATUS = {"enum": ["booked", "completed", "no_show", "cancelled"]}
BOOKING = _object(
    id=STRING,
    status=STATUS,
    theme=STRING,
    starts_at=MOMENT,
    ends_at=MOMENT,
    format=FORMAT,
    adviser=STRING,
)
TOOL = _object(name=STRING, url=STRING, why=STRING)
OUTCOME = _object(
    **BOOKING["properties"], notes=STRING, tools=_list(TOOL), next_steps=_list(STRING)
)
DOCUMENT = _object(id=STRING, title=STRING, theme=STRING, url=STRING, created_at=MOMENT)
STEP = _object(key=STRING, title=STRING, status={"enum": ["done", "current", "upcoming"]})
CONSENTS = _object(newsletter=BOOL, community=BOOL, directory=BOOL, testimonial=BOOL, program=BOOL)
PROFILE = _object(
    **dict.fromkeys(("email", *PROFILE_LINES), STRING),
    themes=_list(STRING),
)
ME = _object(
    profile=PROFILE,
    consents=CONSENTS,
    sessions=_list(BOOKING),
    documents=_list(DOCUMENT),
    steps=_list(STEP),
)
WHO = {"oneOf": [{"type": "object"}, {"type": "null"}]}
AGENDA = _object(
    sessions=_list(_object(**BOOKING["properties"], needs=STRING, participant=WHO)),
    slots=_list(SLOT),
)
SURVEY = _object(theme=STRING, answered=BOOL, questions=_list({"type": "object"}))
PROBLEM = {
    **_object(type=STRING, title=STRING, status={"type": "integer"}, detail=STRING, code=STRING),
    "description": "RFC 9457",
}
PROBLEM["properties"]["errors"] = _list(_object(field=STRING, code=STRING, message=STRING))

Route = tuple[str, str, str, str, type[BaseModel] | None, int, Any]

PUBLIC, PARTICIPANT, SURVEYED, STAFF = "", "participant", "survey", "staff"

ROUTES: tuple[Route, ...] = (
    ("get", "/healthz", "healthz", PUBLIC, None, 200, _object(status=STRING)),
    ("get", "/openapi.json", "openapi", PUBLIC, None, 200, {"type": "object"}),
    ("get", "/api/v1/themes", "list_themes", PUBLIC, None, 200, _object(themes=_list(THEME))),
    ("post", "/api/v1/registrations", "register", PUBLIC, models.RegistrationBody, 202, ACCEPTED),
    ("get", "/api/v1/slots", "list_slots", PUBLIC, None, 200, _object(slots=_list(SLOT))),
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
        _object(status={"const": "answered"}),
    ),
    (
        "post",
        "/api/v1/staff/availabilities",
        "open_availability",
        STAFF,
        models.AvailabilityBody,
        201,
        _object(slots=_list(SLOT)),
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
)

QUERIES = {"/api/v1/slots": ("theme",), "/api/v1/staff/agenda": ("from", "to")}


def document(site_url: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the API at that address."""
    paths: dict[str, Any] = {}
    for route in ROUTES:
        paths.setdefault(route[1], {})[route[0]] = _operation(*route)
    bodies = [(route[4], "validation") for route in ROUTES if route[4]]
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
    body: type[BaseModel] | None,
    status: int,
    answer: Any,
) -> dict[str, Any]:
    success: dict[str, Any] = {"description": "Done"}
    if answer:
        success["content"] = {"application/json": {"schema": answer}}
    problem = {"schema": {"$ref": REF.format(model="Problem")}}
    failure = {"description": "A problem", "content": {"application/problem+json": problem}}
    operation: dict[str, Any] = {
        "operationId": name,
        "parameters": _parameters(method, path),
        "responses": {str(status): success, "4XX": failure},
    }
    if security:
        operation["security"] = [{security: []}]
    if body:
        schema = {"$ref": REF.format(model=body.__name__)}
        content = {"application/json": {"schema": schema}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _parameters(method: str, path: str) -> list[dict[str, Any]]:
    in_path = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    parameters = [{"name": n, "in": "path", "required": True, "schema": STRING} for n in in_path]
    parameters += [{"name": n, "in": "query", "schema": STRING} for n in QUERIES.get(path, ())]
    if method == "post":
        key = {"type": "string", "minLength": 1, "maxLength": 255}
        parameters.append({"name": "Idempotency-Key", "in": "header", "schema": key})
    return parameters
