"""What `/openapi.json` says of mails that the team lists and sends again."""

from ....domain.letters.letters import LetterState, Whom
from ....domain.mail.messages import Kind, State
from ...letters import models
from ..shapes import (
    BOOL,
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

MESSAGE = object_of(
    id=STRING,
    kind={"enum": [each.value for each in Kind]},
    title=STRING,
    state={"enum": [each.value for each in State]},
    reason=STRING,
    why=STRING,
    to=or_null(STRING),
    due_at=MOMENT,
    sent_at=MAYBE_MOMENT,
)
LISTED = object_of(
    **MESSAGE["properties"],
    person_id=STRING,
    name=STRING,
    email=STRING,
    resendable=BOOL,
)

LETTER = object_of(
    id=STRING,
    subject=STRING,
    markdown=STRING,
    audience=object_of(
        name=STRING,
        event=STRING,
        whom={"enum": [each.value for each in Whom]},
        q=STRING,
        filters=list_of(STRING),
    ),
    state={"enum": [each.value for each in LetterState]},
    written_at=MOMENT,
    sends_at=MAYBE_MOMENT,
    stopped_at=MAYBE_MOMENT,
    version=INTEGER,
)
LETTER_FILE = object_of(
    **LETTER["properties"],
    author=STRING,
    people=INTEGER,
    left_out=list_of(object_of(reason=STRING, people=INTEGER)),
    became={"type": "object", "additionalProperties": INTEGER},
)

MAILS = "/api/v1/staff/messages"
LETTERS, ONE = "/api/v1/staff/letters", "/api/v1/staff/letters/{letter_id}"

ROUTES: tuple[Route, ...] = (
    (
        "get",
        MAILS,
        "list_mails",
        STAFF,
        None,
        200,
        object_of(messages=list_of(LISTED), next=or_null(STRING)),
    ),
    ("post", f"{MAILS}/{{message_id}}/resend", "resend_mail", STAFF, None, 201, MESSAGE),
    (
        "get",
        LETTERS,
        "list_letters",
        STAFF,
        None,
        200,
        object_of(letters=list_of(LETTER), next=or_null(STRING)),
    ),
    ("post", LETTERS, "write_letter", STAFF, models.LetterBody, 201, LETTER),
    ("get", ONE, "get_letter", STAFF, None, 200, LETTER_FILE),
    ("patch", ONE, "rewrite_letter", STAFF, models.LetterBody, 200, LETTER),
    ("delete", ONE, "discard_letter", STAFF, None, 204, None),
    ("post", f"{ONE}/send", "send_letter", STAFF, models.VersionBody, 200, LETTER),
    ("post", f"{ONE}/stop", "stop_letter", STAFF, None, 200, LETTER),
)

QUERIES = {MAILS: ("person", "state", "kind", "cursor"), LETTERS: ("cursor",)}
