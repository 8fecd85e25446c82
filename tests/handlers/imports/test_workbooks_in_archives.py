"""A workbook in an archive is read as its tables: by the page, and by the API."""

import csv
import io
from typing import Any

import pytest

from chalicelib.adapters.imports.archives import write_archive
from infra.local.system import System
from tests.support.editions.workbooks import Table, ods, xlsx

from .importing import FILES, Admin

TABLES: dict[str, Table] = {
    name.removesuffix(".csv"): [[*line] for line in csv.reader(io.StringIO(text))]
    for name, text in FILES.items()
    if name.endswith(".csv")
}


@pytest.fixture
def admin(system: System) -> Admin:
    return Admin(system)


def book_of_all(tables: dict[str, Table]) -> bytes:
    return xlsx(*tables.values(), names=tuple(tables))


def archive(files: dict[str, bytes]) -> bytes:
    return write_archive({"edition.json": FILES["edition.json"].encode(), **files})


def post(admin: Admin, content: bytes) -> Any:
    headers = {"Authorization": f"Bearer {admin.staff('equipe@example.org')}"}
    return admin.http.post("/api/v1/staff/imports", data=content, headers=headers)


def each_in_its_own() -> dict[str, bytes]:
    made = {f"{name}.xlsx": xlsx(table) for name, table in TABLES.items()}
    made["sessions.ods"] = ods(TABLES["sessions"])
    del made["sessions.xlsx"]
    return made


WAYS = {
    "one workbook, a sheet for each": {"Édition.xlsx": book_of_all(TABLES)},
    "a workbook for each, and ODS": each_in_its_own(),
    "beside CSV files": {
        **{f"{n}.csv": FILES[f"{n}.csv"].encode() for n in TABLES if n != "sessions"},
        "Sessions.XLSX": xlsx(TABLES["sessions"]),
    },
}


@pytest.mark.parametrize("way", WAYS)
def test_an_archive_of_workbooks_is_an_edition(admin: Admin, way: str) -> None:
    sent = archive(WAYS[way])
    page = admin.bring({"edition.zip": sent})
    assert "à créer 3 · à changer 0 · inchangées 0" in page.text
    answer = post(admin, sent)
    assert answer.status_code == 201, answer.text
    plain = archive({name: text.encode() for name, text in FILES.items()})
    again = post(admin, plain).get_json()["counts"]
    assert {each["created"] + each["changed"] for each in again.values()} == {0}


def test_mistakes_are_told_under_the_name_of_the_workbook(admin: Admin) -> None:
    wrong = {
        **TABLES,
        "sessions": [TABLES["sessions"][0], ["A1", "rien", *TABLES["sessions"][1][2:]]],
    }
    for name, files in (
        ("édition.xlsx › sessions", {"Édition.xlsx": book_of_all(wrong)}),
        ("sessions.xlsx", {**WAYS["beside CSV files"], "Sessions.XLSX": xlsx(wrong["sessions"])}),
    ):
        errors = post(admin, archive(files)).get_json()["errors"]
        assert [(e["file"], e["line"], e["column"]) for e in errors] == [(name, 2, "theme")]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({**WAYS["a workbook for each, and ODS"], "sessions.csv": b"a"}, "duplicate_file"),
        ({"édition.xlsx": b"PK\x03\x04"}, "not_a_spreadsheet"),
        ({"édition.xlsx": archive({})}, "not_a_spreadsheet"),
        ({"édition.zip": archive({})}, "nested_archive"),
        ({"édition.csv": archive({})}, "nested_archive"),
        ({"édition.xls": b"\xd0\xcf"}, "not_a_spreadsheet"),
        ({"autre.xlsx": xlsx([["a"], ["b"]])}, "missing_file"),
    ],
)
def test_what_is_no_table_of_an_edition_is_told(
    admin: Admin, files: dict[str, bytes], code: str
) -> None:
    answer = post(admin, archive(files))
    assert answer.status_code == 422
    assert code in [each["code"] for each in answer.get_json()["errors"]]


def test_workbooks_are_bounded_together(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.workflows.imports.brought.MOST_TOGETHER", 30)
    sent = archive(WAYS["a workbook for each, and ODS"])
    assert post(admin, sent).get_json()["errors"][0]["code"] == "too_many_tables"
    assert "apportez-les en plusieurs fois" in admin.bring({"édition.zip": sent}).text
