"""What somebody was writing when their session ended, or has put aside: kept for them alone."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..ids import owned

KEPT = timedelta(days=30)

LONGEST = 256 * 1024
"""Characters of a form as browsers send it: no form of ours takes more."""


@dataclass(frozen=True)
class Draft:
    """A form as it was typed; `content` is as browsers send it.

    Its `id` joins whose it is and the address that it is sent to.
    """

    id: str
    content: str
    kept_at: datetime
    expires_at: datetime
    version: int = 0


def draft_id(person_id: str, path: str) -> str:
    """Return the id of what a person writes at a form's address: one for each."""
    return owned(person_id, hashlib.sha256(path.encode()).hexdigest()[:20])


def notes_draft(person_id: str, booking_id: str, now: datetime) -> Draft:
    """Return a draft under the id of what a member of the team writes of a session."""
    return Draft(draft_id(person_id, f"/equipe/rencontres/{booking_id}"), "", now, now + KEPT)
