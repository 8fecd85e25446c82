"""What `/openapi.json` says of which themes people want."""

from ..demand import models
from .shapes import (
    INTEGER,
    MAYBE_MOMENT,
    MOMENT,
    PARTICIPANT,
    STAFF,
    STRING,
    Route,
    list_of,
    object_of,
)

DEMAND = object_of(
    themes=list_of(
        object_of(
            slug=STRING, asked=INTEGER, waiting=INTEGER, free=INTEGER, next_free_at=MAYBE_MOMENT
        )
    )
)

ALERT = object_of(theme=STRING, asked_at=MOMENT, told_at=MAYBE_MOMENT)
ALERTS = "/api/v1/me/alerts"

ROUTES: tuple[Route, ...] = (
    ("get", "/api/v1/staff/demand", "get_demand", STAFF, None, 200, DEMAND),
    ("get", ALERTS, "get_alerts", PARTICIPANT, None, 200, object_of(alerts=list_of(ALERT))),
    ("post", ALERTS, "ask_for_alert", PARTICIPANT, models.AlertBody, 201, ALERT),
    ("delete", f"{ALERTS}/{{theme}}", "leave_line", PARTICIPANT, None, 204, None),
)
