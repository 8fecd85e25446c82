"""Two things at one time: a word of warning, then as the person wants; never a refusal."""

import html
from typing import Any

import pytest

from infra.local.system import System
from tests.handlers.http.test_bad_input import nothing_changes
from tests.support.driver import THEME
from tests.support.events import EventClient

AT = {"starts_at": "2027-04-07T13:30:00-04:00", "ends_at": "2027-04-07T15:00:00-04:00"}
ASKED = "Deux choses au même moment"


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.fixture
def ana(client: EventClient) -> str:
    return client.sign_in()


def kinds(held: dict[str, Any]) -> list[str]:
    return [each["kind"] for each in held["overlaps"]]


def test_an_event_at_the_time_of_a_session_is_told_of_and_then_as_one_likes(
    client: EventClient, ana: str
) -> None:
    slot = client.open_day("2027-04-07T14:00:00-04:00", "2027-04-07T16:00:00-04:00")[0]
    client.book(ana, slot)
    event = client.create(**AT)
    client.drain()
    path, form = f"/evenements/{event['id']}", {"mode": "online"}
    with nothing_changes(client):
        asked = client.http.post(path, data=form)
        assert (asked.status_code, ASKED in asked.text) == (200, True)
        assert "Rencontre individuelle" in asked.text
    assert client.http.post(path, data={**form, "quand_meme": "oui"}).status_code == 303
    me = client.me(ana)
    assert kinds(me["sessions"][0]) == ["event"]
    assert me["sessions"][0]["overlaps"][0]["title"] == event["title"]
    assert kinds(me["event_registrations"][0]) == ["session"]
    assert html.unescape(client.http.get("/mon-espace").text).count("Au même moment") == 2


def test_a_session_at_the_time_of_an_event_is_told_of_when_booked_and_when_moved(
    client: EventClient, ana: str
) -> None:
    event = client.create(**AT)
    assert (
        client.http.post(f"/evenements/{event['id']}", data={"mode": "online"}).status_code == 303
    )
    at, after = client.open_day("2027-04-07T14:00:00-04:00", "2027-04-07T16:00:00-04:00")
    client.drain()
    form = {"slot_id": at["id"], "theme": THEME, "needs": "Ma <question>"}
    with nothing_changes(client):
        asked = client.http.post("/mon-espace/reserver", data=form)
        assert ASKED in asked.text
        assert 'value="Ma &lt;question&gt;"' in asked.text  # kept for the next answer
    booked = client.book(ana, after)
    move = f"/mon-espace/rencontres/{booked['id']}/deplacer"
    with nothing_changes(client):
        assert ASKED in client.http.post(move, data={"slot_id": at["id"]}).text
    moved = client.http.post(move, data={"slot_id": at["id"], "quand_meme": "oui"})
    assert moved.status_code == 303
    assert client.me(ana)["sessions"][0]["starts_at"] == at["starts_at"]


def test_two_events_at_once_are_told_of_and_two_that_touch_are_not(
    client: EventClient, ana: str
) -> None:
    first = client.create(**AT)
    client.http.post(f"/evenements/{first['id']}", data={"mode": "online"})
    within = client.create(starts_at="2027-04-07T14:00:00-04:00", ends_at=AT["ends_at"])
    after = client.create(starts_at=AT["ends_at"], ends_at="2027-04-07T16:00:00-04:00")
    client.drain()
    with nothing_changes(client):
        again = client.http.post(f"/evenements/{within['id']}", data={"mode": "online"})
        assert ASKED in again.text
    touching = client.http.post(f"/evenements/{after['id']}", data={"mode": "online"})
    assert touching.status_code == 303
