"""What `/openapi.json` says of the audience."""

from ..shapes import DAY, INTEGER, STAFF, Route, list_of, object_of

VISITS = {"type": "object", "additionalProperties": INTEGER, "description": "Visits by path"}
OF_A_DAY = object_of(day=DAY, visits=INTEGER, people=INTEGER, new_week=INTEGER, pages=VISITS)
AUDIENCE = object_of(visits=INTEGER, days=list_of(OF_A_DAY), pages=VISITS)

ROUTES: tuple[Route, ...] = (
    ("get", "/api/v1/staff/audience", "get_audience", STAFF, None, 200, AUDIENCE),
)

QUERIES = {"/api/v1/staff/audience": ("from", "to")}
