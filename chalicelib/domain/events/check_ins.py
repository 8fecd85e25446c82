"""Coming in: whether somebody can be marked present, in the room or online, and if not why."""

from datetime import datetime, timedelta
from enum import StrEnum

from ..programme import Programme
from .events import Event, Mode
from .registrations import EventRegistration

LATEST_AFTER = timedelta(days=1)
"""Until when a ticket is looked at; the team's attendance sheet has no limit."""


class Verdict(StrEnum):
    """What is said at the door."""

    WELCOME = "welcome"
    PRESENT = "present"
    WAITING = "waiting"
    OFFERED = "offered"
    GONE = "gone"
    EVENT_CANCELLED = "event_cancelled"
    OTHER_EVENT = "other_event"
    OTHER_MODE = "other_mode"
    EARLY = "early"
    OVER = "over"


def door_opens_at(event: Event, programme: Programme) -> datetime:
    """From when people are marked present in the room."""
    return event.starts_at - programme.check_in_before


def link_opens_at(event: Event, programme: Programme) -> datetime:
    """From when the link that joins online leads in."""
    return event.starts_at - programme.join_before


def at_the_door(
    event: Event,
    registration: EventRegistration | None,
    programme: Programme,
    now: datetime,
    here: str = "",
) -> Verdict:
    """In the room. `here` is the event that people are welcomed to, if that is known: if not, a
    ticket of yesterday's is not for today."""
    if here and here != event.id:
        return Verdict.OTHER_EVENT
    until = event.ends_at + LATEST_AFTER if here else event.ends_at
    return _verdict(event, registration, programme.check_in_before, until, now)


def at_the_link(
    event: Event, registration: EventRegistration | None, programme: Programme, now: datetime
) -> Verdict:
    """Online, with a confirmed seat: who is marked already enters again, as long as it lasts."""
    if registration is not None and registration.mode is not Mode.ONLINE:
        return Verdict.OTHER_MODE
    if registration is not None and registration.next_at is not None:
        return Verdict.OFFERED
    return _verdict(event, registration, programme.join_before, event.ends_at, now)


def door_of(event: Event, programme: Programme, now: datetime) -> Verdict:
    """What anybody with a seat is told, by the time it is."""
    until = event.ends_at + LATEST_AFTER
    return _timing(event, programme.check_in_before, until, now)


def _verdict(
    event: Event,
    registration: EventRegistration | None,
    before: timedelta,
    until: datetime,
    now: datetime,
) -> Verdict:
    timing = _timing(event, before, until, now)
    if timing is Verdict.EVENT_CANCELLED:
        return timing
    if registration is None or not registration.stands:
        return Verdict.GONE
    if registration.waits:
        return Verdict.WAITING
    present = timing is Verdict.WELCOME and registration.attended
    return Verdict.PRESENT if present else timing


def _timing(event: Event, before: timedelta, until: datetime, now: datetime) -> Verdict:
    if event.cancelled_at is not None:
        return Verdict.EVENT_CANCELLED
    if now >= until:
        return Verdict.OVER
    return Verdict.EARLY if now < event.starts_at - before else Verdict.WELCOME
