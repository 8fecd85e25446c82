"""What the table does for the registers: a partition each, in order of time."""

from typing import cast

from ....domain.people.privacy_requests import PrivacyRequest
from ....domain.privacy.incidents import Incident
from .. import partitions
from ..queries import Queries


class RegisterStore(Queries):
    def privacy_requests(self) -> list[PrivacyRequest]:
        """Return what people asked of what is held of them, the latest first."""
        found = self._query("pk = :pk", {":pk": partitions.REQUESTS}, consistent=True)
        return cast(list[PrivacyRequest], found[::-1])

    def incidents(self) -> list[Incident]:
        """Return the incidents, the latest first."""
        found = self._query("pk = :pk", {":pk": partitions.INCIDENTS}, consistent=True)
        return cast(list[Incident], found[::-1])
