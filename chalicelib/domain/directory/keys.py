"""By what a person is found: keys, each made of one thing that is known of them.

A mark begins a key that is no word: `~` how a name sounds, `@` an address, `#` the digits of a
telephone number, `=` what filters ask for, `%` what two registrations of one person share.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from ..people.names import heard
from ..people.participants import Participant
from .alike import alike_keys
from .filters import filters_of
from .hearing import codes

SOUND, ADDRESS, DIGITS, FILTER = "~", "@", "#", "="

EVERYBODY = f"{FILTER}all"
"""A key that each person has."""

LONGEST_WORD, LONGEST_ADDRESS = 40, 120
MOST_WORDS = 8
"""Of a name, an organisation, an address: what is behind is not looked for."""

_SAINTS = {"st": "saint", "ste": "sainte"}
_EXTENSION = re.compile(r"(poste|ext|[x#]).*", re.IGNORECASE)
_WHOLE, _LOCAL, _LAST = 10, 7, 4
"""Digits of a number of North America: all, those without the area, the last."""


def keys_of(person: Participant, held: Iterable[Any]) -> tuple[str, ...]:
    """Return the keys of a person, each once. `held` is what is in their partition."""
    profile, guardian = person.profile, person.guardian
    found = [EVERYBODY, *(f"{FILTER}{each}" for each in filters_of(person, [*held]))]
    for name in (profile.family_name, profile.given_name, guardian.name if guardian else ""):
        found += _of_name(name)
    for address in (person.email, person.shared_email, guardian.email if guardian else ""):
        found += _of_address(address)
    found += words(profile.organization)
    found += _of_telephone(profile.phone)
    for other in person.absorbed:
        found += (*_of_name(other.name), *_of_address(other.email), *_of_telephone(other.phone))
    found += alike_keys(person, digits(profile.phone))
    return tuple(dict.fromkeys(found))


def words(text: str) -> list[str]:
    """Return the words of a text as one hears them, « St » and « Ste » written out."""
    said = (_SAINTS.get(word, word)[:LONGEST_WORD] for word in heard(text).split())
    return [*islice(said, MOST_WORDS)]


def digits(text: str) -> str:
    """Return the digits of a telephone number, without its extension and its country."""
    found = re.sub(r"\D", "", _EXTENSION.sub("", text))
    return found[1:] if len(found) == _WHOLE + 1 and found[0] == "1" else found


def address(text: str) -> str:
    """Return the key of an address, or of its beginning."""
    return ADDRESS + "".join(text.split()).casefold()[:LONGEST_ADDRESS]


def _of_name(name: str) -> Iterator[str]:
    """Yield the words of a name, and all of it as one word; then how they sound."""
    written = words(name)
    yield from written
    if len(written) > 1:
        yield "".join(written)[:LONGEST_WORD]
    for word in (*written, *words(name.replace("ç", "ss"))):
        yield from (SOUND + code for code in codes(word))


def _of_address(email: str) -> Iterator[str]:
    if email:
        yield address(email)
        yield from words(email.partition("@")[0])


def _of_telephone(phone: str) -> Iterator[str]:
    number = digits(phone)
    for length in (_WHOLE, _LOCAL, _LAST):
        if len(number) >= length:
            yield DIGITS + (number[:_WHOLE] if length == _WHOLE else number[:_WHOLE][-length:])
