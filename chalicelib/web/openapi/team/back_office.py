"""What `/openapi.json` says of the team's agenda."""

from ....domain.back_office.first_day import Step
from ....domain.back_office.to_do import ToDoKind
from ...back_office.models import FirstDayBody
from ..events import ROSTER, STAFF_EVENT
from ..sessions import BOOKING, SLOT
from ..shapes import (
    ADMIN,
    BOOL,
    INTEGER,
    MAYBE_MOMENT,
    MOMENT,
    STAFF,
    STRING,
    WHO,
    Route,
    list_of,
    object_of,
    or_null,
)

AGENDA = object_of(
    sessions=list_of(object_of(**BOOKING["properties"], needs=STRING, participant=WHO)),
    slots=list_of(SLOT),
    events=list_of(ROSTER),
)

TODAY = object_of(
    sessions=list_of(
        object_of(
            **BOOKING["properties"],
            needs=STRING,
            meeting_url=STRING,
            participant=WHO,
            last_time=or_null(object_of(held_at=MOMENT, said=STRING)),
        )
    ),
    events=list_of(STAFF_EVENT),
    to_do=list_of(
        object_of(kind={"enum": [kind.value for kind in ToDoKind]}, id=STRING, since=MOMENT)
    ),
    calls=INTEGER,
    next_free_at=MAYBE_MOMENT,
)

FIRST = object_of(
    steps=list_of(
        object_of(
            key={"enum": [step.value for step in Step]},
            done=BOOL,
            noted_at=MAYBE_MOMENT,
            noted_by=or_null(STRING),
        )
    ),
    examples=list_of(STRING),
    put_away=BOOL,
)

ROUTES: tuple[Route, ...] = (
    ("get", "/api/v1/staff/first-day", "get_first_day", ADMIN, None, 200, FIRST),
    ("patch", "/api/v1/staff/first-day", "change_first_day", ADMIN, FirstDayBody, 200, FIRST),
    ("get", "/api/v1/staff/today", "get_today", STAFF, None, 200, TODAY),
    ("get", "/api/v1/staff/agenda", "get_agenda", STAFF, None, 200, AGENDA),
)

QUERIES = {"/api/v1/staff/agenda": ("from", "to")}
