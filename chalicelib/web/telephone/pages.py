"""The page of calls: one to make, with what to say, then the others; one tap notes the result."""

from datetime import date, timedelta
from urllib.parse import urlencode

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import Conflict, InvalidFields
from ...domain.events.events import Event
from ...domain.ids import event_of, is_about_event, subject_of
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...domain.people.staff import StaffMember
from ...domain.receipts import NO_KEY
from ...domain.sessions.bookings import Booking
from ...domain.telephone.again import again_in, next_working_day
from ...domain.telephone.phone_calls import PhoneCall, Reason
from ...domain.undoing import TooLateToUndo
from ...workflows.telephone.note_call import note_call, undo_call
from ...workflows.telephone.read_calls import Calls, read_calls
from ..http import forms, requests, responses
from ..http.formats import places
from ..http.once import form_to
from ..http.parsing import parse_fields
from ..http.problems import problem_of, status_of
from ..http.times import zone
from . import views

PAGE = "/equipe/appels"


def calls_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    chosen, noted = (_identifier(requests.query(request, each)) for each in ("appel", "fait"))
    after = places.read_or_first(caller, views.CALLS, requests.query(request, "suite"))
    late, reason = requests.query(request, "trop-tard"), _reason(requests.query(request, "raison"))
    return _page(caller, after, chosen, noted, reason, late=bool(late))


def submit_result(request: Request, call_id: str) -> Response:
    """Note what became of a call, then show the next one."""
    from .models import CallResultBody

    caller, fields = requests.staff_caller(request), requests.form(request)
    identifier = requests.identifier(call_id)
    following = _identifier(forms.first(fields, "suivant"))
    reason = _reason(forms.first(fields, "raison"))
    page = _address(fait=identifier, appel=following, raison=reason or "")
    try:
        said = parse_fields(CallResultBody, _result(fields)).said()
        wiring.run(note_call, caller, identifier, said, form_to(request, page))
    except (Conflict, InvalidFields) as failure:
        return _page(caller, "", identifier, reason=reason, values=fields, failure=failure)
    return responses.redirect(page)


def submit_undo(request: Request, call_id: str) -> Response:
    """Take back what was noted; the call is on the screen again."""
    caller, identifier = requests.staff_caller(request), requests.identifier(call_id)
    try:
        wiring.run(undo_call, caller, identifier, NO_KEY)
    except TooLateToUndo:
        return responses.redirect(_address(appel=identifier, **{"trop-tard": "oui"}))
    return responses.redirect(_address(appel=identifier))


def _result(fields: forms.Fields) -> dict[str, object]:
    attempts = forms.first(fields, "attempts")
    return {
        "result": forms.first(fields, "result"),
        "note": forms.first(fields, "note"),
        "again_on": forms.first(fields, "again_on").strip() or None,
        "attempts": forms.typed(attempts, "integer") if attempts else None,
        "mail": forms.first(fields, "mail") or None,
    }


def _identifier(text: str) -> str:
    """Return what may be an id, "" for anything else: an address that was cut asks for nothing."""
    return text if text.replace("-", "").isalnum() and len(text) <= requests.LONGEST_ID else ""


def _address(**asked: str) -> str:
    return f"{PAGE}?{urlencode({name: value for name, value in asked.items() if value})}"


def _page(
    caller: Caller,
    after: str,
    chosen: str,
    noted: str = "",
    reason: Reason | None = None,
    *,
    values: forms.Fields | None = None,
    failure: Conflict | InvalidFields | None = None,
    late: bool = False,
) -> Response:
    calls: Calls = wiring.run(read_calls, caller, after, (chosen, noted), reason)
    now, fields = wiring.now(), values or {}
    asked = calls.asked.get(chosen)
    front = asked if asked and asked.open else next(iter(calls.listed), None)
    elsewhere = asked if asked and not asked.open else None
    return responses.page(
        "telephone/calls",
        status_of(failure) if failure else 200,
        now=now,
        front=front and _shown(front, calls),
        following=_following(front, calls),
        others=[_shown(each, calls) for each in calls.listed if each != front],
        after=places.written(caller, views.CALLS, calls.after),
        begins=not after,
        reason=reason,
        reasons=[*Reason],
        noted=_shown(calls.asked[noted], calls) if noted in calls.asked else None,
        elsewhere=elsewhere and _shown(elsewhere, calls),
        undoable=noted in calls.asked and calls.asked[noted].undoable(now),
        late=late,
        themes=wiring.themes(),
        again_on=_again_on(),
        again_in=front and _again_in(front, calls),
        values=fields if front and front.id == chosen else {},
        lost=forms.first(fields, "note") if elsewhere else "",
        errors=forms.error_messages(failure, fields),
        problem=problem_of(failure) if isinstance(failure, Conflict) else None,
    )


def _shown(call: PhoneCall, calls: Calls) -> dict[str, object]:
    """Return what the page says of a call."""
    return {
        "call": call,
        "person": calls.get(Participant, call.person_id),
        "by": calls.get(StaffMember, call.by),
        "say": views.say(call, calls),
        "theme": views.theme_of(call, calls),
        "opens": views.accompanies(calls.member, call),
        "books": views.books(call),
    }


def _following(front: PhoneCall | None, calls: Calls) -> str:
    """Return the id of the call that comes after one on the page, "" if it is the last."""
    ids = [each.id for each in calls.listed]
    at = ids.index(front.id) if front and front.id in ids else -1
    return ids[at + 1] if at + 1 < len(ids) else ""


def _reason(text: str) -> Reason | None:
    """Return the reason that an address names, or None for all of them."""
    return next((each for each in Reason if each == text), None)


def _again_in(call: PhoneCall, calls: Calls) -> timedelta | None:
    """Return in how long to call again about what begins today."""
    subject = subject_of(call.id)
    event = calls.get(Event, event_of(subject)) if is_about_event(subject) else None
    about = event or calls.get(Booking, subject)
    return again_in(about.starts_at if about else None, wiring.now(), zone())


def _again_on() -> date:
    return next_working_day(wiring.now().astimezone(zone()).date())
