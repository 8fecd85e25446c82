"""A report as PDF: drawn when first asked for, kept, drawn anew once it says something else."""

import re
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest

from chalicelib import wiring
from chalicelib.domain.report.printed import PrintedReport
from chalicelib.workflows.report.print_report import draw_report
from tests.support.driver import Client
from tests.support.injected import Calls, Sendings
from tests.support.reports.keeping import keep_first_edition

PDF = "/api/v1/staff/report.pdf?edition=2021-2022"
PAGE = "/equipe/bilans/2021-2022"


@pytest.fixture
def drawn(drawn: list[str]) -> list[str]:
    keep_first_edition()
    return drawn


def ask(client: Client, path: str = PDF) -> bytes:
    answer = client.call("GET", path, token=client.staff())
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert 'filename="bilan-' in answer.headers["Content-Disposition"]
    content: bytes = answer.data
    return content


def write(client: Client, text: str) -> None:
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    form = {"markdown": text, "seen": "", "action": "garder"}
    assert client.http.post(f"{PAGE}/textes/themes", data=form).status_code == 303


def test_a_report_is_drawn_once_and_anew_when_what_it_says_has_changed(
    client: Client, drawn: list[str]
) -> None:
    assert ask(client) == ask(client) == b"%PDF-1.7 1"
    client.advance("P2D")
    assert ask(client) == b"%PDF-1.7 1", "another day is no other report"
    write(client, "Un **engouement** certain.")
    assert ask(client) == b"%PDF-1.7 2"
    assert "<strong>engouement</strong>" in drawn[1]
    assert "3 mars 2027" in drawn[1]
    assert "Découvrabilité, premier thème" in drawn[0]


def test_the_edition_under_way_has_its_pdf_from_the_first_day(
    client: Client, drawn: list[str]
) -> None:
    assert ask(client, "/api/v1/staff/report.pdf").startswith(b"%PDF")
    assert "Aucun accompagnement n’a encore eu lieu" in drawn[0]


def test_who_asks_while_it_is_drawn_for_long_is_told_when_to_come_again(
    client: Client, drawn: list[str]
) -> None:
    staff = client.staff()
    client.http.set_cookie("brigade_equipe", client.staff())
    client.drain()
    Calls(wiring.client("sqs"), "SendMessageBatch", *[{"Successful": [], "Failed": []}] * 2)
    answer = client.call("GET", PDF, token=staff)
    assert (answer.status_code, answer.get_json()["code"]) == (503, "report_drawing")
    assert int(answer.headers["Retry-After"]) > 0
    page = client.http.get(f"{PAGE}/bilan.pdf")
    assert (page.status_code, int(page.headers["Retry-After"]) > 0) == (503, True)
    assert f'href="{PAGE}/bilan.pdf"' in page.text


def test_the_team_s_page_leads_to_its_pdf(client: Client, drawn: list[str]) -> None:
    client.http.set_cookie("brigade_equipe", client.staff())
    assert f'href="{PAGE}/bilan.pdf"' in client.http.get(PAGE).text
    assert client.http.get(f"{PAGE}/bilan.pdf").data.startswith(b"%PDF")


def test_everybody_has_the_pdf_of_what_was_published_and_of_nothing_else(
    client: Client, drawn: list[str]
) -> None:
    public = "/bilans/2021-2022/bilan.pdf"
    assert client.http.get(public).status_code == 404
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    client.http.post(f"{PAGE}/publication", data={"action": "publier"})
    client.http.delete_cookie("brigade_equipe")
    assert client.http.get(public).data == b"%PDF-1.7 1"
    assert f'href="{public}"' in client.http.get("/bilans/2021-2022").text
    assert "l’équipe seulement" not in drawn[0]
    assert "1er mars 2027" in drawn[0]
    assert ">non publié" in drawn[0]


def test_a_record_that_comes_twice_draws_once(client: Client, drawn: list[str]) -> None:
    ask(client)
    records = Sendings(wiring.client("sqs"), "SendMessageBatch").requests
    write(client, "Autre chose")
    ask(client)
    [record] = [each for each in map(_queued, records) if each]
    printed = PrintedReport.read(record)
    assert printed is not None
    wiring.run(draw_report, printed)
    assert len(drawn) == 2


def _queued(request: Any) -> str:
    found = re.search(r"report-[0-9a-f]{20}-2021-2022", unquote(str(request.body)))
    return found[0] if found else ""


def test_open_data_are_of_what_was_published_and_the_team_has_all(client: Client) -> None:
    keep_first_edition()
    public = "/bilans/2021-2022/donnees.zip"
    assert client.http.get(public).status_code == 404
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    client.http.post(f"{PAGE}/publication", data={"action": "publier"})
    whole = _themes(client.http.get(f"{PAGE}/donnees.zip").data)
    client.http.delete_cookie("brigade_equipe")
    told = _themes(client.http.get(public).data)
    assert "collaboration-nuagique,Collaboration nuagique,3" in whole
    assert "collaboration-nuagique" not in told
    assert "decouvrabilite,Découvrabilité,29" in told
    assert f'href="{public}"' in client.http.get("/bilans/2021-2022").text


def _themes(archive: bytes) -> str:
    with ZipFile(BytesIO(archive)) as opened:
        assert "datapackage.json" in opened.namelist()
        return opened.read("donnees/accompaniments.by_theme.csv").decode()
