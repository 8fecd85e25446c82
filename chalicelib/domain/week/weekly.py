"""What comes again each week of an adviser's hours, as her slots to come show it.

It is read from the slots, not from how they were opened: what was opened day by day comes again
too, and what was changed since is as it is now.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from ..sessions.slots import Format, Slot

LONGEST_PAUSE = timedelta(minutes=30)
"""What may lie between two slots of one stretch."""

OFTEN = 2
"""How many days make hours that come again."""


@dataclass(frozen=True)
class Day:
    """A day of hours that come again, with how many slots begin within them, how many booked."""

    date: date
    slots: int
    booked: int


@dataclass(frozen=True)
class WeeklyHours:
    """Hours of the clock on one day of the week (0 is Monday), on each of these `days`."""

    weekday: int
    since: time
    until: time
    themes: tuple[str, ...]
    format: Format
    days: tuple[Day, ...]

    @property
    def without(self) -> tuple[date, ...]:
        """The same days of the week between the first and the last on which they are not open."""
        first, last = self.days[0].date, self.days[-1].date
        weeks = (first + timedelta(weeks=n) for n in range((last - first).days // 7))
        there = {each.date for each in self.days}
        return tuple(day for day in weeks if day not in there)

    def booked_from(self, day: date) -> int:
        return sum(each.booked for each in self.days if each.date >= day)


def weekly_hours(slots: Iterable[Slot], zone: ZoneInfo) -> list[WeeklyHours]:
    """Return the hours that come again among an adviser's slots, in the order of the week."""
    found: dict[tuple[int, time, time, tuple[str, ...], str], list[Day]] = {}
    in_order = sorted(slots, key=lambda each: each.starts_at)
    for day, of_day in groupby(in_order, key=lambda each: each.starts_at.astimezone(zone).date()):
        for stretch in _stretches(list(of_day)):
            first, last = stretch[0], stretch[-1]
            hours = first.starts_at.astimezone(zone).time(), last.ends_at.astimezone(zone).time()
            key = (day.weekday(), *hours, first.themes, first.format.value)
            booked = sum(1 for each in stretch if each.booking_id)
            found.setdefault(key, []).append(Day(day, len(stretch), booked))
    again = sorted((key, days) for key, days in found.items() if len(days) >= OFTEN)
    return [
        WeeklyHours(weekday, since, until, themes, Format(kind), tuple(days))
        for (weekday, since, until, themes, kind), days in again
    ]


def _stretches(slots: list[Slot]) -> list[list[Slot]]:
    """Cut a day's slots where there is more than a pause between two, or where they are others."""
    found: list[list[Slot]] = []
    for slot in slots:
        before = found[-1][-1] if found else None
        if before is not None and _goes_on(before, slot):
            found[-1].append(slot)
        else:
            found.append([slot])
    return found


def _goes_on(before: Slot, slot: Slot) -> bool:
    alike = (before.themes, before.format) == (slot.themes, slot.format)
    return alike and slot.starts_at - before.ends_at <= LONGEST_PAUSE
