"""A series of meetings, for example a cohort: people register for one of them or for all."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial

from ..errors import Conflict, NotFound
from ..ids import event_id, series_id
from .events import Event

NUMBER = re.compile(r"(?<=[\s#])(?<!loi\s)\d{1,2}$", re.IGNORECASE)
"""The number of a meeting, at the end of its title: not a year, nor « Loi 25 »."""
COUNTED = re.compile(r"[\s,:–—-]*(?:\b(?:rencontre|séance|atelier|partie)\s*)?#?$", re.IGNORECASE)
"""The word and the punctuation before the number of a meeting."""
MOST = 30
"""The most meetings in one series: they are read and shown together."""
AT_ONCE = 12
"""The most meetings made at once: a transaction takes a hundred items.

Each meeting is an event, its seats and its reminders (three; up to six fit).
"""


class SeriesNotFound(NotFound):
    """No such series."""

    code = "series_not_found"


class SeriesFull(Conflict):
    """The series has as many meetings as a series can have."""

    code = "series_full"


@dataclass(frozen=True)
class Series:
    """A series. `meetings` are ids of events, in the order in which they were planned."""

    id: str
    title: str
    meetings: tuple[str, ...]
    version: int = 0

    def with_meeting(self, identifier: str) -> "Series":
        """Return the series with one more meeting. Raises SeriesFull."""
        if len(self.meetings) >= MOST:
            raise SeriesFull
        return replace(self, meetings=(*self.meetings, identifier))


def begun_by(event: Event, suffix: str, title: str) -> Series:
    """Return a new series whose first meeting is the event."""
    return Series(series_id(suffix), title, (event.id,))


def next_meeting(
    event: Event, suffix: str, title: str, starts_at: datetime, ends_at: datetime
) -> Event:
    """Return a new event like another, at another time, with nothing of what happened there."""
    return replace(
        event,
        id=event_id(suffix),
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        opens_at=None,
        closes_at=None,
        replay_url="",
        summary="",
        cancelled_at=None,
        sequence=0,
        earlier=None,
        summaries=0,
        version=0,
    )


def meetings_like(draft: Event, count: int, pace: timedelta, zone: tzinfo) -> list[Event]:
    """Return the draft and the meetings that follow it, numbered, at the same wall time in `zone`.

    Registrations open for all at once, and close as long before each start.
    """
    title = draft.title if NUMBER.search(draft.title) else f"{draft.title}, rencontre 1"
    made = [replace(draft, title=title)]
    for n in range(1, count):
        later = partial(_later, pace=n * pace, zone=zone)
        made.append(
            replace(
                draft,
                title=next_title(made[-1].title),
                starts_at=later(draft.starts_at),
                ends_at=later(draft.ends_at),
                closes_at=later(draft.closes_at) if draft.closes_at else None,
            )
        )
    return made


def _later(moment: datetime, pace: timedelta, zone: tzinfo) -> datetime:
    return (moment.astimezone(zone) + pace).astimezone(UTC)


def next_title(title: str) -> str:
    """Return the title with its number raised by one, or unchanged if it has none."""
    return NUMBER.sub(lambda n: str(int(n[0]) + 1).zfill(len(n[0])), title)


def title_of_all(title: str) -> str:
    """Return the title of a series, from the title of one of its meetings."""
    if NUMBER.search(title) is None:
        return title
    return COUNTED.sub("", NUMBER.sub("", title)) or title


def existing(series: Series | None) -> Series:
    """Return the series; raise SeriesNotFound if there is none."""
    if series is None:
        raise SeriesNotFound
    return series
