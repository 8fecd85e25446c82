"""What a person may type: any script, accents and emoji, but nothing that misleads.

What pasting brings along is cleaned (`pasted.py`); what cannot be understood is refused.
"""

import re
import unicodedata
from itertools import islice

from . import addresses, links, pasted

_CONTROLS = ("Cc", "Cs", "Co", "Zl", "Zp")
_ENCODED = "=?"
"""The beginning of what mail programs would decode."""

_LEAST, _MOST = 7, 25
"""Digits of a telephone number, with its extension."""
_RULE = r"(?![ \t]*([-*_])(?:[ \t]*\1)+[ \t]*$)"
"""Signs that make a line across the page, and no list."""
_NESTED = re.compile(rf"^{_RULE}[ \t]*(?:[-*+][ \t]+|>[ \t]*|\d+[.)][ \t]+){{5}}", re.MULTILINE)


LINES, MARKS = 400, 200
"""Of notes, at most: lines, and times that a mark of `COSTLY` is there."""

COSTLY = "|[`>"
"""Marks that may begin a cell, a link, code, a quotation."""

NESTED, TOO_MANY_LINES = "nested", "lines"
LINE_BREAK, ENCODED = "line_break", "encoded"


class BadText(ValueError):
    """Text that is refused; `code` says why, `place` at which line and character, from 1.

    `cause` tells apart what has one code: "lines", "nested", or a mark that is there too often; a
    line break where there is one line; what mail programs would decode.
    """

    def __init__(self, code: str, place: tuple[int, int] | None = None, cause: str = "") -> None:
        super().__init__(code)
        self.code, self.place, self.cause = code, place, cause


def one_line(text: str) -> str:
    """Return a name or a short text: trimmed, inner spaces folded, composed (NFC).

    Raises BadText for control characters, line breaks.
    """
    text = pasted.line(text)
    _refuse_controls(text, allowed="")
    return " ".join(text.split())


def name(text: str) -> str:
    """Return a person's name: one line with no address in it, as it goes into mails.

    Raises BadText.
    """
    text = one_line(text)
    if links.holds_address(text):
        raise BadText("no_links")
    if _ENCODED in text:
        raise BadText("no_links", cause=ENCODED)
    return text


def address(text: str) -> str:
    """Return an address as its mailbox is known, whatever the keyboard, or what it was copied from.

    Raises BadText.
    """
    return one_line(addresses.copied(text))


def telephone(text: str) -> str:
    """Return a telephone number as it was written, with an extension or a remark, or "".

    Raises BadText, with the code "invalid_phone" if it has too few digits, or too many.
    """
    text = one_line(pasted.telephone(text))
    if text and not (_LEAST <= sum(c in "0123456789" for c in text) <= _MOST):
        raise BadText("invalid_phone")
    return text


def paragraphs(text: str) -> str:
    """Return a longer text: line breaks kept, what nobody sees dropped.

    Raises BadText for control characters.
    """
    text = pasted.lines(text)
    _refuse_controls(text, allowed="\n\t")
    return text


def notes(text: str) -> str:
    """Return Markdown of which a page can be made in seconds.

    Raises BadText, with the code "too_complex" for what takes a renderer minutes or hundreds of
    megabytes: hundreds of lines or cells, deep nesting. Of an endless word, the renderer is told.
    """
    text = paragraphs(text)
    ends = [(TOO_MANY_LINES, _nth("\n", LINES, text)), *((m, _nth(m, MARKS, text)) for m in COSTLY)]
    nested = _NESTED.search(text)
    for cause, found in [*ends, (NESTED, nested.end() - 1 if nested else None)]:
        if found is not None:
            raise BadText("too_complex", _place(text, found), cause)
    return text


def _nth(mark: str, most: int, text: str) -> int | None:
    """Return where `mark` is there once more than `most` times, or None."""
    return next(islice((at for at, c in enumerate(text) if c == mark), most, None), None)


def _refuse_controls(text: str, allowed: str) -> None:
    for place, character in enumerate(text):
        if unicodedata.category(character) in _CONTROLS and character not in allowed:
            cause = LINE_BREAK if character in "\r\n" else ""
            raise BadText("control_character", _place(text, place), cause)


def _place(text: str, at: int) -> tuple[int, int]:
    before = text[:at]
    return before.count("\n") + 1, at - before.rfind("\n")
