"""An address mistyped at an event's form is corrected: by its guest, or by the team."""

import pytest
from werkzeug.test import TestResponse

from infra.local.system import System
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for("module", blank_pages=True)

CONFIRMED = "event_confirmed"
GUEST = {"mode": "in_person", "given_name": "Gui", "family_name": "Roy", "consents": "program"}


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


def came(client: EventClient, address: str, **changes: object) -> str:
    """Register by the public form; return the event's page."""
    page = f"/evenements/{client.create(**changes)['id']}"
    done = client.http.post(page, data={**GUEST, "email": address, "email_seen": address})
    assert done.headers["Location"] == f"{page}/merci", done.text
    return page


def corrected(client: EventClient, page: str, address: str) -> TestResponse:
    return client.http.post(f"{page}/adresse", data={"email": address})


def seated(client: EventClient, page: str) -> int:
    places = client.seats({"id": page.rpartition("/")[2]})["in_person"]
    taken: int = places["capacity"] - places["remaining"]
    return taken


def test_the_page_after_a_guest_s_form_shows_the_address_and_corrects_it(
    client: EventClient,
) -> None:
    page = came(client, "gui1@gmial.com")
    shown = client.http.get(f"{page}/merci")
    assert "gui1@gmial.com" in shown.text
    assert "no-store" in shown.headers["Cache-Control"]
    client.drain()
    lost = client.token_for("gui1@gmial.com", CONFIRMED)
    done = corrected(client, page, "gui1@example.org")
    assert done.headers["Location"] == f"{page}/merci"
    assert "gui1@example.org" in client.http.get(f"{page}/merci").text
    client.drain()
    assert client.call("GET", "/api/v1/me", token=lost).status_code == 401
    assert client.event_mails("gui1@example.org") == ["event_confirmed"]
    mine = client.me(client.token_for("gui1@example.org", CONFIRMED))
    assert (mine["profile"]["given_name"], len(mine["event_registrations"])) == ("Gui", 1)
    assert seated(client, page) == 1


def test_a_correction_before_the_mail_has_left_sends_one(client: EventClient) -> None:
    page = came(client, "gui2@gmial.com")
    for address in ("gui2@exemple.example", "gui2@example.org"):
        assert corrected(client, page, address).status_code == 303
    client.drain()
    assert client.kinds("gui2@gmial.com") == client.kinds("gui2@exemple.example") == []
    assert client.event_mails("gui2@example.org") == ["event_confirmed"]


def test_each_correction_is_told_though_within_an_hour(client: EventClient) -> None:
    page = came(client, "gui3@gmial.com")
    for address in ("gui3@exemple.example", "gui3@example.org"):
        client.drain()
        corrected(client, page, address)
    client.drain()
    assert client.event_mails("gui3@example.org") == ["event_confirmed"]
    assert (
        len(client.me(client.token_for("gui3@example.org", CONFIRMED))["event_registrations"]) == 1
    )


def test_a_correction_to_a_known_address_moves_the_seat_to_its_person(client: EventClient) -> None:
    ana = client.register("ana4@example.org")
    page = came(client, "gui4@gmial.com", capacity={"in_person": 1, "online": 2})
    client.drain()
    lost = client.token_for("gui4@gmial.com", CONFIRMED)
    assert corrected(client, page, "ana4@example.org").headers["Location"] == f"{page}/merci"
    client.drain()
    assert client.mine(ana)["status"] == "confirmed"
    assert seated(client, page) == 1
    assert client.me(ana)["profile"]["given_name"] == "Ana"
    assert client.call("GET", "/api/v1/me", token=lost).status_code == 401
    assert client.event_mails("gui4@gmial.com") == ["event_confirmed"]


def test_nobody_carries_off_the_seat_of_somebody_known(client: EventClient) -> None:
    """Whoever has the mistyped address, the answers are alike, and the known one keeps theirs."""
    ana = client.register("ana5@example.org")
    page = came(client, "ana5@example.org")
    client.drain()
    assert corrected(client, page, "moi5@example.org").headers["Location"] == f"{page}/merci"
    client.drain()
    assert client.me(ana)["profile"]["email"] == "ana5@example.org"
    assert client.mine(ana)["status"] == "confirmed"
    mine = client.me(client.token_for("moi5@example.org", CONFIRMED))
    assert len(mine["event_registrations"]) == 1


def test_a_guest_s_correction_is_checked_and_asked_about(client: EventClient) -> None:
    page = came(client, "gui6@exemple.example")
    wrong = corrected(client, page, "gui6")
    assert wrong.status_code == 422
    assert "gui6@exemple.example" in wrong.text
    assert "gui6@gmail.com?" in corrected(client, page, "gui6@gmial.com").text
    other = f"/evenements/{client.create()['id']}"
    assert "gui6@exemple.example" not in client.http.get(f"{other}/merci").text
    assert corrected(client, other, "gui6@example.org").headers["Location"] == other
    client.http.delete_cookie("brigade_place", path="/evenements")
    assert corrected(client, page, "gui6@example.org").headers["Location"] == page


def test_the_team_corrects_the_address_of_anybody_registered(client: EventClient) -> None:
    page = came(client, "gui7@gmial.com")
    client.drain()
    lost = client.token_for("gui7@gmial.com", CONFIRMED)
    client.register("prise7@example.org")
    client.http.set_cookie("brigade_equipe", client.staff())
    roster = f"/equipe{page}"
    identifier = client.mine(lost)["id"]
    form = f"{roster}/inscriptions/{identifier}/adresse"
    assert f'href="{form}"' in client.http.get(roster).text
    assert "gui7@gmial.com" in client.http.get(form).text

    def typed(address: str) -> TestResponse:
        return client.http.post(form, data={"email": address})

    assert "n’est pas valide" in typed("gui7").text
    assert "gui7@gmail.com?" in typed("gui7@gmial.com").text
    assert "a déjà cette adresse" in typed("prise7@example.org").text
    assert typed("gui7@example.org").headers["Location"] == f"{roster}?fait=adresse"
    assert "corrigée" in client.http.get(f"{roster}?fait=adresse").text
    client.drain()
    assert client.call("GET", "/api/v1/me", token=lost).status_code == 401
    assert client.event_mails("gui7@example.org") == ["event_confirmed"]
    assert client.mine(client.token_for("gui7@example.org", CONFIRMED))["id"] == identifier


def test_the_team_corrects_the_address_of_who_waits_and_of_who_came(client: EventClient) -> None:
    event = client.create(capacity={"in_person": 1, "online": 1})
    for name in ("vue8", "attend8"):
        client.guest(event, f"{name}@exemple.example")
    client.drain()
    client.http.set_cookie("brigade_equipe", client.staff())
    roster = f"/equipe/evenements/{event['id']}"
    assert client.http.get(roster).text.count("/adresse") == 2
    held = client.mine(client.token_for("attend8@exemple.example", "event_waitlisted"))["id"]
    seen = client.mine(client.token_for("vue8@exemple.example", CONFIRMED))["id"]
    form = f"{roster}/inscriptions/{{}}/adresse"
    client.http.post(form.format(held), data={"email": "attend8@example.org"})
    client.drain()
    assert client.event_mails("attend8@example.org") == ["event_waitlisted"]
    client.move_to("2027-03-21T09:00:00-04:00")
    client.http.set_cookie("brigade_equipe", client.staff())
    assert client.http.get(roster).text.count("/adresse") >= 1
    client.http.post(form.format(seen), data={"email": "vue8@example.org"})
    client.drain()
    assert client.kinds("vue8@example.org") == ["personal_link"]
