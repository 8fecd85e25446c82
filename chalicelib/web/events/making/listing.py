"""The team's list of events, with those that a member has begun to write."""

from typing import Any

from chalice.app import Request, Response

from .... import wiring
from ....domain.events.phases import Phase
from ....domain.people.callers import Caller
from ....domain.people.drafts import draft_id
from ....workflows.events.visit_event import all_events
from ....workflows.people.keep_drafts import list_drafts
from ...http import forms, requests, responses
from ...http.lasting import drafts
from .. import shown as event_shown
from .pages import BOX, KEY, PAGE, key_of_path


def staff_events_page(request: Request) -> Response:
    return _list(requests.staff_caller(request), requests.query(request, "fait"))


def throw_away(request: Request, draft: str) -> Response:
    """Forget what was begun; the list, in answer, has it all the same, to take it back."""
    caller, key = requests.staff_caller(request), key_of_path(draft)
    thrown = drafts.typed(caller, f"{PAGE}/{key}")
    drafts.erase(caller.person_id, f"{PAGE}/{key}")
    return _list(caller, thrown={"key": key, "fields": thrown, "title": _title(thrown)})


def _list(caller: Caller, done: str = "", thrown: dict[str, Any] | None = None) -> Response:
    found = wiring.run(all_events, caller)
    shown = [event_shown.listed(each) for each in found]
    coming = [each for each in shown if each["phase"] not in (Phase.OVER, Phase.CANCELLED)]
    past = [each for each in reversed(shown) if each["phase"] is Phase.OVER]
    cancelled = [each for each in reversed(shown) if each["phase"] is Phase.CANCELLED]
    return responses.page(
        "events/team/list",
        coming=event_shown.months(coming),
        past=event_shown.months(past),
        cancelled=event_shown.months(cancelled),
        begun=_begun(caller),
        done=done,
        thrown=thrown if thrown and thrown["fields"] else None,
    )


def _begun(caller: Caller) -> list[dict[str, Any]]:
    """Return the drafts of new events, the last one first."""
    held = sorted(wiring.run(list_drafts, caller), key=lambda each: each.kept_at, reverse=True)
    told = [(each, drafts.fields_of(each.content)) for each in held]
    return [
        {"key": key, "title": _title(fields), "kept_at": each.kept_at}
        for each, fields in told
        if KEY.fullmatch(key := forms.first(fields, BOX))
        and each.id == draft_id(caller.person_id, f"{PAGE}/{key}")
    ]


def _title(fields: forms.Fields) -> str:
    return forms.first(fields, "title").strip()
