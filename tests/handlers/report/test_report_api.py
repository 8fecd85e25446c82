"""The team reads the report of an edition, as JSON and as a spreadsheet."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.report.contributions import contribution
from chalicelib.domain.report.editions import Indicator
from chalicelib.domain.report.figures import Counts, summed
from chalicelib.domain.report.report import report
from tests.support.driver import Client
from tests.support.injected import Calls
from tests.support.reports.past_edition import past_edition, past_events, past_people

REPORT = "/api/v1/staff/report"
HOSTILE = '=HYPERLINK("https://example.org")'


def counted() -> Counts:
    people = past_people()
    people[0] = replace(people[0], discipline=HOSTILE)
    return summed(contribution(person, past_edition()) for person in people)


@pytest.fixture
def kept(client: Client) -> Client:
    """The first edition, as an import would leave it."""
    wiring.store().write_figures("2021-2022", "7", counted(), past_events())
    unit = wiring.store().unit()
    odd = Indicator("ateliers", "3", "\uff1d1+1")
    before = past_edition()
    unit.add(replace(before, generation="7", indicators=(*before.indicators, odd)))
    unit.commit()
    return client


def ask(client: Client, path: str = REPORT) -> Any:
    return client.call("GET", path, token=client.staff())


def test_an_edition_that_was_kept_is_reported_in_two_calls(kept: Client) -> None:
    token = kept.staff()
    wiring.refresh()  # what admins set, which a container asks for once a minute
    reads = [Calls(wiring.client("dynamodb"), name) for name in ("BatchGetItem", "Query")]
    answer = kept.call("GET", f"{REPORT}?edition=2021-2022", token=token)
    assert [each.count for each in reads] == [1, 1]
    told = {**answer.get_json(), "indicators": []}
    assert told == report(replace(past_edition(), indicators=()), counted(), past_events())
    assert told["people"]["total"] == 55


def test_the_edition_under_way_is_the_one_that_is_meant_and_may_be_empty(client: Client) -> None:
    told = ask(client).get_json()
    assert told == ask(client, f"{REPORT}?edition=2026-2027").get_json()
    assert (told["edition"], told["people"]["target"]) == ("2026-2027", 70)
    assert told["accompaniments"]["by_format"] == {"individual": 0, "group": 0}
    assert told["people"]["by_kind"] == {"individual": 0, "organization": 0, "student": 0}
    nobody = {"numerator": 0, "denominator": 0, "rate": None}
    assert told["conversion"]["accompanied_who_attended"] == told["survey"]["shared"] == nobody


@pytest.mark.parametrize("slug", ["1999-2000", "2021-2022%231", "A", "x" * 5000, "%20"])
@pytest.mark.parametrize("path", [REPORT, f"{REPORT}.csv"])
def test_there_is_no_report_of_an_edition_that_nobody_knows(
    kept: Client, path: str, slug: str
) -> None:
    answer = ask(kept, f"{path}?edition={slug}")
    expected = (200, None) if slug == "%20" else (404, "not_found")
    assert (answer.status_code, (answer.get_json(silent=True) or {}).get("code")) == expected


def test_a_spreadsheet_holds_every_figure_of_the_report_and_no_formula(kept: Client) -> None:
    answer = ask(kept, f"{REPORT}.csv?edition=2021-2022")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert "bilan-2021-2022.csv" in answer.headers["Content-Disposition"]
    table = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    held = {row["Clé"]: row for row in table}
    assert len(held) == len(table)
    assert held["accompaniments.by_theme.decouvrabilite"]["Valeur"] == "29"
    came = held["conversion.by_event.R5"]
    assert [came[name] for name in ("Numérateur", "Dénominateur", "Valeur")] == [
        "10",
        "12",
        "0,833",
    ]
    assert came["Tableau"] == "Participation des personnes déjà accompagnées sur le thème"
    assert held["people.by_kind.organization"]["Ligne"] == "Dans un organisme"
    assert held["indicators.ateliers.source"]["Valeur"] == "'\uff1d1+1"
    cells = [cell for row in table for cell in row.values()]
    assert f"'{HOSTILE}" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\uff1d"))] == []
    untranslated = [
        row["Clé"] for row in table if row["Tableau"].isascii() and "." in row["Tableau"]
    ]
    assert untranslated == []
