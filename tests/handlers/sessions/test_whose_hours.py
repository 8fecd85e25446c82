"""Where the team chooses an hour, an adviser's own come first, and it is said whose each is."""

import re

import pytest

from tests.support.driver import THEME, Client, whose
from tests.support.events import EventClient

ADVISER, ADMIN = "brigadiere@example.org", "equipe@example.org"
OWN, OTHERS = "Mes heures", "Heures de collègues"


@pytest.fixture
def team(client: Client) -> EventClient:
    """Her colleague's hours begin sooner: more of them than a page shows."""
    for day in range(2, 8):
        hours = f"2027-03-{day:02}T08:00:00-05:00", f"2027-03-{day:02}T20:00:00-05:00"
        admin = client.staff(ADMIN)
        client.driver.open_day(admin, ADMIN, *hours, themes=[THEME])
    client.open_day("2027-03-22T09:00:00-04:00", "2027-03-22T11:00:00-04:00", [THEME])
    return EventClient(client.system)


def be(team: EventClient, who: str) -> None:
    team.http.set_cookie("brigade_equipe", team.staff(who), domain="localhost")


def lots(page: str) -> list[str]:
    return re.findall(r'<h2 id="heures-\d"[^>]*>(.*?)</h2>', page)


def test_an_hour_booked_for_somebody_is_one_of_hers_first(team: EventClient) -> None:
    person = whose(team.register())
    be(team, ADVISER)
    page = team.http.get(f"/equipe/personnes/{person}/reserver?theme={THEME}").text
    assert lots(page) == [OWN, OTHERS]
    hers, others = page.split(OTHERS)
    assert hers.count('name="slot_id"') == 2
    assert "avec " not in hers.split(OWN)[1]
    assert others.count('name="slot_id"') == others.count(", avec ") == 60


def test_a_session_moves_to_one_of_its_adviser_s_hours_first(team: EventClient) -> None:
    token = team.register()
    slots = team.call("GET", "/api/v1/slots").get_json()["slots"]
    booking = team.book(token, next(each for each in slots if "03-22T09" in each["starts_at"]))
    path = f"/equipe/rencontres/{booking['id']}/deplacer"
    be(team, ADVISER)
    assert lots(team.http.get(path).text) == [OWN, OTHERS]
    be(team, ADMIN)
    page = team.http.get(path).text
    [own, others] = lots(page)
    assert own.startswith("Heures de ")
    assert page.split(others)[1].count(", avec vous") == 60


def test_hours_that_are_all_hers_are_said_so_to_who_hears_the_page_alone(client: Client) -> None:
    client.open_day("2027-03-22T09:00:00-04:00", "2027-03-22T11:00:00-04:00", [THEME])
    team = EventClient(client.system)
    person = whose(team.register())
    be(team, ADVISER)
    page = team.http.get(f"/equipe/personnes/{person}/reserver?theme={THEME}").text
    assert '<h2 id="heures-1" class="visually-hidden">Mes heures</h2>' in page
