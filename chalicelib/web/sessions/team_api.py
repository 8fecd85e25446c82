"""The API of the team for sessions: slots, outcomes."""

from chalice.app import Request, Response

from ... import correlation, wiring
from ...domain.receipts import NO_KEY
from ...workflows.sessions.book_session import cancel_session
from ...workflows.sessions.correct_outcome import correct_outcome, send_document_again
from ...workflows.sessions.keep_notes import keep_notes
from ...workflows.sessions.open_slots import withdraw_slot
from ...workflows.sessions.preview_document import preview_document
from ...workflows.sessions.record_outcome import record_outcome
from ...workflows.sessions.tell_expected import tell_expected
from ...workflows.sessions.undo_cancellation import undo_cancellation
from ...workflows.sessions.undo_outcome import undo_outcome
from ..http import requests, responses
from ..http.parsing import parse
from . import views


def delete_slot(request: Request, slot_id: str) -> Response:
    caller, identifier = requests.api_caller(request), requests.identifier(slot_id)
    wiring.run(withdraw_slot, caller, identifier, NO_KEY)
    return responses.json_text(204, "")


def post_outcome(request: Request, booking_id: str) -> Response:
    """Answer with the session alone: what was written of it is no receipt's to keep."""
    from .models import OutcomeBody

    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 200, views.booking, booking_id)
    report = parse(OutcomeBody, requests.body(request)).report()
    booking = wiring.run(record_outcome, caller, requests.identifier(booking_id), report, once)
    return responses.answer(once, booking)


def undo_outcome_of(request: Request, booking_id: str) -> Response:
    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 200, views.booking, booking_id)
    undone = wiring.run(undo_outcome, caller, requests.identifier(booking_id), once)
    return responses.answer(once, undone)


def put_outcome(request: Request, booking_id: str) -> Response:
    """Answer with the session alone, as when it was recorded."""
    from .models import ReportBody

    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 200, views.booking, booking_id)
    report = parse(ReportBody, requests.body(request)).report()
    booking = wiring.run(correct_outcome, caller, requests.identifier(booking_id), report, once)
    return responses.answer(once, booking)


def post_preview(request: Request, booking_id: str) -> Response:
    from .models import ReportBody

    caller, identifier = requests.api_member(request), requests.identifier(booking_id)
    report = parse(ReportBody, requests.body(request)).report()
    found = wiring.run(preview_document, caller, identifier, report, correlation.current.get())
    if found is None:
        return responses.plain_problem("document_drawing", 503)
    return responses.raw(found, "application/pdf")


def post_document(request: Request, booking_id: str) -> Response:
    caller, identifier = requests.api_member(request), requests.identifier(booking_id)
    return responses.as_json(views.booking(wiring.run(send_document_again, caller, identifier)))


def post_cancellation(request: Request, booking_id: str) -> Response:
    from .models import CancellationBody

    caller, identifier = requests.api_member(request), requests.identifier(booking_id)
    reason = parse(CancellationBody, requests.body(request)).reason
    cancelled = wiring.run(cancel_session, caller, identifier, reason)
    return responses.as_json(views.booking(cancelled))


def undo_cancellation_of(request: Request, booking_id: str) -> Response:
    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 200, views.booking, booking_id)
    undone = wiring.run(undo_cancellation, caller, requests.identifier(booking_id), once)
    return responses.answer(once, undone)


def post_expected(request: Request, booking_id: str) -> Response:
    caller, identifier = requests.api_member(request), requests.identifier(booking_id)
    return responses.as_json(views.booking(wiring.run(tell_expected, caller, identifier)))


def put_notes(request: Request, booking_id: str) -> Response:
    from .models import NotesBody

    caller = requests.api_member(request)
    body = parse(NotesBody, requests.body(request))
    identifier = requests.identifier(booking_id)
    kept = wiring.run(keep_notes, caller, identifier, body.notes, body.read)
    return responses.as_json(views.notes(kept))
