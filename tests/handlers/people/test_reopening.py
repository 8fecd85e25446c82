"""The team sees why mails do not reach somebody, and undoes what it may, with a reason."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.domain.mail.messages import State
from chalicelib.domain.people.staff import Role
from chalicelib.workflows.mail.settle_message import settle_message
from chalicelib.workflows.people.manage_staff import enrol
from tests.support.driver import THEME
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for(blank_pages=True)

HERS, ADMIN, OTHER = "brigadiere@example.org", "equipe@example.org", "autre@example.org"


@pytest.fixture
def client(system: Any) -> EventClient:
    made = EventClient(system)
    made.http.set_cookie("brigade_equipe", made.staff(HERS))
    return made


class Person:
    """Ana, who has a session with the adviser, and whose first mails have left."""

    def __init__(self, client: EventClient) -> None:
        self.client = client
        self.slots = client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T12:00:00-05:00")
        self.token = client.register()
        self.booking = client.book(self.token, self.slots[0])
        client.drain()
        self.id = self.booking["id"].partition("-")[0]
        self.page = f"/equipe/personnes/{self.id}/courriels"
        self.api = f"/api/v1/staff/people/{self.id}/mail"

    def settle(self, state: State, permanent: bool = False) -> None:
        mails = self.client.system.mailbox.mails
        mail = [each.message for each in mails if each.message.startswith(self.id)][-1]
        wiring.run(settle_message, mail, state, permanent)

    def ask(self, act: str, reason: str = "Boîte vidée", who: str = HERS) -> TestResponse:
        body = {"act": act, "reason": reason}
        return self.client.call("POST", self.api, body, self.client.staff(who))


def test_a_bounce_is_seen_and_undone_and_what_was_held_back_leaves(client: EventClient) -> None:
    person = Person(client)
    person.settle(State.BOUNCED, permanent=True)
    before = len(client.kinds())
    client.driver.move(client.staff(HERS), person.booking["id"], person.slots[1]["id"])
    client.drain()
    assert len(client.kinds()) == before
    shown = client.http.get(person.page).text
    assert "Nos courriels ne se rendent pas" in shown
    assert "1 courriel retenu" in shown
    answer = client.http.post(person.page, data={"act": "reopen", "reason": "Boîte vidée"})
    assert answer.location.endswith("?fait=reopen")
    client.advance("PT5M")
    assert client.kinds()[before:] == ["booking_moved"]
    again = client.http.get(person.page).text
    assert "Adresse courriel rouverte, par Dominique Exemple" in again
    assert "(Boîte vidée)" in again
    exported = client.call("GET", "/api/v1/me/export", token=person.token).text
    assert "Boîte vidée" in exported
    assert person.ask("reopen").status_code == 409


def test_what_a_person_said_is_never_undone_by_the_team(client: EventClient) -> None:
    person = Person(client)
    person.settle(State.COMPLAINED)
    consents = client.me(person.token)["consents"]
    shown = client.http.get(person.page).text
    assert "après un signalement" in shown
    assert 'value="reopen"' not in shown
    assert person.ask("reopen").get_json()["code"] == "not_bounced"
    before = len(client.kinds())
    client.advance("PT1H")
    assert person.ask("send_link", "Au téléphone").get_json() == {"mail": "unsubscribed"}
    assert person.ask("send_link", "Au téléphone").get_json()["code"] == "link_just_sent"
    client.drain()
    assert client.kinds()[before:] == ["personal_link"]
    assert client.me(person.token)["consents"] == consents
    assert "Lien personnel envoyé" in client.http.get(person.page).text


def test_a_reason_is_given(client: EventClient) -> None:
    person = Person(client)
    person.settle(State.BOUNCED, permanent=True)
    assert person.ask("reopen", "  ").status_code == 422
    assert person.ask("forget").status_code == 422
    assert client.http.post(person.page, data={"act": "reopen", "reason": ""}).status_code == 422
    assert person.ask("send_link", "x" * 501).status_code == 422


def test_an_adviser_reaches_nothing_of_whom_she_does_not_accompany(client: EventClient) -> None:
    person = Person(client)
    event = client.create()
    placed = client.seat(event, person.token)
    wiring.run(enrol, OTHER, "Claude Exemple", Role.ADVISER)
    hers = f"/equipe/rencontres/{person.booking['id']}"
    register = f"/equipe/evenements/{event['id']}/inscriptions/{placed['id']}/adresse"
    pages = [
        ("GET", person.page),
        ("POST", person.page),
        ("GET", hers),
        ("POST", hers),
        ("POST", f"{hers}/brouillon"),
        ("GET", f"{hers}/adresse"),
        ("POST", f"{hers}/adresse"),
        ("GET", f"{hers}/annuler"),
        ("POST", f"{hers}/annuler"),
        ("GET", register),
        ("POST", register),
    ]
    form = {"email": "zoe@example.org", "outcome": "no_show", "act": "reopen", "reason": "x"}
    routes = [
        ("POST", person.api, {"act": "reopen", "reason": "x"}),
        ("POST", f"/api/v1/bookings/{person.booking['id']}/reschedule", person.slots[1]),
        ("DELETE", f"/api/v1/bookings/{person.booking['id']}", None),
        ("POST", f"/api/v1/staff/sessions/{person.booking['id']}/outcome", {"outcome": "no_show"}),
        ("DELETE", f"/api/v1/staff/people/{person.id}", None),
    ]
    other = client.staff(OTHER)
    client.http.set_cookie("brigade_equipe", other)
    let_in = []
    for method, path in pages:
        data = form if method == "POST" else None
        answer = client.http.open(path, method=method, data=data)
        let_in += [f"{method} {path}: {answer.status_code}"] * (answer.status_code != 403)
    for method, path, body in routes:
        slot = {"slot_id": body["id"], "theme": THEME} if body and "id" in body else body
        answer = client.call(method, path, slot, other)
        said = answer.get_json(silent=True) or {}
        refused = (answer.status_code, said.get("code")) == (403, "forbidden")
        let_in += [f"{method} {path}: {answer.status_code}"] * (not refused)
    assert not let_in, "; ".join(let_in)
    for who in (HERS, ADMIN):
        client.http.set_cookie("brigade_equipe", client.staff(who))
        assert client.http.get(register).status_code == 200
        assert client.http.get(person.page).status_code == 200


def test_who_has_no_session_is_of_the_events_that_every_adviser_has(client: EventClient) -> None:
    event = client.create()
    guest = client.guest(event, "gaelle@example.org")
    assert guest.status_code < 300
    client.drain()
    placed = client.seat(event, client.register())
    path = f"/equipe/evenements/{event['id']}/inscriptions/{placed['id']}/adresse"
    assert client.http.get(path).status_code == 200
