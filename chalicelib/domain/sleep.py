"""The hours in which people sleep: no deadline ends then, and no clock of ours runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)

EVENING = timedelta(hours=1)
"""How long before they sleep people are told, in the evening, of what begins early."""

LONGEST = timedelta(hours=12)
DEEP_IN_THE_NIGHT = time(3)


def at_night(begins: time, ends: time) -> bool:
    """Return whether these are hours of sleep, or none: a night, and not the day beside it."""
    length, until_deep = _between(begins, ends), _between(begins, DEEP_IN_THE_NIGHT)
    return not length or until_deep < length <= LONGEST


def _between(one: time, other: time) -> timedelta:
    """Return how long it is from an hour of the clock to the next time that it is another."""
    minutes = (other.hour - one.hour) * 60 + other.minute - one.minute
    return timedelta(minutes=minutes) % ONE_DAY


@dataclass(frozen=True)
class Sleep:
    """The hours of sleep, from `begins` to `ends` in the IANA `zone`; none if they are equal.

    Moments are UTC. Source: DESIGN, « Sleep ».
    """

    begins: time
    ends: time
    zone: str

    def waking(self, moment: datetime) -> bool:
        """Return whether people are awake."""
        return self.wakes_at(moment) == moment

    def wakes_at(self, moment: datetime) -> datetime:
        """Return the moment itself if people are awake, or else when they wake."""
        starts_at, _ = next(self._days(moment))
        return max(starts_at, moment)

    def after(self, moment: datetime, delay: timedelta) -> datetime:
        """Return when people have been awake for `delay` since a moment."""
        for starts_at, ends_at in self._days(moment):
            begun = max(starts_at, moment)
            if delay <= ends_at - begun:
                return begun + delay
            delay -= ends_at - begun
        raise AssertionError("days never end")

    def before(self, moment: datetime, delay: timedelta) -> datetime:
        """Return from when on people are awake for `delay` until a moment."""
        for starts_at, ends_at in self._days_before(moment):
            over = min(ends_at, moment)
            if delay <= over - starts_at:
                return over - delay
            delay -= over - starts_at
        raise AssertionError("days never begin")

    def reminded_at(self, begins_at: datetime, delay: timedelta) -> datetime:
        """Return when one is reminded, `delay` before something begins or nearly, while awake.

        What would be at night is in the morning if a whole day is left then, or else in the evening
        before.
        """
        at = begins_at - delay
        starts_at, ends_at = next(self._days(at))
        if starts_at <= at:
            return at
        if ends_at <= begins_at:
            return starts_at
        woken_at, asleep_at = next(self._days_before(at))
        return max(woken_at, asleep_at - EVENING)

    def waking_time(self, since: datetime, until: datetime) -> timedelta:
        """Return how long people are awake between two moments; nothing if `until` is first."""
        total = timedelta()
        for starts_at, ends_at in self._days(since):
            if starts_at >= until:
                break
            total += max(min(ends_at, until) - max(starts_at, since), timedelta())
        return total

    def _days(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield when people wake and go to sleep, from the day that is not over at a moment."""
        day = moment.astimezone(ZoneInfo(self.zone)).date() - ONE_DAY
        while True:
            starts_at, ends_at = self._day(day)
            if ends_at > moment:
                yield starts_at, ends_at
            day += ONE_DAY

    def _days_before(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the same, backwards, from the day that has begun at a moment."""
        day = moment.astimezone(ZoneInfo(self.zone)).date() + ONE_DAY
        while True:
            starts_at, ends_at = self._day(day)
            if starts_at < moment:
                yield starts_at, ends_at
            day -= ONE_DAY

    def _day(self, day: date) -> tuple[datetime, datetime]:
        """Return when people wake on a day, and when they go to sleep after that."""
        evening = day if self.begins > self.ends else day + ONE_DAY
        return self._moment(day, self.ends), self._moment(evening, self.begins)

    def _moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, ZoneInfo(self.zone)).astimezone(UTC)
