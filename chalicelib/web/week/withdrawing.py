"""A free hour is withdrawn at once, and comes back for a minute."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.receipts import NO_KEY
from ...domain.sessions.bookings import SlotNotFound
from ...domain.sessions.slots import Overlap
from ...domain.undoing import TooLateToUndo
from ...workflows.sessions.open_slots import SlotBooked, withdraw_slot
from ...workflows.week.undo_withdrawal import undo_withdrawal
from ..back_office import views as back_office
from ..http import forms, requests, responses
from ..http.once import form_to
from ..sessions import views


def submit_withdrawal(request: Request, slot_id: str) -> Response:
    """Withdraw an hour; one that somebody has booked first stays, and the page leads to it."""
    caller, identifier = requests.staff_caller(request), requests.identifier(slot_id)
    page = _page(request, f"retrait&plage={identifier}")
    try:
        wiring.run(withdraw_slot, caller, identifier, form_to(request, page))
    except SlotBooked as failure:
        values = {"booking_id": failure.booking_id, "monday": _monday(request)}
        return responses.page("week/booked", 409, None, **values)
    return responses.redirect(page)


def submit_undo(request: Request, slot_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), requests.identifier(slot_id)
    try:
        wiring.run(undo_withdrawal, caller, identifier, NO_KEY)
    except Overlap:
        return responses.redirect(_page(request, "prise"))
    except (SlotNotFound, TooLateToUndo):
        return responses.redirect(_page(request, "trop-tard"))
    return responses.redirect(_page(request, "revenue"))


def post_undo(request: Request, slot_id: str) -> Response:
    caller = requests.api_member(request)
    once = requests.once(request, caller.person_id, 200, views.slot, slot_id)
    undone = wiring.run(undo_withdrawal, caller, requests.identifier(slot_id), once)
    return responses.answer(once, undone)


def _page(request: Request, done: str) -> str:
    return f"/equipe/semaine?semaine={_monday(request)}&fait={done}"


def _monday(request: Request) -> str:
    return back_office.monday_of(forms.first(requests.form(request), "day")).isoformat()
