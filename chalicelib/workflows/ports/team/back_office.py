"""What the story of the team's day asks of the table."""

from datetime import datetime
from typing import Protocol

from ....domain.people.participants import Participant
from ....domain.people.privacy_requests import PrivacyRequest
from ....domain.sessions.bookings import Booking


class TodayStore(Protocol):
    """What waits for the team, and what was said last time."""

    def waiting(self, now: datetime, limit: int) -> list[Booking | PrivacyRequest]:
        """Return sessions that are over without outcome, and open requests; from an index.

        `limit` at most, those that wait longest first.
        """

    def bounced(self, limit: int) -> list[Participant]:
        """Return people whose mails do not arrive, the latest first, `limit` at most.

        From an index.
        """

    def sessions_of(self, person_id: str) -> list[Booking]:
        """Return all sessions of one person, in no order of note; consistent."""
