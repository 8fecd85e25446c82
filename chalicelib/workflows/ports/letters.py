"""What stories of the mails that the team lists ask of the table."""

from typing import Protocol

from ...domain.mail.listing import Listing
from ...domain.mail.messages import Kind, Message
from .mail import MailStore
from .people import PeopleStore


class LetterStore(MailStore, PeopleStore, Protocol):
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
