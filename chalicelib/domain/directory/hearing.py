"""How a name sounds in French: names that one hears alike have a code in common.

A letter of a code stands for a sound: `A`, `I`, `O` for an, in, on; `S` for ch, `J` for j, `N` for
gn, `U` for ou, `W` for oi, `E` for eu, `Y` for the end of « fille ». `s` stands for z, too, and `e`
for é and è. An e that ends a name is left out: « Gagné », « Gagner » and « Gagne » are written one
for the other, and so are « Ouellet » and « Ouellette », « Turcot » and « Turcotte ».
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_VOWEL = "aeiouyAEIOUW"
_CONSONANT = "bdfgjklmnprstvJNS"
_UNSAID = "(?![aeiouynmE])"
"""What follows an n or m that only colours the vowel before it: neither a vowel nor another."""

_RULES = (
    # Consonants, as the letters around them say.
    ("^mc", "mak"),
    ("ph", "f"),
    ("s?ch(?![rl])|sh", "S"),
    ("gh?(?=u[eiy]|ua[iy])|gh(?=[eiy])", "G"),
    ("h", ""),
    ("nn$", "nne"),
    ("ett?e?s?$", "et"),
    ("otte?s?$", "ot"),
    ("c(?=[kq])", ""),
    ("qu?|k", "k"),
    ("s?c(?=[eiy])", "s"),
    ("c", "k"),
    ("Gu?", "G"),
    ("ge(?=[aou])|g(?=[eiy])|j", "J"),
    ("G", "g"),
    ("(?<=J)e(?=[ao])", ""),
    ("gn", "N"),
    ("w", "v"),
    ("[zx]", "s"),
    # What is written inside a name, and not said.
    ("^des(?=[bdfgJklmnprtvSN])", "de"),
    ("(?<=e)s(?=k[eiy])|(?<=[iy])s(?=l)|b(?=v)", ""),
    ("(?<=[aeiou]n)[td](?=[bdfgJkmnpstvSN])", ""),
    (r"(.)\1+", r"\1"),
    # What ends a name, and is not said.
    ("aul(?=[dt])", "au"),
    ("(?<=n)[kg]$|(?<=er)k$", ""),
    ("r[dts]+$", "r"),
    ("[dts]+$", ""),
    ("(?<=m)p$|(?<=ou)p$", ""),
    # Vowels, of the most letters first.
    ("oeu|eu", "E"),
    ("e?au", "o"),
    ("ou", "U"),
    (f"(?<=[aeEU])il(?=$|[{_VOWEL}])", "Y"),
    (f"(?<=[aeEU])y(?=[{_VOWEL}])", "Y"),
    (f"oy(?=[{_VOWEL}])", "WY"),
    ("y", "i"),
    (f"oin{_UNSAID}", "WI"),
    ("oi", "W"),
    (f"(?<=i)en{_UNSAID}|(ai|ei|i|u)[nm]{_UNSAID}", "I"),
    (f"(a|e)[nm]{_UNSAID}", "A"),
    (f"o[nm]{_UNSAID}", "O"),
    (f"(?<=[{_VOWEL}][{_CONSONANT}])e(?=[{_CONSONANT}](?!e$)[{_VOWEL}])", ""),
    ("ai|ei", "e"),
    ("ni(?=[aoAEIO]|e.)|Ni(?=[aoAEIO])", "N"),
    (r"(.)\1+", r"\1"),
)
_COMPILED = [(re.compile(pattern), sound) for pattern, sound in _RULES]


@lru_cache(maxsize=4096)
def codes(word: str) -> tuple[str, ...]:
    """Return how a word of a name may sound, most likely first; nothing if it is no French one.

    `word` is in small letters, without accents.
    """
    return tuple(dict.fromkeys(filter(None, map(_code, _readings(word)))))


def _readings(word: str) -> Iterator[str]:
    """Yield a word and how else it may be read: an r that ends it is said or not."""
    if not (word.isalpha() and word.isascii()):
        return
    if word.endswith(("er", "ers")) and len(word) > 3:
        yield word.rstrip("s").removesuffix("r")
    yield word


def _code(word: str) -> str:
    for pattern, sound in _COMPILED:
        word = pattern.sub(sound, word)
    shorter = word.rstrip("e")
    return shorter if any(letter in _VOWEL for letter in shorter) else word
