"""What a report shows, apart from how it is drawn: sections with figures, charts and tables.

The pages and the PDF are made of these alone. Everything is text in French, ready to be read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ..protection.grouped import NOT_GIVEN, REGROUPED


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    """One bar a line, from the most to the least; with several series, a bar in parts."""
    SHARES = "shares"
    """Each line is a whole, in parts that add up to it: who came, levels before and after."""
    STEPS = "steps"
    """The way from one step to the next: each bar on the length of the first."""
    MONTHS = "months"
    """A column for each month."""
    DAYS = "days"
    """A line through the days, with marks on some of them."""


@dataclass(frozen=True)
class Line:
    """A line of a chart: a number for each series (None: not published), and what is said of it.

    `short` is its name where there is little room, as under the column of a month. `leads`: it is
    what the conclusion is about.
    """

    label: str
    numbers: tuple[int | None, ...]
    said: str = ""
    short: str = ""
    leads: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart: `title` is its conclusion, `description` says what is drawn, number by number.

    `series` names the numbers of each line where there are several. `marks` are positions in
    `lines`, each with what happened there. `scale` is the number that the longest bar could have, 0
    if it is that of its own longest.
    """

    kind: ChartKind
    title: str
    description: str
    lines: tuple[Line, ...]
    series: tuple[str, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    scale: int = 0

    @property
    def longest(self) -> int:
        """Return the number of the longest bar."""
        own = max((sum(n or 0 for n in line.numbers) for line in self.lines), default=0)
        return max(own, self.scale)


@dataclass(frozen=True)
class Table:
    """The numbers behind a chart; the first cell of a row is its heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    withheld: bool = False


@dataclass(frozen=True)
class Figure:
    """A number to be seen from afar. `detail` says what it is of; `section` is where it is told."""

    value: str
    label: str
    detail: str = ""
    section: str = ""


SECTIONS = {
    "themes": "Thèmes",
    "profils": "Profils",
    "disciplines": "Disciplines",
    "niveaux": "Niveaux",
    "mois": "Au fil des mois",
    "parcours": "Le parcours",
    "rencontres": "Rencontres de groupe",
    "suite": "De la séance à la rencontre",
    "sondage": "Sondage",
    "rayonnement": "Rayonnement",
    "visites": "Le site",
    "ailleurs": "Compté par d’autres outils",
}
"""The sections in their order: the key of their texts and their anchor, and their name."""


NOTHING = ("0", "–", "")
"""What a figure says where nothing is counted."""


def _none_in(cell: str) -> bool:
    """Return whether a cell of a table has no number but zero: « 0 sur 0 »."""
    return not any(mark in "123456789" for mark in cell) and "publié" not in cell


@dataclass(frozen=True)
class Section:
    """A part of a report. `key`, of `SECTIONS`, is in addresses and in the edition's texts."""

    key: str
    conclusion: str
    definition: str
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def name(self) -> str:
        return SECTIONS[self.key]

    @property
    def bare(self) -> bool:
        """Return whether nothing is counted in it, yet: no number is withheld, each is zero."""
        drawn = (n for chart in self.charts for line in chart.lines for n in line.numbers)
        told = (cell for table in self.tables for row in table.rows for cell in row[1:])
        zero = all(n == 0 for n in drawn) and all(each.value in NOTHING for each in self.figures)
        return zero and all(_none_in(cell) for cell in told)


def told_and_bare(found: Iterable[Section], texts: Mapping[str, str]) -> tuple[list[Section], str]:
    """Return the sections that say something, or have a text, and the others in one line."""
    full: list[Section] = []
    bare: list[Section] = []
    for each in found:
        whole = not each.bare or texts.get(each.key, "").strip()
        (full if whole else bare).append(each)
    names = ", ".join(each.name for each in bare)
    return full, f"{bare[0].conclusion}. Rien encore à montrer\u00a0: {names}." if bare else ""


@dataclass(frozen=True)
class Names:
    """What is read for the keys of a report: themes by slug, tables of words by their name."""

    themes: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, str]] = field(default_factory=dict)

    def theme(self, slug: str) -> str:
        """Return a theme's title; of one that the site has no longer, its slug in words."""
        if slug == NOT_GIVEN:
            return "Sans thème"
        return self.themes.get(slug) or capital(slug.replace("-", " ")) or "Sans thème"

    def caption(self, table: str) -> str:
        """Return what a table of a report is called, by its place in the JSON."""
        return self.word(CAPTIONS, table)

    def figure(self, key: str) -> str:
        return self.word(FIGURES, key)

    def word(self, table: str, key: str) -> str:
        """Return a word of a table; a key that it does not have, as it is written."""
        if key in (REGROUPED, NOT_GIVEN):
            return TOGETHER if key == REGROUPED else UNSAID
        typed = key.replace("_", " ").replace("'", "’")
        return self.tables.get(table, {}).get(key) or capital(typed) or UNSAID


CAPTIONS, FIGURES = "report_table", "report_figure"
"""The tables of `words.toml` with the names of a report's tables, and of their figures."""

AXES = "best_axis"
"""The table with the survey's own words for what may help most."""

UNSAID, TOGETHER = "Non précisé", "Autres, ensemble"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
