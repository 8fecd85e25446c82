"""A merge that may yet be undone: what both were, so that each can be it again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ..ids import owned, owner_of, suffix_of
from ..people.participants import Participant

UNDONE_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class Merge:
    """Somebody merged into another; `id` joins the ids of who remains and of who was merged.

    `before` is who remains as they were, `after` as the merge left them. Times are UTC; until
    `next_at` it can be undone, then it is settled and this is forgotten.
    """

    id: str
    at: datetime
    next_at: datetime
    by: str
    before: Participant
    after: Participant
    version: int = 0

    @property
    def kept_id(self) -> str:
        return owner_of(self.id)

    @property
    def other_id(self) -> str:
        return suffix_of(self.id)

    def undoable(self, now: datetime) -> bool:
        return now < self.next_at


def merge_id(kept_id: str, other_id: str) -> str:
    return owned(kept_id, other_id)


def of_merge(before: Participant, after: Participant, by: str, now: datetime) -> Merge:
    """Return what is kept of a merge, by the one who has just been merged."""
    other = after.absorbed[len(before.absorbed)]
    return Merge(merge_id(before.id, other.id), now, now + UNDONE_WITHIN, by, before, after)
