"""The edition under way is given out in the form of a past one, and states the same elsewhere."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.imports.archives import read_archive
from infra.layer.drawing import Kept
from infra.local.system import System
from tests.support.driver import THEME, token_in
from tests.support.events import EventClient

EXPORT = "/api/v1/staff/imports/2026-2027"
ADMIN = "equipe@example.org"
ANSWERS = {"satisfaction": 5, "shared": True, "people_reached": 3, "best_axis": "meeting"}


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


def report(client: EventClient) -> dict[str, Any]:
    client.drain()
    path = "/api/v1/staff/report?edition=2026-2027"
    told: dict[str, Any] = client.call("GET", path, token=client.staff()).get_json()
    return told


def booked(client: EventClient, address: str, hour: int, **changes: Any) -> tuple[str, Any]:
    token = client.register(address, **changes)
    starts, ends = (f"2027-03-09T{h:02}:00:00-05:00" for h in (hour, hour + 1))
    [slot] = client.open_day(starts, ends)
    body = {"slot_id": slot["id"], "theme": THEME}
    return token, client.call("POST", "/api/v1/bookings", body, token).get_json()


def attend(client: EventClient, event: dict[str, Any], *registrations: str) -> None:
    marks = [{"registration_id": each, "status": "attended"} for each in registrations]
    path = f"/api/v1/staff/events/{event['id']}/attendance"
    answer = client.call("PUT", path, {"attendances": marks}, client.staff())
    assert answer.status_code == 200


def a_season(client: EventClient) -> None:
    """Ana is accompanied, answers and comes; Bo does not come; Cy has a session of a group.

    Dee only filled in the form; Eve confirmed it, and did nothing since.
    """
    ana, held = booked(client, "ana@example.org", 9, referral={"heard_from": "colleague"})
    bo, missed = booked(client, "bo@example.org", 10, kind="individual", organization="")
    cy = client.register("cy@example.org")
    client.ask_to_join("dee@example.org")
    client.register("eve@example.org")
    client.hold(held)
    client.hold(missed, outcome="no_show")
    client.move_to("2027-03-12T10:00:00-05:00")
    survey = token_in(client.mails("survey_invitation", "ana@example.org")[0])
    client.call("POST", "/api/v1/survey", {"answers": ANSWERS}, survey)
    meeting, group = client.create(), client.create(kind="group_session")
    seats = [client.seat(meeting, token)["id"] for token in (ana, bo)]
    place = client.seat(group, cy)["id"]
    client.move_to("2027-03-20T13:45:00-04:00")
    attend(client, meeting, *seats)
    attend(client, group, place)


def alike(told: dict[str, Any]) -> dict[str, Any]:
    """A report without what such files cannot carry: docs/imports.md names it."""
    survey = {**told["survey"], "satisfaction": None}
    return {**told, "survey": survey, "levels": None, "reach": {**told["reach"], "observed": None}}


def test_brought_into_an_empty_system_it_states_the_same_report(
    client: EventClient, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_season(client)
    shown = report(client)
    assert shown["accompaniments"]["by_format"] == {"individual": 1, "group": 1}
    assert (shown["events"]["attendances"], shown["survey"]["answered"]) == (2, 1)
    assert (shown["journey"]["registered"], shown["journey"]["booked"]) == (4, 3)
    exported = client.call("GET", EXPORT, token=client.staff(ADMIN))
    assert (exported.status_code, exported.content_type) == (200, "application/zip")
    people = read_archive(exported.data)["participants.csv"]
    assert (b"eve@" in people, b"dee@" in people) == (True, False)
    elsewhere = replace(wiring.programme().edition, slug="autre")
    request.getfixturevalue("table")  # an empty one
    monkeypatch.setitem(wiring.PROVIDERS, "files", Kept)
    programme = replace(wiring.programme(), edition=elsewhere)
    monkeypatch.setattr(wiring, "programme", lambda: programme)
    monkeypatch.setitem(wiring.PROVIDERS, "programme", lambda: programme)
    answer = client.http.post(
        "/api/v1/staff/imports",
        data=exported.data,
        content_type="application/zip",
        headers={"Authorization": f"Bearer {client.staff(ADMIN)}"},
    )
    assert answer.status_code == 201, answer.text
    assert alike(report(client)) == alike(shown)


def test_an_admin_alone_takes_it_out(client: EventClient) -> None:
    assert client.call("GET", EXPORT, token=client.staff()).status_code == 403
    unknown = client.call("GET", f"{EXPORT}-2", token=client.staff(ADMIN))
    assert unknown.status_code == 404


def test_more_people_than_one_answer_holds_are_told(
    client: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_season(client)
    client.drain()
    monkeypatch.setattr("chalicelib.workflows.imports.export_edition.MOST_PEOPLE", 1)
    told = client.call("GET", EXPORT, token=client.staff(ADMIN))
    assert (told.status_code, told.get_json()["code"]) == (409, "edition_too_large")
