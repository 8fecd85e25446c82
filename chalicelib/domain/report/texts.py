"""What the team writes in a report, beside its figures: Markdown by section."""

from dataclasses import replace

from ..errors import Conflict
from .editions import Edition
from .sections.shapes import SECTIONS

HIGHLIGHTS = "faits-saillants"
"""The key of the text above all sections."""

TEXTS = {HIGHLIGHTS: "Faits saillants", **SECTIONS}
"""Every text that a report may have, in its order: its key, and where it stands."""


class TextChanged(Conflict):
    """Somebody else has written the same text meanwhile."""

    code = "text_changed"


def with_text(edition: Edition, section: str, text: str, seen: str) -> Edition:
    """Return the edition with the text of a section; without one, where it is blank.

    Raises TextChanged if what stands there is neither what was `seen` nor the new text.
    """
    held = edition.texts.get(section, "")
    if held not in (seen, text):
        raise TextChanged
    texts = {key: kept for key, kept in edition.texts.items() if key != section}
    return replace(edition, texts={**texts, **({section: text} if text.strip() else {})})
