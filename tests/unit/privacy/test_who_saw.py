"""Who saw somebody on a day: at their own pages, and on the lists that they were on then."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.ids import owner_of
from chalicelib.domain.looks import OF_ONE, Shows, days_shown, look
from chalicelib.domain.people.staff import Role, StaffMember
from chalicelib.domain.privacy.who_saw import Listed, who_saw
from tests.support.event_examples import event, registration
from tests.support.examples import ADVISER_ID, DAY, NOW, PARTICIPANT_ID, booking

TODAY = NOW.date()
HERS = StaffMember(ADVISER_ID, "conseil@example.org", "Dominique", Role.ADVISER)
OTHER = StaffMember("sother", "autre@example.org", "Claude", Role.ADVISER)
BOSS = StaffMember("sboss", "chef@example.org", "Sacha", Role.ADMIN)
SEAT = registration(registered_at=NOW - DAY)
SESSION = booking(starts_at=NOW + 3 * DAY, booked_at=NOW - DAY)


def listed(**changes: Any) -> Listed:
    given = {
        "bookings": (SESSION,),
        "registrations": (SEAT,),
        "events": {SEAT.event_id: event(id=SEAT.event_id, starts_at=NOW + 40 * DAY)},
        "members": {each.id: each for each in (HERS, OTHER, BOSS)},
        "asked": False,
        "zone": ZoneInfo("America/Toronto"),
    }
    return Listed(**{**given, **changes})


def seen(
    shows: Shows, about: str = "", by: str = BOSS.id, at: datetime = NOW, **changes: Any
) -> bool:
    made = look(shows, by, about, at.date(), at)
    return bool(who_saw([made], listed(**changes), NOW - DAY / 2, NOW + DAY / 2))


def days(first: date, count: int = 7) -> str:
    return days_shown(first, first + timedelta(days=count))


@given(st.sampled_from(sorted(OF_ONE)), st.integers(-200, 200))
def test_what_is_about_one_person_is_told_on_its_day_alone(shows: Shows, hours: int) -> None:
    at = NOW + timedelta(hours=hours)
    assert seen(shows, PARTICIPANT_ID, at=at) is (-12 <= hours < 12)


@given(st.sampled_from(Shows), st.sampled_from(["p1-b1", "p1", "p1-v2"]))
def test_the_same_page_on_the_same_day_is_one_item_and_no_other_s(shows: Shows, about: str) -> None:
    made = look(shows, "s1", about, TODAY, NOW)
    assert made.id == look(shows, "s1", about, TODAY, NOW + timedelta(hours=1)).id
    assert made.id != look(shows, "s2", about, TODAY, NOW).id
    assert made.id != look(shows, "s1", about, TODAY + DAY, NOW).id
    assert (owner_of(made.id) == "p1") is (shows in OF_ONE)


def test_a_roster_shows_who_was_registered_by_then() -> None:
    assert seen(Shows.ROSTER, SEAT.event_id)
    assert not seen(Shows.ROSTER, "ev-vother")
    later = replace(SEAT, registered_at=NOW + DAY)
    assert not seen(Shows.ROSTER, SEAT.event_id, registrations=(later,))


def test_an_agenda_shows_the_sessions_of_its_days_to_whom_it_tells_them() -> None:
    assert seen(Shows.AGENDA, days(TODAY))
    assert seen(Shows.AGENDA, days(TODAY), by=HERS.id)
    assert not seen(Shows.AGENDA, days(TODAY), by=OTHER.id), "another adviser has her own"
    assert seen(Shows.AGENDA, days(TODAY), by="sgone"), "of whom nothing is known any more"
    assert not seen(Shows.AGENDA, days(TODAY, 3)), "the day after the last"
    assert seen(Shows.AGENDA), "of days that are not said"
    assert seen(Shows.AGENDA, days(TODAY + 38 * DAY), by=OTHER.id), "events are everybody's"


def test_the_list_of_people_shows_an_adviser_those_whom_she_accompanies() -> None:
    assert seen(Shows.PEOPLE), "an admin has everybody"
    assert seen(Shows.PEOPLE, by=HERS.id, accompanied_by=(HERS.id,))
    assert not seen(Shows.PEOPLE, by=OTHER.id, accompanied_by=(HERS.id,))


def test_registers_show_who_is_in_them() -> None:
    assert seen(Shows.CONSENTS)
    assert seen(Shows.REQUESTS, asked=True)
    assert not seen(Shows.REQUESTS)
    assert not seen(Shows.ARCHIVE), "of a past edition, nobody of this one is told of"
