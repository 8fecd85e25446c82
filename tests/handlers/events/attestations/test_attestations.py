"""Attestations of attendance: for who came, once it is over; gone with each who is on them."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.sealed_files import SEALED
from chalicelib.domain.events.attestations import PrintedAttestations, attestations_of
from chalicelib.domain.privacy.binders import binders_of
from chalicelib.workflows.events.print_attestations import draw_attestations
from infra.local.system import System
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for("module", blank_pages=True)


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


def held(client: EventClient, *names: str) -> tuple[dict[str, Any], dict[str, tuple[str, str]]]:
    """An event that the first came to and the last did not; each one's token and registration."""
    start = wiring.now() + timedelta(hours=2)
    hours = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
    event = client.create(**{name: at.isoformat() for name, at in hours.items()})
    placed = {}
    for name in names:
        token = client.register(f"{name.lower()}@example.org", given_name=name)
        mode = "in_person" if name == names[0] else "online"
        placed[name] = token, client.seat(event, token, mode)["id"]
    client.advance("PT2H30M")
    marks = [
        {"registration_id": each, "status": "absent" if name == names[-1] else "attended"}
        for name, (_, each) in placed.items()
    ]
    path = f"/api/v1/staff/events/{event['id']}/attendance"
    assert client.call("PUT", path, {"attendances": marks}, client.staff()).status_code == 200
    return event, placed


def as_team(client: EventClient) -> None:
    client.http.set_cookie("brigade_equipe", client.staff())


def test_who_came_finds_an_attestation_in_their_space_once_it_is_over(
    client: EventClient, drawn: list[str]
) -> None:
    _, placed = held(client, "Alix", "Bea")
    token, identifier = placed["Alix"]
    mine = f"/mon-espace/evenements/{identifier}/attestation"
    client.enter(token)
    assert client.http.get(mine).status_code == 409, "it is not over"
    assert "Mon attestation" not in client.http.get("/mon-espace").text
    client.advance("PT1H")
    assert mine in client.http.get("/mon-espace").text
    answer = client.http.get(mine)
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    for said in ("Alix", "Cohorte sur la découvrabilité", "Maison de la culture", "Découvrabilité"):
        assert said in drawn[0]
    by_api = client.call(
        "GET", f"/api/v1/event-registrations/{identifier}/attestation", token=token
    )
    assert by_api.data == answer.data
    assert len(drawn) == 1, "what says the same is drawn once"
    kept = wiring.files().keys(binders_of(identifier.partition("-")[0]))
    assert len(kept) == 2
    assert all(wiring.files().get(each).startswith(SEALED) for each in kept)


def test_nobody_has_another_s_or_one_of_an_absence(client: EventClient, drawn: list[str]) -> None:
    event, placed = held(client, "Carl", "Dora")
    client.advance("PT1H")
    client.enter(placed["Dora"][0])
    for name, refusal in (("Carl", 404), ("Dora", 409)):
        path = f"/mon-espace/evenements/{placed[name][1]}/attestation"
        assert client.http.get(path).status_code == refusal
    assert "Mon attestation" not in client.http.get("/mon-espace").text
    as_team(client)
    absent = f"/equipe/evenements/{event['id']}/inscriptions/{placed['Dora'][1]}/attestation"
    assert client.http.get(absent).status_code == 409
    assert drawn == []


def test_the_team_has_one_or_all_a_page_for_each_by_name(
    client: EventClient, drawn: list[str]
) -> None:
    event, placed = held(client, "Fred", "Emma", "Guy")
    page = f"/equipe/evenements/{event['id']}"
    as_team(client)
    assert "/attestation" not in client.http.get(page).text, "it is not over"
    client.advance("PT1H")
    shown = client.http.get(page).text
    one = f"{page}/inscriptions/{placed['Fred'][1]}/attestation"
    assert shown.count("/attestation") == 3
    assert client.http.get(one).status_code == 200
    answer = client.http.get(f"{page}/attestations")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    told = drawn[-1]
    assert told.index("Emma") < told.index("Fred")
    assert "Guy" not in told
    assert told.count('class="cover"') == 2


def test_what_is_being_drawn_is_asked_for_again(
    client: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, placed = held(client, "Hal", "Ines")
    client.advance("PT1H")
    monkeypatch.setattr(wiring.files(), "wait_for", lambda key: None)
    as_team(client)
    page = f"/equipe/evenements/{event['id']}/attestations"
    answer = client.http.get(page)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert f'href="{page}?page=1"' in answer.text
    by_api = client.call(
        "GET", f"/api/v1/event-registrations/{placed['Hal'][1]}/attestation", token=client.staff()
    )
    assert (by_api.status_code, by_api.get_json()["code"]) == (503, "document_drawing")


def test_files_of_several_go_with_each_of_them(client: EventClient, drawn: list[str]) -> None:
    event, placed = held(client, "Jean", "Kim", "Leo")
    client.advance("PT1H")
    as_team(client)
    client.http.get(f"/equipe/evenements/{event['id']}/attestations")
    [digest] = {
        key.rpartition("-")[2].partition(".")[0]
        for key in wiring.files().keys(attestations_of(event["id"]))
    }
    assert client.call("DELETE", "/api/v1/me", token=placed["Kim"][0]).status_code == 202
    client.drain()
    assert wiring.files().keys(attestations_of(event["id"])) == []
    late = PrintedAttestations(event["id"].partition("-")[2], digest)
    wiring.run(draw_attestations, late)
    assert wiring.files().keys(attestations_of(event["id"])) == [], (
        "asked for before, drawn too late"
    )
    client.http.get(f"/equipe/evenements/{event['id']}/attestations")
    assert "Kim" not in drawn[-1]
