"""Converts the team's form of an event to the API's body, and an event to its form."""

from datetime import datetime
from typing import Any

from ...domain.events.events import Event, EventMode
from ...domain.events.seats import Seats
from ..http.forms import Boxes, Fields, consents, first, typed, with_scheme
from ..http.moments import typed_moment
from ..http.times import zone

LINES = (
    "title",
    "venue",
    "venue_address",
    "venue_access",
    "description",
    "language",
    "accessibility",
)
LINKS = ("online_url", "replay_url")
WINDOWS = ("registration_opens_at", "registration_closes_at")
NEXT_BOXES: Boxes = {"starts_at": ("day", "from"), "ends_at": ("day", "to")}


def event_boxes(fields: Fields) -> Boxes:
    """Return the boxes of an event's moments. Without a last day, it ends on its day."""
    ends_on = "end_day" if first(fields, "end_day") else "day"
    return {**NEXT_BOXES, "ends_at": (ends_on, "to"), **{name: (name, name) for name in WINDOWS}}


def event_body(fields: Fields) -> dict[str, Any]:
    """Return an event's body.

    Once it has begun, its form has no day and nothing that goes with it.
    """
    body: dict[str, Any] = {name: first(fields, name) for name in LINES if name in fields}
    body |= {name: with_scheme(first(fields, name)) for name in LINKS if name in fields}
    if "speakers" in fields:
        body["speakers"] = [line for line in first(fields, "speakers").splitlines() if line.strip()]
    return {**body, **_settled(fields)} if "day" in fields else body


def meetings_body(fields: Fields) -> dict[str, Any]:
    """Return the body of a new event, which may be the first of a series."""
    numbers = {name: first(fields, name) for name in ("meetings", "weeks") if name in fields}
    return {
        **event_body(fields),
        **{name: typed(text, "integer") for name, text in numbers.items()},
    }


def event_values(event: Event, seats: Seats) -> Fields:
    """Return an event as its form shows it."""
    starts_at, ends_at = _wall(event.starts_at), _wall(event.ends_at)
    days = starts_at.date().isoformat(), ends_at.date().isoformat()
    values = {name: [getattr(event, name)] for name in (*LINES, *LINKS)}
    places = {f"capacity_{mode}": [str(p.capacity)] for mode, p in seats.places.items()}
    return {
        **values,
        **places,
        "version": [str(event.version)],
        "kind": [event.kind.value],
        "mode": [event.mode.value],
        "themes": list(event.themes),
        "public": ["oui" if event.public else "non"],
        "speakers": ["\n".join(event.speakers)],
        "day": [days[0]],
        "end_day": [days[1] if days[1] != days[0] else ""],
        "from": [_clock(starts_at)],
        "to": [_clock(ends_at)],
        "registration_opens_at": [_minute(event.opens_at)],
        "registration_closes_at": [_minute(event.closes_at)],
    }


def version(fields: Fields) -> int | None:
    """Return the event's version that the form was made from."""
    text = first(fields, "version")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def copied(values: Fields) -> Fields:
    """Return the form for another event of this kind, blank where only this event's day matters."""
    blank = ("day", "end_day", "replay_url", *WINDOWS)
    return {name: [""] if name in blank else value for name, value in values.items()}


def _settled(fields: Fields) -> dict[str, Any]:
    """Return the fields that the event's start makes final."""
    day, mode = first(fields, "day"), first(fields, "mode")
    return {
        "kind": first(fields, "kind"),
        "mode": mode,
        "themes": fields.get("themes", []),
        "public": first(fields, "public") == "oui",
        "starts_at": typed_moment(day, first(fields, "from")),
        "ends_at": typed_moment(first(fields, "end_day") or day, first(fields, "to")),
        "capacity": _capacity(fields, mode),
        **{name: _moment(first(fields, name)) for name in WINDOWS},
    }


def _capacity(fields: Fields, mode: str) -> dict[str, Any]:
    """Return the capacity of each mode of the event, ignoring numbers typed for another mode."""
    modes = EventMode(mode).modes if mode in set(EventMode) else ()
    return {each.value: typed(first(fields, f"capacity_{each.value}"), "integer") for each in modes}


def _moment(text: str) -> str | None:
    day, _, clock = text.strip().partition("T")
    return typed_moment(day, clock) if day else None


def _wall(moment: datetime) -> datetime:
    return moment.astimezone(zone()).replace(tzinfo=None)


def _clock(moment: datetime) -> str:
    return moment.time().isoformat("seconds" if moment.second else "minutes")


def _minute(moment: datetime | None) -> str:
    return _wall(moment).isoformat(timespec="minutes") if moment else ""


def guest_seat_body(fields: Fields) -> dict[str, Any]:
    """Return the body of a request for a seat without an account."""
    lines = ("mode", "email", "given_name", "family_name")
    return {**{name: first(fields, name) for name in lines}, "consents": consents(fields)}


def by_hand_body(fields: Fields) -> dict[str, Any]:
    """Return the body of a seat that the team asks for; a form may have no line for a telephone."""
    return {**guest_seat_body(fields), "phone": first(fields, "phone")}
