"""An address as people copy it: from a link, a mail's head, a sentence. What is wrong in one."""

import re
import unicodedata
from urllib.parse import quote, unquote

from . import pasted

LONGEST = 400
"""Characters of an address as it may be pasted, with what came along."""

_NAMED = re.compile(r"[^<>]*<([^<>]*)>[\s.,;:]*")
_LINK = re.compile(r"\s*mailto:", re.IGNORECASE)
_AROUND_AT = re.compile(r"\s*@\s*")
_OPENING, _CLOSING = ' <([{«“„"', ' >)]}»”".,;:!?…'
_TYPOGRAPHIC = {
    **dict.fromkeys(map(ord, "’‘ʼ′‛"), "'"),
    **dict.fromkeys(range(0x2010, 0x2016), "-"),
    0x2212: "-",
}
"""Apostrophes and dashes that programs put in place of those of a keyboard."""

_SIGNS = frozenset("!#$%&'*+-/=?^_`{|}~.@")
NO_AT, SEVERAL, HALF, SPACE, SIGN, DOTS, NO_ENDING = CAUSES = (
    "no_at",
    "several",
    "half",
    "space",
    "sign",
    "dots",
    "no_ending",
)


def copied(text: str) -> str:
    """Return an address alone, without what certainly came along with it.

    That is `mailto:`, a name and the brackets around the address, quotation marks, the end of a
    sentence, spaces around « @ ». Apostrophes and dashes become those of a keyboard.
    """
    before = None
    while text != before:
        before, text = text, _bare(pasted.typed_wide(text))
    return text


def link_to(address: str) -> str:
    """Return a link that begins a mail to an address alone, whatever signs it is written with."""
    return f"mailto:{quote(address, safe="@'*+-._~!$")}"


def cause(address: str) -> tuple[str, tuple[int, int] | None]:
    """Return why an address is none, as far as that is certain, and at which line and character."""
    halves = address.split("@")
    if len(halves) != 2:
        return (SEVERAL if len(halves) > 2 else NO_AT if address else ""), None
    if not all(halves):
        return HALF, None
    wrong = next((at for at, c in enumerate(address) if not _fits(c, at > len(halves[0]))), None)
    if wrong is not None:
        return (SPACE if address[wrong].isspace() else SIGN), (1, wrong + 1)
    if any(".." in half or half.startswith(".") for half in halves) or halves[0].endswith("."):
        return DOTS, None
    return ("" if "." in halves[1] else NO_ENDING), None


def _bare(text: str) -> str:
    named = _NAMED.fullmatch(text)
    text = (named[1] if named else text).translate(_TYPOGRAPHIC)
    link = _LINK.match(text)
    if link:
        text = unquote(text[link.end() :].partition("?")[0])
    text = _AROUND_AT.sub("@", text.strip())
    if "@" not in text:
        return text
    if text[0] == text[-1] == "'":
        text = text[1:-1]
    return text.lstrip(_OPENING).rstrip(_CLOSING)


def _fits(character: str, in_domain: bool) -> bool:
    """Return whether an address may hold a character, on its side of the « @ »."""
    if character.isascii():
        return character.isalnum() or character in _SIGNS
    return in_domain and unicodedata.category(character)[0] in "LMN"
