"""What an adviser keeps at hand: ticked once beside what she writes, picked by a tap afterwards."""

from typing import Any

import pytest

from infra.driving import API
from infra.local.system import STAFF
from tests.support.driver import Client

pytestmark = pytest.mark.usefixtures("blank_pages")
CANVA = "name=Canva&url=https%3A%2F%2Fwww.canva.com"


@pytest.fixture
def pages(client: Client) -> list[str]:
    slots = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T11:00:00-05:00")
    ana, bo = client.register(), client.register("bo@example.org")
    booked = [client.book(ana, slots[0]), client.book(bo, slots[1])]
    client.http.set_cookie("brigade_equipe", client.staff())
    client.move_to("2027-03-02T11:05:00-05:00")
    return [f"/equipe/rencontres/{each['id']}" for each in booked]


def shelf(client: Client, who: str = STAFF[1][0]) -> Any:
    return client.call("GET", f"{API}/staff/toolshelf", token=client.staff(who)).get_json()


def keep_canva(client: Client, page: str) -> None:
    tools = {"tool_name": ["Canva", "Wikidata"], "tool_url": ["www.canva.com", ""]}
    written = {**tools, "tool_why": ["Simple", ""], "next_step": ["Écrire", "Publier"]}
    kept = {"garder_outil": "1", "garder_etape": "2"}
    client.http.post(page, data={"outcome": "completed", **written, **kept})


def test_what_is_ticked_in_one_session_is_picked_in_the_next(
    client: Client, pages: list[str]
) -> None:
    keep_canva(client, pages[0])
    kept = {"name": "Canva", "url": "https://www.canva.com"}
    assert shelf(client) == {"tools": [kept], "next_steps": ["Publier"]}
    assert "Simple" not in client.http.get(pages[1]).text
    assert 'value="Publier"' in client.http.get(pages[1]).text
    picked = {"outil_choisi": CANVA, "etape_choisie": "Publier", "next_step": ["Revenir"]}
    client.http.post(pages[1], data={"outcome": "completed", **picked})
    shown = client.http.get(pages[1]).text
    for text in ("<strong>Canva</strong>", "<li>Publier</li>", "<li>Revenir</li>"):
        assert text in shown


def test_what_was_picked_stays_picked_when_the_form_comes_back(
    client: Client, pages: list[str]
) -> None:
    keep_canva(client, pages[0])
    again = {"outcome": "completed", "outil_choisi": CANVA, "notes": "x" * 10001}
    wrong = {"tool_name": "", "tool_url": "https://www.example.org", "tool_why": ""}
    refused = client.http.post(pages[1], data={**again, **wrong})
    assert refused.status_code == 422
    assert 'name="outil_choisi" value="name=Canva&amp;url=https%3A%2F%2Fwww.canva.com" checked' in (
        refused.text
    )
    assert 'href="#champ-tool-name-1"' in refused.text  # the first row, after the one picked


def test_nobody_else_sees_what_she_keeps(client: Client, pages: list[str]) -> None:
    keep_canva(client, pages[0])
    assert shelf(client, STAFF[0][0]) == {"tools": [], "next_steps": []}


def test_what_is_unticked_on_its_page_is_kept_no_more(client: Client, pages: list[str]) -> None:
    keep_canva(client, pages[0])
    assert "Canva" in client.http.get("/equipe/outils").text
    client.http.post("/equipe/outils", data={"etape_choisie": "Publier", "name": "Odoo"})
    assert shelf(client) == {"tools": [{"name": "Odoo", "url": ""}], "next_steps": ["Publier"]}
    wrong = client.http.post("/equipe/outils", data={"name": "", "url": "https://x.example.org"})
    assert wrong.status_code == 422
    assert 'value="https://x.example.org"' in wrong.text


def test_a_shelf_that_is_full_makes_room(client: Client, pages: list[str]) -> None:
    steps = [f"Étape {n}" for n in range(20)]
    body = {"tools": [], "next_steps": steps}
    client.call("PUT", f"{API}/staff/toolshelf", body, client.staff())
    keep_canva(client, pages[0])
    assert shelf(client)["next_steps"] == [*steps[1:], "Publier"]
