"""What `/openapi.json` says of private calendars."""

from .shapes import PARTICIPANT, STRING, Route, object_of

ROUTES: tuple[Route, ...] = (
    ("get", "/api/v1/me/calendar", "get_calendar", PARTICIPANT, None, 200, object_of(url=STRING)),
)
