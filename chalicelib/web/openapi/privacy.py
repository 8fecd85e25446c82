"""What `/openapi.json` says of what is held about people."""

from typing import Any

from ...domain.privacy.held import Origin, Source
from .shapes import (
    ACCEPTED,
    ADMIN,
    ARCHIVE,
    INTEGER,
    MAYBE_MOMENT,
    MOMENT,
    PARTICIPANT,
    STRING,
    Route,
    list_of,
    object_of,
)

RECORD: dict[str, Any] = {
    **object_of(id=STRING, recorded_at=MAYBE_MOMENT),
    "additionalProperties": True,
    "description": "One thing that is held; its own fields beside these",
}
PART = object_of(
    part=STRING,
    title=STRING,
    origin={"enum": [each.value for each in Origin]},
    source={"enum": [each.value for each in Source]},
    records=list_of(RECORD),
)
EXPORT = object_of(
    made_at=MOMENT,
    programme=STRING,
    person_in_charge=object_of(title=STRING, email=STRING),
    person_id=STRING,
    origins={"type": "object", "additionalProperties": STRING},
    parts=list_of(PART),
    withheld=list_of(object_of(type=STRING, reason=STRING)),
    unreadable=INTEGER,
)

ROUTES: tuple[Route, ...] = (
    ("get", "/api/v1/me/export", "export_me", PARTICIPANT, None, 200, EXPORT),
    ("delete", "/api/v1/me", "erase_me", PARTICIPANT, None, 202, ACCEPTED),
    ("delete", "/api/v1/staff/people/{person_id}", "erase_person", ADMIN, None, 202, ACCEPTED),
)

QUERIES = {"/api/v1/me/export": ("format",)}

OTHER_MEDIA: dict[str, dict[str, Any]] = {"export_me": {"application/zip": {"schema": ARCHIVE}}}
"""What an operation answers beside its JSON, if its query asks for that."""
