"""The list of the first day: its page and its API."""

from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.back_office.first_day import BY_HAND, Step
from ...domain.errors import FieldError, InvalidFields
from ...domain.people.callers import Caller
from ...workflows.back_office.first_day import Begun, note_step, put_away, read_first_day
from ..http import forms, requests, responses, times
from ..http.parsing import parse

PAGE = "/equipe/pour-commencer"
AWAY = {"ranger": True, "remettre": False}
"""The values of the button that puts the list away, or back."""


def first_day_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    begun = wiring.run(read_first_day, caller)
    return responses.page(
        "back_office/first_day",
        begun=begun,
        left=begun.left,
        steps=len(Step),
        by_hand=BY_HAND,
        done=requests.query(request, "fait"),
    )


def submit_first_day(request: Request) -> Response:
    """Note a step, or put the list away; each can be taken back."""
    caller, fields = requests.staff_caller(request), requests.form(request)
    if away := forms.first(fields, "liste"):
        if away not in AWAY:
            raise InvalidFields(FieldError("put_away", "invalid_choice", about="first_day"))
        wiring.run(put_away, caller, AWAY[away])
        return responses.redirect(f"{PAGE}?fait={away}")
    undone = forms.first(fields, "defaire")
    step = _step(undone or forms.first(fields, "etape"))
    wiring.run(note_step, caller, step, not undone)
    return responses.redirect(f"{PAGE}?fait={'defait' if undone else 'note'}#etape-{step.value}")


def get_first_day(request: Request) -> Response:
    return responses.as_json(_shown(wiring.run(read_first_day, requests.api_member(request))))


def patch_first_day(request: Request) -> Response:
    from .models import FirstDayBody

    caller = requests.api_member(request)
    body = parse(FirstDayBody, requests.body(request))
    begun = _noted(caller, body.step, body.done) if body.step else None
    if body.put_away is not None:
        begun = wiring.run(put_away, caller, body.put_away)
    return responses.as_json(_shown(begun or wiring.run(read_first_day, caller)))


def _noted(caller: Caller, step: Step, done: bool) -> Begun:
    found: Begun = wiring.run(note_step, caller, step, done)
    return found


def _step(value: str) -> Step:
    try:
        return Step(value)
    except ValueError:
        raise InvalidFields(FieldError("step", "invalid_choice", about="first_day")) from None


def _shown(begun: Begun) -> dict[str, Any]:
    left = begun.left
    return {
        "steps": [
            {"key": step.value, "done": step not in left, **_tick(begun, step)} for step in Step
        ],
        "examples": list(begun.examples),
        "put_away": begun.held.put_away,
    }


def _tick(begun: Begun, step: Step) -> dict[str, Any]:
    tick = begun.held.tick(step)
    return {
        "noted_at": times.local_or_none(tick.at if tick else None),
        "noted_by": begun.names.get(tick.by) if tick else None,
    }
