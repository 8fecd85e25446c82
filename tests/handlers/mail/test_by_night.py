"""By night nobody is written to, but who waits for a mail, and of what begins early."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from infra.local.system import System

from ...support.driver import text_of
from ...support.events import EventClient

ZONE = ZoneInfo("America/Toronto")
EVENING, NIGHT, MORNING = "19T18:50", "19T22:30", "20T08:00"
TEAM, OTHER = "brigadiere@example.org", "equipe@example.org"


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


def at(text: str) -> str:
    """A moment of March, in the offset of after the change of clocks."""
    return f"2027-03-{text}:00-04:00"


def sent(client: EventClient, kind: str, to: str = "ana@example.org") -> list[str]:
    mails = [m.sent_at for m in client.system.mailbox.mails if m.kind == kind and m.to == to]
    return [f"{moment.astimezone(ZONE):%dT%H:%M}" for moment in mails]


def morning(client: EventClient) -> None:
    client.drain()
    client.move_to(at("20T07:50"))
    client.move_to(at(MORNING))


def an_event(client: EventClient, begins: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """An event, and Ana's seat."""
    start = datetime.fromisoformat(at(begins))
    ends = start.replace(hour=start.hour + 1).isoformat()
    event = client.create(starts_at=start.isoformat(), ends_at=ends)
    placed = client.seat(event, client.register())
    client.drain()
    return event, placed


@pytest.mark.parametrize(
    ("begins", "told"), [("30T13:00", MORNING), ("20T10:30", MORNING), ("20T09:00", NIGHT)]
)
@pytest.mark.parametrize("what", ["event_changed", "event_cancelled", "event_removed"])
def test_what_the_team_does_to_an_event_at_night_is_told_in_the_morning(
    client: EventClient, what: str, begins: str, told: str
) -> None:
    event, placed = an_event(client, begins)
    client.move_to(at(NIGHT))
    if what == "event_changed":
        assert client.change(event, venue="Ailleurs").status_code == 200
    elif what == "event_cancelled":
        client.call("POST", f"/api/v1/staff/events/{event['id']}/cancel", {}, client.staff())
    else:
        assert client.leave(placed, client.staff()).status_code == 204
    morning(client)
    assert sent(client, what) == [told]


def test_an_event_that_was_to_begin_early_is_told_at_night(client: EventClient) -> None:
    event, _ = an_event(client, "20T09:00")
    client.move_to(at(NIGHT))
    later = {"starts_at": at("30T09:00"), "ends_at": at("30T10:00")}
    assert client.change(event, **later).status_code == 200
    morning(client)
    assert sent(client, "event_changed") == [NIGHT]


@pytest.mark.parametrize(("day", "told"), [("30", MORNING), ("20", NIGHT)])
def test_what_the_team_does_to_a_session_at_night_is_told_in_the_morning(
    client: EventClient, day: str, told: str
) -> None:
    slots = client.open_day(at(f"{day}T09:00"), at(f"{day}T10:00"))
    slots += client.open_day(at("29T09:00"), at("29T10:00"))
    booking = client.book(client.register(), slots[0])
    client.move_to(at(NIGHT))
    client.driver.move(client.staff(OTHER), booking["id"], slots[1]["id"])
    morning(client)
    assert sent(client, "booking_moved") == sent(client, "staff_session", TEAM)[1:] == [told]


@pytest.mark.usefixtures("blank_pages")
def test_a_document_of_the_evening_comes_in_the_morning(client: EventClient) -> None:
    (slot,) = client.open_day(at("19T16:00"), at("19T17:00"))
    booking = client.book(client.register(), slot)
    client.move_to(at(NIGHT))
    client.hold(booking, notes="Bravo")
    morning(client)
    assert sent(client, "document") == [MORNING]


def test_who_just_asked_for_a_mail_has_it_at_night(client: EventClient) -> None:
    slots = client.open_day(at("30T09:00"), at("30T10:00"))
    client.move_to(at(NIGHT))
    ana = client.register()
    booking = client.book(ana, slots[0])
    client.driver.cancel(ana, booking["id"])
    client.drain()
    assert sent(client, "registration") == sent(client, "booking_cancelled") == [NIGHT]
    assert sent(client, "staff_session", TEAM) == []


@pytest.mark.parametrize("begins", ["09:00", "10:00"])
def test_a_late_reminder_of_a_session_waits_for_the_morning_and_comes_once(
    client: EventClient, begins: str
) -> None:
    (slot,) = client.open_day(at(f"20T{begins}"), at("20T11:00"))[:1]
    client.book(client.register(), slot)
    client.move_to(at("18T12:00"))
    before = len(sent(client, "booking_reminder"))
    client.move_to(at(EVENING))
    client.move_to(at("19T22:15"))
    morning(client)
    assert sent(client, "booking_reminder")[before:] == [MORNING]


@pytest.mark.parametrize("mode", ["in_person", "online"])
@pytest.mark.parametrize(("begins", "evening"), [("08:30", "19T19:00"), ("09:00", "19T08:55")])
def test_a_late_reminder_of_an_event_waits_for_the_morning_and_comes_once(
    client: EventClient, mode: str, begins: str, evening: str
) -> None:
    event = client.create(starts_at=at(f"20T{begins}"), ends_at=at("20T12:00"))
    client.seat(event, client.register(), mode)
    client.move_to(at(evening))
    before = len(sent(client, "event_reminder"))
    client.move_to(at("19T21:30"))
    morning(client)
    came = sent(client, "event_reminder")[before:]
    assert came == ([] if (mode, begins) == ("in_person", "08:30") else [MORNING])


def test_she_who_wants_a_summary_is_told_at_once_of_what_begins_before_it(
    client: EventClient,
) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(TEAM))
    client.http.post("/equipe/avis", data={"notices": "resume"})
    hours = [("20T09:00", "20T10:00"), ("20T18:00", "20T19:00"), ("20T19:00", "20T20:00")]
    days = [*hours, ("29T09:00", "29T10:00")]
    soon, edge, late, other = (client.open_day(at(start), at(end))[0] for start, end in days)
    ana, bo = client.register(), client.register("bo@example.org")
    client.move_to(at(EVENING))
    client.book(ana, soon)
    moved = client.book(ana, edge)
    client.book(bo, late)
    client.drain()
    first, second = client.mails("staff_session", TEAM)
    assert "de 9\u00a0h" in text_of(first)
    assert "de 18\u00a0h" in text_of(second)
    client.driver.move(client.staff(OTHER), moved["id"], other["id"])
    client.drain()
    assert len(client.mails("staff_session", TEAM)) == 3  # it was to begin before
    client.move_to(at("20T17:00"))
    client.drain()
    (summary,) = client.mails("staff_roundup", TEAM)
    assert str(summary["subject"]).endswith("1 réservée")


def test_what_begins_before_the_summary_is_told_in_the_morning_if_it_is_night(
    client: EventClient,
) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(TEAM))
    client.http.post("/equipe/avis", data={"notices": "resume"})
    (slot,) = client.open_day(at("20T14:00"), at("20T15:00"))
    ana = client.register()
    client.move_to(at(NIGHT))
    client.book(ana, slot)
    morning(client)
    assert sent(client, "staff_session", TEAM) == [MORNING]
