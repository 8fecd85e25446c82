"""A consent comes into force by whichever act proves the address: what follows from it follows."""

from collections.abc import Callable
from typing import Any

import pytest

from infra.local.system import System
from tests.support.driver import THEME, text_of
from tests.support.events import EventClient, before_the_next_write

ANA = "ana@example.org"
AGREED = {"program": True, "community": True}
ASKING = {"given_name": "Ana", "family_name": "Exemple", "email": ANA, "consents": AGREED}

Act = Callable[[EventClient, dict[str, Any], str], Any]


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.fixture
def event(client: EventClient) -> dict[str, Any]:
    return client.create()


def booking(client: EventClient, _: Any, token: str) -> None:
    slot = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")[1]
    client.book(token, slot)


def booking_on_the_page(client: EventClient, _: Any, token: str) -> None:
    slot = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")[1]
    client.enter(token)
    form = {"slot_id": slot["id"], "theme": THEME, "needs": ""}
    assert client.http.post("/mon-espace/reserver", data=form).status_code == 303


def seat(client: EventClient, event: dict[str, Any], token: str) -> None:
    client.seat(event, token)


def seat_on_the_page(client: EventClient, event: dict[str, Any], token: str) -> None:
    client.enter(token)
    page = f"/evenements/{event['id']}"
    assert client.http.post(page, data={"mode": "online"}).status_code == 303


def other_address(client: EventClient, _: Any, token: str) -> None:
    client.enter(token)
    client.http.post("/mon-espace/adresse", data={"email": "ana.b@example.org"})


def profile(client: EventClient, _: Any, token: str) -> None:
    assert client.call("PATCH", "/api/v1/me", {"role": "Direction"}, token).status_code == 200


def confirming(client: EventClient, _: Any, token: str) -> None:
    client.driver.confirm(token)


ACTS: list[Act] = [
    booking,
    booking_on_the_page,
    seat,
    seat_on_the_page,
    other_address,
    profile,
    confirming,
]


def invitations(client: EventClient) -> int:
    client.advance("PT15H")
    client.drain()
    return client.kinds(ANA).count("community_invitation")


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_whichever_act_brings_it_into_force_invites_once(
    client: EventClient, event: dict[str, Any], act: Act
) -> None:
    token = client.ask_to_join(ANA, consents=AGREED)
    assert invitations(client) == 0
    act(client, event, token)
    assert client.me(token)["consents"]["community"] is True
    assert invitations(client) == 1
    client.driver.confirm(token)
    profile(client, event, token)
    assert invitations(client) == 1


def test_joining_by_what_was_mailed_for_one_event_invites_who_agreed_to_it_there(
    client: EventClient, event: dict[str, Any]
) -> None:
    path = f"/api/v1/events/{event['id']}/registrations"
    assert client.call("POST", path, {"mode": "online", **ASKING}).status_code == 202
    client.drain()
    (mail,) = client.mails("event_confirmed", ANA)
    link = next(word for word in text_of(mail).split() if "/rejoindre" in word)
    client.move_to("2027-03-20T13:25:00-04:00")
    told = {"jeton": link.partition("jeton=")[2]}
    assert client.http.post("/rejoindre", data=told).status_code == 303
    assert invitations(client) == 1


def test_an_act_that_is_decided_afresh_invites_once(
    client: EventClient, event: dict[str, Any]
) -> None:
    token = client.ask_to_join(ANA, consents=AGREED)
    before_the_next_write(lambda: client.driver.confirm(token))
    client.seat(event, token)
    assert invitations(client) == 1
