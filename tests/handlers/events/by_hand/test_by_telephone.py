"""Somebody telephones about an event: the team registers them, without an address too."""

import html
import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.domain.mail.messages import State
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.programme import EVENT as THE_EVENT
from chalicelib.workflows.events.for_others import register_by_telephone
from infra.local.system import System
from tests.support.driver import whose
from tests.support.events import EventClient

ROSE = {
    "given_name": "Rose",
    "family_name": "Sans-Adresse",
    "phone": "450 555-0142",
    "email": "",
    "mode": "online",
    "consents": "program",
}


@pytest.fixture
def client(system: System) -> EventClient:
    client = EventClient(system)
    client.http.set_cookie("brigade_equipe", client.staff())
    return client


def told(client: EventClient, event: dict[str, Any], **changes: Any) -> TestResponse:
    path = f"/equipe/evenements/{event['id']}/inscriptions"
    return client.http.post(path, data={**ROSE, **changes})


def done(answer: TestResponse) -> str:
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"].partition("fait=")[2])


def roster(client: EventClient, event: dict[str, Any]) -> list[dict[str, Any]]:
    """Who is registered, as the table has it."""
    found = wiring.store().roster(event["id"])
    people = wiring.store().load(known=[(Participant, each.participant_id) for each in found])
    return [
        {"person": person, "mode": each.mode.value, "status": each.status.value}
        for each, person in zip(found, people, strict=True)
    ]


def test_who_has_no_address_has_a_seat_and_is_told_by_telephone(client: EventClient) -> None:
    event = client.create(public=False)
    assert done(told(client, event)) == "telephone"
    (held,) = roster(client, event)
    person = held["person"]
    assert (held["mode"], held["status"]) == ("online", "confirmed")
    assert (person.email, person.profile.phone) == ("", "450 555-0142")
    assert person.profile.guest
    assert person.consents_now().get(THE_EVENT) is True
    assert not person.consents_now().get("program")
    client.drain()
    assert client.kinds() == []
    kept = wiring.store().person(person.id)
    mails = [each for each in kept if hasattr(each, "reason") and hasattr(each, "kind")]
    assert {(each.state, each.reason) for each in mails} == {(State.CANCELLED, "no_address")}
    page = client.http.get(f"/equipe/evenements/{event['id']}?fait=telephone").text
    assert "avant de raccrocher" in page
    assert 'href="tel:4505550142"' in page
    assert "Personne inscrite" in client.http.get(f"/equipe/personnes/{person.id}").text


def test_a_full_event_has_them_wait_in_line(client: EventClient) -> None:
    event = client.create(capacity={"in_person": 1, "online": 1})
    client.guest(event, "zoe@example.org")
    assert done(told(client, event)) == "telephone-attente"
    assert [each["status"] for each in roster(client, event)] == ["confirmed", "waitlisted"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"phone": ""}, "phone"),
        ({"consents": ""}, "consents-program"),
        ({"given_name": ""}, "given-name"),
    ],
)
def test_nobody_is_written_down_who_could_not_be_told_or_did_not_agree(
    client: EventClient, wrong: dict[str, str], field: str
) -> None:
    event = client.create()
    answer = told(client, event, **wrong)
    assert answer.status_code == 422
    assert f'id="erreur-{field}"' in answer.text
    assert "laissez vide" not in answer.text
    assert roster(client, event) == []


def test_an_event_that_is_closed_makes_nobody(client: EventClient) -> None:
    event = client.create(registration_opens_at="2027-03-15T09:00:00-04:00")
    assert told(client, event).status_code == 409
    client.drain()
    admin = client.staff("equipe@example.org")
    listed = client.call("GET", "/api/v1/staff/people?q=Rose", token=admin)
    assert listed.get_json()["people"] == []


def test_who_may_be_known_is_asked_about_and_registered_as_they_are(client: EventClient) -> None:
    event = client.create()
    body = {"given_name": "Rose", "family_name": "Sans-Adresse", "phone": "450 555-0142"}
    known = client.call(
        "POST", "/api/v1/staff/people", {**body, "consents": {"program": True}}, client.staff()
    ).get_json()["id"]
    client.drain()
    asked = told(client, event)
    assert asked.status_code == 200
    assert "Est-ce quelqu’un d’inscrit?" in asked.text
    assert f'name="personne" value="{known}"' in asked.text
    assert roster(client, event) == []
    assert done(told(client, event, personne=known)) == "telephone"
    assert [each["person"].id for each in roster(client, event)] == [known]
    assert done(told(client, event, personne=known)) == "telephone"
    assert done(told(client, event, personne=known, mode="in_person")) == "ajout-deja"
    assert done(told(client, event, quand_meme="oui")) == "telephone"
    assert len(roster(client, event)) == 2


def test_the_same_form_twice_makes_one_person(client: EventClient) -> None:
    event = client.create()
    page = client.http.get(f"/equipe/evenements/{event['id']}").text
    key = re.findall(r'name="cle" value="([^"]+)"', page.partition("/inscriptions")[2])[0]
    first, second = told(client, event, cle=key), told(client, event, cle=key)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(roster(client, event)) == 1


def test_what_a_crash_left_before_the_seat_is_gone_on_with(
    client: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, key = client.create(), "0123456789" * 2

    def crashed(*_: Any, **__: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(register_by_telephone, "register_for_event", crashed)
        assert told(client, event, cle=key).status_code == 500
    assert roster(client, event) == []
    assert done(told(client, event, cle=key)) == "telephone"
    client.drain()
    admin = client.staff("equipe@example.org")
    found = client.call("GET", "/api/v1/staff/people?q=Rose", token=admin).get_json()["people"]
    assert [each["id"] for each in found] == [roster(client, event)[0]["person"].id]


def test_with_an_address_it_is_as_before_and_the_telephone_is_kept(client: EventClient) -> None:
    event = client.create()
    assert done(told(client, event, email="rose@example.org")) == "ajout"
    (held,) = roster(client, event)
    assert held["person"].profile.phone == "450 555-0142"
    client.drain()
    assert client.event_mails("rose@example.org") == ["event_confirmed"]


def test_a_person_is_registered_from_their_page_in_one_tap(client: EventClient) -> None:
    event, other = client.create(), client.create(title="Une autre", kind="workshop")
    closed = client.create(title="Plus tard", registration_opens_at="2027-03-15T09:00:00-04:00")
    token = client.register()
    client.drain()
    whom = whose(token)
    page = f"/equipe/personnes/{whom}/activites"
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    assert page in client.http.get(f"/equipe/personnes/{whom}").text
    shown = client.http.get(page).text
    assert shown.count('name="place"') == 4
    assert f'value="{closed["id"]}.online"' not in shown
    answer = client.http.post(page, data={"place": f"{event['id']}.online"})
    assert done(answer) == "activite"
    assert client.mine(token)["status"] == "confirmed"
    again = html.unescape(client.http.get(page).text)
    assert "Confirmée" in again
    assert again.count('name="place"') == 2
    assert f'value="{other["id"]}.online"' in again
    assert client.http.post(page, data={"place": "rien"}).status_code == 422
    assert client.http.post(page, data={"place": f"{closed['id']}.online"}).status_code == 409


def test_the_api_registers_who_is_known_once(client: EventClient) -> None:
    event = client.create()
    whom = whose(client.register())
    path, body = f"/api/v1/staff/events/{event['id']}/registrations", {"participant_id": whom}
    for _ in range(2):
        answer = client.call("POST", path, {**body, "mode": "online"}, client.staff())
        assert answer.status_code == 201, answer.text
        assert answer.get_json()["status"] == "confirmed"
    other = client.call("POST", path, {**body, "mode": "in_person"}, client.staff())
    assert (other.status_code, other.get_json()["code"]) == (409, "already_registered")
    nobody = {"participant_id": "pnobody", "mode": "online"}
    assert client.call("POST", path, nobody, client.staff()).status_code == 404
    assert client.call("POST", path, {"mode": "online"}, client.staff()).status_code == 422


def test_who_is_accompanied_by_another_is_registered_only_if_they_say_who_they_are(
    client: EventClient,
) -> None:
    event, other = client.create(), "equipe@example.org"
    telling = {"given_name": "Ana", "family_name": "Exemple", "phone": "450 555-0177"}
    token = client.register()
    client.call("PATCH", "/api/v1/me", {"phone": telling["phone"]}, token)
    day = ("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")
    client.book(token, client.driver.open_day(client.staff(other), other, *day)[0])
    client.drain()
    whom = whose(token)
    path, body = f"/api/v1/staff/events/{event['id']}/registrations", {"participant_id": whom}
    refused = client.call("POST", path, {**body, "mode": "online"}, client.staff())
    assert refused.status_code == 403, refused.text
    page = f"/equipe/personnes/{whom}/activites"
    assert client.http.get(page).status_code == 403
    assert client.http.post(page, data={"place": f"{event['id']}.online"}).status_code == 403
    assert told(client, event, personne=whom).status_code == 403
    assert roster(client, event) == []
    assert done(told(client, event, personne=whom, **telling)) == "telephone"
    assert [each["person"].id for each in roster(client, event)] == [whom]
