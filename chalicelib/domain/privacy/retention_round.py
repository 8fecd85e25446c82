"""The nightly round of retention: what is kept is counted, what is to go is said, then it goes.

One night announces what the next one takes, and that takes nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from ..retention import RetentionClass

ROUND = "retention"
"""The id of the only round."""

BEGINS, ENDS = time(3), time(6)
"""Between which hours, in the programme's zone, sweeps have it go on."""

ANNOUNCED_AT_MOST = 1000
"""What goes in one night, at most: a mistake in the settings is seen before all of it has gone."""

Counts = Mapping[RetentionClass, int]


class RoundPhase(StrEnum):
    COUNTING = "counting"
    ANNOUNCED = "announced"
    PURGING = "purging"


@dataclass(frozen=True)
class Tally:
    """How many of a class are kept, and from when (UTC) the oldest is, where that is known."""

    count: int = 0
    oldest: datetime | None = None

    def with_one(self, moment: datetime | None) -> "Tally":
        known = [each for each in (self.oldest, moment) if each is not None]
        return Tally(self.count + 1, min(known, default=None))


@dataclass(frozen=True)
class Night:
    """What was announced for a night and what became of it: each went, or was `spared`.

    What is spared was gone already, or is needed again.
    """

    on: date
    announced: Counts = field(default_factory=dict)
    done: Counts = field(default_factory=dict)
    spared: Counts = field(default_factory=dict)


@dataclass(frozen=True)
class RetentionRound:
    """How far the round is. Times are UTC.

    `purge_at` is for when the announcement is; `announced` are the ids that go then, by class: not
    all before the count is over, those that are left while it is purged. `cursor` is where the
    count goes on, `counting` what it has found; `kept` is what the last one found, at `kept_at`.
    `tonight` is the purge under way, `last` the one before.
    """

    id: str
    purge_at: datetime
    phase: RoundPhase = RoundPhase.COUNTING
    cursor: str = ""
    counting: Mapping[RetentionClass, Tally] = field(default_factory=dict)
    announced: Mapping[RetentionClass, tuple[str, ...]] = field(default_factory=dict)
    kept: Mapping[RetentionClass, Tally] = field(default_factory=dict)
    kept_at: datetime | None = None
    tonight: Night | None = None
    last: Night | None = None
    version: int = 0

    @property
    def to_go(self) -> Counts:
        """Return how many are announced, by class."""
        return {kept: len(ids) for kept, ids in self.announced.items() if ids}

    def counted(self, kept: RetentionClass, moment: datetime | None) -> "RetentionRound":
        """Return it with one more that is kept."""
        tally = self.counting.get(kept, Tally()).with_one(moment)
        return replace(self, counting={**self.counting, kept: tally})

    def announcing(self, kept: RetentionClass, identifier: str) -> "RetentionRound":
        """Return it with one more that goes, unless so many go that it waits for another night."""
        if sum(self.to_go.values()) >= ANNOUNCED_AT_MOST:
            return self
        ids = (*self.announced.get(kept, ()), identifier)
        return replace(self, announced={**self.announced, kept: ids})

    def counted_until(self, cursor: str, now: datetime) -> "RetentionRound":
        """Return it at a place of the table; at its end, with the announcement made."""
        if cursor:
            return replace(self, cursor=cursor)
        found = replace(self, cursor="", phase=RoundPhase.ANNOUNCED, kept_at=now)
        return replace(found, kept=self.counting, counting={})

    def purging(
        self, condemned: Mapping[RetentionClass, tuple[str, ...]], on: date
    ) -> "RetentionRound":
        """Return it as the purge begins; those that are not condemned are spared."""
        spared = {kept: n - len(condemned.get(kept, ())) for kept, n in self.to_go.items()}
        night = Night(on, self.to_go, {}, {kept: n for kept, n in spared.items() if n})
        return replace(self, phase=RoundPhase.PURGING, announced=condemned, tonight=night)

    def purged(self, kept: RetentionClass, ids: Iterable[str], done: int) -> "RetentionRound":
        """Return it once so many of these are done, and the others spared."""
        gone = set(ids)
        left = tuple(each for each in self.announced[kept] if each not in gone)
        night = self.tonight or Night(self.purge_at.date())
        counts = _with(night.done, kept, done)
        spared = _with(night.spared, kept, len(gone) - done)
        night = replace(night, done=counts, spared=spared)
        return replace(self, announced={**self.announced, kept: left}, tonight=night)

    def begun_anew(self, purge_at: datetime) -> "RetentionRound":
        """Return it as it counts for the next night, once the purge is over."""
        anew = RetentionRound(self.id, purge_at, last=self.tonight, version=self.version)
        return replace(anew, kept=self.kept, kept_at=self.kept_at)


@dataclass(frozen=True)
class RetentionNight:
    """What a sweep of the night puts in the queue, so that the round goes on."""

    id: str = ROUND


def at_night(now: datetime, zone: str) -> bool:
    """Return whether it is the time of the round."""
    return BEGINS <= now.astimezone(ZoneInfo(zone)).time() < ENDS


def next_night(now: datetime, zone: str) -> datetime:
    """Return when the round of the next day begins (UTC)."""
    tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    return datetime.combine(tomorrow, BEGINS, ZoneInfo(zone)).astimezone(now.tzinfo)


def _with(counts: Counts, kept: RetentionClass, more: int) -> Counts:
    return {**counts, kept: counts.get(kept, 0) + more} if more else counts
