"""The sessions to come of a member of the team, to be given to others when they leave."""

from dataclasses import dataclass
from datetime import datetime

from ...domain.errors import NotFound
from ...domain.ids import owner_of
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant, by_id
from ...domain.people.staff import StaffMember
from ...domain.sessions.bookings import Booking
from ...domain.week.day_changes import AHEAD
from ..callers import with_member
from ..ports import SessionStore


@dataclass(frozen=True)
class Leaving:
    """A member, their sessions to come by start, with who comes; how many hours are on offer."""

    member: StaffMember
    sessions: tuple[Booking, ...]
    people: dict[str, Participant]
    offered: int


def read_leaving(caller: Caller, member_id: str, *, store: SessionStore, now: datetime) -> Leaving:
    """Return what a member would leave behind. Raises Forbidden, InvalidToken, NotFound."""
    _, member = with_member(caller, store, (StaffMember, member_id))
    if member is None:
        raise NotFound
    slots = store.adviser_slots(member.id, now, now + AHEAD)
    ids = [each.booking_id for each in slots if each.booking_id]
    keys = [(Booking, each) for each in ids] + [(Participant, owner_of(each)) for each in ids]
    found = store.load(known=keys)
    booked = (each for each in found if isinstance(each, Booking) and each.upcoming(now))
    sessions = tuple(sorted(booked, key=lambda each: each.starts_at))
    offered = sum(1 for each in slots if each.bookable(now))
    return Leaving(member, sessions, by_id(found), offered)
