"""What the team recorded of a session is undone within a minute: nothing of it stays or leaves."""

from datetime import datetime
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.documents.documents import Document
from chalicelib.domain.ids import owner_of
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.sessions.engagements import Engagement
from chalicelib.workflows.documents.deliver_document import deliver_document
from infra.driving import API
from tests.handlers.http.test_bad_input import everything, nothing_changes
from tests.support.driver import Client

pytestmark = pytest.mark.usefixtures("blank_pages")

HELD = {
    "notes": "Bravo.",
    "tools": [{"name": "Canva", "url": "https://www.canva.com", "why": "Simple."}],
    "next_steps": ["Écrire la fiche"],
}
ENDED = "2027-03-02T10:05:00-05:00"
DURING = "2027-03-02T09:20:00-05:00"


@pytest.fixture
def booked(client: Client) -> dict[str, Any]:
    slots = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T11:00:00-05:00")
    return client.book(client.register(), slots[0])


def undo(client: Client, booking: dict[str, Any], **headers: str) -> Any:
    path = f"{API}/staff/sessions/{booking['id']}/outcome/undo"
    return client.call("POST", path, {}, client.staff(), **headers)


def kept() -> dict[tuple[str, str], Any]:
    """All that is stored, but for how often it was written, for figures and counts of demand that
    are nought, and for who looked at whom, which is true whatever is undone."""
    told = {place: _told(item) for place, item in everything().items()}
    return {place: item for place, item in told.items() if not _nothing(item)}


def _nothing(item: Any) -> bool:
    kind, counts = item["type"]["S"], [name for name in item if name.startswith("/")]
    return kind == "Look" or (kind in ("Figures", "Demand") and not counts)


def _told(item: Any) -> Any:
    nought = {"N": "0"}
    return {
        name: value
        for name, value in item.items()
        if name not in ("version", "correlation") and not (name[0] == "/" and value == nought)
    }


@pytest.mark.parametrize("outcome", ["completed", "no_show"])
@pytest.mark.parametrize("moment", [DURING, ENDED])
def test_what_is_undone_leaves_nothing_that_was_not_there(
    client: Client, booked: dict[str, Any], outcome: str, moment: str
) -> None:
    client.move_to(moment)
    client.drain()
    before, mails = kept(), client.kinds()
    client.hold(booked, outcome=outcome, **HELD)
    assert kept() != before
    client.advance("PT59S")
    answer = undo(client, booked)
    assert (answer.status_code, answer.get_json()) == (200, booked)
    client.drain()
    assert kept() == before
    client.advance("P1D")
    assert client.kinds() == mails


def test_undoing_a_correction_leaves_the_absence_as_it_was(
    client: Client, booked: dict[str, Any]
) -> None:
    client.move_to(ENDED)
    client.hold(booked, outcome="no_show", notes="Pas venue.")
    client.advance("PT2M")
    before = kept()
    client.hold(booked, **HELD)
    client.advance("PT10S")
    assert undo(client, booked).get_json()["status"] == "no_show"
    client.drain()
    assert _without_memory(kept()) == _without_memory(before)
    assert "document" not in client.kinds()


def _without_memory(items: dict[tuple[str, str], Any]) -> dict[tuple[str, str], Any]:
    """But for what the absence itself could be undone by, whose minute was over."""
    return {place: item for place, item in items.items() if item["type"]["S"] != "TeamFile"}


def test_undoing_twice_changes_nothing(client: Client, booked: dict[str, Any]) -> None:
    client.move_to(ENDED)
    client.hold(booked, **HELD)
    first = undo(client, booked, Idempotency_Key="once")
    again = undo(client, booked, Idempotency_Key="once")
    with nothing_changes(client):
        another = undo(client, booked)
    told = [each.get_json()["status"] for each in (first, again, another)]
    assert told == ["booked", "booked", "booked"]


def test_after_a_minute_it_is_too_late_and_all_of_it_leaves(
    client: Client, booked: dict[str, Any]
) -> None:
    client.move_to(ENDED)
    client.hold(booked, **HELD)
    assert "document" not in client.kinds()
    client.advance("PT60S")
    refused = undo(client, booked)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "too_late_to_undo")
    assert client.kinds().count("document") == 1


def test_what_the_person_has_answered_is_not_undone(client: Client, booked: dict[str, Any]) -> None:
    client.move_to(ENDED)
    client.hold(booked, **HELD)
    links = wiring.links()
    token = links.token(Purpose.SURVEY, booked["id"], 0, wiring.now())
    client.driver.answer(token, {"satisfaction": 5, "shared": False})
    refused = undo(client, booked)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "too_late_to_undo")


def test_the_record_of_what_was_undone_does_nothing_early_or_late(
    client: Client, booked: dict[str, Any]
) -> None:
    client.move_to(ENDED)
    client.hold(booked, **HELD)
    of_first = document_of(booked)
    client.system.pump.drain()
    assert undo(client, booked).status_code == 200
    client.advance("PT30S")
    client.hold(booked, notes="Autre chose.")
    wiring.run(deliver_document, of_first.id)  # of the first, which was undone
    assert document_of(booked).attempts == 0
    client.drain()
    assert client.kinds().count("document") == 1
    wiring.run(deliver_document, of_first.id)
    client.drain()
    assert client.kinds().count("document") == 1


def document_of(booked: dict[str, Any]) -> Document:
    found = wiring.store().one(Document, booked["id"])
    assert found is not None
    return found


def test_an_hour_that_was_given_back_and_booked_again_is_not_taken_back(client: Client) -> None:
    """Recorded before its end, a session leaves the person free; then they book another."""
    slots = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T11:00:00-05:00")
    ana = client.register()
    held = client.book(ana, slots[0])
    client.hold(held, outcome="no_show")
    store = wiring.store()
    person = store.one(Participant, owner_of(held["id"]))
    assert person is not None
    starts, ends = (datetime.fromisoformat(held[each]) for each in ("starts_at", "ends_at"))
    unit = store.unit()
    unit.save(person.engaged(Engagement("another", starts, ends), wiring.now()))
    unit.commit()
    with nothing_changes(client):
        refused = undo(client, held)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "too_late_to_undo")


def test_the_page_offers_to_undo_for_a_minute_and_gives_back_what_was_written(
    client: Client, booked: dict[str, Any]
) -> None:
    client.move_to(ENDED)
    client.http.set_cookie("brigade_equipe", client.staff())
    page = f"/equipe/rencontres/{booked['id']}"
    tool = {"tool_name": "Canva", "tool_url": "", "tool_why": ""}
    typed = {"outcome": "completed", "notes": "Bravo.", **tool, "next_step": "Écrire"}
    answer = client.http.post(page, data=typed)
    shown = client.http.get(answer.headers["Location"]).text
    assert "Annuler ce geste" in shown
    assert 'data-undo="60"' in shown
    undone = client.http.post(f"{page}/defaire")
    shown = client.http.get(undone.headers["Location"]).text
    assert "C’est défait" in shown
    for text in ("Bravo.", 'value="Canva"', 'value="Écrire"'):
        assert text in shown
    client.http.post(page, data=typed)
    client.advance("PT1M")
    assert "Annuler ce geste" not in client.http.get(page).text
    late = client.http.post(f"{page}/defaire")
    assert "Ce geste ne se défait plus" in client.http.get(late.headers["Location"]).text
