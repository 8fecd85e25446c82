"""The team's own notes of a session: in no mail, in no document; nobody's are lost."""

from typing import Any

import pytest

from chalicelib.domain.documents.documents import Toolbox
from infra.driving import API
from tests.support.driver import BlankPages, Client, text_of

pytestmark = pytest.mark.usefixtures("blank_pages")
PRIVATE = "Elle hésite à continuer, à rappeler en mai."


@pytest.fixture
def page(client: Client) -> str:
    slots = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T11:00:00-05:00")
    booked = client.book(client.register(), slots[0])
    client.http.set_cookie("brigade_equipe", client.staff())
    return f"/equipe/rencontres/{booked['id']}"


def keep(client: Client, page: str, text: str, read: str = "") -> Any:
    return client.http.post(f"{page}/notes", data={"team_notes": text, "lues": read})


def test_what_the_team_notes_for_itself_reaches_nobody_until_they_ask_for_all_that_is_kept(
    client: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Toolbox] = []

    def render(_self: BlankPages, toolbox: Toolbox) -> bytes:
        drawn.append(toolbox)
        return b"%PDF-1.7"

    monkeypatch.setattr(BlankPages, "render", render)
    kept = keep(client, page, PRIVATE)
    assert PRIVATE in client.http.get(kept.headers["Location"]).text
    client.move_to("2027-03-02T10:05:00-05:00")
    client.http.post(page, data={"outcome": "completed", "notes": "Bravo."})
    client.drain()
    (mail,) = client.mails("document")
    assert PRIVATE not in text_of(mail)
    assert PRIVATE not in repr(drawn)
    ana = client.token_for("ana@example.org")
    export = client.call("GET", f"{API}/me/export", token=ana).get_json()
    (notes,) = [part for part in export["parts"] if part["part"] == "notes_of_team"]
    assert PRIVATE in str(notes)


def test_the_second_of_two_who_write_is_told_and_nothing_is_lost(client: Client, page: str) -> None:
    keep(client, page, "Les premières.")
    second = keep(client, page, "Les miennes.")
    assert second.status_code == 409
    assert "D’autres notes ont été écrites entre-temps" in second.text
    assert "Les premières." in second.text
    assert "Les miennes." in second.text


def test_notes_that_are_too_long_stay_in_their_field(client: Client, page: str) -> None:
    refused = keep(client, page, "x" * 4001)
    assert refused.status_code == 422
    assert 'id="erreur-team-notes"' in refused.text
    assert "x" * 4001 in refused.text


def test_notes_that_are_taken_away_leave_nothing(client: Client, page: str) -> None:
    path = f"{API}/staff/sessions/{page.rpartition('/')[2]}/notes"
    kept = client.call("PUT", path, {"notes": "Une note."}, client.staff()).get_json()
    gone = client.call("PUT", path, {"notes": "", "read": kept["read"]}, client.staff())
    assert gone.get_json() == {"notes": "", "noted_at": None, "read": ""}
