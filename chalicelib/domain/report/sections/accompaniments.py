"""Sections about the sessions: themes, months, the way from registration to sharing."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..protection.months import SPAN
from ..report import STEPS
from . import conclusions, definitions
from .breakdowns import Breakdown, breakdown, together
from .building import bars, charted, rows_table, shown, table, with_leaders
from .shapes import Chart, ChartKind, Figure, Line, Names, Section, Table
from .wording import SHORT_MONTHS, month, number, rate, sentence

ACCOMPANIED_ON = (
    "Les personnes accompagnées pendant l’édition et, parmi elles, celles qui ont répondu au "
    "sondage, qui ont transmis ce qu’elles ont appris."
)
"""What its steps are where a report does not tell who registered."""

COUNTED = "Accompagnements"


def themes(report: Mapping[str, Any], names: Names) -> Section:
    counts = report["accompaniments"]
    merged = together(report, "accompaniments.by_theme", names.theme, "Autres thèmes, ensemble")
    found = breakdown(counts["by_theme"], counts["total"], names.theme, merged)
    conclusion = conclusions.themes(found)
    return Section(
        "themes",
        conclusion,
        definitions.THEMES,
        figures=_formats(counts["by_format"]),
        charts=bars(conclusion, found),
        tables=(table(names.caption("accompaniments.by_theme"), "Thème", COUNTED, found),),
    )


def months(report: Mapping[str, Any], names: Names) -> Section | None:
    held = report["accompaniments"].get("by_month")
    if not held:
        return None
    counts = {key: _of_month(value) for key, value in held.items()}
    total = report["accompaniments"]["total"]
    spans = [key for key in counts if SPAN in key]
    found = breakdown(counts, total, _named, "", tuple(sorted(counts)), spans)
    conclusion = conclusions.months(found)
    return Section(
        "mois",
        conclusion,
        definitions.MONTHS,
        charts=_by_month(conclusion, counts, found),
        tables=(table(names.caption("accompaniments.by_month"), "Mois", COUNTED, found),),
    )


def journey(report: Mapping[str, Any], names: Names) -> Section | None:
    """Return the way from registration on, or the steps of it that are told; nothing of one."""
    counts = report.get("journey") or {}
    first = counts.get("registered")
    known = [step for step in STEPS if step in counts and (first is not None or counts[step])]
    if len(known) < 2:
        return None
    conclusion = conclusions.journey(counts)
    steps = [(names.figure(step), counts[step]) for step in known]
    lines = tuple(Line(label, (count,), shown(count)) for label, count in steps)
    return Section(
        "parcours",
        conclusion,
        ACCOMPANIED_ON if first is None else definitions.JOURNEY,
        charts=charted(ChartKind.STEPS, conclusion, lines),
        tables=(_steps(steps, first),),
    )


def _steps(steps: Sequence[tuple[str, int | None]], first: int | None) -> Table:
    caption, columns = "Personnes à chaque étape", ("Étape", "Personnes")
    if first is None:
        return rows_table(caption, columns, tuple((label, number(n)) for label, n in steps))
    rows = tuple((label, number(n), rate(n, first)) for label, n in steps)
    return rows_table(caption, (*columns, "Part des personnes inscrites"), rows)


def _by_month(title: str, counts: Mapping[str, int | None], found: Breakdown) -> tuple[Chart, ...]:
    """Return a column for each month; a bar for each line, where months are told together."""
    if any(SPAN in key for key in counts):
        return bars(title, found)
    through = _through(sorted(counts))
    lines = (Line(_named(key), (counts.get(key, 0),), short=_short(key)) for key in through)
    return charted(ChartKind.MONTHS, title, with_leaders([*lines]))


def _named(key: str) -> str:
    return sentence(month(key))


def _formats(counts: Mapping[str, int | None]) -> tuple[Figure, ...]:
    """Return the two formats of sessions, if there were both."""
    if not counts.get("group"):
        return ()
    return (
        Figure(number(counts.get("individual")), "en séance individuelle"),
        Figure(number(counts.get("group")), "en séance de groupe"),
    )


def _through(months: list[str]) -> list[str]:
    """Return every month from the first to the last, those without a number too."""
    if not months:
        return []
    (year, at), last, through = map(int, months[0].split("-")), months[-1], [months[0]]
    while through[-1] < last:
        year, at = (year, at + 1) if at < 12 else (year + 1, 1)
        through.append(f"{year}-{at:02}")
    return through


def _short(key: str) -> str:
    return SHORT_MONTHS[int(key.partition("-")[2]) - 1]


def _of_month(held: Mapping[str, int | None] | int | None) -> int | None:
    """Return a month's accompaniments; None if those of any format are withheld."""
    if not isinstance(held, Mapping):
        return held
    known = [count for count in held.values() if count is not None]
    return sum(known) if len(known) == len(held) else None
