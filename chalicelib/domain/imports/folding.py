"""Words compared whatever their case, accents and spaces."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text in lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def with_digits(text: str) -> str:
    """Return a text with the digits of other scripts as 0 to 9: « ٢٠٢١ » is 2021."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def joined(text: str, mark: str) -> str:
    """Return the plain letters and digits of a text, with a mark where others stood between."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in plain(text)).split()
    return mark.join(words)


def snake(text: str) -> str:
    """Return a text as the name of a column: « Prénom usuel » is `prenom_usuel`."""
    return joined(text, "_")


def slug(text: str) -> str:
    """Return a text as a slug: « Événement virtuel » is `evenement-virtuel`."""
    return joined(text, "-")


def lowered(text: str) -> str:
    """Return a value as it is read without a word: its case, spaces and dashes do not matter."""
    return text.casefold().replace(" ", "_").replace("-", "_")
