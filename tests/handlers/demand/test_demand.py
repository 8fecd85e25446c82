"""What the team reads of demand follows people as they come, book, change their mind and leave."""

from typing import Any

import pytest

from chalicelib import wiring
from tests.support.driver import THEME, Client
from tests.support.events import EventClient
from tests.support.injected import Calls

API = "/api/v1/staff/demand"
OTHER = "marketing-numerique"


@pytest.fixture
def team(client: Client, blank_pages: None) -> EventClient:
    return EventClient(client.system)


def demand(team: Client, theme: str = THEME) -> dict[str, Any]:
    team.drain()
    answer = team.call("GET", API, token=team.staff())
    assert answer.status_code == 200, answer.text
    (found,) = [each for each in answer.get_json()["themes"] if each["slug"] == theme]
    return dict(found)


def test_a_theme_is_asked_for_by_who_has_proven_their_address_until_they_have_a_session(
    team: EventClient,
) -> None:
    token = team.ask_to_join()
    assert demand(team)["asked"] == 0
    team.driver.confirm(token)
    team.register("zoe@example.org", themes=[THEME, OTHER])
    assert (demand(team)["asked"], demand(team, OTHER)["asked"]) == (2, 1)
    slots = team.open_day("2027-03-03T09:00:00-05:00", "2027-03-03T12:00:00-05:00", [THEME])
    booked = team.book(token, slots[0])
    assert demand(team)["asked"] == 1
    team.driver.cancel(token, booked["id"])
    assert demand(team)["asked"] == 2
    team.call("PATCH", "/api/v1/me", {"themes": [OTHER]}, token)
    assert (demand(team)["asked"], demand(team, OTHER)["asked"]) == (1, 2)


def test_an_adviser_is_told_how_many_more_ask_than_she_sees(team: EventClient) -> None:
    hers, other = team.register(themes=[THEME, OTHER]), team.register("zoe@example.org")
    slots = team.open_day("2027-03-03T09:00:00-05:00", "2027-03-03T12:00:00-05:00", [OTHER])
    team.book(hers, slots[0], OTHER)
    assert demand(team)["asked"] == 2
    page = f"/equipe/personnes?filtre=wants:{THEME}"
    team.http.set_cookie("brigade_equipe", team.staff())
    assert "Une autre personne demande ce thème." in team.http.get(page).text
    assert "demande ce thème." not in team.http.get(f"{page}&q=ana").text
    team.http.set_cookie("brigade_equipe", team.staff("equipe@example.org"))
    assert "demande ce thème." not in team.http.get(page).text
    team.call("DELETE", "/api/v1/me", token=other)
    team.drain()
    team.http.set_cookie("brigade_equipe", team.staff())
    assert "demande ce thème." not in team.http.get(page).text


def test_who_is_erased_asks_for_nothing_any_more(team: EventClient) -> None:
    token = team.register()
    team.register("zoe@example.org")
    assert demand(team)["asked"] == 2
    team.call("DELETE", "/api/v1/me", token=token)
    assert demand(team)["asked"] == 1
    team.advance("PT10M")
    assert demand(team)["asked"] == 1


def test_an_hour_is_free_for_its_themes_or_for_each_if_people_may_still_book_it(
    team: EventClient,
) -> None:
    assert (demand(team)["free"], demand(team)["next_free_at"]) == (0, None)
    team.open_day("2027-03-03T09:00:00-05:00", "2027-03-03T11:00:00-05:00", [THEME])
    team.open_day("2027-03-04T09:00:00-05:00", "2027-03-04T10:00:00-05:00")
    assert demand(team)["free"] == 3
    assert demand(team)["next_free_at"] == "2027-03-03T09:00:00-05:00"
    assert demand(team, OTHER)["free"] == 1
    team.move_to("2027-03-03T08:59:00-05:00")
    assert demand(team)["next_free_at"] != "2027-03-03T09:00:00-05:00"


def test_the_page_proposes_first_what_lacks_most_hours_and_opens_them_with_the_theme_chosen(
    team: EventClient,
) -> None:
    team.register(themes=[OTHER])
    team.drain()
    team.http.set_cookie("brigade_equipe", team.staff())
    page = team.http.get("/equipe/demande").text.replace("\u00a0", " ")
    assert "À ouvrir d’abord : <strong>Marketing numérique</strong>" in page
    assert f'href="/equipe/semaine/ouvrir?theme={OTHER}"' in page
    form = team.http.get(f"/equipe/semaine/ouvrir?theme={OTHER}").text
    assert f'value="{OTHER}" checked' in form


def test_nobody_but_the_team_reads_it(team: EventClient) -> None:
    assert team.call("GET", API, token=team.register()).status_code == 403


def test_the_day_names_the_theme_that_lacks_most_hours_and_nothing_once_none_does(
    team: EventClient,
) -> None:
    team.register(themes=[OTHER])
    team.drain()
    team.http.set_cookie("brigade_equipe", team.staff())
    assert "Marketing numérique</a>, 1 personne l’attend, aucune heure libre" in today(team)
    team.open_day("2027-03-03T09:00:00-05:00", "2027-03-03T10:00:00-05:00", [OTHER])
    assert "l’attend" not in today(team)


def today(team: Client) -> str:
    return team.http.get("/equipe").text.replace("\u00a0", " ")


def test_those_who_want_a_theme_are_found_among_people(team: EventClient) -> None:
    team.register(themes=[OTHER])
    team.register("zoe@example.org", given_name="Zoé")
    team.drain()
    path = f"/api/v1/staff/people?filter=wants:{OTHER}"
    found = team.call("GET", path, token=team.staff("equipe@example.org")).get_json()["people"]
    assert [each["given_name"] for each in found] == ["Ana"]


def test_demand_is_read_in_as_many_calls_whoever_wants_what(team: EventClient) -> None:
    asked = [Calls(wiring.client("dynamodb"), name) for name in ("Query", "BatchGetItem")]

    def cost() -> int:
        token = team.staff()
        before = sum(each.count for each in asked)
        team.call("GET", API, token=token)
        return sum(each.count for each in asked) - before

    cost()  # the settings are read once
    few = cost()
    for number in range(6):
        team.register(f"p{number}@example.org", themes=[THEME, OTHER])
    team.open_day("2027-03-03T09:00:00-05:00", "2027-03-03T18:00:00-05:00")
    team.drain()
    assert cost() == few == 2


def test_usual_hours_are_opened_in_one_tap_for_the_theme_that_lacks_most(
    team: EventClient,
) -> None:
    team.http.set_cookie("brigade_equipe", team.staff())
    for day in ("2027-03-02", "2027-03-09"):
        team.open_day(f"{day}T09:00:00-05:00", f"{day}T12:00:00-05:00", [THEME])
    team.register(themes=[OTHER])
    team.drain()
    page = team.http.get("/equipe/demande").text.replace("\u00a0", " ")
    assert "Ouvrir le mardi 16 mars" in page
    asked = {"theme": OTHER, "starts_at": "2027-03-16T13:00:00+00:00"}
    done = team.http.post("/equipe/demande", data=asked, follow_redirects=True).text
    assert 'href="/equipe/semaine/jours/2027-03-16"' in done
    assert (demand(team, OTHER)["free"], demand(team, OTHER)["next_free_at"]) == (
        3,
        "2027-03-16T09:00:00-04:00",
    )
    team.http.set_cookie("brigade_equipe", team.staff("equipe@example.org"))
    assert "Plages ouvertes" in team.http.get("/equipe/journal").text
    team.http.set_cookie("brigade_equipe", team.staff())
    again = team.http.post("/equipe/demande", data=asked)
    assert again.status_code == 409
    assert demand(team, OTHER)["free"] == 3


def test_who_opened_no_hours_yet_is_led_to_the_form(team: EventClient) -> None:
    team.http.set_cookie("brigade_equipe", team.staff())
    team.register(themes=[OTHER])
    team.drain()
    page = team.http.get("/equipe/demande").text
    assert 'method="post" action="/equipe/demande"' not in page
    wrong = team.http.post("/equipe/demande", data={"theme": OTHER, "starts_at": "demain"})
    assert wrong.status_code == 422
