"""What strangers are told of seats says nothing of one registration; the team is told exactly."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.events.seats import about
from infra.local.system import System
from tests.support.events import EventClient


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@settings(deadline=None)
@given(st.integers(0, 20_000))
def test_a_number_is_told_as_at_least_so_many_and_0_is_exact(number: int) -> None:
    assert about(number) <= number
    assert (about(number) == 0) == (number == 0)
    assert number < 5 * about(number) or number == 0


def told(client: EventClient, event: dict[str, Any]) -> list[Any]:
    """All that a stranger sees of an event."""
    one = client.call("GET", f"/api/v1/events/{event['id']}").get_json()
    every = client.call("GET", "/api/v1/events").get_json()
    pages = [client.http.get(path).text for path in ("/evenements", f"/evenements/{event['id']}")]
    return [one["seats"], [each["seats"] for each in every["events"]], *map(without_keys, pages)]


def without_keys(page: str) -> list[str]:
    """A page but for what is drawn anew each time: keys of forms, when it was shown."""
    return [line for line in page.splitlines() if 'type="hidden"' not in line]


def test_somebody_who_registers_changes_nothing_that_a_stranger_sees(client: EventClient) -> None:
    event = client.create(public=True, capacity={"in_person": 0, "online": 9})
    token = client.register()
    before = told(client, event)
    assert before[0]["online"] == {"capacity": 9, "remaining": 5, "waiting": 0}
    client.seat(event, token)
    assert told(client, event) == before
    assert client.seats(event)["online"]["remaining"] == 8


def test_full_is_told_exactly_and_so_is_how_many_wait(client: EventClient) -> None:
    event = client.create(public=True, capacity={"in_person": 0, "online": 1})
    for n in range(4):
        client.seat(event, client.register(f"p{n}@example.org"))
    path = f"/api/v1/events/{event['id']}"
    full = {"capacity": 1, "remaining": 0, "waiting": 3}
    assert client.call("GET", path).get_json()["seats"]["online"] == full
    assert "Vous seriez au rang" not in client.http.get(f"/evenements/{event['id']}").text
    assert client.seats(event)["online"] == full
    for token in (client.register("zoe@example.org"), "forged"):
        assert client.call("GET", path, token=token).get_json()["seats"]["online"] == full
