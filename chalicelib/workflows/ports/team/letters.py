"""What stories of the mails that the team lists ask of the table."""

from typing import Protocol

from ....domain.events.registrations import EventRegistration
from ....domain.letters.letters import Letter
from ....domain.mail.messages import Kind, Message
from ....domain.mail.team.listing import Listing
from ..mail import MailStore
from ..people import PeopleStore
from .directory import DirectoryStore


class LetterStore(MailStore, PeopleStore, DirectoryStore, Protocol):
    """Mails by when they left or are to leave."""

    def mails(
        self, listing: Listing | None, kind: Kind | None, after: str, limit: int
    ) -> tuple[list[tuple[str, Message]], str]:
        """Return the next mails of a list behind a place, each with its own; from an index.

        `limit` at most, in the order that the list has; all of them, if it is None: the latest
        first. Also returns the place behind which the rest is, "" at the end. There may be fewer
        than `limit`, or none, and yet more behind them. What a release before wrote is not among
        what is settled.
        """

    def everybody_of(self, event_id: str, most: int) -> list[EventRegistration]:
        """Return who is registered for an event, in order of arrival, `most` at most.

        From an index.
        """

    def letters(self, before: str, limit: int) -> tuple[list[Letter], str]:
        """Return letters, the latest first, and the place before which the rest is, "" at the end.

        From an index.
        """

    def mails_of_letter(self, letter_id: str) -> list[Message]:
        """Return all mails that were written of a letter; from an index."""
