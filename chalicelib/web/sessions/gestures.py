"""What the team does to a session by one tap, and takes back by another."""

from urllib.parse import urlencode

from chalice.app import Request, Response

from ... import correlation, wiring
from ...domain.errors import Conflict, InvalidFields
from ...domain.people.callers import Caller
from ...domain.receipts import NO_KEY
from ...domain.sessions.bookings import BookingStatus, NotUnderWay, OutcomeReport
from ...domain.sessions.slots import SlotTaken
from ...domain.sessions.team_files import NotesChanged
from ...domain.undoing import TooLateToUndo
from ...workflows.back_office.agenda import read_session
from ...workflows.people.keep_drafts import keep_draft
from ...workflows.sessions.correct_outcome import correct_outcome, send_document_again
from ...workflows.sessions.keep_notes import keep_notes
from ...workflows.sessions.preview_document import preview_document
from ...workflows.sessions.tell_expected import tell_expected
from ...workflows.sessions.undo_cancellation import undo_cancellation
from ...workflows.sessions.undo_outcome import undo_outcome
from ..http import forms, requests, responses
from ..http.lasting import drafts
from ..http.once import form_to
from ..http.parsing import parse_fields
from .forms import fields_of, report_body
from .session_page import shown_session
from .shelf import keep_ticked


def submit_undo(request: Request, booking_id: str) -> Response:
    """Take the outcome or the cancellation back; what was written is in its form again."""
    caller, identifier = requests.staff_caller(request), requests.identifier(booking_id)
    page = f"/equipe/rencontres/{identifier}"
    booking, *_, file = wiring.run(read_session, caller, identifier)
    if booking.status is BookingStatus.CANCELLED:
        return _stands_again(caller, identifier)
    if file and file.undoable_until(wiring.now()) and booking.report:
        _keep(caller, page, booking.report)
    try:
        wiring.run(undo_outcome, caller, identifier, NO_KEY)
    except TooLateToUndo:
        drafts.erase(caller.person_id, page)
        return responses.redirect(f"{page}?fait=trop-tard")
    return responses.redirect(f"{page}?fait=defait")


def _stands_again(caller: Caller, booking_id: str) -> Response:
    """Take a cancellation back, or say why it cannot be any more."""
    page = f"/equipe/rencontres/{booking_id}"
    try:
        wiring.run(undo_cancellation, caller, booking_id, NO_KEY)
    except SlotTaken:
        return responses.redirect(f"{page}?fait=heure-prise")
    except TooLateToUndo:
        return responses.redirect(f"{page}?fait=trop-tard")
    return responses.redirect(f"{page}?fait=tient")


def submit_expected(request: Request, booking_id: str) -> Response:
    """Write to who is late; after the session, there is nobody to write to."""
    caller, identifier = requests.staff_caller(request), requests.identifier(booking_id)
    page = f"/equipe/rencontres/{identifier}"
    try:
        wiring.run(tell_expected, caller, identifier)
    except NotUnderWay:
        return responses.redirect(f"{page}?fait=pas-en-cours")
    return responses.redirect(f"{page}?fait=attendue")


def submit_again(request: Request, booking_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), requests.identifier(booking_id)
    wiring.run(send_document_again, caller, identifier)
    return responses.redirect(f"/equipe/rencontres/{identifier}?fait=renvoi")


def submit_preview(request: Request, booking_id: str) -> Response:
    """Show the document as it would be; what was written is kept meanwhile."""
    from .models import ReportBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    identifier = requests.identifier(booking_id)
    try:
        report = parse_fields(ReportBody, report_body(fields)).report()
        seen = correlation.current.get()
        found = wiring.run(preview_document, caller, identifier, report, seen)
    except InvalidFields as failure:
        return shown_session(caller, identifier, fields, failure)
    if found is None:
        values = {"booking_id": identifier, "fields": fields}
        return responses.page("sessions/preview_wait", 503, {"Retry_After": "5"}, **values)
    named = 'inline; filename="apercu.pdf"'
    return responses.raw(found, "application/pdf", Content_Disposition=named)


def submit_correction(request: Request, booking_id: str) -> Response:
    from .models import ReportBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    identifier = requests.identifier(booking_id)
    page = f"/equipe/rencontres/{identifier}?fait=correction"
    try:
        report = parse_fields(ReportBody, report_body(fields)).report()
        wiring.run(correct_outcome, caller, identifier, report, form_to(request, page))
        keep_ticked(caller, fields)
    except (Conflict, InvalidFields) as failure:
        return shown_session(caller, identifier, fields, failure, correcting=True)
    return responses.redirect(page)


def submit_notes(request: Request, booking_id: str) -> Response:
    from .models import NotesBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    identifier = requests.identifier(booking_id)
    try:
        body = parse_fields(NotesBody, {"notes": forms.first(fields, "team_notes")})
        read = forms.first(fields, "lues")
        wiring.run(keep_notes, caller, identifier, body.notes, read)
    except (NotesChanged, InvalidFields) as failure:
        return shown_session(caller, identifier, failure=failure, notes_sent=fields)
    return responses.redirect(f"/equipe/rencontres/{identifier}?fait=notes")


def _keep(caller: Caller, page: str, report: OutcomeReport) -> None:
    written = fields_of(report)
    if written:
        wiring.run(keep_draft, caller, page, urlencode(written, doseq=True))
