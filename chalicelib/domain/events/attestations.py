"""The attestation that somebody came to an event: whom it is for, and the file it is drawn to."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from ..errors import Conflict
from ..ids import event_marked, mark_of, owned, owner_of, suffix_of, tail_of
from .events import Event
from .registrations import EventRegistration

ATTESTED = "attested"
"""The owner in the id of attestations of several people, where other ids have a person."""


class NotAttended(Conflict):
    """The event is not over, or nobody has said that the person was there."""

    code = "not_attended"


def attests(event: Event, registration: EventRegistration, now: datetime) -> bool:
    """Return whether it can be attested that somebody came: the event took place, they were there.

    Until its end, a mark of presence may still be a slip.
    """
    return event.cancelled_at is None and event.over(now) and registration.attended


@dataclass(frozen=True)
class PrintedAttestations:
    """Those of several people of an event, in one file; of one person it is as a binder's.

    `mark` is the event's own, `digest` tells the file from what others say. `id` names it on the
    queue; `correlation` is the request behind it. Both files go within a day of themselves, and
    with each of those people.
    """

    mark: str
    digest: str
    correlation: str = ""

    @property
    def id(self) -> str:
        return owned(ATTESTED, self.mark, self.digest)

    @property
    def page_key(self) -> str:
        """The key of what is to be drawn."""
        return f"{attestations_of(event_marked(self.mark))}{self.digest}.html"

    @property
    def key(self) -> str:
        """The key of the PDF."""
        return f"{attestations_of(event_marked(self.mark))}{self.digest}.pdf"

    @staticmethod
    def read(identifier: str) -> "PrintedAttestations | None":
        """Return the attestations that an id names, or None if it names something else."""
        if owner_of(identifier) != ATTESTED:
            return None
        return PrintedAttestations(mark_of(identifier), tail_of(identifier))


def printed(event_id: str, pages: str, correlation: str = "") -> PrintedAttestations:
    """Return where the attestations of an event, as HTML, are drawn to."""
    digest = hashlib.sha256(pages.encode()).hexdigest()[:20]
    return PrintedAttestations(suffix_of(event_id), digest, correlation)


def attestations_of(event_id: str) -> str:
    """Return how the keys of all attestations of several people of an event begin."""
    return f"binders/{owned(event_id, '')}"
