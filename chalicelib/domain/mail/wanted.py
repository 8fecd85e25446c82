"""Whether a message still makes sense: asked again inside each claim of it."""

from datetime import datetime

from ..people.mail_purposes import refused_by
from ..people.participants import Participant
from ..people.staff import StaffMember
from .about import About, Recipient
from .checks import HOURS_TAKEN, LETTER_STOPPED
from .kinds import KINDS
from .messages import Basis, Message, State

BOUNCED = "address_bounced"

NO_ADDRESS = "no_address"
"""The person has none: somebody telephones them instead."""

OF_THE_PERSON = frozenset({"person_gone", NO_ADDRESS, BOUNCED, "unsubscribed", "no_basis"})
"""Reasons that end when the person gives an address or a consent, or is let in again."""

LASTING = frozenset(
    {
        "out_of_time",
        "answered",
        "event_gone",
        "event_changed",
        "event_cancelled",
        "topic_changed",
        "seat_taken",
        HOURS_TAKEN,
        "not_invited",
        "trial_gone",
        "letter_gone",
        LETTER_STOPPED,
    }
)
"""Reasons that never end: what is told is bound to a number that only rises.

All other reasons depend on the booking or the registration.
"""

LOST = frozenset({State.BOUNCED, State.COMPLAINED, State.FAILED})
"""States of a mail that left in vain, or could not leave."""


def undelivered(message: Message) -> bool:
    """Return whether a mail reached nobody because of whom it is for, or of the way there.

    What is not sent as it makes no sense any more is not lost.
    """
    of_the_person = message.state is State.CANCELLED and message.reason in OF_THE_PERSON
    return message.state in LOST or of_the_person


def why_unwanted(
    message: Message, person: Recipient | None, about: About | None, now: datetime
) -> str:
    """Return a short code for why the message must not leave, or "" if it is wanted.

    `about` is None if what the message is about is not there.
    """
    if person is None or _is_let_go(person, message):
        return "person_gone"
    if message.expires_at is not None and now >= message.expires_at:
        return "out_of_time"
    closed = _closed_to(person, message) if isinstance(person, Participant) else ""
    return closed or KINDS[message.kind].why_unwanted(message, about, now)


def why_unlawful(message: Message, basis: Basis | None) -> str:
    """Return a short code for why nothing lets a wanted message leave, or "" if something does."""
    return "no_basis" if KINDS[message.kind].can_unsubscribe and basis is None else ""


def _is_let_go(person: Recipient, message: Message) -> bool:
    """Return whether it is for a member who has left. What goes to an office still leaves."""
    return isinstance(person, StaffMember) and not person.active and not message.to


def rests_on(reason: str, person: Recipient | None, about: About | None) -> object | None:
    """Return what may still change so that the reason ends; None if it never does."""
    if reason in LASTING:
        return None
    if reason in OF_THE_PERSON:
        return person
    return about.rests_on[0] if about is not None and about.rests_on else None


def _closed_to(person: Participant, message: Message) -> str:
    if not (message.to or person.mailed_at):
        return NO_ADDRESS
    if person.bounced_at is not None and not message.to:
        return BOUNCED
    if KINDS[message.kind].purpose in refused_by(person):
        return "unsubscribed"
    return ""
