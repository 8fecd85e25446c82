"""Sessions in a participant's space: booking, moving, cancelling, adding to a calendar."""

from typing import Any
from urllib.parse import quote

from chalice.app import Request, Response

from ... import wiring
from ...adapters.mail.calendars import invitation
from ...domain.errors import Conflict, Invalid, NotFound
from ...domain.events.meanwhile import Meanwhile
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...domain.sessions.bookings import Booking, NotBooked, TooLate, existing
from ...workflows.people.manage_profile import read_space
from ...workflows.people.meanwhile import meanwhile_of_slot
from ...workflows.sessions.book_session import (
    BookingRequest,
    book_session,
    cancel_session,
    move_session,
)
from ...workflows.sessions.open_slots import bookable_slots
from ..http import forms, requests, responses
from ..http.lasting import drafts
from ..http.once import form_to
from ..http.parsing import parse_fields
from ..http.problems import problem_of, status_of
from . import views
from .forms import booking_body, joining_body

BOOKED, MOVED = "/mon-espace?fait=reservation", "/mon-espace?fait=deplacement"


def booking_form(request: Request) -> Response:
    caller = requests.participant_caller(request)
    typed = drafts.typed(caller, requests.path(request))
    theme = requests.query(request, "theme") or forms.first(typed, "theme")
    return _slots_page(caller, theme, typed)


def submit_booking(request: Request) -> Response:
    caller, fields = requests.participant_caller(request), requests.form(request)
    held = _meanwhile(caller, fields)
    if held:
        action, theme = "/mon-espace/reserver", forms.first(fields, "theme")
        words = "Réserver quand même", "Choisir un autre moment"
        return _ask(held, fields, action, f"{action}?theme={quote(theme)}", words)
    try:
        wiring.run(book_session, _wanted(caller, fields), form_to(request, BOOKED))
    except (Conflict, Invalid, NotFound) as failure:
        return _slots_page(caller, forms.first(fields, "theme"), fields, failure)
    return responses.redirect(BOOKED)


def _meanwhile(caller: Caller, fields: forms.Fields) -> tuple[Meanwhile, ...]:
    """Return what else is at the time that a form chooses, unless it says that it knows."""
    if "quand_meme" in fields:
        return ()
    return wiring.run(meanwhile_of_slot, caller, forms.first(fields, "slot_id"))


def _ask(
    held: tuple[Meanwhile, ...],
    fields: forms.Fields,
    action: str,
    back: str,
    words: tuple[str, str],
) -> Response:
    shown: dict[str, Any] = {"held": held, "fields": fields, "action": action, "back": back}
    go_on, leave = words
    themes = wiring.themes()
    return responses.page("people/meanwhile", themes=themes, go_on=go_on, leave=leave, **shown)


def _wanted(caller: Caller, fields: forms.Fields) -> BookingRequest:
    """Return what a form asks for; a guest's form has what joining the programme asks."""
    from .models import BookingBody, JoiningBody

    if "joining" in fields:
        guest = parse_fields(JoiningBody, joining_body(fields))
        return BookingRequest(caller, guest.slot_id, guest.theme, guest.needs, guest.joining())
    body = parse_fields(BookingBody, booking_body(fields))
    return BookingRequest(caller, body.slot_id, body.theme, body.needs)


def move_form(request: Request, booking_id: str) -> Response:
    caller = requests.participant_caller(request)
    moving, _ = _own(caller, booking_id)
    if not _movable(moving):
        return _too_late(moving)
    typed = drafts.typed(caller, requests.path(request))
    return _slots_page(caller, "", typed, moving=moving)


def submit_move(request: Request, booking_id: str) -> Response:
    from .models import RescheduleBody

    caller, fields = requests.participant_caller(request), requests.form(request)
    held = _meanwhile(caller, fields)
    if held:
        action = f"/mon-espace/rencontres/{requests.identifier(booking_id)}/deplacer"
        words = "Déplacer quand même", "Choisir un autre moment"
        return _ask(held, fields, action, action, words)
    try:
        body = parse_fields(RescheduleBody, {"slot_id": forms.first(fields, "slot_id")})
        identifier, once = requests.identifier(booking_id), form_to(request, MOVED)
        wiring.run(move_session, caller, identifier, body.slot_id, once)
    except (Conflict, Invalid, NotFound) as failure:
        moving, _ = _own(caller, booking_id)
        if not _movable(moving):
            return _too_late(moving)
        return _slots_page(caller, "", fields, failure, moving)
    return responses.redirect(MOVED)


def cancel_form(request: Request, booking_id: str) -> Response:
    booking, _ = _own(requests.participant_caller(request), booking_id)
    programme, now = wiring.programme(), wiring.now()
    booking.cancelled(now, programme.cancel_deadline, programme.undo_within)  # or says why not
    theme, movable = (
        wiring.themes().get(booking.theme),
        booking.changeable(now, programme.cancel_deadline),
    )
    return responses.page("sessions/cancel", booking=booking, theme=theme, movable=movable)


def submit_cancel(request: Request, booking_id: str) -> Response:
    caller = requests.participant_caller(request)
    wiring.run(cancel_session, caller, requests.identifier(booking_id))
    return responses.redirect("/mon-espace?fait=annulation")


def calendar_file(request: Request, booking_id: str) -> Response:
    booking, participant = _own(requests.participant_caller(request), booking_id)
    content, _ = invitation(
        booking,
        views.title(booking),
        participant.email,
        wiring.settings().sender_address,
        wiring.programme(),
        wiring.now(),
    )
    disposition = 'attachment; filename="rencontre.ics"'
    return responses.raw(
        content.encode(), "text/calendar; charset=utf-8", Content_Disposition=disposition
    )


def _own(caller: Caller, booking_id: str) -> tuple[Booking, Participant]:
    """Return one of the caller's bookings. Raises NotFound for another person's."""
    space = wiring.run(read_space, caller)
    mine = next((b for b in space.bookings if b.id == booking_id), None)
    return existing(mine), space.participant


def _movable(booking: Booking) -> bool:
    """Return whether it is not too late. Raises NotBooked."""
    if not booking.booked:
        raise NotBooked
    return booking.changeable(wiring.now(), wiring.programme().cancel_deadline)


def _too_late(booking: Booking) -> Response:
    """Return the page that says so, and what one may do instead."""
    now = wiring.now()
    return responses.page(
        "sessions/too_late",
        status_of(TooLate()),
        booking=booking,
        theme=wiring.themes().get(booking.theme),
        undo_until=views.undo_until(booking, now),
        begun=booking.starts_at <= now,
    )


def _ahead(person: Participant) -> int:
    return len(person.ahead(wiring.now()))


def _slots_page(
    caller: Caller,
    theme: str,
    values: dict[str, list[str]],
    failure: Conflict | Invalid | NotFound | None = None,
    moving: Booking | None = None,
) -> Response:
    theme = moving.theme if moving else theme if theme in wiring.offered() else ""
    space = wiring.run(read_space, caller)  # a revoked link must not see the form
    person = space.participant
    slots = wiring.run(bookable_slots, theme) if theme else []
    return responses.page(
        "sessions/booking",
        status_of(failure) if failure else 200,
        themes=list(wiring.offered().values()),
        theme=wiring.themes().get(theme),
        slots=slots,
        values=values,
        errors=forms.error_messages(failure, values),
        problem=problem_of(failure) if failure else None,
        moving=moving,
        waits=any(each.theme == theme and each.waits for each in space.alerts),
        joining=not (moving or person.of_programme),
        full=not moving and _ahead(person) >= wiring.programme().open_bookings_per_person,
    )
