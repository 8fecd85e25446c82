"""Identifiers, opaque to the outside: how they are put together and taken apart, here alone.

What belongs to a person carries that person's id before the dash, so that one key lookup finds
it: `p3k…` is a participant, `p3k…-x81…` one of their bookings or documents, and
`p3k…-x81…-moved-1` a message about it. An event is an owner too: `ev-v81…-changed-1` is what
everybody is told of one.
"""

from collections.abc import Callable

NewId = Callable[[], str]
"""Gives a fresh random suffix, in hexadecimal; the one source of randomness of identifiers."""

PARTICIPANT = "p"
STAFF = "s"


def owner_of(identifier: str) -> str:
    """The person an identifier belongs to."""
    return identifier.partition("-")[0]


def suffix_of(identifier: str) -> str:
    """All that follows the owner: `x81…-moved-1`."""
    return identifier.partition("-")[2]


def mark_of(identifier: str) -> str:
    """The part after the owner alone: `x81…`. Raises IndexError where there is none."""
    return identifier.split("-")[1]


def subject_of(identifier: str) -> str:
    """The booking, registration or event that a message is about: `p3k…-x81…`."""
    return "-".join(identifier.split("-")[:2])


def tail_of(identifier: str) -> str:
    """What follows those two: `moved-1`; nothing for what is no message."""
    return suffix_of(suffix_of(identifier))


def owned(owner: str, *parts: object) -> str:
    """The identifier of what belongs to an owner, who may be an identifier already."""
    return "-".join((owner, *map(str, parts)))


def is_whole(identifier: str) -> bool:
    """Whether it is an owner and a mark, and nothing more."""
    return identifier.count("-") == 1


def is_shaped(text: str) -> bool:
    """Whether it could be an identifier of ours that has an owner."""
    plain = text.replace("-", "")
    return plain.isascii() and plain.isalnum() and "-" in text
