"""The team registers somebody for an event: from the roster, or from the person's page."""

from typing import Any

from chalice.app import Request, Response

from .... import wiring
from ....domain.errors import Conflict, FieldError, Invalid, InvalidFields
from ....domain.events.registrations import AlreadyRegistered
from ....domain.looks import Shows
from ....domain.people.callers import Caller
from ....domain.people.participants import Registration
from ....domain.receipts import Once
from ....workflows.directory.known_already import Known, known_already
from ....workflows.events.for_others.add_by_hand import add_by_hand
from ....workflows.events.for_others.register_by_telephone import (
    events_for_person,
    register_by_telephone,
    register_known,
)
from ....workflows.events.register_for_event import GuestRequest
from ....workflows.events.seating import Placed
from ....workflows.privacy.keep_look import keep_look
from ...http import forms, requests, responses
from ...http.once import form_once
from ...http.parsing import parse, parse_fields
from ...http.paths import event_of_path, person_of_path
from ...http.problems import problem_of, status_of
from .. import shown as event_shown
from .. import views as event_views
from ..forms import by_hand_body
from ..roster import show_roster


def submit_by_hand(request: Request, event_id: str) -> Response:
    """Register who is chosen among those who are known, or who the form speaks of."""
    caller, fields = requests.staff_caller(request), forms.answered(requests.form(request))
    identifier, chosen = event_of_path(event_id), forms.first(fields, "personne")
    try:
        if chosen:
            return _seat_known(request, caller, identifier, person_of_path(chosen), fields)
        return _seat_told(request, caller, identifier, fields)
    except AlreadyRegistered:
        return responses.redirect(f"/equipe/evenements/{identifier}?fait=ajout-deja")
    except (Conflict, Invalid) as failure:
        return show_roster(caller, identifier, failure=failure, values=fields)


def post_registration(request: Request, event_id: str) -> Response:
    from ..models import SeatForBody

    caller = requests.api_member(request)
    body = parse(SeatForBody, requests.body(request))
    whom = person_of_path(body.participant_id)
    once = requests.once(request, caller.person_id, 201, event_views.placed, whom)
    seat = event_of_path(event_id), body.mode
    return responses.answer(once, wiring.run(register_known, caller, whom, *seat, once))


def choose_event(request: Request, person_id: str) -> Response:
    return _choice(requests.staff_caller(request), person_of_path(person_id))


def submit_choice(request: Request, person_id: str) -> Response:
    """Register somebody for the event that a button names, in the mode that it names."""
    from ..models import SeatBody

    caller, whom = requests.staff_caller(request), person_of_path(person_id)
    fields = requests.form(request)
    event_id, _, mode = forms.first(fields, "place").partition(".")
    try:
        body = parse_fields(SeatBody, {"mode": mode})
        once: Once[Placed] = form_once(request, lambda placed: _person_page(whom, placed))
        seat = event_of_path(event_id), body.mode
        placed: Placed = wiring.run(register_known, caller, whom, *seat, once)
    except (Conflict, Invalid) as failure:
        return _choice(caller, whom, failure)
    return responses.redirect(once.answer(placed)[1])


def _seat_known(
    request: Request, caller: Caller, event_id: str, whom: str, fields: forms.Fields
) -> Response:
    from ..models import ByHandBody

    body = parse_fields(ByHandBody, by_hand_body(fields))
    once: Once[Placed] = form_once(request, lambda placed: _roster(event_id, placed))
    seat, told = (event_id, body.mode), body.person()
    placed: Placed = wiring.run(register_known, caller, whom, *seat, once, told)
    return responses.redirect(once.answer(placed)[1])


def _seat_told(request: Request, caller: Caller, event_id: str, fields: forms.Fields) -> Response:
    from ..models import ByHandBody

    body = parse_fields(ByHandBody, by_hand_body(fields))
    told = body.person()
    if told.email:
        if forms.address_meant(fields):
            return show_roster(caller, event_id, values=fields)
        asked = GuestRequest(told, event_id, body.mode)
        registration, already = wiring.run(add_by_hand, caller, asked)
        done = "ajout-deja" if already else "ajout-attente" if registration.waits else "ajout"
        return responses.redirect(f"/equipe/evenements/{event_id}?fait={done}")
    if not told.profile.phone:
        raise InvalidFields(FieldError("phone", "required", about="by_telephone"))
    known = () if "quand_meme" in fields else _known(caller, told)
    if known:
        return show_roster(caller, event_id, values=fields, known=known)
    once: Once[Placed] = form_once(request, lambda placed: _roster(event_id, placed))
    placed: Placed = wiring.run(register_by_telephone, caller, told, event_id, body.mode, once)
    return responses.redirect(once.answer(placed)[1])


def _known(caller: Caller, told: Registration) -> tuple[Known, ...]:
    """Return who it may be; that somebody was named to who is not theirs is noted."""
    known: tuple[Known, ...] = wiring.run(known_already, caller, told)
    for each in known:
        if not each.opens:
            wiring.run(keep_look, Shows.PAGE, caller.person_id, each.entry.id)
    return known


def _roster(event_id: str, placed: Placed) -> str:
    done = "telephone-attente" if placed.registration.waits else "telephone"
    return f"/equipe/evenements/{event_id}?fait={done}"


def _person_page(person_id: str, placed: Placed) -> str:
    done = "activite-attente" if placed.registration.waits else "activite"
    return f"/equipe/personnes/{person_id}?fait={done}"


def _choice(caller: Caller, person_id: str, failure: Conflict | Invalid | None = None) -> Response:
    person, choices = wiring.run(events_for_person, caller, person_id)
    return responses.page(
        "events/team/choose",
        status_of(failure) if failure else 200,
        person=person,
        choices=[_line(each.scheduled, each.registration) for each in choices],
        problem=problem_of(failure) if failure else None,
    )


def _line(scheduled: Any, registration: Any) -> dict[str, Any]:
    held = registration if registration is not None and registration.stands else None
    return {**event_shown.listed(scheduled), "registration": held}
