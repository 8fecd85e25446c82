"""What dies, floods or never ends: the system goes on, and says so."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.documents import ATTEMPTS, Document, DocumentState
from chalicelib.domain.messages import State
from chalicelib.workflows.deliver_document import DocumentFailed, deliver_document
from chalicelib.workflows.settle_message import settle_message
from tests.support import THEME, Client


class DyingRenderer:
    """As a function that runs out of time or memory: nothing of ours hears of it."""

    calls = 0

    def render(self, toolbox: Any) -> bytes:
        DyingRenderer.calls += 1
        raise KeyboardInterrupt


def test_a_document_whose_renderer_dies_is_given_up(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(wiring.PROVIDERS, "renderer", DyingRenderer)
    slot = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T10:00:00-05:00")[0]
    booking = client.book(client.register(), slot)
    client.hold(booking)
    for _ in range(ATTEMPTS):
        with pytest.raises(KeyboardInterrupt):
            wiring.run(deliver_document, booking["id"])
        client.system.clock.advance(timedelta(minutes=11))
    with pytest.raises(DocumentFailed):
        wiring.run(deliver_document, booking["id"])
    document = wiring.store().one(Document, booking["id"])
    assert document is not None
    assert document.state is DocumentState.FAILED
    assert DyingRenderer.calls == ATTEMPTS


def test_nobody_locks_staff_out_by_asking_for_their_link(client: Client) -> None:
    address = "brigadiere@example.org"
    for _ in range(60):
        client.http.post("/equipe/lien", data={"email": address})
        client.drain()
        client.advance("PT5M")
    count = len(client.kinds(address))
    client.http.post("/equipe/lien", data={"email": address})
    client.drain()
    assert len(client.kinds(address)) == count + 1


def test_slots_of_a_theme_show_behind_hundreds_of_another(client: Client) -> None:
    for day in range(10, 20):
        body = {
            "adviser": "brigadiere@example.org",
            "starts_at": f"2027-03-{day}T07:00:00-04:00",
            "ends_at": f"2027-03-{day}T21:00:00-04:00",
            "themes": ["marketing-numerique"],
            "slot_minutes": 15,
        }
        answer = client.call("POST", "/api/v1/staff/availabilities", body, client.staff())
        assert answer.status_code == 201
    client.open_day("2027-03-25T09:00:00-04:00", "2027-03-25T10:00:00-04:00", [THEME])
    slots = client.call("GET", f"/api/v1/slots?theme={THEME}").get_json()["slots"]
    assert [slot["starts_at"] for slot in slots] == ["2027-03-25T09:00:00-04:00"]


def test_a_permanent_bounce_after_a_passing_one_closes_the_address(client: Client) -> None:
    token = client.register()
    message_id = client.system.mailbox.mails[-1].message
    wiring.run(settle_message, message_id, State.BOUNCED, False)
    wiring.run(settle_message, message_id, State.BOUNCED, True)
    slot = client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T10:00:00-05:00")[0]
    client.book(token, slot)
    client.drain()
    assert client.kinds() == ["registration"]


def test_links_are_revoked_in_the_second_another_was_asked_for(client: Client) -> None:
    token = client.register()
    client.advance("PT61M")
    client.http.get(f"/mon-espace?jeton={token}")
    client.http.post("/mon-espace/lien", data={"email": "ana@example.org"})
    assert client.http.post("/mon-espace/liens").status_code == 303
    assert client.call("GET", "/api/v1/me", token=token).status_code == 401


def test_a_reminder_leaves_however_many_mails_the_day_had(client: Client) -> None:
    day = "2027-03-02"
    slots = client.open_day(f"{day}T08:00:00-05:00", f"{day}T20:00:00-05:00")
    token = client.register()
    client.book(token, slots[-1])
    client.drain()
    client.move_to(f"{day}T07:30:00-05:00")
    count = wiring.programme().mails_per_day
    for n in range(count // 2 + 2):
        starts = datetime(2027, 4, 1, 13, tzinfo=UTC) + timedelta(days=n)
        slot = client.open_day(starts.isoformat(), (starts + timedelta(hours=1)).isoformat())[0]
        booking = client.book(token, slot)
        client.drain()
        client.call("DELETE", f"/api/v1/bookings/{booking['id']}", token=token)
        client.drain()
    client.move_to(f"{day}T17:05:00-05:00")
    assert len(client.mails("booking_reminder")) == 1


@pytest.mark.parametrize(
    "notes", ["a@" * 400, "|a|b|\n" * 150, "- - - - - a", "[" * 300, "a\n" * 500, "> " * 300]
)
def test_notes_that_would_take_minutes_to_draw_are_refused_at_once(
    client: Client, notes: str
) -> None:
    slot = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T10:00:00-05:00")[0]
    booking = client.book(client.register(), slot)
    path = f"/api/v1/staff/sessions/{booking['id']}/outcome"
    answer = client.call("POST", path, {"outcome": "completed", "notes": notes}, client.staff())
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "too_complex"
