"""What the team looks for: words, an address, digits, filters; each is a condition on keys."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from .filters import for_theme
from .hearing import codes
from .keys import DIGITS, EVERYBODY, FILTER, SOUND, address, digits, words

LONGEST = 120
"""Characters of what is looked for: what is behind is not."""

MOST_WORDS = 4
"""The longest words of what is looked for: a name has no more that tell it apart."""

PARTICLES = frozenset(("d", "de", "des", "du", "l", "la", "le", "les", "mac", "mc", "o"))
"""What is written with the name behind it, or apart."""

NO_THEMES: Mapping[str, str] = MappingProxyType({})

_LEAST_DIGITS, _LEAST_OF_THEME = 3, 4


Position = tuple[int, str]
"""A range of a condition, by its number, and a place in it."""


@dataclass(frozen=True)
class Condition:
    """Met by who has a place in one of the ranges: each is how places begin.

    Nearest ranges come first.
    """

    ranges: tuple[str, ...]

    def nearest(self, places: Iterable[str]) -> Position | None:
        """Return the first of a person's places, in the nearest range; None if none is in any."""
        places = [*places]
        for number, beginning in enumerate(self.ranges):
            found = min((each for each in places if each.startswith(beginning)), default=None)
            if found is not None:
                return number, found
        return None


def conditions(
    q: str, filters: Sequence[str] = (), themes: Mapping[str, str] = NO_THEMES
) -> tuple[Condition, ...]:
    """Return what must all hold of a person, what tells most apart first.

    Nothing asked for is met by everybody. `themes`: those that a word may mean, titles by slug.
    """
    found = [*_of_text(q[:LONGEST], themes), *(_exactly(FILTER + each) for each in filters)]
    return tuple(found) or (_exactly(EVERYBODY),)


def _of_text(q: str, themes: Mapping[str, str]) -> list[Condition]:
    tokens = q.replace("<", " ").replace(">", " ").split()
    addresses = [each for each in tokens if "@" in each[1:]]
    numbers = "".join(each for each in tokens if _is_number(each))
    others = [each for each in tokens if each not in addresses and not _is_number(each)]
    found = [Condition((address(each),)) for each in addresses]
    if len(digits(numbers)) >= _LEAST_DIGITS:
        found.append(Condition((DIGITS + digits(numbers),)))
    said = dict(_with_particles(words(" ".join(others))))
    longest = sorted(said, key=len, reverse=True)[:MOST_WORDS]
    telling = [each for each in longest if len(each) > 1] or longest
    return found + [_named(each, said[each], themes) for each in telling]


def _with_particles(said: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each word with the particles before it: « La Pointe » is Lapointe, too."""
    before = ""
    for number, word in enumerate(said):
        if word in PARTICLES and number < len(said) - 1:
            before += word
        else:
            yield word, before
            before = ""


def _is_number(token: str) -> bool:
    return any(c.isdigit() for c in token) and not any(c.isalpha() for c in token)


def _named(word: str, particles: str, themes: Mapping[str, str]) -> Condition:
    """Return the condition of a word, or of how it begins; of one letter, of how names begin."""
    if len(word) == 1 and word.isascii():
        return Condition((f"{EVERYBODY} {word}",))
    written = [particles + word, word] if particles else [word]
    sounds = (f"{SOUND}{code} " for each in written for code in codes(each))
    meant = (f"{FILTER}{for_theme(slug)} " for slug, title in themes.items() if _means(word, title))
    return Condition((*written, *dict.fromkeys(sounds), *meant))


def _means(word: str, title: str) -> bool:
    said = words(title)
    return len(word) >= _LEAST_OF_THEME and any(each.startswith(word) for each in said)


def _exactly(key: str) -> Condition:
    return Condition((f"{key} ",))
