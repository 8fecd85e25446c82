"""Names as one hears them: without accents, capitals, apostrophes, hyphens or doubled spaces."""

import re
import unicodedata

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})
_APART = re.compile(r"[\W_]+")
_SAINTS = (("saint", "st"), ("st", "saint"))
"""Saint and its abbreviation, each way; Sainte begins with the one, Ste with the other."""


def heard(name: str) -> str:
    """Return the words of a name as one hears them, a space between two."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(c for c in letters if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join(_APART.sub(" ", plain).split())


def is_called(name: str, wanted: str) -> bool:
    """Return whether a name holds each word that is looked for, in any order, or its beginning.

    How words are joined does not count: L’Heureux is found by « lheureux » and « l heureux », and
    St-Onge by « Saint Onge ». Everybody is called by no word at all.
    """
    words = heard(wanted).split()
    return any(all(word in form for word in words) for form in _forms(name))


def _forms(name: str) -> set[str]:
    """Return a name's words as one, as they are written and with each way to write Saint."""
    words = heard(name).split()
    others = ([_other(word, *saint) for word in words] for saint in _SAINTS)
    return {"".join(form) for form in (words, *others)}


def _other(word: str, written: str, other: str) -> str:
    begins = word in (written, f"{written}e") or (written == "saint" and word.startswith(written))
    return other + word.removeprefix(written) if begins else word
