"""The themes of the programme and their printed sheets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..ids import mark_of, owned, owner_of, tail_of
from ..levels import Maturity

SHEET = "theme"
"""The owner in the id of a theme sheet, where other ids have a person."""


@dataclass(frozen=True)
class ThemeSheet:
    """A theme's text as it is printed for one level, the same for everybody.

    `id` names it on the queue; `correlation` is the request behind it.
    """

    slug: str
    level: str
    correlation: str = ""

    @property
    def id(self) -> str:
        return owned(SHEET, self.level, self.slug)

    @staticmethod
    def read(identifier: str) -> "ThemeSheet | None":
        """Return the sheet that an id names, or None if the id belongs to a person."""
        if owner_of(identifier) != SHEET:
            return None
        return ThemeSheet(tail_of(identifier), mark_of(identifier))


@dataclass(frozen=True)
class Theme:
    """One theme of the programme, as the front matter of its Markdown file describes it.

    `duration_minutes` is the length of one session. `sessions` names the complementary sessions of
    a theme that has several; `reviewers` are the people who reviewed the text. A theme of version 0
    has no text any more: a region took its file away.
    """

    slug: str
    title: str
    summary: str
    duration_minutes: int
    edition: str
    version: int
    updated_on: date
    licence: str
    levels: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()

    @property
    def sheet(self) -> ThemeSheet:
        """The sheet that the site offers to everybody: that of the text's first level."""
        return ThemeSheet(self.slug, self.levels[0] if self.levels else "")

    def level_for(self, maturity: Maturity | None) -> str:
        """Return the level whose passages a participant reads first: theirs, or the nearest below.

        Participants place themselves on four levels, and a text has passages for some of them only.
        A guest of an event has no level and reads as on the lowest.
        """
        order = list(Maturity)
        maturity = maturity or order[0]
        at_most = [
            level for level in self.levels if order.index(Maturity(level)) <= order.index(maturity)
        ]
        return (at_most or list(self.levels) or [""])[-1 if at_most else 0]


def known_theme(slug: str, themes: Mapping[str, Theme]) -> Theme:
    """Return a theme, or what is left of one whose file is gone: what was booked of it goes on."""
    title = slug.replace("-", " ")
    gone = Theme(slug, title[:1].upper() + title[1:], "", 0, "", 0, date.min, "")
    return themes.get(slug, gone)
