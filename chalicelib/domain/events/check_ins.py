"""Whether somebody can be marked present, in the room or online, and if not, why."""

from datetime import datetime, timedelta
from enum import StrEnum

from ..programme import Programme
from .events import Event, Mode
from .registrations import EventRegistration

LATEST_AFTER = timedelta(days=1)
"""How long after the end a ticket still counts; the team's attendance sheet has no limit."""


class Verdict(StrEnum):
    """What somebody who arrives is told. `GONE`: they have no registration that stands."""

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
    """Return the time (UTC) from which people are marked present in the room."""
    return event.starts_at - programme.check_in_before


def link_opens_at(event: Event, programme: Programme) -> datetime:
    """Return the time (UTC) from which the link to join online opens the meeting."""
    return event.starts_at - programme.join_before


def at_the_door(
    event: Event,
    registration: EventRegistration | None,
    programme: Programme,
    now: datetime,
    here: str = "",
) -> Verdict:
    """Return what somebody with a ticket is told in the room.

    `here` is the event that people are welcomed to, or "" if it is not known: a ticket then counts
    until its event ends, so that yesterday's is refused.
    """
    if here and here != event.id:
        return Verdict.OTHER_EVENT
    until = event.ends_at + LATEST_AFTER if here else event.ends_at
    return _verdict(event, registration, programme.check_in_before, until, now)


def at_the_link(
    event: Event, registration: EventRegistration | None, programme: Programme, now: datetime
) -> Verdict:
    """Return what somebody is told who follows their link to join online.

    A confirmed seat is needed. Those marked present already may enter again until the event ends.
    """
    if registration is not None and registration.mode is not Mode.ONLINE:
        return Verdict.OTHER_MODE
    if registration is not None and registration.next_at is not None:
        return Verdict.OFFERED
    return _verdict(event, registration, programme.join_before, event.ends_at, now)


def door_of(event: Event, programme: Programme, now: datetime) -> Verdict:
    """Return what the time alone says to anybody who has a seat."""
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
