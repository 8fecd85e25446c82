"""Identifiers, opaque to the outside.

What belongs to a person carries that person's id before the dash, so that one key lookup finds
it: `p3k…` is a participant, `p3k…-x81…` one of their bookings, messages or documents.
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
    """What follows the owner."""
    return identifier.partition("-")[2]


def owned(owner: str, suffix: str) -> str:
    return f"{owner}-{suffix}"
