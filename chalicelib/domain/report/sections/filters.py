"""The sections of a report that can be read for one profile alone; for the team."""

from collections.abc import Mapping
from typing import Any

from .accompaniments import themes
from .people import disciplines, levels
from .shapes import Names, Section


def of_kind(report: Mapping[str, Any], kind: str, names: Names) -> tuple[Section, ...]:
    """Return themes, disciplines and levels of the people of one profile."""
    told, people = report["accompaniments"], report["people"]
    by_theme = _column(told["by_theme_and_kind"], kind)
    narrowed = {
        **report,
        "levels": {},
        "accompaniments": {"total": sum(by_theme.values()), "by_theme": by_theme, "by_format": {}},
        "people": {
            **people,
            "total": people["by_kind"].get(kind, 0),
            "by_maturity": _column(people["by_maturity_and_kind"], kind),
            "by_discipline": _column(people["by_discipline_and_kind"], kind),
        },
    }
    return themes(narrowed, names), disciplines(narrowed, names), levels(narrowed, names)


def _column(table: Mapping[str, Mapping[str, int]], kind: str) -> dict[str, int]:
    """Return the counts of one column of a table, row by row."""
    return {row: held[kind] for row, held in table.items() if kind in held}
