"""What two registrations of one person often have in common: the team is shown who has the same."""

from collections.abc import Iterator
from enum import StrEnum

from ..people.aliases import alias_key
from ..people.names import heard
from ..people.participants import Participant
from .hearing import codes

ALIKE = "%"
"""Begins a key of what somebody has in common with another; they stand on one shelf, in order."""

_WHOLE = 10
"""Digits of a whole telephone number."""


class Alike(StrEnum):
    """What is the same."""

    PHONE = "t"
    ADDRESS = "a"
    """Spelled alike: another way to write one mailbox."""
    NAME = "n"
    """Sounds the same, of one place or one organisation."""


def alike_keys(person: Participant, telephone: str) -> Iterator[str]:
    """Yield the keys of a person; `telephone` has the digits of their number."""
    if len(telephone) >= _WHOLE:
        yield f"{ALIKE}{Alike.PHONE}{telephone[-_WHOLE:]}"
    if person.email:
        yield f"{ALIKE}{Alike.ADDRESS}{''.join(alias_key(person.email).split())}"
    profile = person.profile
    if not (profile.given_name and profile.family_name):
        return
    name = f"{_sound(profile.family_name)}-{_sound(profile.given_name)}"
    for place in (profile.municipality, profile.organization):
        if heard(place):
            yield f"{ALIKE}{Alike.NAME}{name}-{heard(place).replace(' ', '')}"


def of_key(key: str) -> Alike:
    """Return what is the same for those who have a key."""
    return Alike(key[len(ALIKE)])


def _sound(name: str) -> str:
    """Return how a name most likely sounds, as one word."""
    words = heard(name).split()
    return "".join(next(iter(codes(word)), word) for word in words)
