"""What stories of the registers ask of the table."""

from typing import Protocol

from ...domain.people.privacy_requests import PrivacyRequest
from ...domain.privacy.incidents import Incident
from .loading import Records


class RegisterStore(Records, Protocol):
    """What the law asks to keep a register of."""

    def privacy_requests(self) -> list[PrivacyRequest]:
        """Return what people asked of what is held of them, the latest first; consistent."""

    def incidents(self) -> list[Incident]:
        """Return the incidents, the latest first; consistent."""
