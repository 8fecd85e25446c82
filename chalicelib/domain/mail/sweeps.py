"""What the sweeps have handed over, so that what waits in a queue is not queued again."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..documents.documents import Document
from .due import Due
from .messages import Message

SWEEP = "sweep"
"""The id of the only round."""

ROUND = timedelta(minutes=30)
"""How long a round lasts; what is still due then is handed over once more.

A queue retries a record for as long.
"""

Place = tuple[datetime, str]
"""A place in the index of due items: by time, then by id."""


@dataclass(frozen=True)
class SweepRound:
    """What was handed over since `begun_at`: all due mails and documents up to a place.

    That place is `reached_at` and `reached_id`. Each sweep writes the round: if the stream brings
    nothing, not even that, an alarm tells.
    """

    id: str
    begun_at: datetime
    reached_at: datetime | None = None
    reached_id: str = ""
    version: int = 0

    def going_on(self, now: datetime) -> "SweepRound":
        """Return this round, or a new one if this one has lasted long enough."""
        if self.begun_at <= now < self.begun_at + ROUND:
            return self
        return SweepRound(self.id, now, version=self.version)

    def handed_over(self, entry: Due) -> bool:
        """Return whether this round handed it over already.

        Seats, offers and broadcasts are always handed over once more: they are few, and trying them
        does not move their time.
        """
        place = place_of(entry)
        return place is not None and self.place is not None and place <= self.place

    @property
    def place(self) -> Place | None:
        return (self.reached_at, self.reached_id) if self.reached_at else None

    def after(self, entries: list[Due]) -> "SweepRound":
        """Return the round once these are handed over."""
        places = [place for place in (self.place, *map(place_of, entries)) if place]
        if not places:
            return self
        reached_at, reached_id = max(places)
        return replace(self, reached_at=reached_at, reached_id=reached_id)


def place_of(entry: Due) -> Place | None:
    """Return where a mail or a document stands in the index; None for anything else."""
    if not isinstance(entry, Message | Document) or entry.next_at is None:
        return None
    return entry.next_at, entry.id
