"""What a mail says: a kind's own words or the team's, each with what its placeholders stand for."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from ...domain.mail.messages import Kind
from ...domain.mail.wording.checking import still_good
from ...domain.mail.wording.placeholders import WRITTEN, offered
from ...domain.mail.wording.texts import Blocks, in_force, is_line
from ..texts.markdown import notes_html, notes_text
from ..texts.subjects import LONGEST, cut
from ..texts.templates import Templates
from ..texts.typography import french

FIRST = 0xE000
"""Characters for private use stand for placeholders while Markdown is read: texts have none."""

LEAST_OF_TITLE = 12
"""Characters of an event's title that a subject shows at the least."""


@dataclass(frozen=True)
class Said:
    """The blocks of one mail: `html` is safe to place in it as it is."""

    html: dict[str, Any]
    text: dict[str, str]


def said(templates: Templates, kind: Kind, values: Mapping[str, Any], theirs: Blocks) -> Said:
    """Return what a mail says. A text of the team that cannot be said gives way to our own."""
    from markupsafe import Markup

    own = templates.mail_texts.get(kind.value, {})
    if not own:
        return Said({}, {})
    known, variant = known_of(templates, kind, values)
    html: dict[str, Any] = {}
    text: dict[str, str] = {}
    for block, name in in_force(own, variant).items():
        words = theirs.get(name, own[name])
        if words is not own[name] and not still_good(kind, name, words, own):
            words = own[name]
        if is_line(name):
            html[block] = text[block] = _one_line(words, known, short=block == "subject")
        else:
            html[block] = Markup(_html(words, known))  # noqa: S704 - no raw HTML comes through
            text[block] = _text(words, known)
    return Said(html, text)


def known_of(
    templates: Templates, kind: Kind, values: Mapping[str, Any]
) -> tuple[dict[str, str], str]:
    """Return what the placeholders of a mail stand for, and which variant of its kind it is."""
    told = templates.module("emails/placeholders.txt", **values)
    return {name: str(told.values[name]) for name in offered(kind)}, str(told.variant)


def _one_line(words: str, known: Mapping[str, str], short: bool) -> str:
    """Return a line with its values; the title of an event is cut so that a short one shows all."""
    words, title = french(words), known.get("activite", "")
    if short and title:
        rest = _filled(words, {**known, "activite": ""})
        known = {**known, "activite": cut(title, max(LONGEST - len(rest), LEAST_OF_TITLE))}
    line = _filled(words, known)
    return line[:1].upper() + line[1:]


def _filled(words: str, known: Mapping[str, str]) -> str:
    return WRITTEN.sub(lambda found: known[found[1]], words)


def _html(words: str, known: Mapping[str, str]) -> str:
    return _put(
        notes_html(_marked(words, known), under=1), {n: _shown(n, v) for n, v in known.items()}
    )


def _text(words: str, known: Mapping[str, str]) -> str:
    return _put(notes_text(_marked(words, known)), known)


def _shown(name: str, value: str) -> str:
    """Return a value as HTML; an address of ours can be written to."""
    plain = escape(value, quote=True)
    return f'<a href="mailto:{plain}">{plain}</a>' if name.startswith("courriel") else plain


def _marked(words: str, known: Mapping[str, str]) -> str:
    """Return a text with a character in the place of each placeholder."""
    return _filled(words, {name: chr(FIRST + at) for at, name in enumerate(known)})


def _put(words: str, known: Mapping[str, str]) -> str:
    return words.translate({FIRST + at: value for at, value in enumerate(known.values())})
