"""From an event's page, everything that belongs to it can be reached."""

import pytest

from infra.local.system import System
from tests.support.events import EventClient


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.mark.parametrize(
    ("kind", "places"),
    [("codevelopment", ("accueil", "ecran", "sujets")), ("cohort", ("accueil", "prochaine"))],
)
def test_the_team_finds_the_door_the_screen_the_subjects_and_the_next_meeting(
    client: EventClient, kind: str, places: tuple[str, ...]
) -> None:
    event = client.create(kind=kind)
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    text = client.http.get(f"/equipe/evenements/{event['id']}").text
    for place in places:
        address = f"/equipe/evenements/{event['id']}/{place}"
        assert f'href="{address}"' in text
        assert client.http.get(address).status_code == 200


def test_who_has_a_seat_finds_where_to_propose_a_subject(client: EventClient) -> None:
    event = client.create(kind="codevelopment")
    token = client.register()
    client.enter(token)
    address = f"/evenements/{event['id']}"
    assert "/sujets" not in client.http.get(address).text
    client.seat(event, token)
    assert f'href="{address}/sujets"' in client.http.get(address).text
