"""What mails say, as the team words it: texts of its own, beside what each kind comes with."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from ...errors import Conflict
from ..messages import Kind

TEXTS_ID = "mails"
"""The one item that holds them: whoever sends a mail reads it with the mail."""

Blocks = Mapping[str, str]
"""Texts of one kind of mail by the name of their block: `opening`, or `last.opening` for those to
whom a variant of it goes."""

LINES = frozenset({"subject", "title", "preheader"})
"""Blocks of one line, without Markdown; the others are paragraphs."""

LONGEST_LINE, LONGEST_BLOCK, LONGEST_IN_ALL = 120, 2000, 50_000
"""In characters. What all kinds have together is read with each mail."""


class MailTextChanged(Conflict):
    """Somebody else has written this text since the form was shown."""

    code = "mail_text_changed"


class TooManyTexts(Conflict):
    """The texts of all mails together are longer than is read with each mail."""

    code = "too_many_texts"


class NothingToUndo(Conflict):
    """Nobody, or somebody else, made the last change of this text."""

    code = "nothing_to_undo"


@dataclass(frozen=True)
class MailText:
    """The blocks of one kind that do not say what they come with; by whom, and when (UTC)."""

    blocks: dict[str, str]
    by: str
    at: datetime


@dataclass(frozen=True)
class TextBefore:
    """What the text of a kind was before the last change, by whom and when (UTC) that was made."""

    kind: str
    by: str
    at: datetime
    text: MailText | None = None


@dataclass(frozen=True)
class MailTexts:
    """The team's texts by kind of mail. A kind that this release does not know is left alone."""

    id: str
    texts: dict[str, MailText] = field(default_factory=dict)
    before: TextBefore | None = None
    version: int = 0

    def of(self, kind: Kind) -> Blocks:
        """Return the blocks of a kind that the team has worded."""
        text = self.texts.get(kind.value)
        return text.blocks if text else {}

    def written(self, kind: Kind, blocks: Blocks, by: str, now: datetime) -> "MailTexts":
        """Return the texts with those of one kind, none for the words that it comes with.

        Raises TooManyTexts.
        """
        if blocks == self.of(kind):
            return self
        text = MailText(dict(blocks), by, now) if blocks else None
        before = TextBefore(kind.value, by, now, self.texts.get(kind.value))
        after = replace(self._with(kind, text), before=before)
        if after.length > max(LONGEST_IN_ALL, self.length):
            raise TooManyTexts
        return after

    def undone(self, kind: Kind, by: str) -> "MailTexts":
        """Return the texts as they were before somebody's own last change. Raises NothingToUndo."""
        if not self.undoable(kind, by) or self.before is None:
            raise NothingToUndo
        return replace(self._with(kind, self.before.text), before=None)

    def undoable(self, kind: Kind, by: str) -> bool:
        last = self.before
        return last is not None and (last.kind, last.by) == (kind.value, by)

    @property
    def length(self) -> int:
        """How many characters the texts have together."""
        return sum(len(each) for text in self.texts.values() for each in text.blocks.values())

    def _with(self, kind: Kind, text: MailText | None) -> "MailTexts":
        others = {name: each for name, each in self.texts.items() if name != kind.value}
        return replace(self, texts={**others, **({kind.value: text} if text else {})})


def mark(blocks: Blocks) -> str:
    """Return what tells that these texts were read."""
    told = "\n".join(f"{name}\n{text}" for name, text in sorted(blocks.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def block_of(name: str) -> str:
    """Return the block of a name, whatever variant it is of: `opening`."""
    return name.rpartition(".")[2]


def variant_of(name: str) -> str:
    """Return the variant that a name is of, or ""."""
    return name.rpartition(".")[0]


def is_line(name: str) -> bool:
    return block_of(name) in LINES


def in_force(own: Blocks, variant: str) -> dict[str, str]:
    """Return the names of the blocks of a kind's own words that a variant says, by block."""
    blocks = dict.fromkeys(map(block_of, own))
    return {each: name if (name := f"{variant}.{each}") in own else each for each in blocks}
