"""The team's pages of sessions: each with its outcome."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, InvalidFields
from ...domain.sessions.bookings import BookingStatus
from ...workflows.back_office.agenda import read_session
from ...workflows.sessions.record_outcome import record_outcome
from ..http import forms, requests, responses
from ..http.lasting import drafts
from ..http.once import form_to
from ..http.parsing import parse_fields
from .confirming import cancellation_form
from .forms import outcome_body
from .session_page import shown_session, unmade
from .shelf import keep_ticked


def session_page(request: Request, booking_id: str) -> Response:
    caller = requests.staff_caller(request)
    done, before, how = (requests.query(request, n) for n in ("fait", "gestes", "suivi"))
    correcting = how == "corriger"
    return shown_session(caller, booking_id, done=done, before=before, correcting=correcting)


def submit_draft(request: Request, booking_id: str) -> Response:
    """Keep the notes as they are, for later; not once they have left."""
    caller, identifier = requests.staff_caller(request), requests.identifier(booking_id)
    booking, _, document, _ = wiring.run(read_session, caller, identifier)
    page = f"/equipe/rencontres/{identifier}"
    if booking.status is BookingStatus.CANCELLED or (booking.held and not unmade(document)):
        return responses.redirect(page)
    news = drafts.keep(request, caller, page)
    return responses.redirect(f"{page}?fait=brouillon{'-autre' if news else ''}#suivi")


def submit_outcome(request: Request, booking_id: str) -> Response:
    from .models import OutcomeBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    identifier = requests.identifier(booking_id)
    page = f"/equipe/rencontres/{identifier}?fait=suivi"
    if forms.first(fields, "outcome") == "cancelled":  # asks why first
        asks = cancellation_form(request, booking_id)
        drafts.keep(request, caller)
        return asks
    try:
        report = parse_fields(OutcomeBody, outcome_body(fields)).report()
        if drafts.overlooked(request, caller):
            drafts.keep(request, caller)
            return shown_session(caller, booking_id, fields, done="brouillon-autre")
        wiring.run(record_outcome, caller, identifier, report, form_to(request, page))
        keep_ticked(caller, fields)
    except (Conflict, InvalidFields) as failure:
        again = shown_session(caller, booking_id, fields, failure)
        news = drafts.keep(request, caller)
        return shown_session(caller, booking_id, fields, failure) if news else again
    return responses.redirect(page)
