"""The booked times of a participant's agenda."""

from dataclasses import dataclass
from datetime import datetime

from ..errors import Conflict


class AlreadyBooked(Conflict):
    """The participant already has a session that overlaps."""

    code = "already_booked"


@dataclass(frozen=True)
class Engagement:
    """A booked time in a participant's agenda (UTC)."""

    booking_id: str
    starts_at: datetime
    ends_at: datetime

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        return self.starts_at < ends_at and starts_at < self.ends_at
