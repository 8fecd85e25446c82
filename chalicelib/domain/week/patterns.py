"""Patterns: the same hours each week in wall time, made once, cut into slots in steps."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from ..errors import FieldError, InvalidFields
from ..ids import owned, owner_of
from ..sessions.slots import Opening, Slot, ensure_can_open, slots_in
from .wall_clock import SKIPPED, trouble_at

MOST_SLOTS = 360
"""How many slots one pattern makes at most: the answer that names them all is kept for a day."""

LONGEST_REPEAT = 366
"""For how many days hours may come again."""

STEP = 80
"""How many slots one write makes: a transaction takes a hundred items."""

LEASE = timedelta(minutes=5)
"""How long whoever began has the pattern for themselves; then the sweep goes on with it."""


@dataclass(frozen=True)
class Repeat:
    """Until which day, on which days of the week (0 is Monday) and without which hours come again.

    Without days of the week, it is that of the opening.
    """

    until: date
    excepted: tuple[date, ...] = ()
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True)
class Pattern:
    """Hours of an adviser that come again each week; `id` begins with hers.

    `written` counts the slots that exist already, in order of time; `next_at` is when a sweep
    should go on, None once all are there. Times are UTC.
    """

    id: str
    adviser_name: str
    opening: Opening
    repeat: Repeat
    opened_at: datetime
    next_at: datetime | None = None
    written: int = 0
    version: int = 0

    @property
    def adviser_id(self) -> str:
        return owner_of(self.id)

    def slots(self, zone: ZoneInfo) -> tuple[Slot, ...]:
        """Return all slots of the pattern, by start, in the programme's zone."""
        openings = each_week(self.opening, self.repeat, zone)
        days = (slots_in(each, self.adviser_id, self.adviser_name) for each in openings)
        return tuple(slot for slots in days for slot in slots)

    def next_step(self, zone: ZoneInfo) -> tuple[Slot, ...]:
        """Return the slots that the next write makes."""
        return self.slots(zone)[self.written : self.written + STEP]

    def stepped(self, made: tuple[Slot, ...], now: datetime) -> "Pattern":
        """Return the pattern once these slots are made; fewer than `STEP` are the last ones."""
        next_at = now + LEASE if len(made) == STEP else None
        return replace(self, written=self.written + len(made), next_at=next_at)


def new_pattern(
    identifier: str, adviser: tuple[str, str], opening: Opening, repeat: Repeat, now: datetime
) -> Pattern:
    """Return a pattern of an adviser, by her id and name, of which nothing is written yet."""
    adviser_id, name = adviser
    return Pattern(owned(adviser_id, identifier), name, opening, repeat, now, next_at=now + LEASE)


def each_week(opening: Opening, repeat: Repeat, zone: ZoneInfo) -> list[Opening]:
    """Return an opening on each of its days, at the same hours of the clock.

    A day on which clocks jump over those hours is left out.
    """
    days = _days(_day_of(opening, zone), repeat)
    first = opening.starts_at.astimezone(zone).time()
    there = (day for day in days if trouble_at(datetime.combine(day, first), zone) != SKIPPED)
    found = [_on(day, opening, zone) for day in there]
    shortest = timedelta(minutes=opening.slot_minutes)
    return [each for each in found if each.ends_at - each.starts_at >= shortest]


def days_left_out(opening: Opening, repeat: Repeat, zone: ZoneInfo) -> list[date]:
    """Return the days on which clocks jump over the hours of an opening."""
    there = {_day_of(each, zone) for each in each_week(opening, repeat, zone)}
    return [day for day in _days(_day_of(opening, zone), repeat) if day not in there]


def slots_of(pattern: Pattern, zone: ZoneInfo) -> tuple[Slot, ...]:
    """Return all slots of a new pattern.

    Raises InvalidFields if its first day may not be opened, if it ends before it begins, goes on
    for too long, leaves no day, or has too many slots.
    """
    ensure_can_open(pattern.opening, pattern.opened_at)
    _check(_day_of(pattern.opening, zone), pattern.repeat)
    slots = pattern.slots(zone)
    if not slots:
        raise InvalidFields(FieldError("repeat.except", "no_day_left"))
    if len(slots) > MOST_SLOTS:
        raise InvalidFields(FieldError("repeat.until", "too_many_hours", MOST_SLOTS))
    return slots


def colliding_days(
    new: tuple[Slot, ...], existing: tuple[Slot, ...], zone: ZoneInfo
) -> tuple[date, ...]:
    """Return the days on which new slots overlap existing ones, in order."""
    days = {
        slot.starts_at.astimezone(zone).date()
        for slot in new
        if any(each.overlaps(slot.starts_at, slot.ends_at) for each in existing)
    }
    return tuple(sorted(days))


def _day_of(opening: Opening, zone: ZoneInfo) -> date:
    return opening.starts_at.astimezone(zone).date()


def _check(first: date, repeat: Repeat) -> None:
    if repeat.until < first:
        raise InvalidFields(FieldError("repeat.until", "until_before_start"))
    if repeat.until - first > timedelta(days=LONGEST_REPEAT):
        raise InvalidFields(FieldError("repeat.until", "repeats_too_long", LONGEST_REPEAT))


def _days(first: date, repeat: Repeat) -> Iterator[date]:
    wanted, without = set(repeat.weekdays or (first.weekday(),)), set(repeat.excepted)
    for number in range((repeat.until - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() in wanted and day not in without:
            yield day


def _on(day: date, opening: Opening, zone: ZoneInfo) -> Opening:
    """Return the opening moved to a day, in wall time."""
    starts, ends = (at.astimezone(zone) for at in (opening.starts_at, opening.ends_at))
    last = day + (ends.date() - starts.date())
    return replace(
        opening,
        starts_at=datetime.combine(day, starts.time(), zone).astimezone(UTC),
        ends_at=datetime.combine(last, ends.time(), zone).astimezone(UTC),
    )
