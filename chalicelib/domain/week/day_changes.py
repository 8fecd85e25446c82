"""A day of an adviser's hours given to other themes, moved to another day, or closed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from ..errors import Conflict, FieldError, InvalidFields
from ..ids import owner_of
from ..sessions.bookings import Booking
from ..sessions.slots import Slot, slot_id
from .wall_clock import SKIPPED, TWICE, minutes_of, trouble_at

LEASE = timedelta(minutes=5)
"""How long whoever makes a change has it for themselves; then the sweep goes on with it."""

OFFERED = 3
"""How many of the next free hours the mail of a cancelled session names."""

AHEAD = timedelta(days=366)
"""How far a change from a day on reaches: as far as hours come again."""


WHOLE_DAY = 24 * 60
"""The minutes of a day, by the clock."""


class DayChanging(Conflict):
    """Another change of those days was asked for and is not made yet."""

    code = "day_changing"

    def __init__(self, change_id: str) -> None:
        super().__init__(self.code)
        self.change_id = change_id

    def details(self) -> dict[str, Any]:
        """Return which change it is, which may still be undone."""
        return {"change": self.change_id}


class Becomes(StrEnum):
    """What a day becomes."""

    THEMES = "themes"
    MOVED = "moved"
    CLOSED = "closed"


@dataclass(frozen=True)
class DayChange:
    """What an adviser's day becomes; `id` begins with hers. Times are UTC.

    It waits until `next_at`, and can be undone as long; then each slot is changed in a write of its
    own, with whom it touches. `onwards`: the same day of each later week, too. `by` is the member
    who asked, `reason` what the mails say. What moves begins so many minutes `later` by the clock,
    or sooner; `reached` is the start of the last slot that was changed so, as none is twice. It is
    of slots that begin by the clock from `since` to before `before`, in minutes of the day.
    """

    id: str
    day: date
    becomes: Becomes
    by: str
    asked_at: datetime
    next_at: datetime
    themes: tuple[str, ...] = ()
    to: date | None = None
    onwards: bool = False
    reason: str = ""
    correlation: str = ""
    later: int = 0
    reached: datetime | None = None
    since: int = 0
    before: int = WHOLE_DAY
    version: int = 0

    @property
    def adviser_id(self) -> str:
        return owner_of(self.id)

    def due(self, now: datetime) -> bool:
        return self.next_at <= now

    def undoable(self, now: datetime) -> bool:
        """Return whether nothing of it is done yet."""
        return self.version == 1 and not self.due(now)

    def meets(self, other: "DayChange") -> bool:
        """Return whether both have to do with one day: they change it, or move hours to it.

        Of hours apart of a day that does not move, they do not.
        """
        apart = self.before <= other.since or other.before <= self.since
        if apart and self.to is None and other.to is None:
            return False
        pairs = product(self._days(), other._days())
        return any(_meet(mine, self, theirs, other) for mine, theirs in pairs)

    def _days(self) -> set[date]:
        return {self.day, self.to or self.day}

    def claimed(self, now: datetime) -> "DayChange":
        """Return it claimed by one worker for a lease."""
        return replace(self, next_at=now + LEASE)

    @property
    def moves_by(self) -> timedelta:
        """How much later the slots of a day that moves begin, by the clock."""
        days = self.to - self.day if self.to is not None else timedelta()
        return days + timedelta(minutes=self.later)

    def beginning(self, first: datetime, at: time, zone: ZoneInfo) -> "DayChange":
        """Return it so that a day whose first slot is at `first` (UTC) begins at an hour."""
        local = first.astimezone(zone)
        minutes = (at.hour - local.hour) * 60 + at.minute - local.minute
        return replace(self, later=minutes, to=self.to or self.day)

    def in_order(self, slots: Iterable[Slot]) -> list[Slot]:
        """Return slots so that each that moves finds the place of the one before it free."""
        last_first = self.moves_by > timedelta()
        return sorted(slots, key=lambda each: each.starts_at, reverse=last_first)

    def touches(self, slot: Slot, zone: ZoneInfo) -> bool:
        """Return whether it changes a slot, and has not done so yet."""
        if self.reached is not None:
            before = slot.starts_at < self.reached
            if slot.starts_at == self.reached or before != (self.moves_by > timedelta()):
                return False
        local = slot.starts_at.astimezone(zone)
        if not self.since <= minutes_of(local.time()) < self.before:
            return False
        day = local.date()
        later = self.onwards and day > self.day and day.weekday() == self.day.weekday()
        return day == self.day or later

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return from when until when the slots that it changes begin."""
        since = datetime.combine(self.day, datetime.min.time(), zone).astimezone(UTC)
        return since, since + (AHEAD if self.onwards else timedelta(hours=26))

    def changed(self, slot: Slot, zone: ZoneInfo) -> Slot | None:
        """Return what a slot becomes, with who booked it; None if it goes."""
        match self.becomes:
            case Becomes.THEMES:
                return replace(slot, themes=self.themes)
            case Becomes.MOVED if self.to is not None:
                return _moved(slot, self.moves_by, zone)
        return None

    def keeps(self, booking: Booking) -> bool:
        """Return whether a session stands in what its slot becomes."""
        if self.becomes is Becomes.THEMES:
            return not self.themes or booking.theme in self.themes
        return self.becomes is Becomes.MOVED


def ensure_alone(change: DayChange, others: Iterable[DayChange]) -> None:
    """Raise DayChanging if another change of those days is not made yet."""
    for each in others:
        if change.meets(each):
            raise DayChanging(each.id)


def ensure_right(change: DayChange, today: date) -> None:
    """Raise InvalidFields for a change that cannot be made."""
    if change.day < today:
        raise InvalidFields(FieldError("day", "in_the_past"))
    if change.before <= change.since:
        raise InvalidFields(FieldError("before", "ends_before_start"))
    if change.becomes is not Becomes.MOVED:
        return
    if change.to is None:
        raise InvalidFields(FieldError("to", "required"))
    same = change.to == change.day and not change.later
    same_again = change.onwards and change.to.weekday() == change.day.weekday()
    if change.to < today or same or (same_again and change.to != change.day):
        raise InvalidFields(FieldError("to", "another_day"))


def _meet(one: date, change: DayChange, other: date, its_change: DayChange) -> bool:
    """Return whether two days are one, or are in some week from the earlier one on."""
    if one == other:
        return True
    comes_again = (change if one < other else its_change).onwards
    return comes_again and one.weekday() == other.weekday()


def ensure_on_clock(
    change: DayChange, slots: Iterable[Slot], begins: time | None, zone: ZoneInfo
) -> None:
    """Raise InvalidFields for a day that would have an hour that is none, or that there is twice.

    An hour that was chosen is there once; those that follow it may come again in autumn.
    """
    if change.becomes is not Becomes.MOVED or change.to is None:
        return
    moved = ((_clock(each.starts_at, zone) + change.moves_by, SKIPPED) for each in slots)
    chosen = [(datetime.combine(change.to, begins), TWICE)] if begins is not None else []
    for at, wrong in (*chosen, *moved):
        trouble = trouble_at(at, zone)
        if trouble in (SKIPPED, wrong):
            minutes = f"\u00a0{at.minute:02}" if at.minute else ""
            field = "to" if begins is None else "begins"
            raise InvalidFields(FieldError(field, trouble, named=f"{at.hour}\u00a0h{minutes}"))


def _clock(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return what the clock says, without a zone."""
    return moment.astimezone(zone).replace(tzinfo=None)


def _moved(slot: Slot, by: timedelta, zone: ZoneInfo) -> Slot:
    """Return a new slot so much later by the clock, and as long."""
    starts = (_clock(slot.starts_at, zone) + by).replace(tzinfo=zone).astimezone(UTC)
    ends = starts + (slot.ends_at - slot.starts_at)
    identifier = slot_id(slot.adviser_id, starts)
    return replace(slot, id=identifier, starts_at=starts, ends_at=ends, version=0)
