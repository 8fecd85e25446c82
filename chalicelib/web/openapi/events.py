"""What `/openapi.json` says of events and of their registrations."""

from typing import Any

from ...domain.events.events import EventKind, EventMode, Mode
from ...domain.events.registrations import RegistrationStatus
from ..events import models
from .shapes import (
    ACCEPTED,
    BOOL,
    EITHER,
    INTEGER,
    MAYBE_MOMENT,
    MOMENT,
    PARTICIPANT,
    PDF,
    PUBLIC,
    STAFF,
    STRING,
    WHO,
    Route,
    list_of,
    object_of,
)

MODE = {"enum": [mode.value for mode in Mode]}
# An offer is still a place in line.
STATUS = {"enum": [s.value for s in RegistrationStatus if s is not RegistrationStatus.OFFERED]}
PLACES = object_of(capacity=INTEGER, remaining=INTEGER, waiting=INTEGER)
SEATS = {"type": "object", "properties": {mode.value: PLACES for mode in Mode}}
EVENT = object_of(
    id=STRING,
    title=STRING,
    kind={"enum": [kind.value for kind in EventKind]},
    themes=list_of(STRING),
    starts_at=MOMENT,
    ends_at=MOMENT,
    mode={"enum": [mode.value for mode in EventMode]},
    venue=STRING,
    venue_address=STRING,
    venue_access=STRING,
    public=BOOL,
    registration_opens_at=MAYBE_MOMENT,
    registration_closes_at=MAYBE_MOMENT,
    description=STRING,
    language=STRING,
    accessibility=STRING,
    speakers=list_of(STRING),
    replay_url=STRING,
    summary=STRING,
    series=STRING,
    cancelled=BOOL,
    seats=SEATS,
)
STAFF_EVENT = object_of(**EVENT["properties"], online_url=STRING, sequence=INTEGER)
PLACED = object_of(id=STRING, event_id=STRING, status=STATUS, mode=MODE)
PLACED["properties"] |= {"position": {"type": "integer", "minimum": 1}, "confirm_by": MOMENT}
REGISTRATION = object_of(
    id=STRING,
    event_id=STRING,
    mode=MODE,
    status=STATUS,
    title=STRING,
    starts_at=MAYBE_MOMENT,
    ends_at=MAYBE_MOMENT,
    confirm_by=MAYBE_MOMENT,
)
ROSTER = object_of(
    **STAFF_EVENT["properties"],
    registrations=list_of(object_of(id=STRING, mode=MODE, status=STATUS, participant=WHO)),
)
ATTENDANCES = object_of(
    attendances=list_of(object_of(registration_id=STRING, status={"enum": ["attended", "absent"]}))
)

ONE = "/api/v1/events/{event_id}"
MINE = "/api/v1/event-registrations/{registration_id}"
TEAM = "/api/v1/staff/events"

ROUTES: tuple[Route, ...] = (
    ("get", "/api/v1/events", "list_events", PUBLIC, None, 200, object_of(events=list_of(EVENT))),
    ("get", ONE, "get_event", PUBLIC, None, 200, EVENT),
    (
        "post",
        f"{ONE}/registrations",
        "register_for_event",
        EITHER,
        (models.SeatBody, models.GuestSeatBody),
        201,
        PLACED,
    ),
    ("patch", MINE, "switch_mode", PARTICIPANT, models.SeatBody, 200, PLACED),
    ("delete", MINE, "leave_event", PARTICIPANT, None, 204, None),
    ("get", f"{MINE}/attestation", "get_attestation", PARTICIPANT, None, 200, PDF),
    ("post", f"{MINE}/confirm", "confirm_seat", PARTICIPANT, None, 200, PLACED),
    ("post", TEAM, "create_event", STAFF, models.EventBody, 201, STAFF_EVENT),
    (
        "patch",
        f"{TEAM}/{{event_id}}",
        "change_event",
        STAFF,
        models.EventChangesBody,
        200,
        STAFF_EVENT,
    ),
    ("post", f"{TEAM}/{{event_id}}/cancel", "cancel_event", STAFF, None, 200, STAFF_EVENT),
    (
        "post",
        f"{TEAM}/{{event_id}}/registrations",
        "register_person_for_event",
        STAFF,
        models.SeatForBody,
        201,
        PLACED,
    ),
    (
        "put",
        f"{TEAM}/{{event_id}}/attendance",
        "record_attendance",
        STAFF,
        models.AttendancesBody,
        200,
        ATTENDANCES,
    ),
    (
        "post",
        f"{TEAM}/{{event_id}}/summary",
        "publish_summary",
        STAFF,
        models.SummaryBody,
        200,
        STAFF_EVENT,
    ),
)

LATER = {"get_attestation": ("503",)}
"""What is asked for again when it is ready."""

OTHER_ANSWERS: dict[str, dict[str, Any]] = {
    "register_for_event": {
        "202": {
            "description": "Without an account: the mail says the rest",
            "content": {"application/json": {"schema": ACCEPTED}},
        }
    }
}
