"""An adviser has her own days and sessions, JSON and pages alike; an admin has everybody's."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.driver import THEME, Client
from tests.support.systems import system_for

system = system_for("module")

HERS, OTHER = "brigadiere@example.org", "equipe@example.org"
DAY = {"starts_at": "2027-03-09T09:00:00-05:00", "ends_at": "2027-03-09T12:00:00-05:00"}
SPARE = {"starts_at": "2027-03-10T09:00:00-05:00", "ends_at": "2027-03-10T10:00:00-05:00"}


@dataclass(frozen=True)
class Days:
    """What an adviser has: somebody's booking, and two free hours; `spare` is another free one."""

    booking: str
    slot: str
    spare: str


OF_A_BOOKING = [
    ("GET", "/equipe/rencontres/{booking_id}", {}),
    ("POST", "/equipe/rencontres/{booking_id}", {"outcome": "no_show"}),
    ("POST", "/equipe/rencontres/{booking_id}/brouillon", {"notes": "Bravo"}),
    ("POST", "/equipe/rencontres/{booking_id}/notes", {"team_notes": "À rappeler"}),
    ("POST", "/equipe/rencontres/{booking_id}/attendue", {"cle": "0"}),
    ("POST", "/equipe/rencontres/{booking_id}/lien", {"meeting_url": "https://a.example.org"}),
    ("POST", "/equipe/rencontres/{booking_id}/defaire", {"cle": "0"}),
    ("POST", "/equipe/rencontres/{booking_id}/correction", {"notes": "Bravo"}),
    ("POST", "/equipe/rencontres/{booking_id}/renvoi", {"cle": "0"}),
    ("POST", "/equipe/rencontres/{booking_id}/apercu", {"notes": "Bravo"}),
    ("GET", "/equipe/rencontres/{booking_id}/deplacer", {}),
    ("POST", "/equipe/rencontres/{booking_id}/deplacer", {"slot_id": "{spare}"}),
    ("GET", "/equipe/rencontres/{booking_id}/annuler", {}),
    ("POST", "/equipe/rencontres/{booking_id}/annuler", {"cle": "0"}),
    ("GET", "/equipe/rencontres/{booking_id}/adresse", {}),
    ("POST", "/equipe/rencontres/{booking_id}/adresse", {"email": "zoe@example.org"}),
    ("POST", "/equipe/plages/{slot_id}/retirer", {"day": "2027-03-09"}),
    ("POST", "/equipe/plages/{slot_id}/defaire", {"day": "2027-03-09"}),
    ("DELETE", "/api/v1/staff/slots/{slot_id}", {}),
    ("POST", "/api/v1/staff/slots/{slot_id}/withdrawal/undo", {}),
    ("POST", "/api/v1/bookings/{booking_id}/reschedule", {"slot_id": "{spare}"}),
    ("POST", "/api/v1/staff/sessions/{booking_id}/outcome", {"outcome": "no_show"}),
    ("PUT", "/api/v1/staff/sessions/{booking_id}/outcome", {"notes": "Bravo"}),
    ("POST", "/api/v1/staff/sessions/{booking_id}/outcome/undo", {}),
    ("PUT", "/api/v1/staff/sessions/{booking_id}/notes", {"notes": "À rappeler"}),
    ("POST", "/api/v1/staff/sessions/{booking_id}/expected", {}),
    ("POST", "/api/v1/staff/sessions/{booking_id}/document", {}),
    ("POST", "/api/v1/staff/sessions/{booking_id}/preview", {"notes": "Bravo"}),
    ("POST", "/api/v1/staff/sessions/{booking_id}/cancel", {"reason": "Une tempête"}),
    ("POST", "/api/v1/staff/sessions/{booking_id}/cancel/undo", {}),
    ("DELETE", "/api/v1/bookings/{booking_id}", {}),
]
"""Whatever names a session or an hour, and what is sent: the last ones change what is there."""


@pytest.fixture(scope="module")
def of_another(system: Any) -> Days:
    return days_of(Client(system), OTHER)


def days_of(client: Client, address: str) -> Days:
    token = client.staff(address)
    first, second, _ = client.driver.open_day(token, address, themes=[], **DAY)
    (spare,) = client.driver.open_day(token, address, themes=[], **SPARE)
    booking = client.book(client.register(f"ana-{address}"), first)
    client.drain()
    return Days(booking["id"], second["id"], spare["id"])


def ask(client: Client, method: str, path: str, body: dict[str, str], days: Days, who: str) -> Any:
    places = {"booking_id": days.booking, "slot_id": days.slot, "spare": days.spare}
    sent = {name: value.format(**places) for name, value in body.items()}
    where, token = path.format(**places), client.staff(who)
    if path.startswith("/api/"):
        return client.call(method, where, sent or None, token)
    client.http.set_cookie("brigade_equipe", token)
    return client.http.open(where, method=method, data=sent or None)


@pytest.mark.parametrize(("method", "path", "body"), OF_A_BOOKING)
def test_an_adviser_is_refused_what_is_another_s(
    client: Client, of_another: Days, method: str, path: str, body: dict[str, str]
) -> None:
    before = len(client.system.mailbox.mails)
    answer = ask(client, method, path, body, of_another, HERS)
    assert answer.status_code == 403, f"{method} {path}: {answer.status_code}"
    if path.startswith("/api/"):
        assert answer.get_json()["code"] == "forbidden"
    client.drain()
    assert len(client.system.mailbox.mails) == before
    agenda = client.call("GET", WEEK, token=client.staff(OTHER)).get_json()
    assert [s["status"] for s in agenda["sessions"] if s["id"] == of_another.booking] == ["booked"]
    assert of_another.slot in [slot["id"] for slot in agenda["slots"]]


def test_an_adviser_and_an_admin_do_all_that_to_what_is_hers(client: Client) -> None:
    """Of each kind, in an order in which each can still be done."""
    days = days_of(client, HERS)
    for who in (HERS, OTHER):
        for method, path, body in OF_A_BOOKING:
            if method == "GET" or path.endswith(("brouillon", "reschedule")):
                status = ask(client, method, path, body, days, who).status_code
                assert status in (200, 303), f"{method} {path} refuses {who}: {status}"
    api = "/api/v1/staff/sessions/{booking_id}/outcome"
    assert ask(client, "POST", api, {"outcome": "no_show"}, days, HERS).status_code == 200


WEEK = "/api/v1/staff/agenda?from=2027-03-08&to=2027-03-13"


def test_an_adviser_s_agenda_is_her_own_and_an_admin_s_everybody_s(
    client: Client, of_another: Days
) -> None:
    hours = {name: at.replace("10T", "12T") for name, at in SPARE.items()}
    client.driver.open_day(client.staff(HERS), HERS, **hours)
    agenda = client.call("GET", WEEK, token=client.staff(HERS)).get_json()
    assert {each["adviser"] for each in agenda["sessions"] + agenda["slots"]} == {
        "Dominique Exemple"
    }
    agenda = client.call("GET", WEEK, token=client.staff(OTHER)).get_json()
    assert len({each["adviser"] for each in agenda["sessions"] + agenda["slots"]}) == 2
    client.http.set_cookie("brigade_equipe", client.staff(HERS))
    shown = client.http.get("/equipe/semaine?semaine=2027-03-08").text
    assert of_another.booking not in shown
    assert of_another.slot not in shown


def test_an_adviser_opens_days_for_herself_alone(client: Client) -> None:
    day = {"starts_at": "2027-03-18T09:00:00-04:00", "ends_at": "2027-03-18T10:00:00-04:00"}
    for who, of, status in ((HERS, OTHER, 403), (HERS, HERS, 201), (OTHER, OTHER, 201)):
        body = {"adviser": of, "themes": [THEME], **day}
        answer = client.call("POST", "/api/v1/staff/availabilities", body, client.staff(who))
        assert answer.status_code == status, f"{who} opens days of {of}"
    hours = {name: at.replace("18T", "19T") for name, at in day.items()}
    assert client.driver.open_day(client.staff(OTHER), HERS, **hours), "an admin, for an adviser"
