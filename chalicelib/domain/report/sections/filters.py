"""The sections of a report that can be read for one profile alone."""

from collections.abc import Mapping
from typing import Any

from ..protection.grouped import KEYS
from ..report import KINDS
from .accompaniments import themes
from .people import disciplines, levels
from .shapes import Names, Section

TABLES = ("accompaniments.by_theme", "people.by_discipline", "people.by_maturity")
"""The tables of which there is one by profile, too."""


def kinds_of(report: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the profiles of which a report tells something apart."""
    told = [_by_kind(report, table) for table in TABLES]
    return tuple(each for each in KINDS if any(_column(table, each) for table in told))


def of_kind(report: Mapping[str, Any], kind: str, names: Names) -> tuple[Section, ...]:
    """Return themes, disciplines and levels of the people of one profile, so far as they are told.

    They are made of the tables by profile alone.
    """
    people, keys = report["people"], report.get(KEYS) or {}
    columns = [_column(_by_kind(report, table), kind) for table in TABLES]
    by_theme, by_discipline, by_maturity = columns
    narrowed = {
        **report,
        "levels": {},
        "accompaniments": {"total": sum(by_theme.values()), "by_theme": by_theme, "by_format": {}},
        "people": {
            **people,
            "total": people["by_kind"].get(kind, 0),
            "by_maturity": by_maturity,
            "by_discipline": by_discipline,
        },
        KEYS: {table: keys.get(f"{table}_and_kind") for table in TABLES},
    }
    drawn = zip((themes, disciplines, levels), columns, strict=True)
    return tuple(section(narrowed, names) for section, column in drawn if column)


def _by_kind(report: Mapping[str, Any], table: str) -> Mapping[str, Mapping[str, int]]:
    section, _, name = table.partition(".")
    found: Mapping[str, Mapping[str, int]] = report[section][f"{name}_and_kind"]
    return found


def _column(table: Mapping[str, Mapping[str, int]], kind: str) -> dict[str, int]:
    """Return the counts of one column of a table, row by row."""
    return {row: held[kind] for row, held in table.items() if kind in held}
