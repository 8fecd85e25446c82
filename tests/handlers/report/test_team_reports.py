"""The team's reports: every edition with all its figures, and the texts beside them."""

import re

import pytest
from werkzeug.test import TestResponse

from tests.support.driver import Client
from tests.support.reports.keeping import keep_first_edition

PAGE = "/equipe/bilans/2021-2022"
TEXT = f"{PAGE}/textes/themes"
CHANGED = "Ce texte a changé entre-temps"
OWN_MODULE = r' type="module" src="/static/[^"]+"></script>'
NOT_STRICT = re.compile(rf"<script(?!{OWN_MODULE})|<style| style=")
"""What the policy of a strict page stops: all but a module of our own, which has its file."""


@pytest.fixture
def team(client: Client) -> Client:
    """A browser of an administrator, and the first edition as an import would leave it."""
    keep_first_edition()
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    return client


def read(team: Client, path: str = PAGE) -> str:
    answer = team.http.get(path)
    assert answer.status_code == 200, path
    return answer.text.replace("\u00a0", " ")


def write(team: Client, text: str, seen: str = "", action: str = "garder") -> TestResponse:
    form = {"markdown": text, "seen": seen, "action": action}
    return team.http.post(TEXT, data=form, follow_redirects=True)


def test_the_team_finds_every_edition_the_one_under_way_first(team: Client) -> None:
    titles = re.findall(r"<h2><a [^>]*>([^<]+)", read(team, "/equipe/bilans"))
    assert titles == ["Brigade numérique, édition 2026-2027", "Brigade numérique, phase I"]


def test_a_report_is_read_figures_first_each_chart_with_its_table(team: Client) -> None:
    page = read(team)
    for value in ("67", "55", "71", "71 %", "83 %", "146"):
        assert f'<dd class="figure-value">{value}</dd>' in page
    assert "Découvrabilité, premier thème : plus de quatre accompagnements sur dix</h2>" in page
    assert page.count('role="img"') >= 8
    assert page.count("<details") >= page.count('role="img"')
    assert "<td>29 sur 67 (43 %)</td>" in page
    assert not NOT_STRICT.search(page), "a strict page would not have them"
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len({*ids})


def test_a_report_of_an_edition_that_has_just_begun_is_a_page_too(team: Client) -> None:
    page = read(team, "/equipe/bilans/2026-2027")
    assert "Aucun accompagnement n’a encore eu lieu" in page


def test_who_may_not_publish_nor_import_is_not_led_there(team: Client) -> None:
    for page, leads in ((PAGE, f"{PAGE}/publication"), ("/equipe/bilans", "/equipe/importations")):
        team.http.set_cookie("brigade_equipe", team.staff("equipe@example.org"))
        assert f'href="{leads}"' in read(team, page)
        team.http.set_cookie("brigade_equipe", team.staff("brigadiere@example.org"))
        assert f'href="{leads}"' not in read(team, page)


def test_a_report_is_read_for_one_profile(team: Client) -> None:
    page = read(team, f"{PAGE}?profil=individual")
    assert "Découvrabilité, premier thème : près de deux accompagnements sur trois" in page
    assert "<td>23 sur 35 (66 %)</td>" in page
    assert '<option value="individual" selected>' in page
    assert "Rencontres de groupe</p>" not in page
    assert "Rencontres de groupe</p>" in read(team, f"{PAGE}?profil=martian")


def test_what_the_team_writes_stands_beside_the_chart(team: Client) -> None:
    previewed = write(team, "Un **engouement** certain.", action="apercu").text
    assert "rien n’est encore gardé" in previewed
    assert "<strong>engouement</strong>" in previewed
    assert "<strong>engouement</strong>" not in read(team)
    kept = write(team, "Un **engouement** certain.\n\n<script>alert(1)</script>").text
    assert "Le texte est gardé." in kept
    part = read(team).partition('id="themes"')[2].partition("</section>")[0]
    assert "<strong>engouement</strong>" in part
    assert "<script>" not in part
    assert "Modifier les constats" in part


def test_a_text_is_taken_away_and_nothing_else_with_it(team: Client) -> None:
    team.http.post(
        f"{PAGE}/textes/faits-saillants", data={"markdown": "- Beau", "action": "garder"}
    )
    write(team, "À retirer")
    write(team, "", seen="À retirer")
    assert "À retirer" not in read(team)
    assert "<li>Beau</li>" in read(team)


def test_nobody_writes_over_what_somebody_else_wrote_meanwhile(team: Client) -> None:
    write(team, "La première")
    refused = write(team, "La seconde", seen="")
    assert (refused.status_code, CHANGED in refused.text) == (409, True)
    assert "La seconde" in refused.text, "what was typed is still there"
    assert "La première" in read(team)
    assert write(team, "La seconde", seen="La première").status_code == 200


def test_the_text_of_the_edition_under_way_is_kept_with_it(team: Client) -> None:
    path = "/equipe/bilans/2026-2027"
    team.http.post(f"{path}/textes/themes", data={"markdown": "Ça commence", "action": "garder"})
    assert "Ça commence" in read(team, path)
    assert read(team, "/equipe/bilans").count("édition 2026-2027</a>") == 1


def test_a_text_that_is_too_long_is_refused_and_still_there(team: Client) -> None:
    refused = write(team, "a" * 10_001)
    assert refused.status_code == 422
    assert "a" * 10_001 in refused.text


@pytest.mark.parametrize(
    "path", ["/equipe/bilans/1999-2000", f"{PAGE}/textes/rien", "/equipe/bilans/x y"]
)
def test_there_is_no_page_of_what_nobody_knows(team: Client, path: str) -> None:
    assert team.http.get(path).status_code == 404
