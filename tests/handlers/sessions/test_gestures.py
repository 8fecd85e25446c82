"""What the team does of a session by one tap, or says why: who is late, moved or cancelled."""

from typing import Any

import pytest

from infra.driving import API
from tests.handlers.sessions.test_undoing import kept
from tests.support.driver import Client, text_of

DURING, AFTER = "2027-03-02T09:10:00-05:00", "2027-03-02T10:00:00-05:00"
WHY = "Une panne d’Internet\nà la bibliothèque."


@pytest.fixture
def slots(client: Client) -> list[dict[str, Any]]:
    return client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T11:00:00-05:00")


@pytest.fixture
def booked(client: Client, slots: list[dict[str, Any]]) -> dict[str, Any]:
    client.http.set_cookie("brigade_equipe", client.staff())
    return client.book(client.register(), slots[0])


def expected(client: Client, booked: dict[str, Any]) -> Any:
    path = f"{API}/staff/sessions/{booked['id']}/expected"
    return client.call("POST", path, {}, client.staff())


def test_who_is_late_is_told_once_that_they_are_expected(
    client: Client, booked: dict[str, Any]
) -> None:
    page = f"/equipe/rencontres/{booked['id']}"
    client.move_to(DURING)
    assert "lui écrire que vous l’attendez" in client.http.get(page).text
    for _ in range(2):
        client.http.post(f"{page}/attendue")
        client.drain()
    (mail,) = client.mails("booking_expected")
    assert "vous attend" in text_of(mail)
    shown = client.http.get(page).text
    assert "Prévenue par courriel" in shown
    assert "lui écrire que vous l’attendez" not in shown


def test_nobody_is_expected_before_a_session_or_after_it(
    client: Client, booked: dict[str, Any]
) -> None:
    for moment in ("2027-03-02T08:59:00-05:00", AFTER):
        client.move_to(moment)
        refused = expected(client, booked)
        assert (refused.status_code, refused.get_json()["code"]) == (409, "not_under_way")
    late = client.http.post(f"/equipe/rencontres/{booked['id']}/attendue")
    assert "rien n’est parti" in client.http.get(late.headers["Location"]).text
    client.drain()
    assert not client.mails("booking_expected")


def test_who_is_not_there_is_absent_by_one_tap_which_is_undone_by_another(
    client: Client, booked: dict[str, Any]
) -> None:
    page = f"/equipe/rencontres/{booked['id']}"
    client.move_to(DURING)
    assert "la personne n’est pas là" in client.http.get(page).text
    client.http.post(page, data={"outcome": "no_show"})
    client.http.post(f"{page}/defaire")
    (mine,) = client.me(client.token_for("ana@example.org"))["sessions"]
    assert mine["status"] == "booked"


def test_the_mail_of_a_cancelled_session_says_why(client: Client, booked: dict[str, Any]) -> None:
    answer = client.http.post(f"/equipe/rencontres/{booked['id']}/annuler", data={"reason": WHY})
    assert answer.status_code == 303
    client.drain()
    (mail,) = client.mails("booking_cancelled")
    assert "La raison\u00a0:\n  Une panne d’Internet\n  à la bibliothèque." in text_of(
        mail
    ).replace("\r\n", "\n")
    assert "Une panne d’Internet" in client.http.get(answer.headers["Location"]).text


def test_the_api_cancels_with_a_reason_too(client: Client, booked: dict[str, Any]) -> None:
    path = f"{API}/staff/sessions/{booked['id']}/cancel"
    cancelled = client.call("POST", path, {"reason": WHY}, client.staff())
    assert (cancelled.status_code, cancelled.get_json()["status"]) == (200, "cancelled")
    client.drain()
    assert "Une panne" in text_of(client.mails("booking_cancelled")[0])


def test_the_team_moves_a_session_from_its_page_and_says_why(
    client: Client, booked: dict[str, Any], slots: list[dict[str, Any]]
) -> None:
    path = f"/equipe/rencontres/{booked['id']}/deplacer"
    assert slots[1]["id"] in client.http.get(path).text
    moved = client.http.post(path, data={"slot_id": slots[1]["id"], "reason": WHY})
    assert "La rencontre est déplacée" in client.http.get(moved.headers["Location"]).text
    client.drain()
    assert "Une panne d’Internet" in text_of(client.mails("booking_moved")[0])


def test_a_move_to_nowhere_keeps_the_reason_in_its_field(
    client: Client, booked: dict[str, Any]
) -> None:
    path = f"/equipe/rencontres/{booked['id']}/deplacer"
    refused = client.http.post(path, data={"reason": "Une panne"})
    assert refused.status_code == 422
    assert "Choisissez un moment dans la liste." in refused.text
    assert "Une panne</textarea>" in refused.text


def test_a_reason_is_the_teams_alone_and_goes_with_the_next_move(
    client: Client, booked: dict[str, Any], slots: list[dict[str, Any]]
) -> None:
    ana, path = client.token_for("ana@example.org"), f"{API}/bookings/{booked['id']}/reschedule"
    body = {"slot_id": slots[1]["id"], "reason": WHY}
    assert client.call("POST", path, body, client.staff()).status_code == 200
    back = {"slot_id": slots[0]["id"], "reason": "Dit par quelqu’un d’autre"}
    assert client.call("POST", path, back, ana).status_code == 200
    client.drain()
    for mail in client.mails("booking_moved"):
        assert "Dit par" not in text_of(mail)
    page = client.http.get(f"/equipe/rencontres/{booked['id']}").text
    assert "Déplacée parce que" not in page


def put(client: Client, booked: dict[str, Any], **report: Any) -> Any:
    path = f"{API}/staff/sessions/{booked['id']}/outcome"
    return client.call("PUT", path, report, client.staff())


@pytest.fixture
def sent(client: Client, booked: dict[str, Any]) -> dict[str, Any]:
    client.move_to(AFTER)
    client.hold(booked, notes="Bravo.")
    client.drain()
    return booked


@pytest.mark.usefixtures("blank_pages")
def test_a_document_is_corrected_in_its_place_and_the_person_is_told(
    client: Client, sent: dict[str, Any]
) -> None:
    page = f"/equipe/rencontres/{sent['id']}"
    assert ">\nBravo.</textarea>" in client.http.get(f"{page}?suivi=corriger").text
    tool = {"tool_name": "Canva", "tool_url": "", "tool_why": ""}
    answer = client.http.post(f"{page}/correction", data={"notes": "Bravo, encore.", **tool})
    shown = client.http.get(answer.headers["Location"]).text
    assert "Le document corrigé part" in shown
    assert "Bravo, encore." in shown
    client.advance("PT10M")
    first, second = client.mails("document")
    assert "corrigé" not in first["Subject"]
    assert second["Subject"].startswith("Votre document corrigé")
    assert len(client.me(client.token_for("ana@example.org"))["documents"]) == 1


@pytest.mark.usefixtures("blank_pages")
def test_a_correction_is_undone_as_an_outcome_is(client: Client, sent: dict[str, Any]) -> None:
    before = kept()
    assert put(client, sent, notes="Autre chose.").status_code == 200
    path = f"{API}/staff/sessions/{sent['id']}/outcome/undo"
    undone = client.call("POST", path, {}, client.staff())
    assert undone.get_json()["status"] == "completed"
    assert without_file(kept()) == without_file(before)
    client.advance("PT10M")
    assert len(client.mails("document")) == 1


def without_file(items: dict[tuple[str, str], Any]) -> dict[tuple[str, str], Any]:
    """But for what the outcome itself could be undone by, whose minute was over."""
    return {place: item for place, item in items.items() if item["type"]["S"] != "TeamFile"}


@pytest.mark.usefixtures("blank_pages")
def test_a_document_that_is_not_there_yet_is_neither_corrected_nor_sent_again(
    client: Client, booked: dict[str, Any]
) -> None:
    again = f"{API}/staff/sessions/{booked['id']}/document"
    for refused in (put(client, booked), client.call("POST", again, {}, client.staff())):
        assert (refused.status_code, refused.get_json()["code"]) == (409, "not_sent")


@pytest.mark.usefixtures("blank_pages")
def test_a_document_is_sent_again_once_for_a_double_tap(
    client: Client, sent: dict[str, Any]
) -> None:
    page = f"/equipe/rencontres/{sent['id']}"
    assert "Envoyer de nouveau" in client.http.get(page).text
    for _ in range(2):
        client.http.post(f"{page}/renvoi")
    client.drain()
    mails = client.mails("document")
    assert len(mails) == 2
    assert [each.get_content_type() for each in mails[1].iter_attachments()] == ["application/pdf"]
