"""What stories of people's rights ask of the table."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Protocol

from ...domain.looks import Look
from ...domain.people.drafts import Draft
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

    def drafts(self, owner: str) -> list[Draft]:
        """Return the forms that a person, or a member of the team, has left unsent; consistent."""

    def lists_seen(self, day: date) -> list[Look]:
        """Return the lists of people that the team saw on a day; consistent."""

    def erase(self, items: Iterable[Any]) -> None:
        """Delete items, and Unreadable by their place, whatever their state. Harmless if repeated.

        Not one write: what was interrupted is begun again.
        """


class ErasedMarks(Protocol):
    """The list of those who were erased, where no restoration of the table reaches."""

    def note(self, person_id: str, email: str, now: datetime) -> None:
        """Note a person by marks that tell nobody who they are. Harmless if repeated."""

    def of_person(self, person_id: str) -> str:
        """Return the mark of a person: always the same, and nobody can tell whose."""
