"""XLSX and ODS as rows of text: what a CSV of them would say, and no file that fills the memory."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.imports.spreadsheets import Workbooks, read_spreadsheet
from chalicelib.domain.imports.mistakes import BadImport
from tests.support.editions import workbooks
from tests.support.editions.workbooks import Table, ods, xlsx, zipped

TABLE: Table = [
    ["email", "people_reached", "answered_on", "starts_at", "shared"],
    [None],
    ["ana@example.org", 3, date(2021, 11, 4), datetime(2021, 11, 4, 13, 30), True],
    ["léo@example.org", 0.58, None, datetime(2021, 11, 4, 8, 20, 10), False],
]
READ = [
    ["email", "people_reached", "answered_on", "starts_at", "shared"],
    [],
    ["ana@example.org", "3", "2021-11-04", "2021-11-04T13:30:00", "yes"],
    ["léo@example.org", "0.58", "", "2021-11-04T08:20:10", "no"],
]


@pytest.mark.parametrize(("made", "name"), [(xlsx(TABLE), "Feuil1"), (ods(TABLE), "Feuille1")])
def test_a_sheet_reads_as_its_csv_would_with_each_line_at_its_own_number(
    made: bytes, name: str
) -> None:
    assert read_spreadsheet("a.xlsx", made)[name].lines == READ


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=9)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1))


@given(st.lists(st.tuples(WORDS, st.integers(0, 10**9), MOMENTS, st.booleans()), min_size=1))
def test_any_cells_read_alike_in_both_kinds_of_workbook(
    rows: list[tuple[str, int, datetime, bool]],
) -> None:
    exact = [(text, n, at.replace(microsecond=0), yes) for text, n, at, yes in rows]
    wanted = [[text, str(n), at.isoformat(), "yes" if yes else "no"] for text, n, at, yes in exact]
    for made in (xlsx([list(row) for row in exact]), ods([list(row) for row in exact])):
        [grid] = read_spreadsheet("a.xlsx", made).values()
        assert [line[:2] + line[3:] for line in grid.lines] == [w[:2] + w[3:] for w in wanted]
        for line, (_, _, at, _) in zip(grid.lines, exact, strict=True):
            assert datetime.fromisoformat(line[2]) == at


def test_what_is_above_and_beside_a_table_stays_where_it_is() -> None:
    [grid] = read_spreadsheet("a.xlsx", xlsx([[None], [None], [None, "email"]])).values()
    assert grid.lines == [[], [], ["", "email"]]


def test_sheets_that_are_hidden_or_empty_are_passed_over() -> None:
    book = xlsx(TABLE, [[None]], [["x"]], names=("a", "b", "c"), hidden=("c",))
    assert list(read_spreadsheet("a.xlsx", book)) == ["a"]


def test_the_name_says_what_is_read_as_a_spreadsheet() -> None:
    names = ("a.XLSX", "b.ods", "c.csv", "d.xls", "e.zip")
    assert list(filter(Workbooks().reads, names)) == ["a.XLSX", "b.ods", "d.xls"]


def test_cells_that_are_but_formatted_to_the_end_of_a_sheet_are_no_part_of_it() -> None:
    cell = '<c r="A1" t="inlineStr"><is><t>email</t></is></c><c r="XFD1" s="1"/>'
    book = far_apart(f'<row r="1">{cell}</row><row r="1048576" s="1"><c r="A1048576" s="1"/></row>')
    assert read_spreadsheet("a.xlsx", book)["Feuil1"].lines == [["email"]]


def code_of(content: bytes) -> str:
    with pytest.raises(BadImport) as refused:
        read_spreadsheet("présences.xlsx", content)
    [mistake] = refused.value.mistakes
    assert mistake.file == "présences.xlsx"
    return mistake.code


def far_apart(xml: str) -> bytes:
    return zipped(
        {**_files(xlsx([["a"]])), "xl/worksheets/sheet1.xml": workbooks._SHEET.format(xml)}
    )


def _files(archive: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


FAR = (
    '<table:table-row table:number-rows-repeated="{}"><table:table-cell office:value-type="float" '
)
FAR += 'office:value="1" table:number-columns-repeated="{}"/></table:table-row>'


@pytest.mark.parametrize(
    "content",
    [
        far_apart(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        far_apart("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"),
        far_apart(f'<row r="1048576">{"<c><v>1</v></c>" * 99}</row>'),
        zipped({"content.xml": workbooks._ODS.format("<table:table>" + FAR.format(1_000_000, 9))}),
        zipped({"content.xml": workbooks._ODS.format("<table:table>" + FAR.format(9, 1_000_000))}),
        zipped({"content.xml": "0" * (65 * 1024 * 1024)}),
        zipped({f"{n}.xml": "" for n in range(1001)}),
    ],
    ids=[
        "two corners",
        "one corner",
        "no places",
        "repeated rows",
        "repeated cells",
        "bomb",
        "many files",
    ],
)
def test_a_small_file_that_would_fill_the_memory_is_refused_unread(content: bytes) -> None:
    assert code_of(content) == "spreadsheet_too_large"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n1,2\n",
        xlsx(TABLE)[:-40],
        xlsx(TABLE)[:300],
        zipped({"a.txt": "a"}),
        b"\xd0\xcf\x11\xe0" * 300,
    ],
    ids=["empty", "csv", "cut short", "a beginning", "another zip", "password"],
)
def test_what_is_no_spreadsheet_is_said_so(content: bytes) -> None:
    assert code_of(content) == "not_a_spreadsheet"
