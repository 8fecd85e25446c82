"""The adviser is told what others do to her sessions, in a mail that her calendar reads."""

from email.message import EmailMessage
from typing import Any

import pytest
from icalendar import Calendar

from tests.support.driver import THEME, Client, text_of

HERS, OTHER = "brigadiere@example.org", "equipe@example.org"
KIND = "staff_session"


@pytest.fixture
def slots(client: Client) -> list[dict[str, Any]]:
    return client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T12:00:00-05:00")


def told(client: Client, address: str = HERS) -> list[EmailMessage]:
    client.drain()
    return client.mails(KIND, address)


def calendar_of(mail: EmailMessage) -> tuple[str, Any]:
    part = next(p for p in mail.walk() if p.get_content_type() == "text/calendar")
    calendar: Any = Calendar.from_ical(part.get_content())
    (event,) = calendar.walk("VEVENT")
    return str(calendar["method"]), event


def test_she_is_told_when_a_session_is_booked_moved_and_cancelled(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    ana = client.register(family_name="Nomdefamille")
    needs = {"slot_id": slots[0]["id"], "theme": THEME, "needs": "Ma question"}
    booking = client.call("POST", "/api/v1/bookings", needs, ana).get_json()
    client.drain()
    client.driver.move(ana, booking["id"], slots[1]["id"])
    client.drain()
    client.driver.cancel(ana, booking["id"])
    subjects = [str(mail["subject"]) for mail in told(client)]
    assert [each.partition("\u00a0:")[0] for each in subjects] == [
        "Nouvelle rencontre",
        "Rencontre déplacée",
        "Rencontre annulée",
    ]
    first = told(client)[0]
    assert "Ana Nomdefamille" in text_of(first)
    assert "Ma question" in text_of(first)
    assert f"/equipe/rencontres/{booking['id']}" in text_of(first)
    assert "jeton=" not in text_of(first)
    parts = [calendar_of(mail) for mail in told(client)]
    assert [method for method, _ in parts] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [event["sequence"] for _, event in parts] == [0, 1, 2]
    assert len({str(event["uid"]) for _, event in parts}) == 1
    for _, event in parts:  # calendars are shared: a first name and a theme, no more
        assert str(event["summary"]) == "Ana\u00a0: Découvrabilité"
        assert "Nomdefamille" not in event.to_ical().decode()
        assert str(event["attendee"]) == f"mailto:{HERS}"


def test_what_she_does_herself_is_no_news(client: Client, slots: list[dict[str, Any]]) -> None:
    booking = client.book(client.register(), slots[0])
    client.driver.move(client.staff(HERS), booking["id"], slots[1]["id"])
    assert len(told(client)) <= 1
    client.driver.cancel(client.staff(OTHER), booking["id"])
    assert str(told(client)[-1]["subject"]).startswith("Rencontre annulée")


OWN = "staff_own_change"


def own(client: Client) -> list[EmailMessage]:
    client.drain()
    return client.mails(OWN, HERS)


@pytest.mark.parametrize("daily", [False, True])
def test_what_she_does_herself_keeps_true_the_calendar_that_was_invited(
    client: Client, slots: list[dict[str, Any]], daily: bool
) -> None:
    if daily:
        client.http.set_cookie("brigade_equipe", client.staff(HERS))
        client.http.post("/equipe/avis", data={"notices": "resume"})
    booking = client.book(client.register(), slots[0])
    client.drain()
    if daily:
        client.move_to("2027-03-01T17:00:00-05:00")
    client.driver.move(client.staff(HERS), booking["id"], slots[1]["id"])
    (moved,) = own(client)
    client.driver.cancel(client.staff(HERS), booking["id"])
    cancelled = own(client)[-1]
    parts = [calendar_of(mail) for mail in (moved, cancelled)]
    assert [method for method, _ in parts] == ["REQUEST", "CANCEL"]
    assert [event["sequence"] for _, event in parts] == [1, 2]
    assert {str(event["uid"]).partition("@")[0] for _, event in parts} == {booking["id"]}
    assert str(moved["subject"]).startswith("Vous avez déplacé une rencontre\u00a0:")
    assert "C’est votre propre changement" in text_of(cancelled)
    assert len(told(client)) == (not daily)


@pytest.mark.parametrize("daily", [False, True])
def test_what_she_does_herself_before_her_calendar_knows_of_it_is_not_told(
    client: Client, slots: list[dict[str, Any]], daily: bool
) -> None:
    if daily:
        client.http.set_cookie("brigade_equipe", client.staff(HERS))
        client.http.post("/equipe/avis", data={"notices": "resume"})
    else:  # she sleeps: she is told of the booking in the morning
        client.move_to("2027-03-01T22:00:00-05:00")
    booking = client.book(client.register(), slots[0])
    client.drain()
    client.driver.move(client.staff(HERS), booking["id"], slots[1]["id"])
    client.move_to("2027-03-02T18:00:00-05:00")
    client.driver.cancel(client.staff(HERS), booking["id"])
    assert own(client) == told(client) == client.mails("staff_roundup", HERS) == []


def test_a_session_that_she_gives_to_another_leaves_her_calendar(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    booking = client.book(client.register(), slots[0])
    client.drain()
    day = {"starts_at": "2027-03-11T09:00:00-05:00", "ends_at": "2027-03-11T10:00:00-05:00"}
    opened = client.driver.open_day(client.staff(OTHER), OTHER, **day)
    client.driver.move(client.staff(HERS), booking["id"], opened[0]["id"])
    assert [calendar_of(mail)[0] for mail in own(client)] == ["CANCEL"]
    assert calendar_of(told(client, OTHER)[-1])[0] == "REQUEST"


def test_a_session_that_goes_to_another_leaves_her_calendar(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    ana = client.register()
    booking = client.book(ana, slots[0])
    client.drain()
    day = {"starts_at": "2027-03-11T09:00:00-05:00", "ends_at": "2027-03-11T10:00:00-05:00"}
    opened = client.driver.open_day(client.staff(OTHER), OTHER, **day)
    client.driver.move(ana, booking["id"], opened[0]["id"])
    assert calendar_of(told(client)[-1])[0] == "CANCEL"
    assert calendar_of(told(client, OTHER)[-1])[0] == "REQUEST"


def test_forty_mails_a_day_do_not_keep_news_from_her(client: Client) -> None:
    """The limit stops loops; her day may have more bookings than that."""
    days = [f"2027-03-{day}" for day in (10, 11, 12, 15)]
    opened = [
        slot
        for day in days
        for slot in client.open_day(f"{day}T08:00:00-04:00", f"{day}T18:00:00-04:00")
    ]
    people = [client.register(f"p{n}@example.org") for n in range(21)]
    for n, slot in enumerate(opened[:41]):
        client.book(people[n // 2], slot)
    assert len(told(client)) == len(opened[:41])
