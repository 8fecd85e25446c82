"""What `/openapi.json` says of mails that the team lists and sends again."""

from ...domain.mail.messages import Kind, State
from .shapes import (
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

MAILS = "/api/v1/staff/messages"

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
)

QUERIES = {MAILS: ("person", "state", "kind", "cursor")}
