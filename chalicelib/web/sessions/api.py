"""The API of sessions, for participants: the free slots, and one's own bookings."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import FieldError, InvalidFields
from ...workflows.sessions.book_session import (
    BookingRequest,
    book_session,
    cancel_session,
    move_session,
)
from ...workflows.sessions.open_slots import bookable_slots
from ..http import requests, responses
from ..http.parsing import parse
from . import views


def list_slots(request: Request) -> Response:
    theme = requests.query(request, "theme") or None
    if theme is not None and theme not in wiring.themes():
        raise InvalidFields(FieldError("theme", "unknown_theme"))
    if theme is not None and theme not in wiring.offered():
        raise InvalidFields(FieldError("theme", "theme_retired"))
    slots = wiring.run(bookable_slots, theme)
    return responses.as_json({"slots": [views.slot(s) for s in slots]})


def post_booking(request: Request) -> Response:
    from .models import BookingBody

    caller = requests.api_caller(request)
    once = requests.once(request, caller.person_id, 201, views.booking)
    body = parse(BookingBody, requests.body(request))
    wanted = BookingRequest(caller, body.slot_id, body.theme, body.needs)
    return responses.answer(once, wiring.run(book_session, wanted, once))


def reschedule_booking(request: Request, booking_id: str) -> Response:
    from .models import RescheduleBody

    caller = requests.api_caller(request)
    once = requests.once(request, caller.person_id, 200, views.booking)
    body = parse(RescheduleBody, requests.body(request))
    identifier = requests.identifier(booking_id)
    moved = wiring.run(move_session, caller, identifier, body.slot_id, once, body.reason)
    return responses.answer(once, moved)


def delete_booking(request: Request, booking_id: str) -> Response:
    wiring.run(cancel_session, requests.api_caller(request), requests.identifier(booking_id))
    return responses.json_text(204, "")
