"""What `/openapi.json` says of registering and of a participant's space."""

from ... import wiring
from ...domain.journey.steps import StepState
from ..people import models
from ..people.forms import PROFILE_LINES
from .documents import DOCUMENT
from .events import REGISTRATION
from .sessions import BOOKING
from .shapes import (
    ACCEPTED,
    BOOL,
    MOMENT,
    PARTICIPANT,
    PUBLIC,
    STAFF,
    STRING,
    Route,
    list_of,
    object_of,
)

STEP = object_of(key=STRING, title=STRING, status={"enum": [state.value for state in StepState]})
CONSENTS = object_of(**{text.purpose: BOOL for text in wiring.programme().consents})
PROFILE = object_of(
    **dict.fromkeys(("email", *PROFILE_LINES), STRING),
    themes=list_of(STRING),
)
# A guest, who came to an event by its public form, has not told these.
MAYBE = {"type": ["string", "null"]}
PROFILE["properties"] |= {"kind": MAYBE, "maturity_level": MAYBE}
OVERLAPS = list_of(
    object_of(
        kind={"enum": ["session", "event"]},
        id=STRING,
        title=STRING,
        starts_at=MOMENT,
        ends_at=MOMENT,
    )
)
ME = object_of(
    confirmed=BOOL,
    profile=PROFILE,
    consents=CONSENTS,
    sessions=list_of(object_of(**BOOKING["properties"], overlaps=OVERLAPS)),
    event_registrations=list_of(object_of(**REGISTRATION["properties"], overlaps=OVERLAPS)),
    documents=list_of(DOCUMENT),
    steps=list_of(STEP),
)

ROUTES: tuple[Route, ...] = (
    ("post", "/api/v1/registrations", "register", PUBLIC, models.RegistrationBody, 202, ACCEPTED),
    ("get", "/api/v1/me", "get_me", PARTICIPANT, None, 200, ME),
    ("patch", "/api/v1/me", "change_me", PARTICIPANT, models.ProfileChangesBody, 200, ME),
    (
        "post",
        "/api/v1/me/confirmation",
        "confirm_me",
        PARTICIPANT,
        models.ConfirmationBody,
        200,
        object_of(confirmed={"const": True}),
    ),
    (
        "post",
        "/api/v1/staff/people/{person_id}/mail",
        "act_on_mail",
        STAFF,
        models.MailActBody,
        200,
        object_of(mail={"enum": ["ok", "bounced", "unsubscribed"]}),
    ),
)

BODY_LEFT_OUT = {"confirm_me"}
"""What may be asked without a body."""
