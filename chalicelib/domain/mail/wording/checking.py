"""Whether a text that the team wrote can be a mail's: what it names is there, nothing is lost."""

import re
from collections.abc import Iterator

from ...errors import FieldError, InvalidFields
from ..messages import Kind
from .placeholders import KEPT, WRITTEN, in_one_spelling, named, offered
from .texts import LONGEST_BLOCK, LONGEST_LINE, Blocks, is_line

FIELD = "blocks."
"""Begins the name of the field that a block is of."""

_LONE = re.compile(r"[{}]")
_IN_ADDRESS = re.compile(r"(?:\]\([^)\n]*|<[^>\n]*|\S*(?:://|www\.)\S*)\{")
"""A placeholder within the address of a link, which what it stands for could lead elsewhere."""


def worded(kind: Kind, blocks: Blocks, own: Blocks) -> dict[str, str]:
    """Return the blocks that do not say a kind's own words, checked; a blank one says them.

    Raises InvalidFields.
    """
    given = {name: in_one_spelling(text).strip() for name, text in blocks.items()}
    changed = {name: text for name, text in given.items() if text not in ("", own.get(name, ""))}
    wrong = [each for name, text in changed.items() for each in mistakes(kind, name, text, own)]
    if wrong:
        raise InvalidFields(*wrong)
    return changed


def still_good(kind: Kind, name: str, text: str, own: Blocks) -> bool:
    """Return whether a text that was kept can still be said: a release may have changed."""
    return not any(mistakes(kind, name, text, own))


def set_aside(kind: Kind, blocks: Blocks, own: Blocks) -> tuple[str, ...]:
    """Return the blocks that a kind's own words are said for, as theirs no longer can be."""
    return tuple(name for name, text in blocks.items() if not still_good(kind, name, text, own))


def mistakes(kind: Kind, name: str, text: str, own: Blocks) -> Iterator[FieldError]:
    """Yield what is wrong with a text, beside a kind's own words."""
    field = FIELD + name
    if name not in own:
        yield FieldError(field, "unknown_field")
        return
    if is_line(name) and "\n" in text:
        at = _place(text, text.index("\n"))
        yield FieldError(field, "control_character", place=at, cause="line_break")
    longest = LONGEST_LINE if is_line(name) else LONGEST_BLOCK
    if len(text) > longest:
        yield FieldError(field, "too_long", longest)
    lone = _LONE.search(WRITTEN.sub(lambda found: "-" * len(found[0]), text))
    if lone:
        yield FieldError(field, "broken_placeholder", place=_place(text, lone.start()))
        return
    unknown = sorted(named(text) - set(offered(kind)))
    if unknown:
        yield FieldError(field, "unknown_placeholder", named=_braced(unknown))
    if _IN_ADDRESS.search(text):
        yield FieldError(field, "placeholder_in_address")
    missing = sorted(named(own[name]) & KEPT - named(text))
    if missing:
        yield FieldError(field, "missing_placeholder", named=_braced(missing))


def _braced(names: list[str]) -> str:
    return ", ".join("{" + name + "}" for name in names)


def _place(text: str, at: int) -> tuple[int, int]:
    before = text[:at]
    return before.count("\n") + 1, at - before.rfind("\n")
