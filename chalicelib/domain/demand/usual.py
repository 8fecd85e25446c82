"""The hours that an adviser opens as a rule, and the next day on which they could be opened."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from ..sessions.slots import Format, Opening, Slot
from ..week.holidays import KNOWN, holidays
from ..week.patterns import Repeat, each_week

BEFORE, AHEAD = timedelta(weeks=8), timedelta(weeks=10)
"""How far back and ahead an adviser's hours say what is usual."""

SOONEST = timedelta(days=3)
"""How far ahead a day is proposed at the soonest: people need time to see it."""

TOGETHER = timedelta(hours=1)
"""Hours of a day that are no further apart are opened as one."""


@dataclass(frozen=True)
class Stretch:
    """Hours of one day of the week (0 is Monday), in wall time, cut as they were."""

    weekday: int
    starts: time
    ends: time
    slot_minutes: int
    buffer_minutes: int
    format: Format


def usual(slots: Iterable[Slot], zone: ZoneInfo) -> tuple[Stretch, str] | None:
    """Return the stretch that an adviser opened most often, with its last link; None if none.

    `slots` are hers, by start. Of two as frequent, the later one.
    """
    runs = _runs(slots)
    found = [_stretch(run, zone) for run in runs]
    if not found:
        return None
    often = Counter(found)
    best = max(reversed(found), key=lambda each: often[each])
    links = [run[-1].meeting_url for run, each in zip(runs, found, strict=True) if each == best]
    return best, links[-1]


def next_opening(
    slots: Iterable[Slot], theme: str, zone: ZoneInfo, now: datetime, whose_holidays: str = KNOWN
) -> Opening | None:
    """Return the usual hours on their next day that is free and no holiday, for a theme."""
    held = [*slots]
    known = usual(held, zone)
    if known is None:
        return None
    stretch, url = known
    first, last = ((now + each).astimezone(zone).date() for each in (SOONEST, AHEAD))
    day = first + timedelta(days=(stretch.weekday - first.weekday()) % 7)
    repeat = Repeat(last - timedelta(days=1), excepted=tuple(holidays(first, last, whose_holidays)))
    openings = each_week(_on(day, stretch, theme, url, zone), repeat, zone)
    return next((each for each in openings if _free(each, held)), None)


def _runs(slots: Iterable[Slot]) -> list[list[Slot]]:
    runs: list[list[Slot]] = []
    for each in slots:
        if runs and each.starts_at - runs[-1][-1].ends_at <= TOGETHER:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _stretch(run: list[Slot], zone: ZoneInfo) -> Stretch:
    starts, ends = (at.astimezone(zone) for at in (run[0].starts_at, run[-1].ends_at))
    pauses = [after.starts_at - before.ends_at for before, after in pairwise(run)]
    return Stretch(
        weekday=starts.weekday(),
        starts=starts.time(),
        ends=ends.time(),
        slot_minutes=_minutes(run[0].ends_at - run[0].starts_at),
        buffer_minutes=_minutes(min(pauses, default=timedelta())),
        format=run[0].format,
    )


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


def _on(day: date, stretch: Stretch, theme: str, url: str, zone: ZoneInfo) -> Opening:
    starts, ends = (
        datetime.combine(day, at, zone).astimezone(UTC) for at in (stretch.starts, stretch.ends)
    )
    cut = stretch.slot_minutes, stretch.buffer_minutes, stretch.format
    return Opening(starts, ends, (theme,), *cut, url)


def _free(opening: Opening, held: Iterable[Slot]) -> bool:
    return not any(each.overlaps(opening.starts_at, opening.ends_at) for each in held)
