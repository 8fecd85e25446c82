"""How soon, and how many sessions at a time, participants may book for themselves."""

import re
from typing import Any

import pytest

from tests.handlers.http.test_bad_input import assert_problem, nothing_changes
from tests.support.driver import THEME, Client


@pytest.fixture
def slots(client: Client) -> list[dict[str, Any]]:
    """From 19:00 of the first day, at 9:00, on: two of them within twelve hours."""
    return client.open_day("2027-03-01T19:00:00-05:00", "2027-03-02T00:00:00-05:00")


def code(answer: Any, status: int) -> str:
    return str(assert_problem(answer, status)["code"])


def book(client: Client, token: str, slot: dict[str, Any]) -> Any:
    return client.call("POST", "/api/v1/bookings", {"slot_id": slot["id"], "theme": THEME}, token)


def move(client: Client, token: str, booking: Any, slot: dict[str, Any]) -> Any:
    path = f"/api/v1/bookings/{booking['id']}/reschedule"
    return client.call("POST", path, {"slot_id": slot["id"]}, token)


def test_what_starts_within_the_notice_is_neither_offered_nor_booked(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    ana = client.register()
    far = client.open_day("2027-03-08T09:00:00-05:00", "2027-03-08T10:00:00-05:00")[0]
    assert client.driver.slots(THEME) == [*slots[2:], far]
    page = opened(client, ana, f"/mon-espace/reserver?theme={THEME}")
    assert slots[1]["id"] not in page
    assert slots[2]["id"] in page
    assert "au moins 12 heures d’avance" in page
    booking = client.book(ana, far)
    client.drain()
    with nothing_changes(client):
        assert code(book(client, ana, slots[1]), 422) == "too_soon"
        assert code(move(client, ana, booking, slots[1]), 422) == "too_soon"
    assert move(client, ana, booking, slots[2]).status_code == 200


def test_the_team_moves_a_session_to_the_same_day(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    booking = client.book(client.register(), slots[3])
    assert move(client, client.staff(), booking, slots[0]).status_code == 200


def test_two_sessions_to_come_are_enough_until_one_is_over(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    ana = client.register()
    for slot in slots[2:4]:
        client.book(ana, slot)
    client.drain()
    with nothing_changes(client):
        assert code(book(client, ana, slots[4]), 409) == "too_many_bookings"
    page = opened(client, ana, f"/mon-espace/reserver?theme={THEME}")
    assert "Vous avez 2 rencontres à venir" in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]
    client.move_to("2027-03-02T00:00:00-05:00")
    later = client.open_day("2027-03-08T09:00:00-05:00", "2027-03-08T10:00:00-05:00")[0]
    assert book(client, ana, later).status_code == 201


def opened(client: Client, token: str, path: str) -> str:
    client.enter(token)
    return re.sub(r"\s+", " ", client.http.get(path).text)


def test_a_session_held_early_is_no_longer_one_of_those_to_come(client: Client) -> None:
    slots = client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T13:00:00-05:00")
    ana = client.register()
    first, _ = client.book(ana, slots[0]), client.book(ana, slots[1])
    client.http.set_cookie("brigade_equipe", client.staff())
    path = f"/equipe/rencontres/{first['id']}"
    assert "prévue un autre jour, plus tard" in client.http.get(path).text
    client.hold(first, notes="Bravo")
    assert client.book(ana, slots[2])["status"] == "booked"
