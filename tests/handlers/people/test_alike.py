"""As many calls to the table whoever the address is: no answer's time says who is known."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import Client as WsgiClient

from chalicelib import wiring
from infra.local.system import STAFF, System
from tests.support.driver import REGISTRATION, Client
from tests.support.events import EventClient


@pytest.fixture
def client(system: System) -> Client:
    return Client(system)


def calls(client: Client, path: str, address: str) -> list[str]:
    """What a form asks of the table, in order."""
    browser = WsgiClient(client.http.application)
    return made_by(lambda: browser.post(path, data={"email": address}).status_code == 200)


def made_by(form: Callable[[], bool]) -> list[str]:
    """The calls to the table while a form is sent that is answered as it should be."""
    made: list[str] = []

    def note(model: Any, **_: Any) -> None:
        made.append(model.name)

    events = wiring.client("dynamodb").meta.events
    events.register_first("before-call.dynamodb", note)
    try:
        assert form()
    finally:
        events.unregister("before-call.dynamodb", note)
    return made


@pytest.mark.parametrize(
    ("path", "known"), [("/mon-espace/lien", "ana@example.org"), ("/equipe/lien", STAFF[1][0])]
)
def test_a_link_is_as_much_work_for_somebody_unknown(client: Client, path: str, known: str) -> None:
    client.register("ana@example.org")
    client.advance("PT2H")
    calls(client, path, "premiere@example.org")  # the network is counted from now on
    mailed, unknown = (calls(client, path, each) for each in (known, "personne@example.org"))
    assert mailed.count("TransactWriteItems") >= 1
    assert unknown == mailed
    again = calls(client, path, known)  # at once: nothing is mailed
    assert calls(client, path, "personne@example.org") == again


def test_joining_is_as_much_work_whoever_the_address_is(client: Client) -> None:
    def joined(address: str) -> list[str]:
        body = {**REGISTRATION, "email": address}
        return made_by(
            lambda: client.call("POST", "/api/v1/registrations", body).status_code == 202
        )

    client.register("ana@example.org")
    client.advance("PT2H")
    joined("premiere@example.org")  # the network is counted from now on
    new = joined("personne@example.org")
    assert joined("personne@example.org") == new, "nobody has proven it yet"
    assert joined("ana@example.org") == new
    assert joined("ana@example.org") == new, "at once: nothing is mailed"


def test_coming_to_an_event_is_as_much_work_whoever_the_address_is(system: System) -> None:
    client = EventClient(system)
    event = client.create(public=True, capacity={"in_person": 9, "online": 9})
    path = f"/api/v1/events/{event['id']}/registrations"

    def came(address: str) -> list[str]:
        body = {
            "mode": "online",
            "email": address,
            "given_name": "Ana",
            "family_name": "",
            "consents": {"program": True},
        }
        return made_by(lambda: client.call("POST", path, body).status_code == 202)

    client.register("ana@example.org")
    client.driver.register({**REGISTRATION, "email": "jo@example.org"})
    client.advance("PT2H")
    came("premiere@example.org")  # the network is counted from now on
    new = came("personne@example.org")
    for address in ("ana@example.org", "jo@example.org"):
        assert sorted(came(address)) == sorted(new)
    client.advance("PT1M")
    came("deuxieme@example.org")
    for again in ("ana@example.org", "jo@example.org", "personne@example.org"):
        assert len(came(again)) == len(new), "who comes already"


def test_an_event_beyond_those_that_forms_may_ask_for_is_as_much_work(system: System) -> None:
    client = EventClient(system)
    body = {"mode": "online", "given_name": "Ana", "family_name": ""}

    def came(address: str) -> list[str]:
        event = client.create(public=True, capacity={"in_person": 9, "online": 9})
        path = f"/api/v1/events/{event['id']}/registrations"
        asked = {**body, "email": address, "consents": {"program": True}}
        return made_by(lambda: client.call("POST", path, asked).status_code == 202)

    made = [came("ana@example.org") for _ in range(wiring.programme().limits.unproven_events + 2)]
    assert [len(each) for each in made[1:]] == [len(made[1])] * (len(made) - 1)
