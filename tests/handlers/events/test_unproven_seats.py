"""Sixty invented addresses and fifty seats: who is known to want one does not wait for long."""

import pytest

from infra.local.system import System

from ...support.events import EventClient

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
