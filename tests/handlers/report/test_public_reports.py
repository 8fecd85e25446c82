"""Everybody reads the reports that are published, alone or two side by side; a funder, sooner."""

import re
from dataclasses import replace
from datetime import date

import pytest

from chalicelib import wiring
from chalicelib.domain.report.contributions import contribution
from chalicelib.domain.report.figures import summed
from tests.support.driver import Client
from tests.support.reports.keeping import keep_first_edition
from tests.support.reports.past_edition import past_edition, past_events, past_people

PAGE = "/bilans/2021-2022"
PUBLICATION = "/equipe/bilans/2021-2022/publication"


@pytest.fixture
def team(client: Client) -> Client:
    """An administrator's browser, and the first edition as an import would leave it."""
    keep_first_edition()
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    return client


@pytest.fixture
def public(team: Client) -> Client:
    team.http.post(PUBLICATION, data={"action": "publier"})
    team.http.delete_cookie("brigade_equipe")
    return team


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.http.get(path)
    assert answer.status_code == status, path
    return answer.text.replace("\u00a0", " ")


def test_there_is_a_page_before_anything_is_published(team: Client) -> None:
    assert "Pas encore de bilan" in read(team, "/bilans")
    read(team, PAGE, 404)
    assert PAGE not in read(team, "/sitemap.xml")


def test_everybody_reads_a_published_report_without_small_groups(public: Client) -> None:
    page = read(public, PAGE)
    for value in ("67", "55", "146"):
        assert f'<dd class="figure-value">{value}</dd>' in page
    assert "<td>7 sur 67 (10 %)</td>" in page
    assert "Collaboration nuagique et Concertation numérique, ensemble" in page
    assert "non publié (petit groupe)" in page
    assert "Modifier" not in page
    assert not re.search(r"<script|<style| style=", page)
    assert '<meta property="og:description" content="67 accompagnements,' in page


def test_a_published_report_is_found_from_the_site(public: Client) -> None:
    listed = read(public, "/bilans")
    assert f'href="{PAGE}"' in listed
    assert "67 accompagnements, 55 personnes accompagnées" in listed
    assert "Comparer" not in listed, "there is nothing to compare it with"
    assert 'href="/bilans"' in read(public, "/")
    assert PAGE in read(public, "/sitemap.xml")


def test_figures_say_from_which_day_they_are(public: Client) -> None:
    public.move_to("2027-03-08T09:00:00-05:00")
    for path in ("/bilans", PAGE):
        assert 'Chiffres au <time datetime="2027-03-01">1er mars 2027</time>.' in read(public, path)
    assert public.call("GET", "/api/v1/reports/2021-2022").get_json()["as_of"] == "2027-03-01"


def test_a_public_report_is_read_for_one_profile_from_what_is_public_alone(public: Client) -> None:
    told = public.call("GET", "/api/v1/reports/2021-2022").get_json()
    by_theme = told["accompaniments"]["by_theme_and_kind"]
    page = read(public, f"{PAGE}?profil=individual")
    assert '<option value="individual" selected>' in page
    assert "Rencontres de groupe</p>" not in page
    counts = [held["individual"] for held in by_theme.values() if "individual" in held]
    whole = sum(counts)
    assert f"<td>{whole} sur {whole} (100 %)</td>" in page
    shown = page.partition('id="themes"')[2].partition("</section>")[0]
    cells = {int(each) for each in re.findall(r"<td>(\d+)</td>", shown)}
    assert cells == {*counts, whole}
    for other in ("student", "martian"):
        assert "Rencontres de groupe</p>" in read(public, f"{PAGE}?profil={other}")


def test_two_editions_are_read_side_by_side_the_earlier_on_the_left(team: Client) -> None:
    later = replace(
        past_edition(),
        id="2022-2023",
        title="Brigade numérique, phase II",
        starts_on=date(2022, 9, 1),
        ends_on=date(2023, 6, 30),
    )
    counts = summed(contribution(person, later) for person in past_people()[:40])
    wiring.store().write_figures(later.slug, later.generation, counts, past_events())
    unit = wiring.store().unit()
    unit.add(later)
    unit.commit()
    for slug in ("2021-2022", "2022-2023"):
        team.http.post(f"/equipe/bilans/{slug}/publication", data={"action": "publier"})
    assert read(team, "/bilans").count('name="comparer"') == 2
    page = read(team, "/bilans?comparer=2022-2023&comparer=2021-2022")
    columns = re.findall(r'<th scope="col">([^<]+)</th>', page)[:2]
    assert columns == ["Brigade numérique, phase I", "Brigade numérique, phase II"]
    assert re.search(r'<strong class="report-cell">55</strong>.*?>40</strong>', page, re.DOTALL)
    assert page.count("Chiffres au") == 2
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len({*ids})
    for wrong in ("comparer=2021-2022", "comparer=2021-2022&comparer=1999-2000"):
        assert "Cochez deux éditions" in read(team, f"/bilans?{wrong}")


def test_what_the_team_wrote_is_read_by_everybody(team: Client) -> None:
    kept = {"markdown": "Un **engouement** certain", "action": "garder"}
    team.http.post("/equipe/bilans/2021-2022/textes/themes", data=kept)
    team.http.post(PUBLICATION, data={"action": "publier"})
    assert "<strong>engouement</strong>" in read(team, PAGE)


def test_a_funder_reads_a_report_before_everybody_by_a_link_that_leaves_the_address(
    team: Client,
) -> None:
    team.http.post(PUBLICATION, data={"action": "preparer"})
    team.http.post(PUBLICATION, data={"action": "partager", "name": "Le Ministère"})
    link = re.findall(r'(/bilans/2021-2022/apercu\?jeton=[^"<]+)', read(team, PUBLICATION))[0]
    team.http.delete_cookie("brigade_equipe")
    moved = team.http.get(link)
    assert (moved.status_code, moved.headers["Location"]) == (303, f"{PAGE}/apercu")
    page = read(team, f"{PAGE}/apercu")
    assert "tel qu’il sera publié" in page
    assert '<meta name="robots" content="noindex">' in page
    read(team, PAGE, 404)
    assert "Écrire à l’équipe" in read(team, "/bilans/2022-2023/apercu", 401)


def test_what_is_withheld_leads_to_why(team: Client) -> None:
    team.http.post(PUBLICATION, data={"action": "publier"})
    page = read(team, PAGE)
    withheld = page.count("non publié")
    assert withheld
    assert page.count('<a class="withheld" href="#petits-groupes">non publié') >= 1
    assert 'id="petits-groupes"' in page


def test_the_reports_are_one_click_from_every_page(client: Client) -> None:
    header = client.http.get("/").text.partition("</header>")[0]
    assert 'href="/bilans">Bilans</a>' in header
