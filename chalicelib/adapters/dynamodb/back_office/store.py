"""What the table does for the team's day: what waits for them, from a sparse index."""

from datetime import datetime
from typing import Any, cast

from ....domain.people.participants import Participant
from ....domain.people.privacy_requests import PrivacyRequest
from ....domain.sessions.bookings import Booking
from .. import partitions
from ..queries import Queries


class TodayStore(Queries):
    def waiting(self, now: datetime, limit: int) -> list[Booking | PrivacyRequest]:
        """Return sessions that are over without outcome, and open requests, oldest first."""
        condition = "due_pk = :pk AND due_sk < :now"
        values = {":pk": partitions.TO_DO, ":now": partitions.stamp(now) + "~"}
        return self._first(condition, values, limit)

    def bounced(self, limit: int) -> list[Participant]:
        """Return people whose mails do not arrive, those who were found last first."""
        values = {":pk": partitions.BOUNCED}
        return self._first("due_pk = :pk", values, limit, ScanIndexForward=False)

    def sessions_of(self, person_id: str) -> list[Booking]:
        """Return all sessions of one person, in no order of note."""
        values = {":pk": partitions.person(person_id), ":booking": "BOOKING#"}
        found = self._query("pk = :pk AND begins_with(sk, :booking)", values, consistent=True)
        return cast(list[Booking], found)

    def _first(self, condition: str, values: dict[str, str], limit: int, **how: Any) -> list[Any]:
        request = {**self._request(condition, values, index=partitions.DUE), "Limit": limit, **how}
        return self._readable(self._ask(request)["Items"])
