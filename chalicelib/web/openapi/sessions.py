"""What `/openapi.json` says of slots, of bookings and of their outcomes."""

from ...domain.sessions.bookings import BookingStatus
from ...domain.sessions.slots import Format
from ..sessions import models
from .shapes import (
    MOMENT,
    PARTICIPANT,
    PDF,
    PUBLIC,
    STAFF,
    STRING,
    Route,
    list_of,
    object_of,
    or_null,
)

FORMAT = {"enum": [each.value for each in Format]}
SLOT = object_of(
    id=STRING,
    themes=list_of(STRING),
    adviser=STRING,
    starts_at=MOMENT,
    ends_at=MOMENT,
    format=FORMAT,
)
STATUS = {"enum": [status.value for status in BookingStatus]}
BOOKING = object_of(
    id=STRING,
    status=STATUS,
    theme=STRING,
    starts_at=MOMENT,
    ends_at=MOMENT,
    format=FORMAT,
    adviser=STRING,
)
NOTES = object_of(notes=STRING, noted_at=or_null(MOMENT), read=STRING)

SHELF = object_of(tools=list_of(object_of(name=STRING, url=STRING)), next_steps=list_of(STRING))

ROUTES: tuple[Route, ...] = (
    ("get", "/api/v1/slots", "list_slots", PUBLIC, None, 200, object_of(slots=list_of(SLOT))),
    ("post", "/api/v1/bookings", "book", PARTICIPANT, models.BookingBody, 201, BOOKING),
    (
        "post",
        "/api/v1/bookings/{booking_id}/reschedule",
        "reschedule",
        PARTICIPANT,
        models.RescheduleBody,
        200,
        BOOKING,
    ),
    ("delete", "/api/v1/bookings/{booking_id}", "cancel", PARTICIPANT, None, 204, None),
    ("delete", "/api/v1/staff/slots/{slot_id}", "withdraw_slot", STAFF, None, 204, None),
    (
        "post",
        "/api/v1/staff/sessions/{booking_id}/outcome",
        "record_outcome",
        STAFF,
        models.OutcomeBody,
        200,
        BOOKING,
    ),
    (
        "post",
        "/api/v1/staff/sessions/{booking_id}/outcome/undo",
        "undo_outcome",
        STAFF,
        None,
        200,
        BOOKING,
    ),
    ("get", "/api/v1/staff/toolshelf", "read_toolshelf", STAFF, None, 200, SHELF),
    ("put", "/api/v1/staff/toolshelf", "arrange_toolshelf", STAFF, models.ShelfBody, 200, SHELF),
    (
        "put",
        "/api/v1/staff/sessions/{booking_id}/outcome",
        "correct_outcome",
        STAFF,
        models.ReportBody,
        200,
        BOOKING,
    ),
    (
        "post",
        "/api/v1/staff/sessions/{booking_id}/preview",
        "preview_document",
        STAFF,
        models.ReportBody,
        200,
        PDF,
    ),
    (
        "post",
        "/api/v1/staff/sessions/{booking_id}/document",
        "send_document_again",
        STAFF,
        None,
        200,
        BOOKING,
    ),
    (
        "post",
        "/api/v1/staff/sessions/{booking_id}/cancel",
        "cancel_session",
        STAFF,
        models.CancellationBody,
        200,
        BOOKING,
    ),
    (
        "post",
        "/api/v1/staff/sessions/{booking_id}/cancel/undo",
        "undo_cancellation",
        STAFF,
        None,
        200,
        BOOKING,
    ),
    (
        "post",
        "/api/v1/staff/sessions/{booking_id}/expected",
        "tell_expected",
        STAFF,
        None,
        200,
        BOOKING,
    ),
    (
        "put",
        "/api/v1/staff/sessions/{booking_id}/link",
        "give_link",
        STAFF,
        models.LinkBody,
        200,
        BOOKING,
    ),
    (
        "put",
        "/api/v1/staff/sessions/{booking_id}/notes",
        "note_session",
        STAFF,
        models.NotesBody,
        200,
        NOTES,
    ),
)

QUERIES = {"/api/v1/slots": ("theme",)}

LATER = {"preview_document": ("503",)}
"""What is drawn when it is first asked for: ask again in some seconds."""
