"""Texts of the team without the name of somebody who was erased."""

import re
from collections.abc import Iterable

from ..people.participants import Participant

SOMEBODY = "[personne effacée]"

SHORTEST = 3
"""Letters of a family name that is looked for by itself: a shorter one is in too many texts."""


def names_of(person: Participant) -> tuple[str, ...]:
    """Return what names a person in a text, the longest first: names, addresses.

    A given name alone is anybody's, and stays, unless they gave no other.
    """
    profile, guardian = person.profile, person.guardian
    told = [person.email, profile.full_name]
    told += [profile.family_name] if len(profile.family_name) >= SHORTEST else []
    told += [guardian.name, guardian.email] if guardian else []
    return tuple(sorted({each for each in told if each}, key=len, reverse=True))


def unnamed(text: str, names: Iterable[str]) -> str:
    """Return a text in which a person is nobody, however their name is cased or spaced."""
    for name in names:
        spaced = r"\s+".join(map(re.escape, name.split()))
        text = re.sub(rf"(?<!\w){spaced}(?!\w)", SOMEBODY, text, flags=re.IGNORECASE)
    return text
