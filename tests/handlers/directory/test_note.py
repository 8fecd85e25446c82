"""The team notes something of a person who has no session: for itself, and nothing is lost."""

from typing import Any

import pytest

from infra.driving import API
from tests.support.driver import CALLER, Client
from tests.support.systems import system_for

system = system_for(blank_pages=True)

ADMIN, HERS = "equipe@example.org", "brigadiere@example.org"
PEOPLE = f"{API}/staff/people"
PRIVATE = "Préfère qu’on l’appelle le soir."


@pytest.fixture
def client(system: Any) -> Client:
    return Client(system)


@pytest.fixture
def rose(client: Client) -> str:
    told = {**CALLER, "email": "rose@example.org"}
    answer = client.call("POST", PEOPLE, told, client.staff(HERS))
    client.drain()
    return str(answer.get_json()["id"])


def ask(client: Client, method: str, path: str, body: Any = None, who: str = HERS) -> Any:
    return client.call(method, path, body, client.staff(who))


def test_a_note_is_kept_shown_to_the_team_and_in_what_the_person_may_ask_for(
    client: Client, rose: str
) -> None:
    path = f"{PEOPLE}/{rose}"
    kept = ask(client, "PUT", f"{path}/notes", {"notes": PRIVATE})
    assert (kept.status_code, kept.get_json()["notes"]) == (200, PRIVATE)
    file = ask(client, "GET", path).get_json()
    assert file["note"] == kept.get_json()
    assert "person_noted" in [each["what"] for each in file["history"]]
    client.drain()
    export = client.call("GET", f"{API}/me/export", token=client.token_for("rose@example.org"))
    [notes] = [e for e in export.get_json()["parts"] if e["part"] == "notes_of_team"]
    assert PRIVATE in str(notes)
    assert ask(client, "PUT", f"{path}/notes", {"notes": ""}).get_json()["notes"] == ""


def test_the_second_of_two_who_write_is_told_and_nothing_is_lost(client: Client, rose: str) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(ADMIN))
    page = f"/equipe/personnes/{rose}"
    first = client.http.post(f"{page}/notes", data={"note": "La première.", "lue": ""})
    assert "La première." in client.http.get(first.headers["Location"]).text
    second = client.http.post(f"{page}/notes", data={"note": "La mienne.", "lue": ""})
    assert second.status_code == 409
    for text in ("Une autre note a été écrite entre-temps", "La première.", "La mienne."):
        assert text in second.text


def test_an_adviser_notes_nothing_of_whom_she_does_not_accompany(client: Client) -> None:
    client.register("luc@example.org", given_name="Luc")
    [luc] = ask(client, "GET", f"{PEOPLE}?q=luc", who=ADMIN).get_json()["people"]
    assert ask(client, "PUT", f"{PEOPLE}/{luc['id']}/notes", {"notes": "Non"}).status_code == 403


def test_who_is_erased_leaves_no_note(client: Client, rose: str) -> None:
    ask(client, "PUT", f"{PEOPLE}/{rose}/notes", {"notes": PRIVATE})
    assert ask(client, "DELETE", f"{PEOPLE}/{rose}", who=ADMIN).status_code == 202
    client.drain()
    from tests.handlers.http.test_bad_input import everything

    assert PRIVATE not in str(everything())
