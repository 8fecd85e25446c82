"""An hour that the team withdraws comes back within a minute, as it was."""

from typing import Any

import pytest

from infra.driving import API
from tests.handlers.http.test_bad_input import nothing_changes
from tests.handlers.sessions.test_undoing import kept
from tests.support.driver import THEME, Client

OTHER = "equipe@example.org"
NINE, ELEVEN = "2027-03-02T09:00:00-05:00", "2027-03-02T11:00:00-05:00"
WEEK = "/equipe/semaine?semaine=2027-03-01"


@pytest.fixture
def slots(client: Client) -> list[dict[str, Any]]:
    opened = client.open_day(NINE, ELEVEN)
    client.advance("PT1M")
    return opened


def withdraw(client: Client, slot: dict[str, Any], who: str = "brigadiere@example.org") -> Any:
    return client.call("DELETE", f"{API}/staff/slots/{slot['id']}", token=client.staff(who))


def undo(client: Client, slot: dict[str, Any], **headers: str) -> Any:
    path = f"{API}/staff/slots/{slot['id']}/withdrawal/undo"
    return client.call("POST", path, {}, client.staff(), **headers)


def free(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.call("GET", "/api/v1/slots").get_json()["slots"]
    return found


@pytest.mark.parametrize("who", ["brigadiere@example.org", OTHER])
def test_what_is_undone_leaves_nothing_that_was_not_there(
    client: Client, slots: list[dict[str, Any]], who: str
) -> None:
    before = kept()
    assert withdraw(client, slots[0], who).status_code == 204
    assert withdraw(client, slots[1], who).status_code == 204
    assert free(client) == []
    client.advance("PT59S")
    for slot in slots:
        answer = undo(client, slot)
        assert (answer.status_code, answer.get_json()) == (200, slot)
    client.drain()
    assert kept() == before
    assert free(client) == slots


def test_after_a_minute_it_is_too_late(client: Client, slots: list[dict[str, Any]]) -> None:
    withdraw(client, slots[0])
    client.advance("PT60S")
    with nothing_changes(client):
        refused = undo(client, slots[0])
    assert (refused.status_code, refused.get_json()["code"]) == (409, "too_late_to_undo")


def test_an_hour_that_was_never_there_does_not_come_back(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    with nothing_changes(client):
        refused = undo(client, {"id": slots[0]["id"][:-4] + "0100"})
    assert (refused.status_code, refused.get_json()["code"]) == (404, "slot_not_found")


def test_undoing_twice_changes_nothing(client: Client, slots: list[dict[str, Any]]) -> None:
    withdraw(client, slots[0])
    first = undo(client, slots[0], Idempotency_Key="once")
    again = undo(client, slots[0], Idempotency_Key="once")
    client.drain()
    with nothing_changes(client):
        another = undo(client, slots[0])
    assert [each.get_json() for each in (first, again, another)] == [slots[0]] * 3


def test_an_hour_is_withdrawn_and_brought_back_as_often_as_one_likes(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    for _ in range(2):
        assert withdraw(client, slots[0]).status_code == 204
        assert undo(client, slots[0]).status_code == 200
    assert withdraw(client, slots[0]).status_code == 204
    client.advance("PT1M")
    assert client.open_day(NINE, "2027-03-02T10:00:00-05:00") == slots[:1]
    assert withdraw(client, slots[0]).status_code == 204
    assert undo(client, slots[0]).status_code == 200


def test_hours_opened_in_its_place_meanwhile_stay(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    withdraw(client, slots[0])
    client.open_day("2027-03-02T08:30:00-05:00", "2027-03-02T09:30:00-05:00")
    before = kept()
    refused = undo(client, slots[0])
    assert kept() == before
    assert (refused.status_code, refused.get_json()["code"]) == (409, "overlap")


def test_the_same_hour_opened_and_booked_meanwhile_is_as_it_is(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    withdraw(client, slots[0])
    client.open_day(NINE, "2027-03-02T10:00:00-05:00")
    client.book(client.register(), slots[0])
    before = kept()
    assert undo(client, slots[0]).get_json() == slots[0]
    assert kept() == before


def test_who_asks_to_be_told_of_an_hour_is_told_once_it_is_back(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    client.book(client.register("luc@example.org"), slots[1])
    withdraw(client, slots[0])
    token = client.register("eve@example.org")
    asked = client.call("POST", "/api/v1/me/alerts", {"theme": THEME}, token)
    assert asked.status_code == 201
    undo(client, slots[0])
    client.drain()
    assert client.kinds("eve@example.org").count("theme_open") == 1


def test_the_week_withdraws_at_once_and_offers_to_undo_for_a_minute(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    client.http.set_cookie("brigade_equipe", client.staff())
    path = f"/equipe/plages/{slots[0]['id']}"
    assert f'action="{path}/retirer"' in client.http.get(WEEK).text
    answer = client.http.post(f"{path}/retirer", data={"day": "2027-03-02"})
    shown = client.http.get(answer.headers["Location"]).text
    assert "La plage est retirée" in shown
    assert f'action="{path}/defaire"' in shown
    assert 'data-undo="60"' in shown
    undone = client.http.post(f"{path}/defaire", data={"day": "2027-03-02"})
    assert "de nouveau libre" in client.http.get(undone.headers["Location"]).text
    assert free(client) == slots
    answer = client.http.post(f"{path}/retirer", data={"day": "2027-03-02"})
    client.advance("PT1M")
    assert f"{path}/defaire" not in client.http.get(answer.headers["Location"]).text
    late = client.http.post(f"{path}/defaire", data={"day": "2027-03-02"})
    assert "ne se défait plus" in client.http.get(late.headers["Location"]).text


def test_an_hour_that_somebody_books_first_is_not_withdrawn(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    client.http.set_cookie("brigade_equipe", client.staff())
    booking = client.book(client.register(), slots[0])
    path = f"/equipe/plages/{slots[0]['id']}/retirer"
    refused = client.http.post(path, data={"day": "2027-03-02"})
    assert refused.status_code == 409
    assert f"/equipe/rencontres/{booking['id']}" in refused.text
