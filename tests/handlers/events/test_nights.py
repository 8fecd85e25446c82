"""A seat that becomes free in the evening before a morning event, while people sleep."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from infra.local.system import System

from ...support.driver import text_of
from ...support.events import EventClient

ZONE = ZoneInfo("America/Toronto")
STARTS, ENDS = "2027-03-20T09:00:00-04:00", "2027-03-20T10:30:00-04:00"
EVENING, MORNING = "2027-03-19T22:00:00-04:00", "2027-03-20T08:05:00-04:00"

Night = tuple[EventClient, dict[str, Any], list[str]]


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.fixture
def night(client: EventClient) -> Night:
    """One seat and four who wait, at 22:00; the holder has just left."""
    event = client.create(capacity={"in_person": 0, "online": 1}, starts_at=STARTS, ends_at=ENDS)
    tokens = client.people(5)
    placed = [client.seat(event, token) for token in tokens]
    client.move_to(EVENING)
    assert client.leave(placed[0], tokens[0]).status_code == 204
    client.drain()
    return client, event, tokens


def sleep_through(client: EventClient) -> None:
    for _ in range(10):
        client.advance("PT1H")
    client.move_to(MORNING)


def test_nobody_loses_a_place_in_their_sleep(night: Night) -> None:
    client, _, tokens = night
    sleep_through(client)
    for number, token in enumerate(tokens[1:], 1):
        assert client.mine(token)["status"] == "waitlisted"
        mails = client.event_mails(f"p{number}@example.org")
        assert mails[-1] == "event_seat_free"
        assert "event_offer_lapsed" not in mails
    told = [mail for mail in client.system.mailbox.mails if mail.kind == "event_seat_free"]
    assert {mail.sent_at.astimezone(ZONE).hour for mail in told} == {8}


def test_the_first_to_act_in_the_morning_has_the_seat(night: Night) -> None:
    client, event, tokens = night
    sleep_through(client)
    last = client.mine(tokens[4])
    assert client.accept(last, tokens[4]).get_json()["status"] == "confirmed"
    assert client.accept(last, tokens[4]).status_code == 200
    late = client.accept(client.mine(tokens[1]), tokens[1])
    assert (late.status_code, late.get_json()["code"]) == (409, "mode_full")
    assert client.mine(tokens[1])["status"] == "waitlisted"
    assert client.seats(event)["online"] == {"capacity": 1, "remaining": 0, "waiting": 3}


def test_each_seat_that_becomes_free_is_told_once(night: Night) -> None:
    client, _, tokens = night
    sleep_through(client)
    last = client.mine(tokens[4])
    client.accept(last, tokens[4])
    client.drain()
    client.advance("PT10M")
    assert client.event_mails("p1@example.org").count("event_seat_free") == 1
    client.leave(last, tokens[4])
    client.advance("PT10M")
    assert client.event_mails("p1@example.org").count("event_seat_free") == 2


def test_who_looks_at_night_may_take_it_at_once_and_nobody_is_told_in_vain(night: Night) -> None:
    client, _, tokens = night
    assert client.accept(client.mine(tokens[2]), tokens[2]).status_code == 200
    sleep_through(client)
    for number in (1, 3, 4):
        assert "event_seat_free" not in client.event_mails(f"p{number}@example.org")


def test_who_joins_the_line_while_a_seat_is_for_the_first_to_act_is_told_so(night: Night) -> None:
    client, event, _ = night
    newcomer = client.register("nouvelle@example.org")
    assert client.seat(event, newcomer)["status"] == "waitlisted"
    client.drain()
    said = text_of(client.mails("event_waitlisted", "nouvelle@example.org")[-1])
    assert "la première qui prend la place l’obtient" in said
    assert "rien d’autre à faire" not in said
    assert client.accept(client.mine(newcomer), newcomer).status_code == 200


def test_who_lets_an_offer_lapse_comes_after_the_others_and_may_still_come(
    client: EventClient,
) -> None:
    event = client.create(capacity={"in_person": 0, "online": 1})
    tokens = client.people(3)
    placed = [client.seat(event, token) for token in tokens]
    client.move_to("2027-03-20T08:30:00-04:00")
    client.leave(placed[0], tokens[0])
    client.advance("PT80M")
    assert client.mine(tokens[1])["status"] == "waitlisted"
    assert client.mine(tokens[2])["confirm_by"] is not None
    client.advance("PT65M")  # the second lets it lapse as well
    assert client.event_mails("p2@example.org")[-1] == "event_offer_lapsed"
    assert client.accept(client.mine(tokens[1]), tokens[1]).get_json()["status"] == "confirmed"
    assert client.mine(tokens[2])["status"] == "waitlisted"


@pytest.mark.parametrize(("begins", "told"), [("08:15:00", ["2027-03-20 08:00"]), ("07:30:00", [])])
def test_who_waits_for_what_begins_early_is_told_of_no_seat_at_night(
    client: EventClient, begins: str, told: list[str]
) -> None:
    """Where nobody can be told in time, they were told beforehand where to look."""
    start, ends = f"2027-03-20T{begins}-04:00", "2027-03-20T09:30:00-04:00"
    event = client.create(capacity={"in_person": 0, "online": 1}, starts_at=start, ends_at=ends)
    first, second = client.people(2)
    held = client.seat(event, first)
    client.seat(event, second)
    client.drain()
    (waits,) = client.mails("event_waitlisted", "p1@example.org")
    client.enter(second)
    for said in (text_of(waits), client.http.get("/mon-espace").text):
        assert ("nous n’écrivons à personne" in said) is (not told)
    client.move_to("2027-03-20T00:30:00-04:00")
    client.leave(held, first)
    for moment in ("03:00", "06:00", "07:05", "08:00", "08:10"):
        client.move_to(f"2027-03-20T{moment}:00-04:00")
    sent = [m.sent_at for m in client.system.mailbox.mails if m.kind == "event_seat_free"]
    assert [f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}" for at in sent] == told


def test_no_reminder_of_what_begins_early_comes_at_night(client: EventClient) -> None:
    hours = {"starts_at": "2027-03-20T07:30:00-04:00", "ends_at": "2027-03-20T08:30:00-04:00"}
    client.seat(client.create(**hours), client.register())
    expected = ["03-13T08:00", "03-19T08:00", "03-19T20:00"]
    for moment in ("03-12T20:00", "03-13T07:30", *expected, "03-20T06:30"):
        client.move_to(f"2027-{moment}:00-0{5 if moment < '03-14' else 4}:00")
    sent = [m.sent_at for m in client.system.mailbox.mails if m.kind == "event_reminder"]
    assert [f"{at.astimezone(ZONE):%m-%dT%H:%M}" for at in sent] == expected


def test_what_is_not_urgent_is_sent_by_day(client: EventClient) -> None:
    event = client.create()
    token = client.register()
    placed = client.seat(event, token)
    client.move_to("2027-03-20T22:30:00-04:00")
    marks = {"attendances": [{"registration_id": placed["id"], "status": "attended"}]}
    path = f"/api/v1/staff/events/{event['id']}"
    client.call("PUT", f"{path}/attendance", marks, client.staff())
    assert (
        client.call("POST", f"{path}/summary", {"markdown": "# Bilan"}, client.staff()).status_code
        == 200
    )
    client.drain()
    assert "event_summary" not in client.event_mails("ana@example.org")
    client.move_to("2027-03-21T07:55:00-04:00")
    assert "event_summary" not in client.event_mails("ana@example.org")
    client.move_to("2027-03-21T08:05:00-04:00")
    assert client.event_mails("ana@example.org")[-1] == "event_summary"


def test_an_offer_in_the_evening_ends_in_the_morning(client: EventClient) -> None:
    event = client.create(capacity={"in_person": 0, "online": 1})  # at 13:30
    first, second = client.people(2)
    held = client.seat(event, first)
    client.seat(event, second)
    client.move_to("2027-03-19T23:00:00-04:00")
    client.leave(held, first)
    client.drain()
    assert client.mine(second)["confirm_by"] == "2027-03-20T09:22:30-04:00"
    assert "event_offer" not in client.event_mails("p1@example.org")
    client.move_to("2027-03-20T08:05:00-04:00")
    assert client.event_mails("p1@example.org")[-1] == "event_offer"
    assert client.mine(second)["confirm_by"] == "2027-03-20T09:22:30-04:00"


@pytest.mark.parametrize(
    ("day", "at_once"),
    [("2027-03-22", False), ("2027-03-21", True)],
    ids=["in the morning", "before the reminder of the day before"],
)
def test_a_seat_that_one_has_at_night_is_told_by_day(
    client: EventClient, day: str, at_once: bool
) -> None:
    hours = {"starts_at": f"{day}T07:30:00-04:00", "ends_at": f"{day}T08:30:00-04:00"}
    event = client.create(capacity={"in_person": 0, "online": 1}, **hours)
    first, second = client.people(2)
    held = client.seat(event, first)
    client.seat(event, second)
    client.move_to("2027-03-19T23:30:00-04:00")
    client.leave(held, first)
    client.drain()
    assert client.mine(second)["status"] == "confirmed"
    assert ("event_promoted" in client.event_mails("p1@example.org")) is at_once
    client.move_to("2027-03-20T08:05:00-04:00")
    assert client.event_mails("p1@example.org").count("event_promoted") == 1
