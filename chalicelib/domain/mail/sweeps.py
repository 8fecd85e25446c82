"""What the sweeps have handed over: what waits in a queue is not queued again."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..documents.documents import Document
from .due import Due
from .messages import Message

SWEEP = "sweep"
"""The id of the one round."""

ROUND = timedelta(minutes=30)
"""A queue brings a record back for as long: what is still due then is handed over once more."""

Place = tuple[datetime, str]
"""In the index of what is due: by time, then by id."""


@dataclass(frozen=True)
class SweepRound:
    """Since `begun_at`, all mails and documents up to a place were handed over: `reached_at`,
    `reached_id`. It is written at each sweep, which the stream's follower hears of."""

    id: str
    begun_at: datetime
    reached_at: datetime | None = None
    reached_id: str = ""
    version: int = 0

    def going_on(self, now: datetime) -> "SweepRound":
        """This round, or the next one once it has lasted."""
        if self.begun_at <= now < self.begun_at + ROUND:
            return self
        return SweepRound(self.id, now, version=self.version)

    def handed_over(self, entry: Due) -> bool:
        """Seats, offers and broadcasts always are once more: few, and not moved by each try."""
        place = place_of(entry)
        return place is not None and self.place is not None and place <= self.place

    @property
    def place(self) -> Place | None:
        return (self.reached_at, self.reached_id) if self.reached_at else None

    def after(self, entries: list[Due]) -> "SweepRound":
        """Once these are handed over."""
        places = [place for place in (self.place, *map(place_of, entries)) if place]
        if not places:
            return self
        reached_at, reached_id = max(places)
        return replace(self, reached_at=reached_at, reached_id=reached_id)


def place_of(entry: Due) -> Place | None:
    if not isinstance(entry, Message | Document) or entry.next_at is None:
        return None
    return entry.next_at, entry.id
