"""Booking, moving, cancelling: who may have which hour, and until when."""

import itertools
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from infra.local.system import System
from tests.handlers.http.test_bad_input import assert_problem, nothing_changes
from tests.support.driver import THEME, Client, text_of
from tests.support.systems import system_for

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("generous")]

TORONTO = ZoneInfo("America/Toronto")
OTHER_THEME = "marketing-numerique"
ADVISERS = ("brigadiere@example.org", "equipe@example.org")

_numbers, _days = itertools.count(1), itertools.count(3)


system = system_for("module", blank_pages=True)
"""One for all: each test has its own people and days."""


@pytest.fixture
def day(client: Client) -> date:
    """A day that nobody has used, three days ahead or more; the clock never comes back."""
    today = client.system.clock.now().astimezone(TORONTO).date()
    return today + timedelta(days=next(_days))


@dataclass(frozen=True)
class Somebody:
    address: str
    token: str


def somebody(client: Client, **profile: Any) -> Somebody:
    address = f"p{next(_numbers)}@example.org"
    return Somebody(address, client.register(address, **profile))


@pytest.fixture(scope="module")
def ana(system: System) -> Somebody:
    return somebody(Client(system))


@pytest.fixture(scope="module")
def bob(system: System) -> Somebody:
    """Books as often as Ana, on other days than hers."""
    return somebody(Client(system))


@pytest.fixture
def zoe(client: Client) -> Somebody:
    """Somebody who never booked."""
    return somebody(client)


def _at(day: date, clock: str) -> str:
    return datetime.combine(day, time.fromisoformat(clock), TORONTO).isoformat()


def _open(
    client: Client, day: date, hours: str, who: int = 0, **changes: Any
) -> list[dict[str, Any]]:
    """Opens « 09:00-12:00 » of a day for one of the two advisers."""
    answer = _opening(client, day, hours, who, **changes)
    assert answer.status_code == 201, answer.text
    slots: list[dict[str, Any]] = answer.get_json()["slots"]
    return slots


def _opening(client: Client, day: date, hours: str, who: int = 0, **changes: Any) -> Any:
    starts_at, _, ends_at = hours.partition("-")
    body = {
        "adviser": ADVISERS[who],
        "starts_at": _at(day, starts_at),
        "ends_at": _at(day, ends_at),
        **changes,
    }
    return client.call("POST", "/api/v1/staff/availabilities", body, client.staff(ADVISERS[who]))


def _book(client: Client, who: Somebody, slot: dict[str, Any], theme: str = THEME) -> Any:
    body = {"slot_id": slot["id"], "theme": theme}
    return client.call("POST", "/api/v1/bookings", body, who.token)


def _move(client: Client, token: str, booking: dict[str, Any], slot: dict[str, Any]) -> Any:
    path = f"/api/v1/bookings/{booking['id']}/reschedule"
    return client.call("POST", path, {"slot_id": slot["id"]}, token)


def _cancel(client: Client, token: str, booking: dict[str, Any]) -> Any:
    return client.call("DELETE", f"/api/v1/bookings/{booking['id']}", token=token)


def _withdraw(client: Client, slot: dict[str, Any]) -> Any:
    return client.call("DELETE", f"/api/v1/staff/slots/{slot['id']}", token=client.staff())


def _listed(client: Client, slots: list[dict[str, Any]], theme: str = "") -> list[dict[str, Any]]:
    """Those of the slots that the public may still book."""
    answer = client.call("GET", f"/api/v1/slots?theme={theme}")
    return [slot for slot in answer.get_json()["slots"] if slot in slots]


def _refused(answer: Any, status: int) -> str:
    return str(assert_problem(answer, status)["code"])


def test_of_two_people_who_want_a_slot_one_gets_it(
    client: Client, day: date, ana: Somebody, zoe: Somebody
) -> None:
    slots = _open(client, day, "09:00-11:00")
    assert _listed(client, slots) == slots
    booked = _book(client, ana, slots[0])
    assert booked.status_code == 201
    expected = {"status": "booked", "theme": THEME, "starts_at": _at(day, "09:00")}
    assert expected.items() <= booked.get_json().items()
    client.drain()
    with nothing_changes(client):
        assert _refused(_book(client, zoe, slots[0]), 409) == "slot_taken"
        again = _book(client, ana, slots[0])  # a double tap
        assert (again.status_code, again.get_json()) == (201, booked.get_json())
        assert _refused(_book(client, ana, slots[0], OTHER_THEME), 409) == "already_booked"
    assert _listed(client, slots) == slots[1:]
    assert client.me(zoe.token)["sessions"] == []


@pytest.mark.parametrize(
    ("hours", "theme"),
    [
        ("09:00-10:00", THEME),
        ("09:30-10:30", OTHER_THEME),
        ("08:30-09:30", THEME),
        ("08:00-11:00", OTHER_THEME),
    ],
)
def test_nobody_is_in_two_sessions_at_once(
    client: Client, day: date, ana: Somebody, hours: str, theme: str
) -> None:
    client.book(ana.token, _open(client, day, "09:00-10:00")[0])
    minutes = 180 if hours == "08:00-11:00" else 60
    meanwhile = _open(client, day, hours, who=1, slot_minutes=minutes)[0]
    client.drain()
    with nothing_changes(client):
        assert _refused(_book(client, ana, meanwhile, theme), 409) == "already_booked"
    assert _listed(client, [meanwhile])


def test_a_short_session_within_a_long_one_overlaps_it(
    client: Client, day: date, ana: Somebody
) -> None:
    client.book(ana.token, _open(client, day, "09:00-12:00", slot_minutes=180)[0])
    within = _open(client, day, "10:00-10:15", who=1, slot_minutes=15)[0]
    client.drain()
    with nothing_changes(client):
        assert _refused(_book(client, ana, within), 409) == "already_booked"


def test_sessions_that_touch_do_not_overlap_whatever_their_themes(
    client: Client, day: date, zoe: Somebody
) -> None:
    before, at, after = _open(client, day, "08:00-11:00")
    for slot, theme in ((at, THEME), (before, THEME), (after, OTHER_THEME)):
        assert _book(client, zoe, slot, theme).status_code == 201
    sessions = client.me(zoe.token)["sessions"]
    assert [(s["starts_at"], s["theme"], s["status"]) for s in sessions] == [
        (_at(day, "08:00"), THEME, "booked"),
        (_at(day, "09:00"), THEME, "booked"),
        (_at(day, "10:00"), OTHER_THEME, "booked"),
    ]


def test_moving_frees_one_slot_and_takes_the_other_in_one_step(
    client: Client, day: date, zoe: Somebody, bob: Somebody
) -> None:
    old, new = slots = _open(client, day, "09:00-11:00")
    booking = client.book(zoe.token, old)
    moved = _move(client, zoe.token, booking, new)
    assert moved.status_code == 200
    times = {"starts_at": new["starts_at"], "ends_at": new["ends_at"]}
    assert moved.get_json() == {**booking, **times}
    again = _move(client, zoe.token, booking, new)  # a double tap
    assert (again.status_code, again.get_json()) == (200, moved.get_json())
    assert client.me(zoe.token)["sessions"] == [{**moved.get_json(), "overlaps": []}]
    assert _listed(client, slots) == [old]
    assert _refused(_book(client, bob, new), 409) == "slot_taken"
    assert _book(client, bob, old).status_code == 201


def test_a_session_may_move_to_an_hour_that_overlaps_its_own(
    client: Client, day: date, ana: Somebody
) -> None:
    booking = client.book(ana.token, _open(client, day, "09:00-10:00")[0])
    later = _open(client, day, "09:30-10:30", who=1)[0]
    moved = _move(client, ana.token, booking, later)
    assert (moved.status_code, moved.get_json()["adviser"]) == (200, "Équipe du programme")


def test_a_move_that_cannot_be_changes_nothing(
    client: Client, day: date, ana: Somebody, bob: Somebody
) -> None:
    mine, taken, late, gone, other = _open(client, day, "09:00-14:00")
    wrong_theme = _open(client, day, "15:00-16:00", themes=[OTHER_THEME])[0]
    meanwhile = _open(client, day, "13:30-14:30", who=1)[0]
    booking = client.book(ana.token, mine)
    client.book(bob.token, taken)
    client.book(ana.token, other)
    assert _withdraw(client, gone).status_code == 204
    client.drain()
    with nothing_changes(client):
        assert _refused(_move(client, ana.token, booking, taken), 409) == "slot_taken"
        assert _refused(_move(client, ana.token, booking, other), 409) == "already_booked"
        assert _refused(_move(client, ana.token, booking, gone), 404) == "slot_not_found"
        assert _refused(_move(client, ana.token, booking, meanwhile), 409) == "already_booked"
        problem = assert_problem(_move(client, ana.token, booking, wrong_theme), 422)
        assert _refused(_move(client, bob.token, booking, late), 404) == "not_found"
    assert [(e["field"], e["code"]) for e in problem["errors"]] == [("theme", "theme_not_offered")]


def test_cancelling_frees_the_slot_once(
    client: Client, day: date, zoe: Somebody, bob: Somebody
) -> None:
    slots = _open(client, day, "09:00-10:00")
    booking = client.book(zoe.token, slots[0])
    assert _listed(client, slots) == []
    answer = _cancel(client, zoe.token, booking)
    assert (answer.status_code, answer.data) == (204, b"")
    client.drain()
    assert _listed(client, slots) == slots
    assert [session["status"] for session in client.me(zoe.token)["sessions"]] == ["cancelled"]
    assert _book(client, bob, slots[0]).status_code == 201
    client.drain()
    with nothing_changes(client):  # the other's session stands
        assert _cancel(client, zoe.token, booking).status_code == 204
        assert _refused(_move(client, zoe.token, booking, slots[0]), 409) == "not_booked"
    assert client.kinds(zoe.address)[-1] == "booking_cancelled"


def test_who_cancelled_may_book_the_same_slot_again(
    client: Client, day: date, zoe: Somebody
) -> None:
    slot = _open(client, day, "09:00-10:00")[0]
    for _ in range(2):
        assert _cancel(client, zoe.token, client.book(zoe.token, slot)).status_code == 204
    client.book(zoe.token, slot)
    statuses = [session["status"] for session in client.me(zoe.token)["sessions"]]
    assert sorted(statuses) == ["booked", "cancelled", "cancelled"]


def test_a_session_may_be_changed_until_a_day_before_to_the_second(
    client: Client, day: date, ana: Somebody
) -> None:
    first, second, third, late = _open(client, day, "09:00-13:00")
    moving, cancelled, stays = (client.book(ana.token, slot) for slot in (first, second, third))
    deadline = datetime.fromisoformat(first["starts_at"]) - timedelta(hours=24)
    client.move_to(deadline.isoformat())
    assert _move(client, ana.token, moving, late).status_code == 200
    client.move_to((deadline + timedelta(hours=1)).isoformat())
    assert _cancel(client, ana.token, cancelled).status_code == 204
    client.move_to((deadline + timedelta(hours=2, seconds=1)).isoformat())
    client.drain()
    with nothing_changes(client):
        assert _refused(_cancel(client, ana.token, stays), 422) == "too_late"
        assert _refused(_move(client, ana.token, stays, first), 422) == "too_late"
        # What is cancelled stays so, however late one insists.
        assert _cancel(client, ana.token, cancelled).status_code == 204


def test_the_team_has_no_deadline(client: Client, day: date, zoe: Somebody) -> None:
    first, second, third = _open(client, day, "09:00-12:00")
    moving, cancelled = client.book(zoe.token, first), client.book(zoe.token, second)
    client.move_to(_at(day, "08:59"))
    assert _move(client, client.staff(), moving, third).status_code == 200
    assert _cancel(client, client.staff(), cancelled).status_code == 204
    client.drain()
    statuses = {s["starts_at"]: s["status"] for s in client.me(zoe.token)["sessions"]}
    assert statuses == {third["starts_at"]: "booked", second["starts_at"]: "cancelled"}
    assert {"booking_moved", "booking_cancelled"} <= set(client.kinds(zoe.address))


def test_a_slot_is_offered_until_it_begins(
    client: Client, day: date, ana: Somebody, bob: Somebody
) -> None:
    slots = _open(client, day, "09:00-10:00") + _open(client, day, "09:00-10:00", who=1)
    starts_at = datetime.fromisoformat(slots[0]["starts_at"])
    client.move_to((starts_at - timedelta(seconds=1)).isoformat())
    assert len(_listed(client, slots)) == 2
    assert _book(client, ana, slots[0]).status_code == 201
    client.move_to(starts_at.isoformat())
    assert _listed(client, slots) == []
    with nothing_changes(client):
        assert _refused(_book(client, bob, slots[1]), 409) == "slot_taken"


def test_a_slot_that_was_withdrawn_is_no_more(
    client: Client, day: date, ana: Somebody, bob: Somebody
) -> None:
    free, booked = slots = _open(client, day, "09:00-11:00")
    client.book(bob.token, booked)
    client.drain()
    with nothing_changes(client):
        assert _refused(_withdraw(client, booked), 409) == "slot_booked"
    assert _withdraw(client, free).status_code == 204
    assert _listed(client, slots) == []
    with nothing_changes(client):
        assert _refused(_withdraw(client, free), 404) == "slot_not_found"
        assert _refused(_book(client, ana, free), 404) == "slot_not_found"
    assert _open(client, day, "09:00-10:00") == [free]
    assert _book(client, ana, free).status_code == 201


def test_a_slot_is_for_its_themes(client: Client, day: date, ana: Somebody) -> None:
    some = _open(client, day, "09:00-10:00", themes=[THEME])
    every = _open(client, day, "10:00-11:00")
    assert _listed(client, some + every, THEME) == some + every
    assert _listed(client, some + every, OTHER_THEME) == every
    with nothing_changes(client):
        problem = assert_problem(_book(client, ana, some[0], OTHER_THEME), 422)
    assert [(e["field"], e["code"]) for e in problem["errors"]] == [("theme", "theme_not_offered")]
    assert _book(client, ana, every[0], OTHER_THEME).status_code == 201


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [
        ("10:00-11:00", 60),
        ("09:30-10:30", 60),
        ("11:30-12:30", 60),
        ("08:00-14:00", 60),
        ("11:45-12:00", 15),
        ("06:01-10:01", 240),
        ("11:59-13:59", 120),
    ],
)
def test_an_adviser_is_not_in_two_places(
    client: Client, day: date, hours: str, minutes: int
) -> None:
    _open(client, day, "10:00-12:00")
    with nothing_changes(client):
        answer = _opening(client, day, hours, slot_minutes=minutes)
        assert _refused(answer, 409) == "overlap"
    assert _opening(client, day, hours, who=1, slot_minutes=minutes).status_code == 201


def test_openings_that_touch_do_not_overlap(client: Client, day: date) -> None:
    for hours in ("10:00-12:00", "08:00-10:00", "12:00-14:00"):
        assert len(_open(client, day, hours)) == 2


def test_an_adviser_s_booked_hours_are_not_opened_again(
    client: Client, day: date, ana: Somebody
) -> None:
    slot = _open(client, day, "09:00-10:00")[0]
    client.book(ana.token, slot)
    client.drain()
    with nothing_changes(client):
        assert _refused(_opening(client, day, "09:00-10:00"), 409) == "overlap"


@pytest.mark.parametrize(
    ("hours", "length", "pause", "starts"),
    [
        ("09:00-12:00", 60, 0, "09:00 10:00 11:00"),
        ("09:00-12:00", 60, 30, "09:00 10:30"),
        ("09:00-12:00", 45, 15, "09:00 10:00 11:00"),
        ("09:00-11:45", 45, 15, "09:00 10:00 11:00"),
        ("09:00-11:44", 45, 15, "09:00 10:00"),
        ("09:00-10:00", 60, 240, "09:00"),
        ("09:00-09:59", 15, 0, "09:00 09:15 09:30"),
        ("09:07-11:07", 60, 0, "09:07 10:07"),
    ],
)
def test_an_opening_is_cut_into_whole_slots_with_pauses_between(
    client: Client, day: date, hours: str, length: int, pause: int, starts: str
) -> None:
    slots = _open(client, day, hours, slot_minutes=length, buffer_minutes=pause)
    assert [slot["starts_at"] for slot in slots] == [_at(day, clock) for clock in starts.split()]
    for slot in slots:
        times = [datetime.fromisoformat(slot[name]) for name in ("starts_at", "ends_at")]
        assert times[1] - times[0] == timedelta(minutes=length)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"ends_at": "starts_at"}, "ends_at", "too_short_for_a_slot"),
        ({"hours": "09:00-08:00"}, "ends_at", "ends_before_start"),
        ({"hours": "09:00-09:59"}, "ends_at", "too_short_for_a_slot"),
        ({"hours": "05:00-19:01"}, "ends_at", "opening_too_long"),
        ({"adviser": "personne@example.org"}, "adviser", "unknown_adviser"),
        ({"starts_at": "2027-02-28T09:00:00-05:00"}, "starts_at", "in_the_past"),
        ({"starts_at": "2027-06-01T09:00:30-04:00"}, "starts_at", "whole_minutes"),
        ({"starts_at": "2027-06-01T09:00:00.5-04:00"}, "starts_at", "whole_minutes"),
    ],
)
def test_an_opening_that_cannot_be_is_refused_by_its_field(
    client: Client, day: date, changes: dict[str, Any], field: str, code: str
) -> None:
    hours = changes.get("hours", "09:00-10:00")
    given = {name: value for name, value in changes.items() if name != "hours"}
    if given.get("ends_at") == "starts_at":
        given["ends_at"] = _at(day, "09:00")
    with nothing_changes(client):
        problem = assert_problem(_opening(client, day, hours, **given), 422)
    assert [(e["field"], e["code"]) for e in problem["errors"]] == [(field, code)]


def test_the_night_when_clocks_go_forward_has_an_hour_less(client: Client) -> None:
    night: dict[str, Any] = {
        "starts_at": "2028-03-12T01:00:00-05:00",
        "ends_at": "2028-03-12T04:00:00-04:00",
    }
    slots = _open(client, date(2028, 3, 12), "00:00-00:00", **night)
    assert [slot["starts_at"] for slot in slots] == [
        "2028-03-12T01:00:00-05:00",
        "2028-03-12T03:00:00-04:00",
    ]


def test_the_agenda_shows_who_comes_with_what_they_need(
    client: Client, day: date, bob: Somebody
) -> None:
    profile = {"organization": "Atelier", "phone": "450 555-0199", "maturity_level": "avance"}
    ana = somebody(client, given_name="Zoé", family_name="Côté", **profile)
    held, free, cancelled = _open(client, day, "09:00-12:00")
    body = {"slot_id": held["id"], "theme": THEME, "needs": "Mon site\nMa page"}
    booking = client.call("POST", "/api/v1/bookings", body, ana.token).get_json()
    _cancel(client, bob.token, client.book(bob.token, cancelled))
    until = day + timedelta(days=1)
    path = f"/api/v1/staff/agenda?from={day}&to={until}"
    agenda = client.call("GET", path, token=client.staff()).get_json()
    (session,) = agenda["sessions"]
    who = session.pop("participant")
    assert session == {**booking, "needs": "Mon site\nMa page"}
    assert who.pop("id")
    names = {"email": ana.address, "given_name": "Zoé", "family_name": "Côté"}
    assert who == {**names, **profile}
    assert agenda["slots"] == [free, cancelled]
    outside = f"/api/v1/staff/agenda?from={until}&to={until + timedelta(days=1)}"
    assert client.call("GET", outside, token=client.staff()).get_json()["sessions"] == []


def test_an_agenda_of_a_year_finds_each_session_once_in_order(
    client: Client, day: date, ana: Somebody
) -> None:
    days = [day + timedelta(days=2 * 45 * n) for n in range(3)]
    for each in reversed(days):
        client.book(ana.token, _open(client, each, "05:00-06:00")[0])  # others rise later
    path = f"/api/v1/staff/agenda?from={day}&to={day + timedelta(days=365)}"
    sessions = client.call("GET", path, token=client.staff()).get_json()["sessions"]
    mine = [s["starts_at"] for s in sessions if s["participant"]["email"] == ana.address]
    assert [m for m in mine if "T05:00" in m] == [_at(each, "05:00") for each in days]


def _calendar(mail: Any) -> tuple[str, Any]:
    """The method and the event of a mail's calendar, the same in its two places."""
    leaves = [part for part in mail.walk() if not part.is_multipart()]
    inline = next(part for part in leaves if part.get_content_type() == "text/calendar")
    attached = next(part for part in leaves if part.get_filename() == "rencontre.ics")
    content = inline.get_content().replace("\r\n", "\n")
    assert content == attached.get_content().decode().replace("\r\n", "\n")
    calendar = icalendar.Calendar.from_ical(content)
    assert inline.get_param("method") == calendar["METHOD"]
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def test_calendars_follow_a_session_from_its_booking_to_its_cancellation(
    client: Client, day: date, zoe: Somebody
) -> None:
    url = "https://visio.example.org/secret"
    first, second = _open(client, day, "09:00-11:00", meeting_url=url)
    booking = client.book(zoe.token, first)
    client.drain()
    _move(client, zoe.token, booking, second)
    client.drain()
    _cancel(client, zoe.token, booking)
    client.drain()
    kinds = ("booking_confirmed", "booking_moved", "booking_cancelled")
    mails = [mail for kind in kinds for mail in client.mails(kind, zoe.address)]
    calendars = [_calendar(mail) for mail in mails]
    assert [method for method, _ in calendars] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [event["SEQUENCE"] for _, event in calendars] == [0, 1, 2]
    assert len({str(event["UID"]) for _, event in calendars}) == 1
    assert [str(event["STATUS"]) for _, event in calendars][-1] == "CANCELLED"
    starts = [event["DTSTART"].dt for _, event in calendars]
    expected = [datetime.fromisoformat(s["starts_at"]) for s in (first, second, second)]
    assert starts == expected
    for _, event in calendars:
        text = event.to_ical().decode().replace("\r\n ", "")
        assert url not in text
        assert zoe.token not in text
        assert event["ATTENDEE"] == f"mailto:{zoe.address}"
    assert url in text_of(mails[0])


def test_the_calendar_of_the_space_is_that_of_the_mail(
    client: Client, day: date, zoe: Somebody
) -> None:
    first, second = _open(client, day, "09:00-11:00")
    booking = client.book(zoe.token, first)
    _move(client, zoe.token, booking, second)
    client.drain()
    client.enter(zoe.token)
    answer = client.http.get(f"/mon-espace/rencontres/{booking['id']}/calendrier")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    (event,) = icalendar.Calendar.from_ical(answer.text).walk("VEVENT")
    _, mailed = _calendar(client.mails("booking_moved", zoe.address)[0])
    for name in ("UID", "SEQUENCE", "DTSTART", "DTEND"):
        assert event[name] == mailed[name]
    assert str(event["SUMMARY"]).split() == str(mailed["SUMMARY"]).split()


def test_each_change_is_told_once(client: Client, day: date, zoe: Somebody) -> None:
    first, second = _open(client, day, "09:00-11:00")
    booking = client.book(zoe.token, first)
    client.drain()
    for slot in (second, first):
        _move(client, zoe.token, booking, slot)
        client.drain()
    _cancel(client, zoe.token, booking)
    client.drain()
    told = ["booking_confirmed", "booking_moved", "booking_moved", "booking_cancelled"]
    assert client.kinds(zoe.address) == ["registration", *told]
    client.move_to(_at(day, "12:00"))
    assert client.kinds(zoe.address) == ["registration", *told]


def test_what_was_held_or_cancelled_stays_so(client: Client, day: date, ana: Somebody) -> None:
    first, second, third = _open(client, day, "09:00-12:00")
    held, cancelled = client.book(ana.token, first), client.book(ana.token, second)
    _cancel(client, ana.token, cancelled)
    client.hold(held, notes="Bravo")
    client.drain()
    staff = client.staff()
    with nothing_changes(client):
        for token in (ana.token, staff):
            assert _refused(_cancel(client, token, held), 409) == "not_booked"
            assert _refused(_move(client, token, held, third), 409) == "not_booked"
            assert _refused(_move(client, token, cancelled, third), 409) == "not_booked"
        outcome = f"/api/v1/staff/sessions/{cancelled['id']}/outcome"
        answer = client.call("POST", outcome, {"outcome": "completed"}, staff)
        assert _refused(answer, 409) == "not_booked"
        client.hold(held, notes="Bravo")  # the same report again: nothing new


def test_the_steps_of_the_journey_follow(client: Client, day: date, zoe: Somebody) -> None:
    def current() -> str:
        steps = client.me(zoe.token)["steps"]
        return str(next(step["key"] for step in steps if step["status"] == "current"))

    assert current() == "booking"
    booking = client.book(zoe.token, _open(client, day, "09:00-10:00")[0])
    assert current() == "session"
    client.hold(booking)
    assert current() == "document"
    client.drain()
    assert current() == "survey"
