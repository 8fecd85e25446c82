"""The page of calls: one on the screen, a tap notes it and the next comes; all of it is undone."""

import re
from html import unescape
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.domain.people.staff import Role
from chalicelib.workflows.people.manage_staff import enrol
from infra.driving import API
from tests.handlers.http.test_bad_input import everything
from tests.support.driver import CALLER, Client

from .test_calls import ADMIN, HERS, ask, calls, note

pytestmark = pytest.mark.usefixtures("blank_pages")

PAGE = "/equipe/appels"


def page(client: Client, path: str = PAGE, who: str = HERS, **form: Any) -> TestResponse:
    client.http.set_cookie("brigade_equipe", client.staff(who))
    return client.http.post(path, data=form) if form else client.http.get(path)


@pytest.fixture
def three(client: Client) -> list[str]:
    """Three people who booked nothing for so long that they are to be called, soonest first."""
    names = ["Rose", "Paul", "Zoé"]
    for number, name in enumerate(names):
        person = {**CALLER, "given_name": name, "phone": f"450 555-012{number}"}
        assert ask(client, "POST", f"{API}/staff/people", person).status_code == 201
        client.advance("PT1M")
    client.advance("P10D")
    client.drain()
    return [str(each["id"]) for each in calls(client)]


def front(shown: str) -> str:
    """Whose call is on the screen."""
    found = re.search(r'<h2 id="appel"[^>]*>(\S+)', shown)
    return unescape(found[1]) if found else ""


def test_a_tap_notes_a_call_and_shows_the_next(client: Client, three: list[str]) -> None:
    shown = page(client).text
    assert front(shown) == "Rose"
    assert 'href="tel:4505550120"' in shown
    assert "Voulez-vous une heure pour une première rencontre?" in shown
    sent = page(client, f"{PAGE}/{three[0]}", result="reached", attempts="0", suivant=three[1])
    assert sent.status_code == 303, sent.text
    shown = page(client, sent.location).text
    assert front(shown) == "Paul"
    assert "Rose Exemple : a répondu" in unescape(shown)


def test_the_day_and_the_person_s_page_lead_to_the_calls(client: Client, three: list[str]) -> None:
    shown = page(client, "/equipe").text
    assert (
        '<a class="button button-quiet button-small" href="/equipe/appels">3 appels à faire</a>'
        in shown
    )
    token = client.staff()
    assert client.call("GET", f"{API}/staff/today", token=token).get_json()["calls"] == 3
    person = page(client, f"/equipe/personnes/{three[0].partition('-')[0]}").text
    assert f'href="/equipe/appels?appel={three[0]}"' in person
    page(client, f"{PAGE}/{three[0]}", result="reached", attempts="0", note="Elle réserve.")
    person = unescape(page(client, f"/equipe/personnes/{three[0].partition('-')[0]}").text)
    assert "Appel\u00a0: la personne a répondu" in person
    assert "Elle réserve." in person


def test_who_is_passed_over_is_not_shown_next(client: Client, three: list[str]) -> None:
    shown = page(client, f"{PAGE}?appel={three[1]}").text
    assert front(shown) == "Paul"
    assert f'name="suivant" value="{three[2]}"' in shown
    form = {"result": "again", "attempts": "0", "suivant": three[2], "note": "En réunion."}
    sent = page(client, f"{PAGE}/{three[1]}", **form)
    shown = unescape(page(client, sent.location).text)
    assert front(shown) == "Zoé"
    assert "Paul Exemple : à refaire le vendredi 12 mars" in shown


def test_what_is_undone_leaves_nothing_that_was_not_there(client: Client, three: list[str]) -> None:
    client.drain()
    before = kept()
    sent = page(client, f"{PAGE}/{three[0]}", result="not_interested", attempts="0", note="Non.")
    assert kept() != before
    assert "Annuler ce geste" in page(client, sent.location).text
    undone = page(client, f"{PAGE}/{three[0]}/defaire", cle="")
    assert front(page(client, undone.location).text) == "Rose"
    client.drain()
    assert kept() == before
    assert page(client, f"{PAGE}/{three[0]}/defaire", cle="").location == undone.location


def kept() -> dict[Any, Any]:
    """All that is stored, but for versions, looks and answers that are kept a day."""
    found = {place: dict(item) for place, item in everything().items()}
    for item in found.values():
        item.pop("version", None)
    return {p: i for p, i in found.items() if i["type"]["S"] not in ("Look", "Receipt")}


def test_after_a_quarter_of_an_hour_it_is_too_late_to_undo(
    client: Client, three: list[str]
) -> None:
    page(client, f"{PAGE}/{three[0]}", result="reached", attempts="0")
    client.advance("PT15M")
    late = page(client, f"{PAGE}/{three[0]}/defaire", cle="")
    assert "Ce geste ne se défait plus" in page(client, late.location).text


def test_the_second_finds_what_the_first_noted_and_what_they_wrote(
    client: Client, three: list[str]
) -> None:
    [rose, *_] = calls(client, ADMIN)
    note(client, rose, ADMIN, result="reached", note="Elle réserve en ligne.")
    form = {"result": "again", "attempts": "0", "note": "Messagerie pleine."}
    second = page(client, f"{PAGE}/{rose['id']}", **form)
    shown = unescape(second.text)
    assert second.status_code == 409
    assert "Cet appel vient d’être noté" in shown
    assert "Elle réserve en ligne." in shown
    assert "Messagerie pleine." in shown
    assert front(shown) == "Paul"


def test_a_promise_that_another_made_is_not_written_over(client: Client, three: list[str]) -> None:
    [rose, *_] = calls(client, ADMIN)
    note(client, rose, ADMIN, result="again", again_on="2027-03-19", note="Après la semaine.")
    second = page(client, f"{PAGE}/{rose['id']}", result="reached", attempts="0", note="Fait.")
    shown = unescape(second.text)
    assert second.status_code == 409
    assert front(shown) == "Rose"
    assert "Après la semaine." in shown
    assert 'value="Fait."' in shown
    again = page(client, f"{PAGE}/{rose['id']}", result="reached", attempts="1", note="Fait.")
    assert again.status_code == 303


def test_an_error_stands_beside_its_field(client: Client, three: list[str]) -> None:
    form = {"result": "again", "attempts": "0", "again_on": "2027-03-01", "note": "Occupée."}
    wrong = page(client, f"{PAGE}/{three[0]}", **form)
    assert wrong.status_code == 422
    assert 'id="erreur-again-on"' in wrong.text
    assert 'value="Occupée."' in wrong.text


def test_an_adviser_has_her_calls_and_those_of_nobody(client: Client, three: list[str]) -> None:
    other = "autre@example.org"
    assert len(calls(client, ADMIN)) == 3
    wiring.run(enrol, other, "Autre Brigadière", Role.ADVISER)
    assert calls(client, other) == [], "those whom she does not accompany"
    client.ask_to_join("ana@example.org", phone="450 555-0100")
    client.advance("P4D")
    [anas] = calls(client, other)
    refused = ask(
        client, "POST", f"{API}/staff/calls/{three[0]}/result", {"result": "reached"}, other
    )
    assert refused.status_code == 403
    assert note(client, anas, other, result="reached").status_code == 200
