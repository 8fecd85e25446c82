"""Cells as they are read: each reader gives the canonical text of one, or raises BadCell.

What a French spreadsheet does by habit is read without a word: spaces, case, `oui`, `VRAI`, `1,0`,
a decimal comma. What only looks like the word that is wanted is refused with its correction.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from .. import texts
from .folding import joined, lowered, plain, slug, snake, with_digits
from .mistakes import BadCell

Reader = Callable[[str], str]
"""From a cell, not blank, its spaces folded, to its canonical text."""

YES = {"yes", "oui", "vrai", "true", "1", "1,0", "1.0", "o", "y", "x", "✓", "✔"}
NO = {"no", "non", "faux", "false", "0", "0,0", "0.0", "n"}

_EMAIL = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
    r"@(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})"
)
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,12})?")
_SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_TWO_READINGS = re.compile(r"[+-]?([1-9]\d{0,2}),(\d{3})")
_MISREAD = re.compile("[ÂÃâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\ufffd")
_SPREADSHEET_ERROR = re.compile(
    r"#(?:ref!|n/a|na|valeur!|value!|nom\s?\?|name\?|div/0!|nul!|null!|nombre!|num!|#+)",
    re.IGNORECASE,
)


def sound(text: str) -> None:
    """Raise BadCell for what a spreadsheet or a wrong encoding has made of a cell."""
    if text.startswith("="):
        raise BadCell("formula")
    if text.startswith("#") and _SPREADSHEET_ERROR.fullmatch(text):
        raise BadCell("spreadsheet_error")
    if not text.isascii() and _MISREAD.search(text):
        raise BadCell("garbled", correction=_read_again(text))


def _read_again(text: str) -> str | None:
    """Return a text that was read as cp1252 though it was UTF-8, or None if it is past mending."""
    try:
        mended = text.encode("cp1252").decode("utf-8")
    except ValueError:
        return None
    return None if _MISREAD.search(mended) else mended


def text_up_to(limit: int, rule: Callable[[str], str] = texts.one_line) -> Reader:
    """Return the reader of a text of at most `limit` characters."""

    def read(text: str) -> str:
        if len(text) > limit:
            raise BadCell("too_long", str(limit))
        try:
            return rule(text)
        except texts.BadText as bad:
            raise BadCell(bad.code) from None

    return read


def email(text: str) -> str:
    found = text_up_to(254, texts.address)(text).lower()
    if not _EMAIL.fullmatch(found) or ".." in found or found.startswith(".") or ".@" in found:
        raise BadCell("invalid_email")
    return found


def choice(values: Sequence[str], labels: Mapping[str, str]) -> Reader:
    """Return the reader of one of some values; `labels` are what people write instead, plain."""
    known = {lowered(value): value for value in values}
    meant = {_root(label): value for label, value in {**labels, **known}.items()}

    def read(text: str) -> str:
        if value := known.get(lowered(text)):
            return value
        raise BadCell("invalid_choice", ", ".join(values), meant.get(_root(text)))

    return read


def _root(text: str) -> str:
    """Return what is the same of a word in each gender and number: « terminé », « Terminées »."""
    endings = ("e", "s", "es")  # « annulé(e) », « présent·e·s »
    found = [word for word in joined(text, " ").split() if word not in endings]
    return " ".join(word.rstrip("s").rstrip("e") or word for word in found)


def theme(themes: Mapping[str, str]) -> Reader:
    """Return the reader of a theme's slug; `themes` has their titles."""
    meant = {slug(title): known for known, title in themes.items()} | {s: s for s in themes}
    shown = ", ".join(f"{title} ({known})" for known, title in themes.items())

    def read(text: str) -> str:
        if text.lower() in themes:
            return text.lower()
        raise BadCell("unknown_theme", shown, meant.get(slug(text)))

    return read


def several(read_one: Reader) -> Reader:
    """Return the reader of a list, whatever stands between; its canonical text has `;`."""

    def read(text: str) -> str:
        found, refused = [], None
        for part in re.split("[;,|\n]", text):
            if not part.strip():
                continue
            try:
                found.append(read_one(part.strip()))
            except BadCell as bad:
                if bad.correction is None:
                    raise
                found.append(bad.correction)
                refused = bad
        said = ";".join(dict.fromkeys(found))
        if refused is not None:
            raise BadCell(refused.code, refused.wanted, said)
        return said

    return read


def yes_no(text: str) -> str:
    said = plain(text)
    if said in YES:
        return "yes"
    if said in NO:
        return "no"
    raise BadCell("not_yes_no", "yes, no")


def whole(least: int, most: int) -> Reader:
    """Return the reader of a whole number between bounds, them included."""

    def read(text: str) -> str:
        value = _decimal(text)
        if value != value.to_integral_value():
            raise BadCell("not_whole", str(least))
        if not least <= value <= most:
            raise BadCell("too_small" if value < least else "too_great", f"{least} à {most}")
        return str(int(value))

    return read


def number(text: str) -> str:
    """Return a number from 0 with a decimal point; a percentage is refused with its fraction."""
    if text.endswith("%"):
        fraction = format((_decimal(text[:-1].strip()) / 100).normalize(), "f")
        raise BadCell("percentage", fraction, fraction)
    value = _decimal(text)
    if value < 0:
        raise BadCell("too_small", "0 ou plus")
    return format(value.normalize(), "f")


def _decimal(text: str) -> Decimal:
    said = _SPACED.sub("", with_digits(text))
    if not _NUMBER.fullmatch(said):
        raise BadCell("not_a_number")
    if found := _TWO_READINGS.fullmatch(said):
        raise BadCell("ambiguous_number", f"{found[1]}.{found[2]} ou {found[1]}{found[2]}")
    return Decimal(said.replace(",", "."))


def snake_case(text: str) -> str:
    """Return a name of letters, digits and `_`."""
    name = snake(text)
    if not name or len(name) > 80:
        raise BadCell("bad_name", "site_visits")
    if lowered(text) != name:
        raise BadCell("bad_name", name, name)
    return name
