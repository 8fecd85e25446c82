"""What `/openapi.json` says of the calls that the team makes."""

from ....domain.telephone.phone_calls import CallState, Reason
from ...telephone import models
from ..shapes import (
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

CALL = object_of(
    id=STRING,
    reason={"enum": [each.value for each in Reason]},
    since=MOMENT,
    at=MOMENT,
    state={"enum": [each.value for each in CallState]},
    attempts=INTEGER,
    note=STRING,
    noted_at=MAYBE_MOMENT,
    mail=STRING,
)
LISTED = object_of(**CALL["properties"], noted_by=STRING, person=WHO, say=list_of(STRING))

CALLS, RESULT = "/api/v1/staff/calls", "/api/v1/staff/calls/{call_id}/result"

ROUTES: tuple[Route, ...] = (
    (
        "get",
        CALLS,
        "list_calls",
        STAFF,
        None,
        200,
        object_of(calls=list_of(LISTED), next=or_null(STRING)),
    ),
    ("post", RESULT, "note_call", STAFF, models.CallResultBody, 200, CALL),
    ("post", f"{RESULT}/undo", "undo_call", STAFF, None, 200, CALL),
)

QUERIES = {CALLS: ("reason", "cursor")}
