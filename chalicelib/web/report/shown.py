"""A report as a page shows it: its charts drawn, the texts of the team as HTML."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ... import wiring
from ...adapters.report.charts import draw
from ...domain.report.sections import headline, sections
from ...domain.report.sections.filters import kinds_of, of_kind
from ...domain.report.sections.scales import on_one_scale
from ...domain.report.sections.shapes import Figure, Section, Table, told_and_bare
from ...domain.report.sections.wording import WITHHELD, listed
from ...domain.report.texts import HIGHLIGHTS


@dataclass(frozen=True)
class ShownChart:
    title: str
    svg: Markup


@dataclass(frozen=True)
class Part:
    """A section with its charts drawn and its text as HTML, "" if the team wrote none."""

    key: str
    name: str
    conclusion: str
    definition: str
    figures: tuple[Figure, ...]
    charts: tuple[ShownChart, ...]
    tables: tuple[Table, ...]
    text: Markup | str

    @property
    def withheld(self) -> bool:
        return any(table.withheld for table in self.tables)


@dataclass(frozen=True)
class Shown:
    """A whole report, or what it tells of one profile, ready for a template.

    `bare` says of which sections there is nothing to show yet. `kinds` are the profiles that
    can be read alone; `kind` is the one of the `parts`, "" if they are the whole report's.
    """

    headline: tuple[Figure, ...]
    highlights: Markup | str
    parts: tuple[Part, ...]
    bare: str
    kinds: tuple[str, ...]
    kind: str


def shown(report: Mapping[str, Any], texts: Mapping[str, str], profile: str) -> Shown:
    """Return what a page shows of a report: of a profile, if it tells something of it apart."""
    figures, kinds = headline(report), kinds_of(report)
    if profile in kinds:
        parts = _parts(of_kind(report, profile, wiring.report_names()))
        return Shown(figures, "", parts, "", kinds, profile)
    full, bare = told_and_bare(sections(report, wiring.report_names()), texts)
    parts = _parts(full, texts)
    return Shown(figures, _html(texts.get(HIGHLIGHTS, "")), parts, bare, kinds, "")


def side_by_side(
    first: Mapping[str, Any], second: Mapping[str, Any]
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return the parts of two reports, their charts on the same scale."""
    names = wiring.report_names()
    left, right = on_one_scale(sections(first, names), sections(second, names))
    return _parts(left, prefix="a-"), _parts(right, prefix="b-")


def summary(report: Mapping[str, Any]) -> str:
    """Return a report in a sentence, for who sees a link to it."""
    sessions, people, meetings, *_ = headline(report)
    figures = [each for each in (sessions, people, meetings) if each.value != WITHHELD]
    return f"{listed([f'{each.value} {each.label}' for each in figures] or ['Bilan'])}."


def _parts(
    found: Iterable[Section], texts: Mapping[str, str] | None = None, prefix: str = ""
) -> tuple[Part, ...]:
    """Return sections as they are shown. `prefix` tells their charts from another report's."""
    return tuple(_part(each, (texts or {}).get(each.key, ""), prefix) for each in found)


def _part(section: Section, text: str, prefix: str) -> Part:
    drawn = tuple(
        ShownChart(chart.title, Markup(draw(chart, f"{prefix}{section.key}-{at}")))  # noqa: S704
        for at, chart in enumerate(section.charts)
    )
    return Part(
        section.key,
        section.name,
        section.conclusion,
        section.definition,
        section.figures,
        drawn,
        section.tables,
        _html(text),
    )


def _html(text: str) -> Markup | str:
    return wiring.templates().markdown(text) if text.strip() else ""
