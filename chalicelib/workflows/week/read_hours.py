"""What the form needs to know before hours are opened."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ...domain.people.callers import Caller
from ...domain.people.staff import Role, StaffMember
from ...domain.programme import Programme
from ...domain.sessions.slots import Schedule
from ...domain.week.external import ExternalCalendar
from ...domain.week.patterns import Pattern
from ..callers import with_member
from ..ports import PeopleStore, Records


@dataclass(frozen=True)
class Hours:
    """Whose hours `member` may open, herself first, and the link of her last opening, or "".

    `left` counts the slots of hers that are still to be written, of hours that come again.
    `calendars` are what those advisers gave.
    """

    member: StaffMember
    advisers: tuple[StaffMember, ...]
    meeting_url: str
    left: int
    calendars: tuple[ExternalCalendar, ...] = ()


def read_hours(caller: Caller, *, store: PeopleStore, programme: Programme) -> Hours:
    """Return what a member of the team may open. Raises Forbidden, InvalidToken.

    All but who asks is only shown: opening hours decides on it anew.
    """
    hers = (Schedule, caller.person_id), (ExternalCalendar, caller.person_id)
    member, schedule, own = with_member(caller, store, known=hers)
    more = others(member, store)
    known = schedule or Schedule(member.id)
    left = hours_left(known, ZoneInfo(programme.zone), store)
    theirs = store.load(known=[(ExternalCalendar, each.id) for each in more])
    calendars = tuple(each for each in (own, *theirs) if each is not None)
    return Hours(member, (member, *more), known.meeting_url, left, calendars)


def others(member: StaffMember, store: PeopleStore) -> list[StaffMember]:
    """Return the others whose days somebody sees, by name; no call for who sees her own alone."""
    if member.role is not Role.ADMIN:
        return []
    found = [each for each in store.team() if each.active and each.id != member.id]
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


def hours_left(schedule: Schedule, zone: ZoneInfo, store: Records) -> int:
    """Return how many slots of an adviser are still to be written; no call if there are none."""
    pattern = store.one(Pattern, schedule.pattern) if schedule.pattern else None
    return len(pattern.slots(zone)) - pattern.written if pattern is not None else 0
