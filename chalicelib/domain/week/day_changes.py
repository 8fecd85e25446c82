"""A day of an adviser's hours given to other themes, moved to another day, or closed."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from ..errors import FieldError, InvalidFields
from ..ids import owner_of
from ..sessions.bookings import Booking
from ..sessions.slots import Slot, slot_id

LEASE = timedelta(minutes=5)
"""How long whoever makes a change has it for themselves; then the sweep goes on with it."""

OFFERED = 3
"""How many of the next free hours the mail of a cancelled session names."""

AHEAD = timedelta(days=366)
"""How far a change from a day on reaches: as far as hours come again."""


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
    who asked, `reason` what the mails say.
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
    version: int = 0

    @property
    def adviser_id(self) -> str:
        return owner_of(self.id)

    def due(self, now: datetime) -> bool:
        return self.next_at <= now

    def claimed(self, now: datetime) -> "DayChange":
        """Return it claimed by one worker for a lease."""
        return replace(self, next_at=now + LEASE)

    def touches(self, slot: Slot, zone: ZoneInfo) -> bool:
        """Return whether it changes a slot."""
        day = slot.starts_at.astimezone(zone).date()
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
                return _moved(slot, self.to - self.day, zone)
        return None

    def keeps(self, booking: Booking) -> bool:
        """Return whether a session stands in what its slot becomes."""
        if self.becomes is Becomes.THEMES:
            return not self.themes or booking.theme in self.themes
        return self.becomes is Becomes.MOVED


def ensure_right(change: DayChange, today: date) -> None:
    """Raise InvalidFields for a change that cannot be made."""
    if change.day < today:
        raise InvalidFields(FieldError("day", "in_the_past"))
    if change.becomes is not Becomes.MOVED:
        return
    if change.to is None:
        raise InvalidFields(FieldError("to", "required"))
    same_again = change.onwards and change.to.weekday() == change.day.weekday()
    if change.to < today or change.to == change.day or same_again:
        raise InvalidFields(FieldError("to", "another_day"))


def _moved(slot: Slot, by: timedelta, zone: ZoneInfo) -> Slot:
    """Return a new slot so many days later, at the same hours of the clock."""
    starts, ends = (
        (at.astimezone(zone).replace(tzinfo=None) + by).replace(tzinfo=zone).astimezone(UTC)
        for at in (slot.starts_at, slot.ends_at)
    )
    identifier = slot_id(slot.adviser_id, starts)
    return replace(slot, id=identifier, starts_at=starts, ends_at=ends, version=0)
