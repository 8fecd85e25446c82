"""What the team does to somebody or to an event has its author and time, and stays."""

from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.people.staff_acts import Deed, StaffAct
from chalicelib.workflows.people.find_member import find_member
from chalicelib.workflows.people.read_acts import SHOWN
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for(blank_pages=True)

HERS, ADMIN = "brigadiere@example.org", "equipe@example.org"


@pytest.fixture
def client(system: Any) -> EventClient:
    made = EventClient(system)
    made.http.set_cookie("brigade_equipe", made.staff(HERS))
    return made


def deeds(subject: str) -> list[tuple[Deed, str]]:
    """What was done, oldest first, and by whom."""
    acts, _ = wiring.store().acts(subject, "", 100)
    names = {member.id: member.email for member in wiring.store().team()}
    found = [(act.deed, names[act.by]) for act in sorted(acts, key=lambda a: (a.at, a.id))]
    return sorted(found, key=lambda each: list(Deed).index(each[0]))


def person_of(booking: str) -> str:
    return booking.partition("-")[0]


def test_each_deed_of_a_session_has_its_author(client: EventClient) -> None:
    slots = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")
    token = client.register()
    first, second = client.book(token, slots[0]), client.book(token, slots[2])
    client.driver.move(client.staff(ADMIN), first["id"], slots[1]["id"])
    page = f"/equipe/rencontres/{first['id']}"
    client.http.post(f"{page}/adresse", data={"email": "zoe@example.org"})
    client.hold(first)
    client.driver.cancel(client.staff(HERS), second["id"])
    assert deeds(first["id"]) == [
        (Deed.ADDRESS_CORRECTED, HERS),
        (Deed.SESSION_MOVED, ADMIN),
        (Deed.OUTCOME_RECORDED, HERS),
    ]
    assert deeds(second["id"]) == [(Deed.SESSION_CANCELLED, HERS)]
    held = wiring.store().person(person_of(first["id"]))
    assert len([each for each in held if isinstance(each, StaffAct)]) == 4
    shown = client.http.get(page).text
    assert "Rencontre déplacée, par Équipe du programme" in shown
    assert "Suivi enregistré, par Dominique Exemple" in shown


def test_each_deed_of_an_event_has_its_author(client: EventClient) -> None:
    event = client.create()
    page = f"/equipe/evenements/{event['id']}"
    by_hand = {"given_name": "Zoé", "email": "zoe@example.org", "mode": "online"}
    client.http.post(f"{page}/inscriptions", data={**by_hand, "consents": "program"})
    client.change(event, title="Autre titre")
    assert deeds(event["id"]) == [
        (Deed.EVENT_CREATED, HERS),
        (Deed.EVENT_CHANGED, HERS),
        (Deed.REGISTERED, HERS),
    ]
    member = wiring.run(find_member, HERS)
    shown = client.http.get(page).text
    assert member is not None
    assert f"Activité modifiée, par {member.name}" in shown
    assert "Personne ajoutée à l’activité, par" in shown


def test_what_people_do_themselves_is_nobody_s_deed(client: EventClient) -> None:
    slots = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")
    token = client.register()
    booking = client.book(token, slots[0])
    client.driver.move(token, booking["id"], slots[1]["id"])
    client.driver.cancel(token, booking["id"])
    assert deeds(booking["id"]) == []


def test_a_deed_refused_or_repeated_is_written_once_at_most(client: EventClient) -> None:
    slots = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")
    booking = client.book(client.register(), slots[0])
    for _ in range(3):
        client.hold(booking)
    path = f"/api/v1/staff/sessions/{booking['id']}/outcome"
    assert client.call("POST", path, {"outcome": "no_show"}, client.staff()).status_code == 409
    assert deeds(booking["id"]) == [(Deed.OUTCOME_RECORDED, HERS)]


def test_a_long_history_is_read_a_page_at_a_time(client: EventClient) -> None:
    event = client.create()
    for n in range(SHOWN + 2):
        client.change(event, title=f"Titre {n}")
    page = f"/equipe/evenements/{event['id']}"
    first = client.http.get(page).text
    assert first.count("<li>Activité") == SHOWN
    link = first.split(f"{page}?gestes=")[1].split('"')[0].partition("#")[0]
    rest = client.http.get(f"{page}?gestes={link}").text
    assert rest.count("<li>Activité") == 3
    assert "?gestes=" not in rest
    assert client.http.get(f"{page}?gestes=%F0%9F%98%80{'9' * 3000}").status_code == 200
