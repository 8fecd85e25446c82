"""What `/openapi.json` says of the hours that the team opens."""

from ....domain.sessions.slots import Format
from ....domain.week.external import Unread
from ...week import models
from ..sessions import SLOT
from ..shapes import (
    DAY,
    INTEGER,
    MAYBE_MOMENT,
    MOMENT,
    STAFF,
    STRING,
    Route,
    list_of,
    object_of,
    or_null,
)

CALENDAR = object_of(
    given_at=MAYBE_MOMENT,
    read_at=MAYBE_MOMENT,
    unread=or_null({"enum": [each.value for each in Unread]}),
    times=list_of(object_of(starts_at=MOMENT, ends_at=MOMENT)),
)
EXTERNAL = "/api/v1/staff/external-calendar"

DAYS = list_of(object_of(date=DAY, slots=INTEGER, booked=INTEGER))
FORMAT = {"enum": [each.value for each in Format]}
OF_A_DAY = {"weekday": INTEGER, "from": STRING, "to": STRING, "themes": list_of(STRING)}
WEEKLY = object_of(hours=list_of(object_of(**OF_A_DAY, format=FORMAT, days=DAYS)))
QUERIES = {"/api/v1/staff/weekly-hours": ("adviser",)}

ROUTES: tuple[Route, ...] = (
    ("get", EXTERNAL, "read_external_calendar", STAFF, None, 200, CALENDAR),
    ("put", EXTERNAL, "give_external_calendar", STAFF, models.CalendarBody, 200, CALENDAR),
    ("delete", EXTERNAL, "take_back_external_calendar", STAFF, None, 204, None),
    ("get", "/api/v1/staff/weekly-hours", "read_weekly_hours", STAFF, None, 200, WEEKLY),
    (
        "post",
        "/api/v1/staff/availabilities",
        "open_availability",
        STAFF,
        models.AvailabilityBody,
        201,
        object_of(slots=list_of(SLOT)),
    ),
    (
        "post",
        "/api/v1/staff/slots/{slot_id}/withdrawal/undo",
        "undo_withdrawal",
        STAFF,
        None,
        200,
        SLOT,
    ),
    (
        "post",
        "/api/v1/staff/day-changes",
        "change_day",
        STAFF,
        models.DayChangeBody,
        201,
        object_of(id=STRING, undo_until=MOMENT),
    ),
    (
        "delete",
        "/api/v1/staff/day-changes/{change_id}",
        "undo_day_change",
        STAFF,
        None,
        204,
        None,
    ),
)
