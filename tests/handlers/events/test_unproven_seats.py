"""Sixty invented addresses and fifty seats: who is known to want one does not wait for long."""

import re
from typing import Any

import pytest

from infra.local.system import System

from ...support.driver import text_of
from ...support.events import EventClient, before_the_next_write

SEATS, INVENTED = 50, 60


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.mark.parametrize(
    ("asked_at", "still_waits_at", "seated_at"),
    [
        ("2027-03-10T10:00:00-05:00", "2027-03-10T11:50:00-05:00", "2027-03-10T12:20:00-05:00"),
        ("2027-03-10T20:00:00-05:00", "2027-03-11T08:50:00-05:00", "2027-03-11T09:20:00-05:00"),
    ],
    ids=["by day", "not at night"],
)
def test_who_waits_and_is_known_has_a_seat_that_an_invented_address_held(
    client: EventClient, asked_at: str, still_waits_at: str, seated_at: str
) -> None:
    event = client.create(mode="in_person", capacity={"in_person": SEATS})
    token = client.register()
    client.move_to(asked_at)
    for number in range(INVENTED):
        answer = client.guest(event, f"invente{number}@example.org", "in_person")
        assert answer.status_code == 202
    client.drain()
    assert client.seat(event, token, "in_person")["status"] == "waitlisted"
    client.move_to(still_waits_at)
    client.drain()
    assert client.mine(token)["status"] == "waitlisted"
    client.move_to(seated_at)
    client.drain()
    assert client.mine(token)["status"] == "confirmed"
    assert client.event_mails("ana@example.org")[-1] == "event_promoted"
    assert client.seats(event)["in_person"]["remaining"] == 0
    seen_by_team = client.call("GET", f"/api/v1/events/{event['id']}", token=client.staff())
    numbers = seen_by_team.get_json()["seats"]["in_person"]
    assert (numbers["capacity"], numbers["waiting"]) == (SEATS, INVENTED - SEATS + 1)


def places_taken(client: EventClient, event: dict[str, Any]) -> int:
    answer = client.call("GET", f"/api/v1/events/{event['id']}", token=client.staff())
    numbers = answer.get_json()["seats"]["online"]
    return int(numbers["capacity"] - numbers["remaining"])


def test_one_address_that_nobody_has_proven_holds_three_events_and_nothing_tells_of_it(
    client: EventClient,
) -> None:
    events = [client.create(title=f"Rencontre {number}") for number in range(5)]
    answers = [client.guest(event, "inventee@example.org") for event in events]
    assert {(a.status_code, a.data, a.headers.get("Retry-After")) for a in answers} == {
        (202, answers[0].data, None)
    }
    assert [places_taken(client, event) for event in events] == [1, 1, 1, 0, 0]
    client.drain()
    assert client.event_mails("inventee@example.org") == ["event_confirmed"]
    again = client.guest(events[0], "inventee@example.org")
    assert (again.status_code, again.data) == (202, answers[0].data)
    assert client.guest(events[4], "autre@example.org").status_code == 202
    assert places_taken(client, events[4]) == 1


def test_forms_at_the_same_moment_hold_no_more(client: EventClient) -> None:
    events = [client.create(title=f"Rencontre {number}") for number in range(4)]
    for event in events[:2]:
        client.guest(event, "inventee@example.org")
    before_the_next_write(lambda: client.guest(events[2], "inventee@example.org"))
    client.guest(events[3], "inventee@example.org")
    assert sum(places_taken(client, event) for event in events) == 3


def test_who_proves_the_address_comes_to_as_many_as_they_like(client: EventClient) -> None:
    events = [client.create(title=f"Rencontre {number}") for number in range(5)]
    client.guest(events[0], "lou@example.org")
    client.drain()
    token = client.token_for("lou@example.org", "event_confirmed")
    for event in events[1:]:
        client.seat(event, token)
    assert [places_taken(client, event) for event in events] == [1] * 5


def test_the_mail_says_until_when_the_seat_is_kept(client: EventClient) -> None:
    client.move_to("2027-03-10T20:00:00-05:00")
    event = client.create()
    client.guest(event, "lou@example.org")
    client.drain()
    said = text_of(client.mails("event_confirmed", "lou@example.org")[-1])
    assert "avant le jeudi 11 mars 2027 à 9 h" in " ".join(said.split())
    token = client.register("zoe@example.org")
    client.seat(event, token)
    client.drain()
    assert "garder votre place" not in text_of(
        client.mails("event_confirmed", "zoe@example.org")[-1]
    )


def test_the_space_of_who_has_not_confirmed_lists_each_event_asked_for_and_until_when_it_is_kept(
    client: EventClient,
) -> None:
    client.move_to("2027-03-10T20:00:00-05:00")
    full = client.create(title="Table ronde", capacity={"in_person": 1, "online": 1})
    client.guest(full, "zoe@example.org")
    client.guest(client.create(title="Café numérique"), "lou@example.org", "in_person")
    client.guest(full, "lou@example.org")
    client.drain()
    token = client.token_for("lou@example.org", "event_confirmed")
    panel = panel_of(client, token)
    assert "Café numérique : samedi 20 mars 2027, de 13 h 30 à 15 h, sur place." in panel
    assert "gardée jusqu’au jeudi 11 mars 2027, 9 h." in panel
    assert "Table ronde : samedi 20 mars 2027, de 13 h 30 à 15 h, en ligne." in panel
    assert "Rang 1 dans la liste d’attente." in panel
    client.move_to("2027-03-11T09:00:00-05:00")
    assert "Le délai pour garder la place est passé" in panel_of(client, token)
    client.driver.confirm(token)
    assert panel_of(client, token) == ""


def panel_of(client: EventClient, token: str) -> str:
    """What the space asks to confirm, as it is read."""
    client.enter(token)
    page = client.http.get("/mon-espace").text
    found = re.search(r'aria-labelledby="a-confirmer">(.*?)</section>', page, re.DOTALL)
    words = re.sub(r"<[^>]*>", "", found[1]).split() if found else []
    return " ".join(words)


def rank_shown(client: EventClient, event: dict[str, Any], token: str) -> list[int]:
    """The rank on the event's page, in one's space, and in the last mail about the line."""
    client.enter(token)
    client.drain()
    pages = [client.http.get(path).text for path in (f"/evenements/{event['id']}", "/mon-espace")]
    found = [re.search(r"au <strong>rang (\d+)</strong>|Rang <strong>(\d+)<", p) for p in pages]
    return [int(each[1] or each[2]) for each in found if each]


def test_a_rank_counts_nobody_who_comes_after_anyway(client: EventClient) -> None:
    event = client.create(capacity={"in_person": 1, "online": 1})
    client.guest(event, "premiere@example.org")
    for number in range(3):
        client.guest(event, f"invente{number}@example.org")
    ana, bob = client.register("ana@example.org"), client.register("bob@example.org")
    client.enter(ana)
    assert "Vous seriez au rang 1" in client.http.get(f"/evenements/{event['id']}").text
    assert client.seat(event, ana)["position"] == 1
    assert client.seat(event, bob)["position"] == 2
    assert rank_shown(client, event, ana) == [1, 1]
    assert rank_shown(client, event, bob) == [2, 2]
    told = text_of(client.mails("event_waitlisted", "bob@example.org")[-1])
    assert "Vous êtes au rang 2 de la liste d’attente" in " ".join(told.split())
    unproven = client.token_for("invente1@example.org", "event_waitlisted")
    assert rank_shown(client, event, unproven) == [4, 4]
    client.driver.confirm(unproven)
    assert rank_shown(client, event, unproven) == [1, 1]
    assert rank_shown(client, event, bob) == [3, 3]
