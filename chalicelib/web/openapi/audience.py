"""What `/openapi.json` says of the audience."""

from .shapes import INTEGER, STAFF, STRING, Route, list_of, object_of

VISITS = {"type": "object", "additionalProperties": INTEGER, "description": "Visits by path"}
DATE = {**STRING, "format": "date"}
DAY = object_of(day=DATE, visits=INTEGER, people=INTEGER, new_week=INTEGER, pages=VISITS)
AUDIENCE = object_of(visits=INTEGER, days=list_of(DAY), pages=VISITS)

ROUTES: tuple[Route, ...] = (
    ("get", "/api/v1/staff/audience", "get_audience", STAFF, None, 200, AUDIENCE),
)

QUERIES = {"/api/v1/staff/audience": ("from", "to")}
