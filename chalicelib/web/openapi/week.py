"""What `/openapi.json` says of the hours that the team opens."""

from ..week import models
from .sessions import SLOT
from .shapes import MOMENT, STAFF, STRING, Route, list_of, object_of

ROUTES: tuple[Route, ...] = (
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
