"""An admin publishes a report: everybody reads its public version, small groups protected."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.errors import InvalidToken
from chalicelib.domain.report.contributions import contribution
from chalicelib.domain.report.editions import Edition
from chalicelib.domain.report.facts import PersonFacts
from chalicelib.domain.report.figures import summed
from chalicelib.workflows.report.read_public import preview_report, published_reports
from tests.support.driver import Client
from tests.support.injected import Calls
from tests.support.reports.past_edition import past_edition, past_events, past_people

PUBLIC = "/api/v1/reports/2021-2022"
PAGE = "/equipe/bilans/2021-2022/publication"
NAMES, LINKS = (
    r"<strong>(L[^<]+)</strong>, depuis",
    r'href="[^"]*(/bilans/[^"]*/apercu\?jeton=[^"]+)"',
)


@pytest.fixture
def team(client: Client) -> Client:
    """A browser of an admin, and the first edition as an import would leave it."""
    count(past_people())
    unit = wiring.store().unit()
    unit.add(past_edition())
    unit.commit()
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    return client


def count(people: list[PersonFacts]) -> None:
    counts = summed(contribution(person, past_edition()) for person in people)
    wiring.store().write_figures("2021-2022", past_edition().generation, counts, past_events())


def press(team: Client, action: str, **fields: str) -> TestResponse:
    return team.http.post(PAGE, data={"action": action, **fields}, follow_redirects=True)


def public(team: Client) -> Any:
    answer = team.call("GET", PUBLIC)
    return answer.get_json() if answer.status_code == 200 else answer.status_code


def more(people: int) -> list[PersonFacts]:
    known = past_people()
    return [*known, *[each for each in known if each.sessions][:1] * people]


def stored() -> Edition:
    found = wiring.store().one(Edition, "2021-2022")
    assert found is not None
    return found


def test_nobody_reads_a_report_before_it_is_published_nor_after_it_is_taken_back(
    team: Client,
) -> None:
    assert public(team) == 404
    press(team, "preparer")
    assert public(team) == 404
    assert "tout le monde le voit" in press(team, "publier").text
    assert public(team)["people"]["total"] == 55
    press(team, "retirer")
    assert public(team) == 404


def test_what_everybody_reads_has_no_small_group_and_costs_one_call(team: Client) -> None:
    press(team, "publier")
    calls = [Calls(wiring.client("dynamodb"), name) for name in ("BatchGetItem", "Query")]
    told = public(team)
    assert [each.count for each in calls] == [1, 0]
    assert told["accompaniments"]["by_theme"]["regrouped"] == 7
    assert told["survey"]["shared"]["numerator"] is None


def test_what_is_published_stays_until_five_people_more_came(team: Client) -> None:
    press(team, "publier")
    before = public(team)
    count(more(3))
    refused = press(team, "preparer")
    assert refused.status_code == 409
    assert "Elle reste comme elle est" in refused.text
    assert public(team) == before
    count(more(5))
    assert press(team, "preparer").status_code == 200
    assert public(team)["people"]["total"] == 60


def test_taken_back_and_published_again_it_remembers_what_was_known(team: Client) -> None:
    press(team, "publier")
    press(team, "retirer")
    count(more(2))
    assert press(team, "publier").status_code == 409
    assert public(team) == 404


def test_a_link_shows_what_is_not_yet_public_until_it_is_revoked(team: Client) -> None:
    press(team, "preparer")
    page = press(team, "partager", name="Le Ministère").text
    token = re.findall(r"jeton=([^\"<&]+)", page)[0]
    subject, epoch = wiring.links().read(Purpose.REPORT, token, wiring.now())
    slug, _, link = subject.partition(".")
    edition, report = wiring.run(preview_report, slug, epoch, link)
    assert (edition.slug, report["people"]["total"]) == ("2021-2022", 55)
    assert token not in press(team, "revoquer").text
    with pytest.raises(InvalidToken):
        wiring.run(preview_report, slug, epoch, link)


def test_each_link_has_a_name_stays_as_it_is_and_is_revoked_alone(team: Client) -> None:
    press(team, "preparer")
    assert "Pour qui est le lien?" in press(team, "partager", name="  ").text
    press(team, "partager", name="Le Ministère")
    page = press(team, "partager", name="La Fondation").text
    links = dict(zip(*[re.findall(each, page) for each in (NAMES, LINKS)], strict=True))
    assert set(links) == {"Le Ministère", "La Fondation"}
    wiring.links().read(Purpose.REPORT, links["La Fondation"].partition("=")[2], wiring.now())
    again = team.http.get(PAGE).text
    assert set(re.findall(LINKS, again)) == set(links.values())
    first = re.findall(r'name="lien" value="([^"]+)"', page)[0]
    press(team, "revoquer-un", lien=first)
    team.http.delete_cookie("brigade_equipe")
    for name, status in (("Le Ministère", 401), ("La Fondation", 200)):
        assert team.http.get(links[name], follow_redirects=True).status_code == status


def test_an_edition_has_twenty_links_at_most(team: Client) -> None:
    press(team, "preparer")
    for number in range(20):
        assert press(team, "partager", name=f"Personne {number}").status_code == 200
    refused = press(team, "partager", name="Encore")
    assert (refused.status_code, "déjà vingt liens" in refused.text) == (409, True)


def test_who_has_a_link_has_the_pdf_and_the_data_as_they_will_be_published(
    team: Client, blank_pages: None
) -> None:
    press(team, "preparer")
    link = re.findall(LINKS, press(team, "partager", name="Le Ministère").text)[0]
    team.http.delete_cookie("brigade_equipe")
    preview = "/bilans/2021-2022/apercu"
    for file in ("bilan.pdf", "donnees.zip"):
        assert team.http.get(f"{preview}/{file}").status_code == 401
    page = team.http.get(link, follow_redirects=True).text
    for file in ("bilan.pdf", "donnees.zip"):
        assert f'href="{preview}/{file}"' in page
        assert team.http.get(f"/bilans/2021-2022/{file}").status_code == 404
    assert team.http.get(f"{preview}/bilan.pdf").data.startswith(b"%PDF")
    seen = team.http.get(f"{preview}/donnees.zip").data
    team.http.set_cookie("brigade_equipe", team.staff("equipe@example.org"))
    press(team, "publier")
    assert team.http.get("/bilans/2021-2022/donnees.zip").data == seen


def test_taken_back_and_corrected_by_few_it_is_published_as_it_was(team: Client) -> None:
    press(team, "publier")
    before = public(team)
    press(team, "retirer")
    count(more(2))
    refused = press(team, "publier")
    assert refused.status_code == 409
    assert 'value="remettre"' in refused.text
    assert "telle qu’elle était" in refused.text
    assert "tel qu’il était" in press(team, "remettre").text
    assert public(team) == before


def test_an_adviser_publishes_nothing(team: Client) -> None:
    team.http.set_cookie("brigade_equipe", team.staff("brigadiere@example.org"))
    assert team.http.get(PAGE).status_code == 403
    assert press(team, "publier").status_code == 403
    assert not stored().published


def test_the_published_reports_are_listed_the_latest_first(team: Client) -> None:
    unit = wiring.store().unit()
    unit.add(
        replace(
            past_edition(), id="2022-2023", starts_on=date(2022, 9, 1), ends_on=date(2023, 6, 30)
        )
    )
    unit.commit()
    press(team, "publier")
    team.http.post(PAGE.replace("2021-2022", "2022-2023"), data={"action": "publier"})
    assert [edition.slug for edition, _ in wiring.run(published_reports)] == [
        "2022-2023",
        "2021-2022",
    ]


@pytest.mark.parametrize(("days", "status"), [(0, 409), (1, 303)])
def test_two_reports_of_the_same_days_are_not_both_public(
    team: Client, days: int, status: int
) -> None:
    """Beside each other, they would tell who came in the days that only one of them has."""
    first = past_edition()
    begins = first.ends_on + timedelta(days=days)
    unit = wiring.store().unit()
    unit.add(replace(first, id="encore", starts_on=begins, ends_on=begins + timedelta(days=9)))
    unit.commit()
    press(team, "publier")
    page = PAGE.replace("2021-2022", "encore")
    answer = team.http.post(page, data={"action": "publier"})
    assert answer.status_code == status
    assert ("chevauchent celles d’une autre" in answer.text) == (status == 409)
    assert team.http.post(page, data={"action": "preparer"}).status_code == 303
