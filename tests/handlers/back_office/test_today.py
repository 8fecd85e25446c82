"""The team's first page: who comes today, and the list of what waits, which empties."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.people.privacy_requests import Channel, PrivacyRequest, RequestKind
from tests.support.driver import Client, whose
from tests.support.events import EventClient
from tests.support.injected import Calls

API = "/api/v1/staff/today"
ADVISER, ADMIN = "brigadiere@example.org", "equipe@example.org"
ROOM = "https://visio.example.org/brigade"


@pytest.fixture
def team(client: Client, blank_pages: None) -> EventClient:
    team = EventClient(client.system)
    team.http.set_cookie("brigade_equipe", team.staff())
    return team


def today(client: EventClient, who: str = ADVISER) -> dict[str, Any]:
    answer = client.call("GET", API, token=client.staff(who))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def to_do(client: EventClient, who: str = ADVISER) -> list[tuple[str, str]]:
    return [(each["kind"], each["id"]) for each in today(client, who)["to_do"]]


def open_day(client: EventClient, day: str, url: str = ROOM) -> list[dict[str, Any]]:
    hours = f"{day}T09:00:00-05:00", f"{day}T12:00:00-05:00"
    return client.driver.open_day(client.staff(), ADVISER, *hours, meeting_url=url)


def booked(client: EventClient, day: str, url: str = ROOM, needs: str = "Ma fiche.") -> Any:
    token = client.register(phone="450 555-0199")
    return client.driver.book(token, open_day(client, day, url)[0]["id"], needs=needs)


def test_the_day_says_who_comes_how_to_reach_them_and_what_was_said_last_time(
    team: EventClient,
) -> None:
    token = team.register(phone="450 555-0199")
    first = team.driver.book(token, open_day(team, "2027-03-03")[0]["id"])
    team.move_to("2027-03-03T10:30:00-05:00")
    team.hold(first, notes="## Sa fiche Wikidata\n\nReste à traduire.")
    second = team.driver.book(token, open_day(team, "2027-03-08")[1]["id"], needs="La suite.")
    team.move_to("2027-03-08T08:00:00-05:00")
    (session,) = today(team)["sessions"]
    assert (session["id"], session["needs"], session["meeting_url"]) == (
        second["id"],
        "La suite.",
        ROOM,
    )
    assert session["last_time"]["said"] == "Sa fiche Wikidata"
    page = team.http.get("/equipe").text
    for shown in (
        "Ana Exemple",
        'href="tel:4505550199"',
        f'href="{ROOM}"',
        "La suite.",
        "Sa fiche",
    ):
        assert shown in page
    assert today(team)["next_free_at"].startswith("2027-03-08T09:00")


def test_a_session_without_outcome_waits_until_it_has_one_and_again_once_undone(
    team: EventClient,
) -> None:
    booking = booked(team, "2027-03-03")
    assert to_do(team) == []
    team.move_to("2027-03-05T09:00:00-05:00")
    assert to_do(team) == [("outcome", booking["id"])]
    assert "Suivi à faire" in team.http.get("/equipe").text
    team.hold(booking, outcome="no_show")
    assert to_do(team) == []
    undo = f"/api/v1/staff/sessions/{booking['id']}/outcome/undo"
    assert team.call("POST", undo, {}, team.staff()).status_code == 200
    assert to_do(team) == [("outcome", booking["id"])]


def test_what_waits_longest_comes_first_and_each_empties_once_it_is_done(team: EventClient) -> None:
    session = booked(team, "2027-03-08", url="")
    event = team.create(
        starts_at="2027-03-04T13:00:00-05:00",
        ends_at="2027-03-04T15:00:00-05:00",
        mode="hybrid",
        capacity={"in_person": 5, "online": 5},
        venue="",
        online_url="",
    )
    assert {("link", event["id"]), ("place", event["id"]), ("link", session["id"])} == {
        *to_do(team)
    }
    team.change(event, venue="Salle 2", online_url=ROOM)
    assert to_do(team) == [("link", session["id"])]
    team.move_to("2027-03-05T09:00:00-05:00")
    assert to_do(team)[-1] == ("summary", event["id"])
    path = f"/api/v1/staff/events/{event['id']}/summary"
    assert team.call("POST", path, {"markdown": "Bien."}, team.staff()).status_code == 200
    assert to_do(team) == [("link", session["id"])]


def test_mails_that_do_not_arrive_wait_only_for_who_has_something_to_come(
    team: EventClient,
) -> None:
    event = team.create(starts_at="2027-03-10T13:00:00-05:00", ends_at="2027-03-10T15:00:00-05:00")
    for address in ("ana@example.org", "lou@example.org"):
        token = team.register(address)
        if address.startswith("ana"):
            team.seat(event, token)
        person = wiring.store().one(Participant, whose(token))
        assert person is not None
        unit = wiring.store().unit()
        unit.save(replace(person, bounced_at=wiring.now()))
        unit.commit()
    kinds = [kind for kind, _ in to_do(team) if kind == "bounced"]
    assert kinds == ["bounced"]
    page = team.http.get("/equipe").text
    assert "Courriels non reçus" in page


def test_requests_of_people_wait_for_an_admin_alone(team: EventClient) -> None:
    now = wiring.now()
    unit = wiring.store().unit()
    unit.add(PrivacyRequest("rq-q1", RequestKind.ACCESS, Channel.WRITTEN, now, now, who="Jo"))
    unit.commit()
    assert to_do(team, ADMIN) == [("request", "rq-q1")]
    assert to_do(team) == []


def test_an_adviser_s_day_is_her_own(team: EventClient) -> None:
    booking = booked(team, "2027-03-03")
    hours = "2027-03-03T13:00:00-05:00", "2027-03-03T14:00:00-05:00"
    (slot,) = team.driver.open_day(team.staff(ADMIN), ADMIN, *hours)
    other = team.driver.book(team.register("lou@example.org"), slot["id"])
    team.move_to("2027-03-03T08:00:00-05:00")
    assert [each["id"] for each in today(team)["sessions"]] == [booking["id"]]
    assert [each["id"] for each in today(team, ADMIN)["sessions"]] == [booking["id"], other["id"]]
    team.move_to("2027-03-04T08:00:00-05:00")
    assert to_do(team) == [("outcome", booking["id"])]
    assert {("outcome", booking["id"]), ("outcome", other["id"])} == {*to_do(team, ADMIN)}


def test_the_day_costs_the_same_however_much_was_before(team: EventClient) -> None:
    def cost() -> int:
        before = sum(each.count for each in asked)
        today(team)
        return sum(each.count for each in asked) - before

    def spend(day: str) -> None:
        for hour, slot in enumerate(open_day(team, day)):
            team.driver.book(team.register(f"p{day}-{hour}@example.org"), slot["id"])

    asked = [Calls(wiring.client("dynamodb"), name) for name in ("Query", "BatchGetItem")]
    spend("2027-03-02")
    team.move_to("2027-03-07T08:00:00-05:00")
    little = cost()
    for day in ("2027-03-08", "2027-03-09", "2027-03-10"):
        spend(day)
    team.move_to("2027-03-12T08:00:00-05:00")
    assert len(today(team)["to_do"]) == 12
    assert cost() == little <= 11


def test_links_to_a_week_of_before_lead_to_it(team: EventClient) -> None:
    answer = team.http.get("/equipe?semaine=2027-03-08&fait=plages")
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/equipe/semaine?semaine=2027-03-08&fait=plages",
    )
    assert "Semaine du" in team.http.get("/equipe/semaine?semaine=2027-03-08").text


def test_the_next_free_hour_is_said_as_one_says_it(team: EventClient) -> None:
    assert "Vous n’avez aucune heure libre." in team.http.get("/equipe").text
    open_day(team, "2027-03-02")
    assert "mardi 2 mars, 9" in team.http.get("/equipe").text
    team.move_to("2027-03-02T08:00:00-05:00")
    assert "aujourd’hui, 9" in team.http.get("/equipe").text
