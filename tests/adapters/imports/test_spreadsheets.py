"""XLSX and ODS as rows of text: what a CSV of them would say, and no file that fills the memory."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest

from chalicelib.adapters.imports.spreadsheets import Workbooks, read_spreadsheet
from chalicelib.domain.imports.mistakes import BadImport
from tests.support import workbooks
from tests.support.workbooks import Table, ods, xlsx, zipped

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


def test_what_is_above_and_beside_a_table_stays_where_it_is() -> None:
    [grid] = read_spreadsheet("a.xlsx", xlsx([[None], [None], [None, "email"]])).values()
    assert grid.lines == [[], [], ["", "email"]]


def test_sheets_that_are_hidden_or_empty_are_passed_over() -> None:
    book = xlsx(TABLE, [[None]], [["x"]], names=("a", "b", "c"), hidden=("c",))
    assert list(read_spreadsheet("a.xlsx", book)) == ["a"]


def test_the_name_says_what_is_read_as_a_spreadsheet() -> None:
    names = ("a.XLSX", "b.ods", "c.csv", "d.xls")
    assert list(filter(Workbooks().reads, names)) == ["a.XLSX", "b.ods"]


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
        zipped({"content.xml": workbooks._ODS.format("<table:table>" + FAR.format(1_000_000, 9))}),
        zipped({"content.xml": workbooks._ODS.format("<table:table>" + FAR.format(9, 1_000_000))}),
        zipped({"content.xml": "0" * (65 * 1024 * 1024)}),
        zipped({f"{n}.xml": "" for n in range(1001)}),
    ],
    ids=["two corners", "one corner", "repeated rows", "repeated cells", "bomb", "many files"],
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
