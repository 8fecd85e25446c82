"""What spreadsheets do by habit is read as it was meant, and kept the same to the byte."""

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.imports.canonical import kept_files
from chalicelib.domain.imports.forms import SESSIONS
from chalicelib.domain.imports.grids import read_csv
from chalicelib.domain.imports.matching import Match, applied
from chalicelib.domain.imports.mistakes import BadImport
from chalicelib.domain.imports.verdicts import verdict
from tests.support.editions.past_editions import Files, cells, first_edition, vocabulary, with_cell

Cell = Callable[[str, str], str]
"""From a column and a cell to the cell as somebody may have it."""

WORDS = {"yes": "Oui", "no": "FAUX"}
DATES = {
    "slashes": lambda day: day.replace("-", "/"),
    "a time of no matter": lambda day: f"{day} 00:00:00",
    "no leading zeros": lambda day: "-".join(str(int(part)) for part in day.split("-")),
}

FREE = {
    "given_name",
    "family_name",
    "organization",
    "discipline",
    "municipality",
    "title",
    "session_ref",
    "event_ref",
    "survey",
    "source",
    "starts_at",
}
WHOLE = {"people_reached", "duration_minutes"}

EASTERN = {ord("0") + n: 0x0660 + n for n in range(10)}
DIGITS = {*WHOLE, "starts_at", "registered_on", "answered_on", "value"}

HABITS: dict[str, Cell] = {
    "as they are": lambda _, cell: cell,
    "spaces around": lambda _, cell: f" \u00a0{cell}\u00a0 ",
    "capitals": lambda column, cell: cell if column in FREE else cell.upper(),
    "yes and no in French": lambda _, cell: WORDS.get(cell, cell),
    "yes and no as numbers": lambda _, cell: {"yes": "1", "no": "0,0"}.get(cell, cell),
    "decimals": lambda column, cell: f"{cell},0" if column in WHOLE and cell else cell,
    "a decimal comma": lambda column, cell: cell.replace(".", ",") if column == "value" else cell,
    "a space for T": lambda column, cell: cell.replace("T", " ") if column == "starts_at" else cell,
    "hours and minutes": lambda column, cell: cell[:16] if column == "starts_at" else cell,
    "hours as in Québec": lambda column, cell: (
        f"{cell[:10]} {cell[11:13]} h {cell[14:16]}" if column == "starts_at" else cell
    ),
    "themes by commas": lambda column, cell: (
        cell.replace(";", ", ") if column == "themes" else cell
    ),
    "digits of another script": lambda column, cell: (
        cell.translate(EASTERN) if column in DIGITS else cell
    ),
    "line breaks": lambda column, cell: cell.replace(" ", "\n") if column == "title" else cell,
    **{
        name: lambda column, cell, written=written: (  # type: ignore[misc]
            written(cell) if column in ("registered_on", "answered_on") else cell
        )
        for name, written in DATES.items()
    },
}

HEADERS: list[Callable[[str], str]] = [str, str.upper, lambda name: f" {name.replace('_', ' ')} "]
HEADERS.append(lambda name: name.replace("e", "é", 1))
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16")
KEPT = kept_files(verdict(first_edition(), vocabulary()))


def rewritten(
    habits: list[str],
    header: Callable[[str], str] = str,
    delimiter: str = ",",
    encoding: str = "utf-8",
    beyond: bool = False,
) -> Files:
    """The first edition's files as somebody's spreadsheet may have saved them."""
    files = first_edition()
    for file in [name for name in files if name.endswith(".csv")]:
        names, *lines = cells(files, file)
        said = [[header(name) for name in names]]
        for line in lines:
            row = dict(zip(names, line, strict=True))
            for habit in habits:
                row = {column: HABITS[habit](column, cell) for column, cell in row.items()}
            said.append([*row.values()])
        if beyond:
            said = [[*line, "", ""] for line in said] + [[""] * (len(names) + 2)] * 3
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows(said)
        files[file] = text.getvalue().encode(encoding)
    return files


def same(files: Files) -> None:
    found = verdict(files, vocabulary())
    assert found.mistakes == ()
    assert kept_files(found) == KEPT


@pytest.mark.parametrize("habit", HABITS)
def test_a_habit_is_read_as_it_was_meant(habit: str) -> None:
    same(rewritten([habit]))


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(sorted(HABITS)), max_size=3, unique=True),
    st.sampled_from(HEADERS),
    st.sampled_from(",;\t"),
    st.sampled_from(ENCODINGS),
    st.booleans(),
)
def test_habits_come_together_in_any_encoding_and_with_any_delimiter(
    habits: list[str],
    header: Callable[[str], str],
    delimiter: str,
    encoding: str,
    beyond: bool,
) -> None:
    dates = [habit for habit in habits if habit in DATES or habit.startswith("hours")]
    same(
        rewritten(
            sorted({*habits} - {*dates[1:]}, key=lambda habit: (habit == "spaces around", habit)),
            header,
            delimiter,
            encoding,
            beyond,
        )
    )


def test_the_hint_that_spreadsheets_hide_is_no_line() -> None:
    files = rewritten([], delimiter=";")
    same({**files, "sessions.csv": b"sep=;\r\n" + files["sessions.csv"]})


def test_lines_in_another_order_are_the_same_edition() -> None:
    files = first_edition()
    header, *lines = files["sessions.csv"].splitlines(keepends=True)
    same({**files, "sessions.csv": header + b"".join(sorted(lines, reverse=True))})


def test_a_time_with_its_offset_is_the_wall_time_of_the_programme() -> None:
    files = first_edition()
    same(with_cell(files, "sessions.csv", 2, "starts_at", "2021-11-04T20:00:00Z"))
    same(with_cell(files, "sessions.csv", 2, "starts_at", "2021-11-04T16:00:00-04:00"))


def test_columns_called_otherwise_are_read_by_what_a_person_said_of_them() -> None:
    files = first_edition()
    content = files[SESSIONS].replace(b"theme,format", b"Sujet,Format", 1)
    places = vocabulary().forms()[SESSIONS].places
    said = Match(SESSIONS, {column: str(place) for column, place in places.items()})
    matched = applied(read_csv(SESSIONS, content, places), said)
    found = verdict({**files, SESSIONS: matched}, vocabulary())
    assert kept_files(found) == KEPT


@given(st.binary(max_size=300), st.sampled_from(sorted(first_edition())))
def test_whatever_is_in_a_file_there_is_a_verdict(content: bytes, file: str) -> None:
    found = verdict({**first_edition(), file: content}, vocabulary())
    assert found.mistakes
    with pytest.raises(BadImport):
        assert found.edition
