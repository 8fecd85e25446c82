"""A document is seen before it is sent: drawn as it will be, and in nobody's space."""

from typing import Any

import pytest

from chalicelib import wiring
from infra.driving import API
from tests.support.driver import Client

NOTES = "Une fiche **claire**."


@pytest.fixture
def booked(client: Client) -> dict[str, Any]:
    slots = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T11:00:00-05:00")
    client.http.set_cookie("brigade_equipe", client.staff())
    return client.book(client.register(), slots[0])


def preview(client: Client, booked: dict[str, Any], **report: Any) -> Any:
    path = f"{API}/staff/sessions/{booked['id']}/preview"
    return client.call("POST", path, report, client.staff())


def test_the_document_is_seen_before_it_is_sent_and_nobody_else_has_it(
    client: Client, booked: dict[str, Any], drawn: list[str]
) -> None:
    page = f"/equipe/rencontres/{booked['id']}"
    assert f'formaction="{page}/apercu"' in client.http.get(page).text
    tool = {"tool_name": "Canva", "tool_url": "", "tool_why": "Simple"}
    shown = client.http.post(f"{page}/apercu", data={"notes": NOTES, **tool, "next_step": "Écrire"})
    assert (shown.status_code, shown.content_type) == (200, "application/pdf")
    assert shown.data == b"%PDF-1.7 1"
    for text in ("<strong>claire</strong>", "Canva", "Simple", "Écrire", "Ana Exemple"):
        assert text in drawn[0]
    client.drain()
    me = client.me(client.token_for("ana@example.org"))
    assert me["documents"] == []
    assert [each["status"] for each in me["sessions"]] == ["booked"]
    assert "document" not in client.kinds()


def test_what_is_not_drawn_yet_is_asked_for_again_with_all_that_was_written(
    client: Client, booked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring.files(), "wait_for", lambda _key: None)
    page = f"/equipe/rencontres/{booked['id']}"
    waits = client.http.post(f"{page}/apercu", data={"notes": NOTES})
    assert (waits.status_code, waits.headers["Retry-After"]) == (503, "5")
    assert f'name="notes" value="{NOTES}"' in waits.text
    refused = preview(client, booked, notes=NOTES)
    assert (refused.status_code, refused.get_json()["code"]) == (503, "document_drawing")


def test_a_preview_of_what_cannot_be_shows_the_form_with_its_errors(
    client: Client, booked: dict[str, Any]
) -> None:
    refused = client.http.post(
        f"/equipe/rencontres/{booked['id']}/apercu", data={"notes": "x" * 10001}
    )
    assert refused.status_code == 422
    assert 'href="#champ-notes"' in refused.text


def test_the_api_gives_the_same(client: Client, booked: dict[str, Any], drawn: list[str]) -> None:
    given = preview(client, booked, notes=NOTES)
    assert (given.status_code, given.content_type) == (200, "application/pdf")
    again = preview(client, booked, notes=NOTES)
    assert again.data == given.data
    assert len(drawn) == 1
