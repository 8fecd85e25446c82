"""What the team cancels is undone within a minute: nothing of it stays or leaves."""

from typing import Any

import pytest

from infra.driving import API
from tests.handlers.http.test_bad_input import nothing_changes
from tests.handlers.sessions.test_undoing import kept
from tests.support.driver import Client

OTHER = "equipe@example.org"
WHY = "Une panne d’Internet."


@pytest.fixture
def slots(client: Client) -> list[dict[str, Any]]:
    return client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T11:00:00-05:00")


@pytest.fixture
def booked(client: Client, slots: list[dict[str, Any]]) -> dict[str, Any]:
    booking = client.book(client.register(), slots[0])
    client.advance("PT1M")
    return booking


def cancel(client: Client, booking: dict[str, Any], who: str = "brigadiere@example.org") -> None:
    path = f"{API}/staff/sessions/{booking['id']}/cancel"
    assert client.call("POST", path, {"reason": WHY}, client.staff(who)).status_code == 200


def undo(client: Client, booking: dict[str, Any], **headers: str) -> Any:
    path = f"{API}/staff/sessions/{booking['id']}/cancel/undo"
    return client.call("POST", path, {}, client.staff(), **headers)


def free(client: Client) -> list[str]:
    answer = client.call("GET", "/api/v1/slots").get_json()
    return [each["id"] for each in answer["slots"]]


@pytest.mark.parametrize("who", ["brigadiere@example.org", OTHER])
def test_what_is_undone_leaves_nothing_that_was_not_there(
    client: Client, booked: dict[str, Any], slots: list[dict[str, Any]], who: str
) -> None:
    before, mails = kept(), len(client.system.mailbox.mails)
    cancel(client, booked, who)
    client.system.pump.drain()
    assert slots[0]["id"] in free(client)
    client.advance("PT59S")
    answer = undo(client, booked)
    assert (answer.status_code, answer.get_json()) == (200, booked)
    client.drain()
    assert kept() == before
    client.advance("PT10M")
    assert len(client.system.mailbox.mails) == mails
    assert slots[0]["id"] not in free(client)
    client.move_to("2027-03-02T08:00:00-05:00")
    assert "booking_reminder" in client.kinds()


def test_what_fell_due_in_that_minute_leaves_after_all(client: Client) -> None:
    slots = client.open_day("2027-03-10T14:00:00-05:00", "2027-03-10T15:00:00-05:00")
    booking = client.book(client.register(), slots[0])
    client.move_to("2027-03-08T13:59:40-05:00")
    cancel(client, booking)
    client.advance("PT40S")
    assert "booking_reminder" not in client.kinds()
    assert undo(client, booking).status_code == 200
    client.advance("PT5M")
    assert client.kinds().count("booking_reminder") == 1


def test_after_a_minute_it_is_too_late_and_the_mail_leaves(
    client: Client, booked: dict[str, Any]
) -> None:
    cancel(client, booked)
    client.system.pump.drain()
    assert "booking_cancelled" not in client.kinds()
    client.advance("PT60S")
    with nothing_changes(client):
        refused = undo(client, booked)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "too_late_to_undo")
    assert client.kinds().count("booking_cancelled") == 1


def test_undoing_twice_changes_nothing(client: Client, booked: dict[str, Any]) -> None:
    cancel(client, booked)
    first = undo(client, booked, Idempotency_Key="once")
    again = undo(client, booked, Idempotency_Key="once")
    with nothing_changes(client):
        another = undo(client, booked)
    told = [each.get_json()["status"] for each in (first, again, another)]
    assert told == ["booked", "booked", "booked"]


def test_an_hour_that_somebody_else_has_booked_meanwhile_stays_theirs(
    client: Client, booked: dict[str, Any], slots: list[dict[str, Any]]
) -> None:
    luc = client.register("luc@example.org")
    cancel(client, booked)
    client.book(luc, slots[0])
    before = kept()
    refused = undo(client, booked)
    assert kept() == before
    assert (refused.status_code, refused.get_json()["code"]) == (409, "slot_taken")
    client.http.set_cookie("brigade_equipe", client.staff())
    late = client.http.post(f"/equipe/rencontres/{booked['id']}/defaire")
    assert "vient de réserver cette heure" in client.http.get(late.headers["Location"]).text


def test_who_has_booked_another_hour_meanwhile_keeps_that(
    client: Client, booked: dict[str, Any]
) -> None:
    other = client.driver.open_day(
        client.staff(OTHER), OTHER, booked["starts_at"], booked["ends_at"], themes=[]
    )
    cancel(client, booked)
    client.book(client.token_for("ana@example.org"), other[0])
    before = kept()
    refused = undo(client, booked)
    assert kept() == before
    assert (refused.status_code, refused.get_json()["code"]) == (409, "too_late_to_undo")


def test_what_a_person_cancels_themselves_is_not_the_teams_to_undo(
    client: Client, booked: dict[str, Any]
) -> None:
    client.driver.cancel(client.token_for("ana@example.org"), booked["id"])
    refused = undo(client, booked)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "too_late_to_undo")


def test_who_waits_for_an_hour_is_told_of_it_once_it_stays_free(
    client: Client, booked: dict[str, Any], slots: list[dict[str, Any]]
) -> None:
    client.book(client.register("luc@example.org"), slots[1])
    token = client.register("eve@example.org")
    theme = booked["theme"]
    assert client.call("POST", "/api/v1/me/alerts", {"theme": theme}, token).status_code == 201
    client.drain()
    cancel(client, booked)
    client.system.pump.drain()
    undo(client, booked)
    client.advance("PT10M")
    assert "theme_open" not in client.kinds("eve@example.org")
    cancel(client, booked)
    client.drain()
    assert "theme_open" in client.kinds("eve@example.org")


def test_the_page_offers_to_undo_for_a_minute_and_keeps_what_was_being_written(
    client: Client, booked: dict[str, Any]
) -> None:
    client.http.set_cookie("brigade_equipe", client.staff())
    page = f"/equipe/rencontres/{booked['id']}"
    client.http.post(page, data={"outcome": "cancelled", "notes": "Presque fini."})
    answer = client.http.post(f"{page}/annuler", data={"reason": WHY})
    shown = client.http.get(answer.headers["Location"]).text
    assert "Annuler ce geste" in shown
    assert 'data-undo="60"' in shown
    undone = client.http.post(f"{page}/defaire")
    shown = client.http.get(undone.headers["Location"]).text
    assert "la rencontre tient" in shown
    assert "Presque fini." in shown
    client.http.post(f"{page}/annuler", data={"reason": ""})
    client.advance("PT1M")
    assert "Annuler ce geste" not in client.http.get(page).text
