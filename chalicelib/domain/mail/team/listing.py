"""Which mails the team lists: what waits, what is settled, what reached nobody."""

from datetime import datetime
from enum import StrEnum

from ..messages import Kind, Message, State
from ..wanted import undelivered


class Listing(StrEnum):
    SETTLED = "settled"
    """Nothing more is awaited of us: it left, or does not leave; the latest first."""
    WAITING = "waiting"
    """It is still to leave; the soonest first."""
    UNDELIVERED = "undelivered"
    """Of what is settled, what reached nobody; the latest first."""
    SENT = "sent"
    """Of what is settled, what left, whatever became of it; the latest first."""
    UNSENT = "unsent"
    """Of what is settled, what does not leave; the latest first."""


LEFT = frozenset({State.SENT, State.DELIVERED, State.BOUNCED, State.COMPLAINED})
"""States of a mail that left."""


def in_state(listing: Listing | None, state: State) -> bool:
    """Return whether a settled mail in a state is on a list, as far as that tells."""
    match listing:
        case Listing.SENT:
            return state in LEFT
        case Listing.UNSENT:
            return state not in LEFT
    return True


def moment_of(message: Message) -> datetime:
    """Return the time by which a mail stands on a list (UTC): when it is to leave, or left."""
    return message.next_at or message.sent_at or message.due_at


def listed_as(message: Message, listing: Listing | None, kind: Kind | None) -> bool:
    """Return whether a mail is on a list; None stands for all of them."""
    if kind is not None and message.kind is not kind:
        return False
    match listing:
        case Listing.WAITING:
            return message.next_at is not None
        case Listing.SETTLED:
            return message.next_at is None
        case Listing.UNDELIVERED:
            return message.next_at is None and undelivered(message)
        case Listing.SENT | Listing.UNSENT:
            return message.next_at is None and in_state(listing, message.state)
    return True
