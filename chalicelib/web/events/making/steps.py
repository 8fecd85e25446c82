"""The steps of a new event's form: what each asks, what is filled in, what is wrong in it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

from .... import wiring
from ....domain.errors import DomainError, InvalidFields
from ....domain.events import events
from ....domain.events.events import EventKind
from ....domain.events.usual import Place, Usual
from ....workflows.events.propose_event import Proposal
from ...http.forms import Fields, first
from ...http.moments import typed_moment
from ...http.parsing import parse_fields
from ..forms import meetings_body

if TYPE_CHECKING:
    from ..models_series import MeetingsBody

STEPS: Mapping[str, tuple[str, ...]] = {
    "quoi": ("title", "kind", "themes"),
    "quand": (
        *("day", "from", "to", "end_day", "meetings", "weeks"),
        *("registration_opens_at", "registration_closes_at"),
    ),
    "ou": (
        *("mode", "public", "capacity_in_person", "capacity_online", "place"),
        *("venue", "venue_address", "venue_access", "online_url"),
    ),
    "reste": ("description", "speakers", "language", "accessibility", "replay_url"),
}
"""The fields of each step, in order; the last one shows the others again."""

LAST = "reste"

_PLACE = ("venue", "venue_address", "venue_access")

_NAMES = {
    "starts_at": "day",
    "ends_at": "to",
    "capacity": "mode",
}
"""Fields of the body → one of the form that says the same."""


def step_of(name: str) -> str:
    """Return a step by its name; the first one if there is none of that name."""
    return name if name in STEPS else next(iter(STEPS))


def after(step: str) -> str:
    """Return the step that follows."""
    names = [*STEPS]
    return names[min(names.index(step) + 1, len(names) - 1)]


def before(step: str) -> str:
    """Return the step that goes before, "" before the first."""
    names = [*STEPS]
    return names[names.index(step) - 1] if names.index(step) else ""


def leads_on(here: str, to: str) -> bool:
    """Return whether a button leads further on than the step that it is in."""
    names = [*STEPS]
    return to in names and names.index(to) > names.index(here)


def reached(fields: Fields, wanted: str) -> str:
    """Return the step that is asked for, or the first one before it that was never filled in."""
    for name, boxes in STEPS.items():
        if name == wanted or not any(box in fields for box in boxes):
            return name
    return wanted


def kind_in(fields: Fields) -> EventKind | None:
    kind = first(fields, "kind")
    return EventKind(kind) if kind in set(EventKind) else None


def filled(fields: Fields, proposal: Proposal) -> Fields:
    """Return a form with what is usual in the steps that nobody has seen yet."""
    usual = proposal.usual
    if usual is None:
        return fields
    told = {**_when(usual), **_where(usual), "language": [usual.language]}
    seen = {box for boxes in STEPS.values() if any(b in fields for b in boxes) for box in boxes}
    return {**{name: value for name, value in told.items() if name not in seen}, **fields}


def place_value(place: Place) -> str:
    """Return what a form sends for a place: all of it, as nobody has typed it."""
    parts = {"venue": place.venue, "venue_address": place.address, "venue_access": place.access}
    return urlencode(parts)


def placed(fields: Fields, places: Iterable[Place]) -> Fields:
    """Return a form in which a place that was typed is chosen, if it is one that is proposed."""
    venue, address, access = (first(fields, name) for name in _PLACE)
    typed = Place(venue, address, access)
    if "place" in fields or typed not in places:
        return fields
    return {**fields, "place": [place_value(typed)]}


def body_of(fields: Fields, usual: Usual | None) -> dict[str, Any]:
    """Return a new event's body: a place that was chosen typed out, a blank end as usual."""
    told = {"day": [""], **_typed_out(fields)}
    if usual and not first(told, "to").strip() and first(told, "from").strip():
        told = {**told, **_ending(told, usual.lasts)}
    return meetings_body(told)


def checked(fields: Fields, usual: Usual | None) -> "MeetingsBody":
    """Return the body of a whole form. Raises InvalidFields."""
    from ..models_series import MeetingsBody

    body = parse_fields(MeetingsBody, body_of(fields, usual))
    events.check(body.draft(), wiring.now())
    events.check_closing(body.draft(), wiring.now())
    return body


def trouble(fields: Fields, usual: Usual | None, until: str) -> InvalidFields | None:
    """Return what is wrong in the steps up to one; what is wrong later is told then."""
    try:
        checked(fields, usual)
    except InvalidFields as failure:
        names = [*STEPS]
        last = names.index(until)
        told = [each for each in failure.errors if names.index(step_with(each.field)) <= last]
        return InvalidFields(*told) if told else None
    return None


def step_of_trouble(failure: DomainError) -> str:
    """Return the first step in which something is wrong."""
    found = failure.errors if isinstance(failure, InvalidFields) else ()
    wrong = {step_with(each.field) for each in found}
    return next((name for name in STEPS if name in wrong), LAST)


def told_in(failure: DomainError | None, step: str, fields: Fields) -> DomainError | None:
    """Return what is said of a failure in one step: of its own fields alone.

    Of an end that is blank, nothing: it follows from the start, in which something is wrong.
    """
    if not isinstance(failure, InvalidFields):
        return failure
    told = [each for each in failure.errors if step_with(each.field) == step]
    if not first(fields, "to").strip() and any(each.field == "starts_at" for each in told):
        told = [each for each in told if each.field != "ends_at"]
    return InvalidFields(*told)


def step_with(field: str) -> str:
    """Return the step that asks for a field of the body."""
    root = field.split(".")[0]
    name = _NAMES.get(root, root)
    return next((step for step, boxes in STEPS.items() if name in boxes), LAST)


def _when(usual: Usual) -> Fields:
    return {"from": [f"{usual.starts:%H:%M}"]}


def _where(usual: Usual) -> Fields:
    capacities = {f"capacity_{mode}": [str(n)] for mode, n in usual.capacities.items()}
    return {
        "mode": [usual.mode.value],
        "public": ["oui" if usual.public else "non"],
        "place": [place_value(usual.place) if usual.place else ""],
        **capacities,
    }


def _typed_out(fields: Fields) -> Fields:
    chosen = first(fields, "place")
    if not chosen:
        return fields
    told = parse_qs(chosen, keep_blank_values=True, max_num_fields=3)
    return {**fields, **{name: told.get(name, [""]) for name in _PLACE}}


def _ending(fields: Fields, lasts: timedelta) -> Fields:
    """Return the end of an event that lasts as long as its kind does; nothing without a start."""
    try:
        starts = datetime.fromisoformat(typed_moment(first(fields, "day"), first(fields, "from")))
    except ValueError:
        return {}
    ends = starts + lasts
    end_day = first(fields, "end_day") or _day(ends.date(), starts.date())
    return {"to": [f"{ends:%H:%M}"], "end_day": [end_day]}


def _day(ends: date, starts: date) -> str:
    return ends.isoformat() if ends != starts else ""
