"""A mail sent again by the team: the same kind for the same thing, if it is still wanted."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ...errors import Conflict
from ...ids import is_of_team, owned
from ..messages import Kind, Message, Origin, State

MOST = 3
"""How often the team sends one mail again."""

ELSEWHERE = frozenset(
    {
        Kind.ADDRESS_PROOF,
        Kind.ADDRESS_CHANGED,
        Kind.ERASED,
        Kind.EVENT_SEAT_FREE,
        Kind.PRIVACY_IDENTITY,
        Kind.PRIVACY_COPY,
        Kind.PRIVACY_WAITING,
    }
)
"""Kinds that only what they follow from sends: a new address, a request, a seat that is free."""

COMPLAINED = "complained"
"""The person told that one of our mails was not wanted: nobody insists."""

_AGAIN = re.compile(r"-resent\d+$")


class NotResent(Conflict):
    """The mail would not leave, for the reason of a mail that does not; `reason` is its code."""

    code = "not_resent"

    def __init__(self, reason: str) -> None:
        super().__init__(self.code)
        self.reason = reason

    def details(self) -> dict[str, Any]:
        return {"reason": self.reason}


class NotSentYet(Conflict):
    """The mail is still to leave by itself."""

    code = "not_sent_yet"


class ResentEnough(Conflict):
    """The team has sent this mail again as often as one may."""

    code = "resent_enough"


class NotToBeResent(Conflict):
    """A mail of this kind leaves by what it follows from, and not because the team wants it to."""

    code = "not_to_be_resent"


def resendable(message: Message) -> bool:
    """Return whether the team may ask for a mail once more; whether it leaves depends on more."""
    settled = not message.open and message.state is not State.COMPLAINED
    elsewhere = message.kind in ELSEWHERE or is_of_team(message.id) or bool(message.to)
    return settled and not elsewhere


def ensure_resendable(message: Message) -> None:
    """Raise NotSentYet, NotToBeResent or NotResent if the team may not send a mail again."""
    if message.open:
        raise NotSentYet
    if message.state is State.COMPLAINED:
        raise NotResent(COMPLAINED)
    if not resendable(message):
        raise NotToBeResent


def is_resent(message: Message) -> bool:
    return _AGAIN.search(message.id) is not None


def resent_ids(message_id: str) -> tuple[str, ...]:
    """Return the ids that a mail may have when it is sent again, whichever of them it is."""
    first = _AGAIN.sub("", message_id)
    return tuple(owned(first, f"resent{number}") for number in range(1, MOST + 1))


def resent(message: Message, before: Iterable[Message], now: datetime) -> Message:
    """Return a mail as it is sent once more; the one that still waits, if there is one.

    `before` are those that were sent again. Raises ResentEnough.
    """
    known = {each.id: each for each in before}
    waiting = next((each for each in known.values() if each.open), None)
    if waiting is not None:
        return waiting
    identifier = next((each for each in resent_ids(message.id) if each not in known), None)
    if identifier is None:
        raise ResentEnough
    return Message(
        id=identifier,
        kind=message.kind,
        due_at=now,
        next_at=now,
        booking_id=message.booking_id,
        sequence=message.sequence,
        step=message.step,
        anchor_at=message.anchor_at,
        expires_at=message.expires_at,
        file_key=message.file_key,
        begins_at=message.begins_at,
        origin=Origin.TEAM,
    )
