"""What `/openapi.json` says of the hours that the team opens."""

from ..week import models
from .sessions import SLOT
from .shapes import STAFF, Route, list_of, object_of

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
)
