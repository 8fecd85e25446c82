"""The hours of an adviser that come again each week, with the changes of them that wait."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ...domain.errors import NotFound
from ...domain.people.callers import Caller
from ...domain.people.roles import ensure_hers
from ...domain.people.staff import StaffMember
from ...domain.programme import Programme
from ...domain.sessions.slots import Schedule
from ...domain.week.day_changes import AHEAD, DayChange
from ...domain.week.weekly import WeeklyHours, weekly_hours
from ..callers import with_member
from ..ports import Store
from .read_hours import hours_left, others


@dataclass(frozen=True)
class Weekly:
    """What comes again of an adviser's hours; `advisers` are those whose hours one may see.

    `left` counts the slots that are still to be written, `changes` are not made yet.
    """

    member: StaffMember
    adviser: StaffMember
    advisers: tuple[StaffMember, ...]
    hours: list[WeeklyHours]
    changes: list[DayChange]
    left: int


def read_weekly(
    caller: Caller, adviser_id: str, *, store: Store, programme: Programme, now: datetime
) -> Weekly:
    """Return what comes again of an adviser's hours. Raises Forbidden, NotFound, InvalidToken."""
    hers = (StaffMember, adviser_id), (Schedule, adviser_id)
    member, adviser, schedule = with_member(caller, store, *hers)
    if adviser is None:
        raise NotFound
    ensure_hers(member, adviser.id)
    zone = ZoneInfo(programme.zone)
    slots = store.adviser_slots(adviser.id, now, now + AHEAD)
    hours = weekly_hours((each for each in slots if each.starts_at > now), zone)
    left = hours_left(schedule or Schedule(adviser.id), zone, store)
    changes = sorted(store.day_changes(adviser.id), key=lambda each: each.asked_at)
    return Weekly(member, adviser, (member, *others(member, store)), hours, changes, left)
