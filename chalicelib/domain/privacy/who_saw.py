"""Which members of the team saw what of somebody on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ..events.events import Event
from ..events.registrations import EventRegistration
from ..looks import OF_ONE, Look, Shows
from ..people.roles import sees
from ..people.staff import Role, StaffMember
from ..sessions.bookings import Booking


@dataclass(frozen=True)
class Listed:
    """Why somebody was on lists: what is theirs, with the events of their registrations by id.

    `asked`: they are in the register of requests. `members` are those of the team, by id;
    `accompanied_by` has the ids of those who accompany the person.
    """

    bookings: tuple[Booking, ...]
    registrations: tuple[EventRegistration, ...]
    events: Mapping[str, Event]
    members: Mapping[str, StaffMember]
    asked: bool
    zone: ZoneInfo
    accompanied_by: tuple[str, ...] = ()


def who_saw(
    looks: Iterable[Look], listed: Listed, since: datetime, until: datetime
) -> tuple[Look, ...]:
    """Return the looks from `since` to before `until` (UTC) that showed somebody, by time.

    `looks` are those at their own pages, and at lists of that day. Whoever left a list before it
    was seen is told of as if they were still on it: rather one look too many than one too few.
    """
    seen = [each for each in looks if since <= each.at < until and _shows(each, listed, until)]
    return tuple(sorted(seen, key=lambda each: (each.at, each.id)))


def _shows(look: Look, listed: Listed, until: datetime) -> bool:
    if look.shows in OF_ONE or look.shows is Shows.CONSENTS:
        return True
    if look.shows is Shows.REQUESTS:
        return listed.asked
    if look.shows is Shows.PEOPLE:
        return _in_list(look, listed)
    registered = {r.event_id for r in listed.registrations if r.registered_at < until}
    if look.shows is Shows.ROSTER:
        return look.about in registered
    if look.shows is not Shows.AGENDA:
        return False
    return not look.about or _in_days(look, listed, registered, until)


def _in_list(look: Look, listed: Listed) -> bool:
    """Return whether the list of people had them: an admin's has everybody."""
    member = listed.members.get(look.by)
    return member is None or member.role is Role.ADMIN or look.by in listed.accompanied_by


def _in_days(look: Look, listed: Listed, registered: set[str], until: datetime) -> bool:
    """Return whether the days of an agenda had a session of theirs, or an event they come to."""
    first, last = days_of(look)
    moments = [e.starts_at for e in listed.events.values() if e.id in registered]
    member = listed.members.get(look.by)
    moments += [
        each.starts_at
        for each in listed.bookings
        if each.booked_at < until and (member is None or sees(member, each.adviser_id))
    ]
    return any(first <= each.astimezone(listed.zone).date() < last for each in moments)


def days_of(look: Look) -> tuple[date, date]:
    """Return the days that an agenda showed: the first, and the one after the last."""
    first, _, last = look.about.partition("to")
    return date.fromisoformat(first), date.fromisoformat(last)
