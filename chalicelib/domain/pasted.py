"""What comes along when people paste: marks that nobody sees, other line breaks, Word's bullets."""

import re
import unicodedata

_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffc]"
)
_JOINERS = re.compile("[\u200c\u200d]+")
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BREAKS_IN_A_LINE = re.compile("[\t\x0b\x0c\x85\u2028\u2029]+")
_SYMBOLS = "[\uf020-\uf0ff]"
"""The symbol fonts of Word: private characters that stand for bullets and arrows."""
_OF_WORD = {0x1E: "-", 0x1F: None}
"""Word's hyphen that does not break, and the one that shows only at the end of a line."""
_BULLETS = re.compile(f"^[ \t]*{_SYMBOLS}+[ \t]*", re.MULTILINE)
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def seen(text: str) -> str:
    """Return a text without the marks that nobody sees, composed (NFC).

    A joiner stays where it joins: within an emoji, between letters of a joining script.
    """
    shown = _UNSEEN.sub("", text).translate(_OF_WORD)
    return unicodedata.normalize("NFC", _JOINERS.sub(_joining, shown))


def line(text: str) -> str:
    """Return one line: the line breaks of word processors and the tabs of tables are spaces."""
    return re.sub(_SYMBOLS, "", _BREAKS_IN_A_LINE.sub(" ", seen(text))).strip()


def lines(text: str) -> str:
    """Return a longer text: each line break is "\\n", each bullet of Word a dash."""
    text = _BULLETS.sub("- ", _LINE_BREAKS.sub("\n", seen(text)))
    return unicodedata.normalize("NFC", re.sub(_SYMBOLS, "", text)).strip()


def typed_wide(text: str) -> str:
    """Return one line in plain characters: the wide digits and signs of Asian keyboards as ours."""
    return line(unicodedata.normalize("NFKC", seen(text)))


def telephone(text: str) -> str:
    """Return a telephone number in plain characters, whatever the dashes."""
    return _DASHES.sub("-", typed_wide(text))


def _joining(found: re.Match[str]) -> str:
    """Return the first of the joiners if it joins what is around it, or nothing."""
    text, before = found.string, found.start() - 1
    joins = before >= 0 and _joins(text[before]) and _joins(text[found.end() : found.end() + 1])
    return found.group()[0] if joins else ""


def _joins(character: str) -> bool:
    """Return whether it is a symbol, an emoji's modifier or a letter of a joining script."""
    if not character:
        return False
    category = unicodedata.category(character)
    return category in ("So", "Sk", "Mn", "Mc", "Lo") or character == "↔"
