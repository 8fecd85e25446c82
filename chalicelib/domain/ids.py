"""Identifiers, opaque to the outside: only this module builds them and takes them apart.

What belongs to a person carries that person's id before the dash, so that one key lookup finds it:
`p3k…` is a participant, `p3k…-x81…` one of their bookings or documents, and `p3k…-x81…-moved-1` a
message about it. An event can be the owner too: `ev-v81…-changed-1` is a broadcast to everybody
registered for it.
"""

from collections.abc import Callable

NewId = Callable[[], str]
"""Returns a new random suffix, in hexadecimal."""

PARTICIPANT = "p"
STAFF = "s"


def owner_of(identifier: str) -> str:
    """Return the part before the first dash: the owner, as a rule a person."""
    return identifier.partition("-")[0]


def suffix_of(identifier: str) -> str:
    """Return everything after the owner: `x81…-moved-1`."""
    return identifier.partition("-")[2]


def mark_of(identifier: str) -> str:
    """Return only the part after the owner: `x81…`. Raises IndexError if there is none."""
    return identifier.split("-")[1]


def subject_of(identifier: str) -> str:
    """Return the booking, registration or event that a message is about: `p3k…-x81…`."""
    return "-".join(identifier.split("-")[:2])


def tail_of(identifier: str) -> str:
    """Return what follows `subject_of`: `moved-1`, or "" if nothing does."""
    return suffix_of(suffix_of(identifier))


def owned(owner: str, *parts: object) -> str:
    """Return the id of what belongs to an owner. The owner may itself have an owner."""
    return "-".join((owner, *map(str, parts)))


def is_whole(identifier: str) -> bool:
    """Return whether the identifier is an owner and a mark, and nothing more."""
    return identifier.count("-") == 1


def is_shaped(text: str) -> bool:
    """Return whether the text could be one of our identifiers that have an owner."""
    plain = text.replace("-", "")
    return plain.isascii() and plain.isalnum() and "-" in text
