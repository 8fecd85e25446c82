"""An adviser's external calendar: the times at which she is elsewhere, and nothing else of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..sessions.slots import Slot

AHEAD = timedelta(days=180)
"""How far ahead a calendar is read."""

EVERY = timedelta(minutes=50)
"""How long what was read is good for: it is looked at each quarter of an hour."""

MOST = 600
"""How many times are kept at most, the soonest."""


class Unread(StrEnum):
    """Why a calendar could not be read."""

    ADDRESS = "address"
    """The address leads nowhere that we may go: not public, not https."""
    UNREACHABLE = "unreachable"
    """No answer, or none in time."""
    REFUSED = "refused"
    """An answer that is an error: the address was revoked, or wants a password."""
    TOO_LARGE = "too_large"
    NO_CALENDAR = "no_calendar"
    """What was answered is no calendar."""


class CalendarUnread(Exception):
    """A calendar could not be read, for a `reason`; nobody's request failed."""

    def __init__(self, reason: Unread) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Elsewhere:
    """A time (UTC) at which an adviser is elsewhere."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class ExternalCalendar:
    """The calendar that an adviser gave; `id` is hers. Times are UTC.

    It is read again at `read_next`. `unread` is why the last try failed, `unread_since` when that
    began; the times are those of the last one that did not. Taken back, it has no address, until
    her hours are free of it.
    """

    id: str
    url: str
    given_at: datetime
    read_next: datetime
    read_at: datetime | None = None
    unread: Unread | None = None
    unread_since: datetime | None = None
    times: tuple[Elsewhere, ...] = ()
    version: int = 0

    @property
    def taken_back(self) -> bool:
        return not self.url

    def claimed(self, now: datetime) -> "ExternalCalendar":
        """Return it while it is read: its next turn comes, whatever becomes of this one."""
        return replace(self, read_next=now + EVERY)

    def read(self, times: tuple[Elsewhere, ...], now: datetime) -> "ExternalCalendar":
        """Return it as it was just read."""
        after = replace(self, times=times, read_at=now, read_next=now + EVERY)
        return replace(after, unread=None, unread_since=None)

    def not_read(self, reason: Unread, now: datetime) -> "ExternalCalendar":
        """Return it after a try that failed."""
        since = self.unread_since or now
        return replace(self, unread=reason, unread_since=since, read_next=now + EVERY)

    def forgotten(self, now: datetime) -> "ExternalCalendar":
        """Return it taken back: its address and its times are gone at once."""
        return replace(self, url="", times=(), unread=None, unread_since=None, read_next=now)

    def marked(self, slots: Iterable[Slot]) -> tuple[Slot, ...]:
        """Return slots of hers, each with whether she is elsewhere then."""
        return tuple(replace(each, elsewhere=self._covers(each)) for each in slots)

    def _covers(self, slot: Slot) -> bool:
        return any(slot.overlaps(each.starts_at, each.ends_at) for each in self.times)


def marked(
    calendar: ExternalCalendar | None, slots: tuple[Slot, ...], here: bool = True
) -> tuple[Slot, ...]:
    """Return slots as the calendar marks them, if there is one; all of who is not `here` any more.

    So are those of a member of the team who is let in no more: they are offered to nobody.
    """
    if calendar is not None and here:
        return calendar.marked(slots)
    return tuple(replace(each, elsewhere=not here) for each in slots)


def merged(
    times: Iterable[tuple[datetime, datetime]], since: datetime, until: datetime
) -> tuple[Elsewhere, ...]:
    """Return times that meet a span as the fewest that cover the same, by start."""
    found: list[Elsewhere] = []
    for starts_at, ends_at in sorted(times):
        if ends_at <= starts_at or ends_at <= since or until <= starts_at:
            continue
        last = found[-1] if found else None
        if last is not None and starts_at <= last.ends_at:
            found[-1] = Elsewhere(last.starts_at, max(last.ends_at, ends_at))
        else:
            found.append(Elsewhere(starts_at, ends_at))
    return tuple(found[:MOST])
