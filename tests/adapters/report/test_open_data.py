"""The open data: a Data Package whose files are what their schemas say, and hold each figure."""

import csv
import io
import json
from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.report.open_data import About, package
from chalicelib.adapters.texts.cells import inert
from chalicelib.domain.report.open_data import open_tables
from chalicelib.domain.report.protection.public import public_report
from chalicelib.domain.report.tables import lines
from tests.support.reports.past_edition import past_edition
from tests.support.reports.reading import NAMES, first_edition

READ: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": float,
    "datetime": lambda cell: datetime.strptime(cell, "%Y-%m-%dT%H:%M:%S%z"),
}
MADE = datetime.fromisoformat("2027-03-01T09:00:00-05:00")
HOSTILE = '=HYPERLINK("https://example.org")'


def team() -> dict[str, Any]:
    return first_edition()


def public() -> dict[str, Any]:
    return public_report(first_edition(), past_edition())


def packed(report: dict[str, Any], made_at: datetime | None = None) -> dict[str, bytes]:
    about = About(past_edition(), wiring.programme(), "https://brigade.example.org", made_at)
    return package(open_tables(report, NAMES), about)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


@pytest.mark.parametrize("report", [team, public])
def test_each_file_is_what_its_schema_says(report: Any) -> None:
    files = packed(report(), MADE)
    told = json.loads(files["datapackage.json"])
    others = {"datapackage.json", "LISEZMOI.txt"}
    assert {each["path"] for each in told["resources"]} == files.keys() - others
    read_me = files["LISEZMOI.txt"].decode("utf-8-sig")
    for resource in told["resources"]:
        assert f"{resource['path']}\u00a0: {resource['title']}" in read_me
        assert all(field["title"] in read_me for field in resource["schema"]["fields"])
        assert resource["title"] != resource["name"]
    for resource in told["resources"]:
        content, schema = files[resource["path"]], resource["schema"]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        assert all(resource[name] for name in ("title", "description"))
        found = rows(content)
        assert content.decode().partition("\r\n")[0] == ",".join(
            f["name"] for f in schema["fields"]
        )
        for field in schema["fields"]:
            cells = [row[field["name"]] for row in found]
            assert all(READ[field["type"]](cell) is not None for cell in cells if cell)
            assert all(cells) or "constraints" not in field
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in found]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("report", [team, public])
def test_each_figure_of_the_report_is_in_a_file(report: Any) -> None:
    figures = report()
    figures.pop("regrouped_keys", None)
    files = packed(report())
    for line in lines(figures):
        if line.row in ("method",):
            continue
        held = rows(files[f"donnees/{line.table}.csv"])
        [row] = [
            each
            for each in held
            if each["key"] == line.row and each.get("column") in (None, line.column)
        ]
        cells = [row.get(name, "") for name in (line.column, "value", "rate", "numerator")]
        wanted = "" if line.value is None else str(line.value)
        assert wanted in cells, line


def test_what_is_public_is_free_and_says_what_is_told_together() -> None:
    files = packed(public(), MADE)
    told = json.loads(files["datapackage.json"])
    assert [each["name"] for each in told["licenses"]] == ["CC0-1.0"]
    assert told["created"] == "2027-03-01T09:00:00-05:00"
    together = {(row["table"], row["key"]) for row in rows(files["donnees/regrouped_keys.csv"])}
    assert ("accompaniments.by_theme", "collaboration-nuagique") in together
    assert "licenses" not in json.loads(packed(team())["datapackage.json"])


def test_no_cell_is_a_formula_and_the_same_report_gives_the_same_bytes() -> None:
    report = first_edition()
    report["people"]["by_discipline"][HOSTILE] = 3
    report["indicators"][0]["source"] = HOSTILE
    files = packed(report)
    assert files == packed(report)
    cells = [
        cell
        for name, file in files.items()
        if name != "datapackage.json"
        for row in csv.reader(io.StringIO(file.decode()))
        for cell in row
    ]
    assert f"'{HOSTILE}" in cells
    assert [cell for cell in cells if cell.startswith(("=", "@", "+", "\t"))] == []
    assert inert(HOSTILE) == f"'{HOSTILE}"
