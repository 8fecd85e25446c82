"""What comes along when people paste: marks that nobody sees, other line breaks, Word's bullets."""

import re
import unicodedata

_UNSEEN = re.compile(
    # A flag of tags, which is kept: « 🏴 », letters, the tag that ends them.
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]+\U000e007f)"
    # What Unicode has programs ignore (Default_Ignorable_Code_Point), joiners and the selectors of
    # emoji apart; the marks of an annotation between lines, the place of an object.
    "|[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffc"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_BLANK = {0x2800: " "}
"""The Braille pattern without a dot looks like a space, and is none."""
_SELECTORS = re.compile("[\ufe0e\ufe0f]+")
_KEYCAP = "\u20e3"
_EMOJI_TOO = frozenset("©®‼⁉ℹ↔⤴⤵◻◼◽◾〰")
"""Emoji whose category is not that of other symbols, or that are older than the others."""
_JOINERS = re.compile("[\u200c\u200d]+")
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BREAKS_IN_A_LINE = re.compile("[\t\x0b\x0c\x85\u2028\u2029]+")
_SYMBOLS = "[\uf020-\uf0ff]"
"""The symbol fonts of Word: private characters that stand for bullets and arrows."""
_OF_WORD = {0x1E: "-", 0x1F: None}
"""Word's hyphen that does not break, and the one that shows only at the end of a line."""
_BULLETS = re.compile(f"^[ \t]*{_SYMBOLS}+[ \t]*", re.MULTILINE)
_BETWEEN = re.compile(f"[ \t]*{_SYMBOLS}[ \t{_SYMBOLS[1:-1]}]*")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def seen(text: str) -> str:
    """Return a text without the marks that nobody sees, composed (NFC).

    A joiner stays where it joins: within an emoji, between letters of a joining script. A selector
    stays where it chooses how an emoji looks.
    """
    shown = _UNSEEN.sub(r"\1", text).translate(_OF_WORD).translate(_BLANK)
    shown = _SELECTORS.sub(_selecting, shown)
    return unicodedata.normalize("NFC", _JOINERS.sub(_joining, shown))


def line(text: str) -> str:
    """Return one line: the line breaks of word processors and the tabs of tables are spaces."""
    return _BETWEEN.sub(" ", _BREAKS_IN_A_LINE.sub(" ", seen(text))).strip()


def lines(text: str) -> str:
    """Return a longer text: each line break is "\\n", each bullet of Word a dash."""
    text = _BULLETS.sub("- ", _LINE_BREAKS.sub("\n", seen(text)))
    return unicodedata.normalize("NFC", _BETWEEN.sub(" ", text)).strip()


def typed_wide(text: str) -> str:
    """Return one line in plain characters: the wide digits and signs of Asian keyboards as ours."""
    return line(unicodedata.normalize("NFKC", seen(text)))


def telephone(text: str) -> str:
    """Return a telephone number in plain characters, whatever the dashes."""
    return _DASHES.sub("-", typed_wide(text))


def _selecting(found: re.Match[str]) -> str:
    """Return the first of the selectors if it is an emoji's, or nothing."""
    text, end = found.string, found.end()
    before = text[found.start() - 1] if found.start() else ""
    chosen = _is_emoji(before) or (before in "0123456789#*" and text[end : end + 1] == _KEYCAP)
    return found.group()[0] if before and chosen else ""


def _is_emoji(character: str) -> bool:
    """Return whether it may be an emoji, or the colour of one's skin."""
    if not character:
        return False
    symbol = character >= "\u2100" and unicodedata.category(character) in ("So", "Sk")
    return symbol or character in _EMOJI_TOO


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
