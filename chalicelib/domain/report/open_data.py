"""The open data of a report: each of its tables with its fields, and what they mean.

It is made of one report alone, the public one or the team's: a withheld number has no value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .protection.grouped import KEYS, REGROUPED
from .sections import definitions
from .sections.answers import INDICATORS
from .sections.shapes import AXES, TOGETHER, Names
from .sections.wording import month
from .tables import Line, is_table, lines

Cell = str | int | float | None

LONG = "levels.moves", "accompaniments.by_month"
"""Tables of rows by columns, besides those by kind of participant: a line for each pair."""

TABLES: dict[str, tuple[str, ...]] = {
    "events.by_kind": ("count", "attendances"),
    "events.list": ("title", "kind", "starts_at", "attendances", "in_person", "online"),
    "indicators": ("value", "source"),
    "audience.days": ("visits", "people", "new_week"),
}
"""Tables whose lines have several figures: their names."""

MEANT = {
    "accompaniments.by_month": definitions.MONTHS,
    "accompaniments": definitions.THEMES,
    "people.by_discipline": definitions.DISCIPLINES,
    "people.by_maturity": definitions.LEVELS,
    "people": definitions.PEOPLE,
    "levels": definitions.LEVELS,
    "journey": definitions.JOURNEY,
    "events": definitions.MEETINGS,
    "conversion": definitions.CONVERSION,
    "survey": definitions.SURVEY,
    "reach": definitions.REACH,
    "indicators": definitions.INDICATORS,
    "audience": definitions.AUDIENCE,
}
"""What a table counts, by the beginning of its name; the first that fits says it."""


@dataclass(frozen=True)
class Field:
    """A column: its name, its type in a Table Schema, and what it says."""

    name: str
    type: str
    title: str
    required: bool = False


@dataclass(frozen=True)
class OpenTable:
    """A table: `name` is its place in the JSON of the report; `key`, the fields that tell rows."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: tuple[str, ...]


KEY = Field("key", "string", "Clé", True)
LABEL = Field("label", "string", "Nom")
COLUMN = Field("column", "string", "Clé de la colonne", True)
COLUMN_LABEL = Field("column_label", "string", "Nom de la colonne")
VALUE = Field("value", "number", "Valeur")
NUMERATOR = Field("numerator", "integer", "Numérateur")
DENOMINATOR = Field("denominator", "integer", "Dénominateur")
RATE = Field("rate", "number", "Taux")
TYPES = {"title": "string", "kind": "string", "source": "string", "starts_at": "datetime"}
TYPES |= {"value": "number"}


def open_tables(report: Mapping[str, Any], names: Names) -> tuple[OpenTable, ...]:
    """Return every table of a report; together they hold each of its figures."""
    held = {key: value for key, value in report.items() if key not in (KEYS, "audience")}
    by_table: dict[str, list[Line]] = {name: [] for name in _named(held)}
    for line in lines(held):
        by_table[line.table].append(line)
    found = [_table(name, each, names) for name, each in by_table.items()]
    method = report["reach"]["method"]
    found = [replace(t, description=method) if t.name == "reach" else t for t in found]
    return (*found, *_audience(report, names), *_together(report, names))


def _named(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield every table that the report has, those of which nothing is public among them."""
    for section, held in report.items():
        if isinstance(held, list):
            yield section
        elif isinstance(held, dict):
            parts = [name for name, each in held.items() if is_table(each)]
            if len(parts) < len(held):
                yield section
            yield from (f"{section}.{name}" for name in parts)


def _table(name: str, held: list[Line], names: Names) -> OpenTable:
    if name in TABLES:
        return _wide(name, held, names)
    if name in LONG or name.endswith("_and_kind"):
        return _long(name, held, names)
    told = [(each.row, label(name, each.row, names), each) for each in held]
    if name.startswith("conversion."):
        shares = [(k, said, each.numerator, each.denominator, each.value) for k, said, each in told]
        return _made(name, names, (KEY, LABEL, NUMERATOR, DENOMINATOR, RATE), shares)
    if "." in name:
        counts = [(key, said, each.value) for key, said, each in told]
        return _made(name, names, (KEY, LABEL, VALUE), counts)
    mixed = [
        (key, said, each.value, each.numerator, each.denominator)
        for key, said, each in told
        if not isinstance(each.value, str)
    ]
    return _made(name, names, (KEY, LABEL, VALUE, NUMERATOR, DENOMINATOR), mixed)


def _long(name: str, held: list[Line], names: Names) -> OpenTable:
    """Return a line for each row and column."""
    rows = [
        (
            each.row,
            label(name, each.row, names),
            each.column,
            _column(name, each.column, names),
            each.value,
        )
        for each in held
    ]
    return _made(name, names, (KEY, LABEL, COLUMN, COLUMN_LABEL, VALUE), rows, ("key", "column"))


def _wide(name: str, held: list[Line], names: Names) -> OpenTable:
    columns = TABLES[name]
    by_row: dict[str, dict[str, Any]] = {}
    for each in held:
        by_row.setdefault(each.row, {})[each.column] = each.value
    rows = [
        (key, label(name, key, names), *(cells.get(column) for column in columns))
        for key, cells in by_row.items()
    ]
    figures = tuple(Field(c, TYPES.get(c, "integer"), names.figure(c)) for c in columns)
    return _made(name, names, (KEY, LABEL, *figures), rows)


def _audience(report: Mapping[str, Any], names: Names) -> Iterator[OpenTable]:
    held = report.get("audience")
    if not held:
        return
    columns = TABLES["audience.days"]
    days = [(each["day"], each["day"], *(each[name] for name in columns)) for each in held["days"]]
    fields = (KEY, LABEL, *(Field(name, "integer", names.figure(name)) for name in columns))
    yield _made("audience.days", names, fields, days)
    pages = [(page, page, count) for page, count in held["pages"].items()]
    yield _made("audience.pages", names, (KEY, LABEL, VALUE), pages)


def _together(report: Mapping[str, Any], names: Names) -> Iterator[OpenTable]:
    """Yield which categories are told together, each with the table that has them so."""
    held = report.get(KEYS)
    if held is None:
        return
    rows = [(table, key, label(table, key, names)) for table, keys in held.items() for key in keys]
    fields = (Field("table", "string", "Tableau", True), KEY, LABEL)
    title = "Catégories dites ensemble"
    meant = "Chaque catégorie qu’un tableau met, avec d’autres, sous la clé « regrouped »."
    yield OpenTable(KEYS, title, meant, fields, tuple(rows), ("table", "key"))


def _made(
    name: str,
    names: Names,
    fields: tuple[Field, ...],
    rows: Sequence[tuple[Cell, ...]],
    key: tuple[str, ...] = ("key",),
) -> OpenTable:
    meant = next(text for start, text in MEANT.items() if name.startswith(start))
    return OpenTable(name, names.caption(name), meant, fields, tuple(rows), key)


WORDED = {
    "people.by_kind": "participant_kind_team",
    "people.by_maturity": "maturity",
    "people.by_maturity_and_kind": "maturity",
    "people.by_discipline": "discipline",
    "people.by_discipline_and_kind": "discipline",
    "levels.before": "maturity",
    "levels.after": "maturity",
    "levels.moves": "maturity",
    "events.by_kind": "event_kind",
    "conversion.by_kind": "event_kind",
    "survey.best_axis": AXES,
}
"""The table of words of each table whose rows are members of an enumeration."""

BY_REF = "events.list", "conversion.by_event"


def label(table: str, row: str, names: Names) -> str:
    """Return what a row of a table is called."""
    if row == REGROUPED:
        return TOGETHER
    if table in WORDED:
        return names.word(WORDED[table], row)
    if table.startswith("accompaniments.by_theme"):
        return names.theme(row)
    if table == "accompaniments.by_month":
        return month(row)
    if table == "indicators":
        return INDICATORS.get(row, names.figure(row))
    return row if table in BY_REF else names.figure(row)


def _column(table: str, column: str, names: Names) -> str:
    if table == "levels.moves":
        return names.word("maturity", column)
    if table.endswith("_and_kind"):
        return names.word("participant_kind_team", column)
    return names.figure(column)
