"""What somebody was writing when their session ended, or has put aside: kept for them alone.

A form may be open in two windows. It says in which one it is (`PAGE`), and what was kept when that
was shown (`READ`); so one that did not know of a newer text takes its place beside it.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs, parse_qsl, urlencode

from ..ids import owned

KEPT = timedelta(days=30)

LONGEST = 256 * 1024
"""Characters of a form as browsers send it: no form of ours takes more."""

MOST = 4
"""Texts of other windows that are kept beside one."""

PAGE, READ, OTHER, ALONE = MARKS = (
    "brouillon_page",
    "brouillon_lu",
    "brouillon_autre",
    "brouillon_seul",
)
"""Fields beside what somebody writes: the window, what it had read; the texts of other windows,
kept with the draft; that they are to be forgotten."""


@dataclass(frozen=True)
class Draft:
    """A form as it was typed; `content` is as browsers send it.

    Its `id` joins whose it is and the address that it is sent to.
    """

    id: str
    content: str
    kept_at: datetime
    expires_at: datetime
    version: int = 0


def draft_id(person_id: str, path: str) -> str:
    """Return the id of what a person writes at a form's address: one for each."""
    return owned(person_id, hashlib.sha256(path.encode()).hexdigest()[:20])


def notes_draft(person_id: str, booking_id: str, now: datetime) -> Draft:
    """Return a draft under the id of what a member of the team writes of a session."""
    return Draft(draft_id(person_id, f"/equipe/rencontres/{booking_id}"), "", now, now + KEPT)


def written(content: str) -> str:
    """Return what somebody wrote in a form, without its marks."""
    sent = parse_qsl(content, keep_blank_values=True)
    return urlencode([(name, value) for name, value in sent if name not in MARKS])


def page_of(content: str) -> str:
    """Return the window that a text is of, or ""."""
    return _marked(content, PAGE)


def others(content: str) -> tuple[str, ...]:
    """Return the texts of other windows that are kept beside one, the oldest first."""
    return tuple(parse_qs(content).get(OTHER, []))


def mark(content: str) -> str:
    """Return what tells that this was read, or "" of nothing."""
    return hashlib.sha256(content.encode()).hexdigest()[:20] if content else ""


def is_news(held: str, sent: str) -> bool:
    """Return whether the window of a form that is sent did not know of what is kept."""
    return not _is_known(held, sent) and written(held) != written(sent)


def merged(held: str, sent: str) -> str:
    """Return what is kept once a form is sent: its text, beside those that it did not know of.

    A blank form takes nothing's place.
    """
    known = _is_known(held, sent)
    if not known and is_blank(sent):
        return held
    beside = [each for each in others(held) if not _is_same(each, sent)]
    if not known and not _is_same(held, sent):
        beside = [*beside, _told(held)][-MOST:]
    if known and _marked(sent, ALONE):
        beside = []
    kept = _with(_told(sent), beside)
    while beside and len(kept) > LONGEST:
        beside = beside[1:]
        kept = _with(_told(sent), beside)
    return kept


def is_blank(content: str) -> bool:
    return not any(value.strip() for _, value in parse_qsl(written(content)))


def _is_known(held: str, sent: str) -> bool:
    here = page_of(sent) != "" and page_of(sent) == page_of(held)
    return not held or here or _marked(sent, READ) == mark(held)


def _is_same(other: str, sent: str) -> bool:
    """Return whether a form is of the window of a text, or of none and says the same."""
    return page_of(other) == page_of(sent) if page_of(other) else written(other) == written(sent)


def _told(content: str) -> str:
    """Return a text with its window, and no other mark."""
    page = page_of(content)
    return _joined(written(content), urlencode({PAGE: page}) if page else "")


def _with(content: str, beside: list[str]) -> str:
    return _joined(content, urlencode([(OTHER, each) for each in beside]))


def _joined(*parts: str) -> str:
    return "&".join(part for part in parts if part)


def _marked(content: str, name: str) -> str:
    return parse_qs(content).get(name, [""])[0]
