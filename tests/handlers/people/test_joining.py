"""A guest agreed to one event, and to nothing else: joining is asked in its own words."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.people.consents import Consent
from chalicelib.domain.people.participants import Participant, ParticipantKind
from infra.local.system import System
from tests.handlers.events.test_events import refused
from tests.support.driver import THEME
from tests.support.events import EventClient

ADDRESS = "gaelle@example.org"
JOINING = {"joining": "oui", "kind": "student", "maturity_level": "debutant"}


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.fixture
def token(client: EventClient) -> str:
    """A guest's, whose space is open in the browser."""
    client.guest(client.create(), ADDRESS)
    client.drain()
    found = client.token_for(ADDRESS, "event_confirmed")
    client.http.get(f"/mon-espace?jeton={found}")
    return found


@pytest.fixture
def slot(client: EventClient) -> dict[str, Any]:
    return client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")[1]


def _person(token: str) -> Participant:
    identifier = wiring.links().read(Purpose.PERSONAL, token, wiring.now())[0]
    found = wiring.store().one(Participant, identifier)
    assert found is not None
    return found


def _consents(token: str) -> list[tuple[str, bool, str]]:
    kept = _person(token).consents
    return [(c.purpose, c.granted, c.text_version) for c in kept if c.granted]


def _book(client: EventClient, slot: dict[str, Any], **fields: str) -> Any:
    form = {"slot_id": slot["id"], "theme": THEME, "needs": "Mon site", **fields}
    return client.http.post("/mon-espace/reserver", data=form)


OF_THE_EVENT = ("event", True, "activite-2026-11")


def test_who_came_to_an_event_has_agreed_to_that_event_alone(
    client: EventClient, token: str
) -> None:
    assert client.me(token)["consents"]["program"] is False
    assert _consents(token) == [OF_THE_EVENT]


def test_whom_the_team_adds_has_agreed_to_that_event_alone(client: EventClient) -> None:
    event = client.create(public=False)
    client.http.set_cookie("brigade_equipe", client.staff())
    fields = {"given_name": "Gaëlle", "email": ADDRESS, "mode": "online", "consents": "program"}
    client.http.post(f"/equipe/evenements/{event['id']}/inscriptions", data=fields)
    client.drain()
    token = client.token_for(ADDRESS, "event_confirmed")
    assert client.me(token)["consents"]["program"] is False


def test_a_guest_joins_before_the_api_books_for_them(
    client: EventClient, token: str, slot: dict[str, Any]
) -> None:
    body = {"slot_id": slot["id"], "theme": THEME}
    refused(client.call("POST", "/api/v1/bookings", body, token), 409, "profile_needed")
    said = {"kind": "student", "maturity_level": "debutant", "themes": [THEME]}
    assert client.call("PATCH", "/api/v1/me", said, token).status_code == 200
    refused(client.call("POST", "/api/v1/bookings", body, token), 409, "profile_needed")
    agreed = {"consents": {"program": True}}
    assert client.call("PATCH", "/api/v1/me", agreed, token).status_code == 200
    assert client.call("POST", "/api/v1/bookings", body, token).status_code == 201


def test_a_guest_is_asked_to_join_where_they_book_and_keeps_the_hour(
    client: EventClient, token: str, slot: dict[str, Any]
) -> None:
    text = wiring.programme().consents[0]
    shown = client.http.get(f"/mon-espace/reserver?theme={THEME}").text
    assert text.text in shown
    for fields in ({}, {"joining": "oui"}, {**JOINING}, {"joining": "oui", "consents": "program"}):
        answer = _book(client, slot, **fields)
        assert answer.status_code in (409, 422)
        assert text.text in answer.text
        assert "Mon site" in answer.text
        assert f'value="{slot["id"]}" checked' in answer.text.replace(' id="champ-slot-id"', "")
    assert client.me(token)["sessions"] == []
    assert _consents(token) == [OF_THE_EVENT]
    assert _book(client, slot, **JOINING, consents="program").status_code == 303
    me = client.me(token)
    assert len(me["sessions"]) == 1
    assert (me["profile"]["kind"], me["profile"]["maturity_level"]) == ("student", "debutant")
    assert me["profile"]["themes"] == [THEME]
    assert _consents(token) == [OF_THE_EVENT, ("program", True, text.version)]


def test_who_has_joined_is_not_asked_again(
    client: EventClient, token: str, slot: dict[str, Any]
) -> None:
    _book(client, slot, **JOINING, consents="program")
    text = wiring.programme().consents[0].text
    assert text not in client.http.get(f"/mon-espace/reserver?theme={THEME}").text


def test_a_guest_may_join_in_their_profile_with_all_that_it_takes(
    client: EventClient, token: str
) -> None:
    assert wiring.programme().consents[0].text in client.http.get("/mon-espace/profil").text
    fields = {"given_name": "Gaëlle", "consents": "program"}
    assert client.http.post("/mon-espace/profil", data=fields).status_code == 422
    assert client.me(token)["consents"]["program"] is False
    told = {"kind": "student", "maturity_level": "debutant", "themes": THEME}
    assert client.http.post("/mon-espace/profil", data={**fields, **told}).status_code == 303
    assert client.me(token)["consents"]["program"] is True


def test_who_said_who_they_are_has_not_agreed_to_the_programme(
    client: EventClient, token: str
) -> None:
    fields = {"kind": "student", "maturity_level": "debutant", "themes": THEME}
    form = {"given_name": "Gaëlle", **fields}
    assert client.http.post("/mon-espace/profil", data=form).status_code == 303
    event = client.create(public=False)
    refused(client.ask(event, token), 409, "profile_needed")


def test_a_guest_of_an_earlier_release_has_not_joined(
    client: EventClient, token: str, slot: dict[str, Any]
) -> None:
    """Their consent to the event was kept under the programme's purpose, even with a profile."""
    person, now = _person(token), wiring.now()
    of_then = (Consent("program", True, "activite-2026-11", now),)
    known = replace(person.profile, kind=ParticipantKind.STUDENT)
    unit = wiring.store().unit()
    unit.save(replace(person, consents=of_then, profile=known))
    unit.commit()
    assert client.me(token)["consents"]["program"] is False
    body = {"slot_id": slot["id"], "theme": THEME}
    refused(client.call("POST", "/api/v1/bookings", body, token), 409, "profile_needed")
    assert _book(client, slot, **JOINING, consents="program").status_code == 303
    assert client.me(token)["consents"]["program"] is True
    assert _person(token).consents[: len(of_then)] == of_then
