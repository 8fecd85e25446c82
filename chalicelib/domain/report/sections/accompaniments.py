"""Sections about the sessions: themes, months, the way from registration to sharing."""

from collections.abc import Mapping
from typing import Any

from . import conclusions, definitions
from .breakdowns import REGROUPED, breakdown
from .building import bars, charted, rows_table, table
from .shapes import ChartKind, Figure, Line, Names, Section
from .wording import SHORT_MONTHS, month, number, rate, sentence

STEPS = {
    "registered": "Inscription",
    "booked": "Réservation d’une séance",
    "held": "Accompagnement",
    "answered": "Réponse au sondage",
    "shared": "Savoir transmis",
}
"""The steps of the journey, in its order."""


def themes(report: Mapping[str, Any], names: Names) -> Section:
    counts = report["accompaniments"]
    found = breakdown(counts["by_theme"], counts["total"], names.theme, "Autres thèmes, ensemble")
    conclusion = conclusions.themes(found)
    formats = counts["by_format"]
    return Section(
        "themes",
        "Thèmes",
        conclusion,
        definitions.THEMES,
        figures=(
            Figure(number(formats.get("individual")), "en séance individuelle"),
            Figure(number(formats.get("group")), "en séance de groupe"),
        ),
        charts=bars(conclusion, found),
        tables=(table("Accompagnements par thème", "Thème", "Accompagnements", found),),
    )


def months(report: Mapping[str, Any]) -> Section | None:
    held = report["accompaniments"].get("by_month")
    if not held:
        return None
    counts = {key: _of_month(value) for key, value in held.items()}
    total = report["accompaniments"]["total"]
    found = breakdown(counts, total, month, "Autres mois, ensemble", tuple(sorted(counts)))
    conclusion = conclusions.months(found)
    lines = tuple(
        Line(sentence(month(key)), (counts.get(key, 0),), short=_short(key))
        for key in _through(sorted(key for key in counts if key != REGROUPED))
    )
    return Section(
        "mois",
        "Au fil des mois",
        conclusion,
        definitions.MONTHS,
        charts=charted(ChartKind.MONTHS, conclusion, lines),
        tables=(table("Accompagnements par mois", "Mois", "Accompagnements", found),),
    )


def journey(report: Mapping[str, Any]) -> Section | None:
    counts = report.get("journey")
    if not counts:
        return None
    conclusion = conclusions.journey(counts)
    first = counts.get("registered")
    steps = [(label, counts[key]) for key, label in STEPS.items() if key in counts]
    lines = tuple(Line(label, (count,), number(count)) for label, count in steps)
    rows = tuple((label, number(count), rate(count, first)) for label, count in steps)
    columns = ("Étape", "Personnes", "Part des personnes inscrites")
    return Section(
        "parcours",
        "Le parcours",
        conclusion,
        definitions.JOURNEY,
        charts=charted(ChartKind.STEPS, conclusion, lines),
        tables=(rows_table("Personnes à chaque étape", columns, rows),),
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
