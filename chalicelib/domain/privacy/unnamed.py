"""Texts of the team without the name of somebody who was erased."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ..people.aliases import alias_key
from ..people.participants import Participant

SOMEBODY = "[personne effacée]"

SHORTEST = 3
"""Letters of a family name that is looked for by itself: a shorter one is in too many texts."""

NUMBER = 7
"""Digits of a telephone number that is looked for: fewer may count anything."""

_ADDRESS = re.compile(r"[^\s@<>(),;:\"«»]+@[\w.-]*\w")
_APART = r"[\W_]+"
_WITHIN_NUMBER = r"\D{0,3}"


def names_of(person: Participant) -> tuple[str, ...]:
    """Return what names a person in a text, the longest first: names, addresses, a telephone.

    A given name alone is anybody's, and stays, unless they gave no other.
    """
    profile, guardian = person.profile, person.guardian
    told = [person.email, person.shared_email, profile.full_name, profile.phone]
    told += [profile.family_name] if len(profile.family_name) >= SHORTEST else []
    told += [guardian.name, guardian.email] if guardian else []
    return tuple(sorted({each for each in told if each}, key=len, reverse=True))


def unnamed(text: str, names: Iterable[str]) -> str:
    """Return a text in which a person is nobody, however they are written in it.

    A name with other accents, capitals, spaces or hyphens is theirs; so is each alias of an
    address, and a number with its digits apart.
    """
    for name in names:
        for start, end in reversed([*_places(text, name)]):
            text = text[:start] + SOMEBODY + text[end:]
    return text


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where somebody is named, as the first and last places."""
    if "@" in name:
        for found in _ADDRESS.finditer(text):
            if alias_key(found[0]) == alias_key(name):
                yield found.span()
        return
    folded, places = _folded(text)
    for found in re.finditer(_pattern(name), folded):
        yield places[found.start()], places[found.end()]


def _pattern(name: str) -> str:
    digits = re.sub(r"\D", "", name)
    if len(digits) >= NUMBER:
        return rf"(?<!\d){_WITHIN_NUMBER.join(digits)}(?!\d)"
    words = re.findall(r"\w+", _folded(name)[0])
    return rf"(?<!\w){_APART.join(words)}(?!\w)" if words else r"(?!)"


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without accents or capitals, with the place of each of its letters before."""
    letters, places = [], []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character).casefold():
            if not unicodedata.combining(part):
                letters.append(part)
                places.append(place)
    return "".join(letters), [*places, len(text)]
