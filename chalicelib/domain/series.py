"""A series of meetings, a cohort for one: one registers for one of them or for all."""

from dataclasses import dataclass, replace
from datetime import datetime

from .errors import Conflict, NotFound
from .events import Event, event_id
from .ids import owned

SERIES = "sr"
MOST = 30
"""Meetings of one series: they are read, and shown, together."""


class SeriesNotFound(NotFound):
    """No such series."""

    code = "series_not_found"


class SeriesFull(Conflict):
    """The series has as many meetings as one can have."""

    code = "series_full"


@dataclass(frozen=True)
class Series:
    """`meetings` are ids of events, in the order they were planned."""

    id: str
    title: str
    meetings: tuple[str, ...]
    version: int = 0

    def with_meeting(self, identifier: str) -> "Series":
        """Raises SeriesFull."""
        if len(self.meetings) >= MOST:
            raise SeriesFull
        return replace(self, meetings=(*self.meetings, identifier))


def begun_by(event: Event, suffix: str, title: str) -> Series:
    return Series(owned(SERIES, suffix), title, (event.id,))


def next_meeting(
    event: Event, suffix: str, title: str, starts_at: datetime, ends_at: datetime
) -> Event:
    """Like another, at another time: nothing of what happened there."""
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


def found(series: Series | None) -> Series:
    """Raises SeriesNotFound where there is none."""
    if series is None:
        raise SeriesNotFound
    return series
