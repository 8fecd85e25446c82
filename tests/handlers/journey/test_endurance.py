"""What dies, floods or never ends: the system goes on, and says so."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.documents.pdf import DocumentError
from chalicelib.adapters.links import Purpose
from chalicelib.domain.documents.documents import ATTEMPTS, Document, DocumentState
from chalicelib.domain.mail.messages import State
from chalicelib.workflows.documents.deliver_document import DocumentFailed, deliver_document
from chalicelib.workflows.mail.settle_message import settle_message
from chalicelib.workflows.people.find_member import find_member
from tests.support.driver import THEME, Client, text_of


class DyingRenderer:
    """As a function that runs out of time or memory: nothing of ours hears of it."""

    calls = 0

    def render(self, toolbox: Any) -> bytes:
        DyingRenderer.calls += 1
        raise KeyboardInterrupt


def test_a_document_whose_renderer_dies_is_given_up(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(wiring.PROVIDERS, "toolboxes", DyingRenderer)
    slot = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T10:00:00-05:00")[0]
    booking = client.book(client.register(), slot)
    client.hold(booking)
    client.system.clock.advance(wiring.programme().held_for)
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


class BrokenByNotes:
    """The real thing, but for one word that it cannot draw."""

    def __init__(self) -> None:
        self.real = wiring.toolboxes()

    def render(self, toolbox: Any) -> bytes:
        if "imprononçable" in toolbox.notes:
            raise DocumentError("the renderer failed")
        return self.real.render(toolbox)


def test_notes_that_break_the_renderer_wait_for_the_adviser_and_hold_up_nobody(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(wiring.PROVIDERS, "toolboxes", BrokenByNotes)
    slots = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T11:00:00-05:00")
    broken, sound = client.register(), client.register("bruno@example.org")
    booking, other = client.book(broken, slots[0]), client.book(sound, slots[1])
    client.hold(booking, notes="Un mot imprononçable.")
    client.hold(other)
    for _ in range(4):
        client.advance("PT20M")
    assert len(client.mails("document", "bruno@example.org")) == 1
    assert client.mails("document") == []
    told = client.mails("staff_document_failed", "brigadiere@example.org")
    assert len(told) == 1
    assert f"/equipe/rencontres/{booking['id']}" in text_of(told[0])
    client.http.set_cookie("brigade_equipe", staff_cookie())
    page = client.http.get(f"/equipe/rencontres/{booking['id']}").text
    assert "Le document n’a pas pu être préparé" in page
    again = {"outcome": "completed", "notes": "Un mot simple."}
    answer = client.http.post(f"/equipe/rencontres/{booking['id']}", data=again)
    assert answer.status_code == 303
    client.advance("PT5M")
    assert len(client.mails("document")) == 1
    assert len(client.mails("staff_document_failed", "brigadiere@example.org")) == 1
    client.advance("P3D")
    assert len(client.mails("survey_invitation")) == 1  # planned once, when the session was held


def test_a_report_whose_document_was_not_made_cannot_become_an_absence(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(wiring.PROVIDERS, "toolboxes", BrokenByNotes)
    slot = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T10:00:00-05:00")[0]
    booking = client.book(client.register(), slot)
    client.hold(booking, notes="imprononçable")
    for _ in range(4):
        client.advance("PT20M")
    path = f"/api/v1/staff/sessions/{booking['id']}/outcome"
    answer = client.call("POST", path, {"outcome": "no_show"}, client.staff())
    assert answer.status_code == 409
    assert answer.get_json()["code"] == "outcome_already_recorded"


def staff_cookie() -> str:
    member = wiring.run(find_member, "brigadiere@example.org")
    assert member is not None
    return wiring.links().token(Purpose.STAFF, member.id, 0, wiring.now())


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
    client.enter(token)
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
    ("notes", "said"),
    [
        ("|a|b|\n" * 150, "« | » revient plus de 200 fois, à la ligne 67, au 5e caractère"),
        ("Bien.\n\n- - - - - a", "quatre niveaux de liste ou de citation, à la ligne 3"),
        ("[" * 300, "Le crochet « [ » revient plus de 200 fois, au 201e caractère"),
        ("a\n" * 500, "plus de 400 lignes"),
        ("> " * 300, "Le signe « > » revient plus de 200 fois, au 401e caractère"),
        ("`a` " * 150, "L’accent grave « ` » revient plus de 200 fois, au 401e caractère"),
    ],
)
def test_notes_that_would_take_minutes_to_draw_are_refused_at_once_and_say_why(
    client: Client, notes: str, said: str
) -> None:
    slot = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T10:00:00-05:00")[0]
    booking = client.book(client.register(), slot)
    path = f"/api/v1/staff/sessions/{booking['id']}/outcome"
    answer = client.call("POST", path, {"outcome": "completed", "notes": notes}, client.staff())
    assert answer.status_code == 422
    error = answer.get_json()["errors"][0]
    assert error["code"] == "too_complex"
    assert said in error["message"].replace("\u00a0", " ")


def test_notes_and_tools_take_an_address_as_mail_programs_rewrite_it(client: Client) -> None:
    slot = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T10:00:00-05:00")[0]
    booking = client.book(client.register(), slot)
    address = f"https://liens.example.org/?url={'https%3A%2F%2Fexample.org%2F' * 60}"
    body = {
        "outcome": "completed",
        "notes": f"Voir {address} et {'a@' * 400}",
        "tools": [{"name": "Outil", "url": address}],
    }
    path = f"/api/v1/staff/sessions/{booking['id']}/outcome"
    assert client.call("POST", path, body, client.staff()).status_code == 200
