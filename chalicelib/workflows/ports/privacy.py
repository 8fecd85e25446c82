"""What stories of people's rights ask of the table."""

from typing import Any, Protocol

from .loading import Records


class PrivacyStore(Records, Protocol):
    """All that is held about one person, wherever it is.

    What cannot be read comes as Unreadable, so that nothing is passed over.
    """

    def held(self, person_id: str) -> list[Any]:
        """Return all in a participant's partition, in no order of note; consistent."""

    def held_elsewhere(self, subject: str) -> list[Any]:
        """Return what is about a participant in other partitions, by an index.

        `subject` is their id, or the hash of their address.
        """
