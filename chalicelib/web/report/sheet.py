"""Every table of a report, as one spreadsheet."""

from chalice.app import Response

from ... import wiring
from ...domain.report.editions import Edition
from ...domain.report.report import Report
from ...domain.report.sections.answers import INDICATORS
from ...domain.report.tables import Line, lines
from ..http.formats.spreadsheets import spreadsheet

COLUMNS = ("Tableau", "Ligne", "Colonne", "Valeur", "Numérateur", "Dénominateur", "Clé")


def report_sheet(edition: Edition, report: Report) -> Response:
    """Return the spreadsheet; `Clé` is where a figure stands in the JSON of the report."""
    rows = [_cells(line) for line in lines(report)]
    return spreadsheet(f"bilan-{edition.slug}", COLUMNS, rows)


def _cells(line: Line) -> tuple[str, ...]:
    words = wiring.templates().words
    figures = words["report_figure"]
    return (
        words["report_table"][line.table],
        _row_words(line.table).get(line.row) or figures.get(line.row, line.row),
        _column_words(line.table).get(line.column) or figures.get(line.column, line.column),
        *map(_number, (line.value, line.numerator, line.denominator)),
        ".".join(filter(None, (line.table, line.row, line.column))),
    )


def _row_words(table: str) -> dict[str, str]:
    """Return what the rows of a table are called, where they are members of an enumeration."""
    words = wiring.templates().words
    section, _, name = table.partition(".")
    if name.startswith("by_theme"):
        return {slug: theme.title for slug, theme in wiring.themes().items()}
    if name.startswith("by_maturity") or section == "levels":
        return words["maturity"]
    if name == "by_kind":
        return words["participant_kind_team" if section == "people" else "event_kind"]
    if table == "indicators":
        return INDICATORS
    if name == "best_axis":
        return next(dict(q.choices or {}) for q in wiring.questionnaire().session if q.name == name)
    return {}


def _column_words(table: str) -> dict[str, str]:
    words = wiring.templates().words
    if table.endswith("_and_kind"):
        return words["participant_kind_team"]
    return words["maturity"] if table == "levels.moves" else {}


def _number(value: object) -> str:
    """Return a value as the region writes it: 0,709."""
    if value is None:
        return ""
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
