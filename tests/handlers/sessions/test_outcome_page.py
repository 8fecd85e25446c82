"""The adviser is told what the document cannot print, before it is drawn; nothing is refused."""

import pytest

from tests.support.driver import Client

pytestmark = pytest.mark.usefixtures("blank_pages")


def test_the_adviser_sees_which_characters_a_document_cannot_print(client: Client) -> None:
    slots = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T11:00:00-05:00")
    plain = client.book(client.register(), slots[0])
    rare = client.book(client.register("bo@example.org", given_name="Bo ᠮ 李 🎭"), slots[1])
    client.http.set_cookie("brigade_equipe", client.staff())
    assert "ne s’imprime" not in client.http.get(f"/equipe/rencontres/{plain['id']}").text

    page = client.http.get(f"/equipe/rencontres/{rare['id']}").text
    assert "<strong>Un caractère ne s’imprime pas</strong> dans le document\u00a0: ᠮ." in page
    client.move_to("2027-03-02T11:05:00-05:00")
    typed = {"outcome": "completed", "notes": "Bravo ไท 🎉", "next_step": "ᠮ"}
    answer = client.http.post(f"/equipe/rencontres/{rare['id']}", data=typed)
    assert answer.status_code == 303
    page = client.http.get(answer.headers["Location"]).text
    assert "<strong>Des caractères ne s’impriment pas</strong>" in page
    assert "ᠮ ไ ท." in page


def test_after_an_outcome_the_next_session_that_waits_for_one_is_a_tap_away(client: Client) -> None:
    slots = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T12:00:00-05:00")
    people = {"Ana": "ana@example.org", "Luc": "luc@example.org", "Eve": "eve@example.org"}
    held = [
        client.book(client.register(address, given_name=name), slot)
        for (name, address), slot in zip(people.items(), slots, strict=True)
    ]
    client.move_to("2027-03-02T11:30:00-05:00")
    client.http.set_cookie("brigade_equipe", client.staff())
    page = f"/equipe/rencontres/{held[0]['id']}"
    assert "Suivi suivant" not in client.http.get(page).text
    answer = client.http.post(page, data={"outcome": "no_show"})
    shown = client.http.get(answer.headers["Location"]).text
    assert f'href="/equipe/rencontres/{held[1]["id"]}">Suivi suivant' in shown
    assert "Luc Exemple" in shown
    answer = client.http.post(f"/equipe/rencontres/{held[1]['id']}", data={"outcome": "no_show"})
    assert "Plus aucun autre suivi" in client.http.get(answer.headers["Location"]).text
