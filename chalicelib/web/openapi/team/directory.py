"""What `/openapi.json` says of the team's list of people, and of one of them."""

from ....domain.directory.alike import Alike
from ....domain.directory.entries import MailStanding
from ....domain.directory.history import Happening
from ....domain.people.consents import ConsentSource
from ....domain.people.staff_acts import Deed
from ...directory import models
from ...directory.list_models import ListBody
from ...directory.merging.models import ApartBody, MergeBody
from ..documents import DOCUMENT
from ..events import REGISTRATION
from ..people import CONSENTS, PROFILE, STEP
from ..sessions import BOOKING, NOTES
from ..shapes import (
    BOOL,
    MAYBE_MOMENT,
    MOMENT,
    STAFF,
    STRING,
    Route,
    list_of,
    object_of,
    or_null,
)
from .letters import MESSAGE

PERSON = object_of(
    id=STRING,
    given_name=STRING,
    family_name=STRING,
    email=STRING,
    organization=STRING,
    confirmed=BOOL,
    mail={"enum": [each.value for each in MailStanding]},
)
PEOPLE = object_of(people=list_of(PERSON), next=or_null(STRING))
LIST = object_of(id=STRING, name=STRING, q=STRING, filters=list_of(STRING))

SESSION = object_of(
    **BOOKING["properties"],
    needs=STRING,
    notes=STRING,
    team_notes=STRING,
    tools=list_of(object_of(name=STRING, url=STRING, why=STRING)),
    next_steps=list_of(STRING),
)
CONSENT = object_of(
    purpose=STRING,
    granted=BOOL,
    pending=BOOL,
    source={"enum": [each.value for each in ConsentSource]},
    at=MOMENT,
    confirmed_at=MAYBE_MOMENT,
    text_version=STRING,
    text=STRING,
)
HAPPENED = object_of(
    at=MOMENT,
    what={"enum": [*(each.value for each in Happening), *(each.value for each in Deed)]},
    title=STRING,
    about=STRING,
    by=STRING,
    by_team=BOOL,
    note=STRING,
)
FILE = object_of(
    **PERSON["properties"],
    registered_at=MOMENT,
    profile=PROFILE,
    consents=CONSENTS,
    consent_history=list_of(CONSENT),
    steps=list_of(STEP),
    note=NOTES,
    sessions=list_of(SESSION),
    event_registrations=list_of(REGISTRATION),
    documents=list_of(DOCUMENT),
    answers=list_of(
        object_of(id=STRING, theme=STRING, answered_at=MAYBE_MOMENT, answers={"type": "object"})
    ),
    messages=list_of(MESSAGE),
    messages_next=or_null(STRING),
    history=list_of(HAPPENED),
    history_next=or_null(STRING),
)

DOUBLE = object_of(
    doubles=list_of(
        object_of(
            people=list_of(object_of(id=STRING, name=STRING)),
            same=list_of({"enum": [each.name.lower() for each in Alike]}),
        )
    ),
    next=or_null(STRING),
)
ALL, ONE = "/api/v1/staff/people", "/api/v1/staff/people/{person_id}"
DOUBLES = "/api/v1/staff/doubles"
BOOKINGS, LISTS = "/api/v1/staff/bookings", "/api/v1/staff/lists"

ROUTES: tuple[Route, ...] = (
    ("get", ALL, "list_people", STAFF, None, 200, PEOPLE),
    ("post", ALL, "register_caller", STAFF, models.CallerBody, 201, object_of(id=STRING)),
    ("get", ONE, "get_person", STAFF, None, 200, FILE),
    ("patch", ONE, "correct_person", STAFF, models.PersonChangesBody, 200, FILE),
    ("put", f"{ONE}/notes", "note_person", STAFF, models.NoteBody, 200, NOTES),
    ("post", f"{ONE}/merge", "merge_people", STAFF, MergeBody, 200, FILE),
    ("post", f"{ONE}/unmerge", "part_people", STAFF, None, 200, FILE),
    ("post", f"{ONE}/apart", "tell_apart", STAFF, ApartBody, 200, object_of(apart=BOOL)),
    ("get", DOUBLES, "list_doubles", STAFF, None, 200, DOUBLE),
    ("get", LISTS, "list_lists", STAFF, None, 200, object_of(lists=list_of(LIST))),
    ("post", LISTS, "keep_list", STAFF, ListBody, 201, LIST),
    ("delete", f"{LISTS}/{{list_id}}", "remove_list", STAFF, None, 204, None),
    ("post", BOOKINGS, "book_for_person", STAFF, models.BookingForBody, 201, BOOKING),
)

QUERIES = {DOUBLES: ("cursor",), ALL: ("q", "filter", "cursor"), ONE: ("messages", "history")}
