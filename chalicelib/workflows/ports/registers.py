"""What stories of the registers ask of the table."""

from typing import Protocol

from ...domain.people.privacy_requests import PrivacyRequest
from .loading import Records


class RegisterStore(Records, Protocol):
    """What the law asks to keep a register of."""

    def privacy_requests(self) -> list[PrivacyRequest]:
        """Return what people asked of what is held of them, the latest first; consistent."""
