"""What `/openapi.json` says of the team's agenda."""

from .events import ROSTER
from .sessions import BOOKING, SLOT
from .shapes import STAFF, STRING, WHO, Route, list_of, object_of

AGENDA = object_of(
    sessions=list_of(object_of(**BOOKING["properties"], needs=STRING, participant=WHO)),
    slots=list_of(SLOT),
    events=list_of(ROSTER),
)

ROUTES: tuple[Route, ...] = (
    ("get", "/api/v1/staff/agenda", "get_agenda", STAFF, None, 200, AGENDA),
)

QUERIES = {"/api/v1/staff/agenda": ("from", "to")}
