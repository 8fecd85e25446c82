from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chalicelib.adapters.texts.french import NBSP, French

FRENCH = French("America/Toronto")
MONTREAL = ZoneInfo("America/Toronto")


def at(*parts: int) -> datetime:
    """A wall time of Montréal, in UTC as the system holds it."""
    year, month, day, hour, minute = parts
    return datetime(year, month, day, hour, minute, tzinfo=MONTREAL).astimezone(UTC)


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2027, 3, 9), "mardi 9 mars 2027", "9 mars 2027"),
        (date(2027, 4, 1), "jeudi 1er avril 2027", "1er avril 2027"),
        (date(2027, 1, 1), "vendredi 1er janvier 2027", "1er janvier 2027"),
        (date(2027, 2, 11), "jeudi 11 février 2027", "11 février 2027"),
        (date(2027, 8, 21), "samedi 21 août 2027", "21 août 2027"),
        (date(2027, 8, 31), "mardi 31 août 2027", "31 août 2027"),
        (date(2027, 12, 10), "vendredi 10 décembre 2027", "10 décembre 2027"),
        (date(2001, 11, 1), "jeudi 1er novembre 2001", "1er novembre 2001"),
    ],
)
def test_a_day_is_written_as_people_write_it(day: date, long: str, short: str) -> None:
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=MONTREAL)
    assert FRENCH.day(day) == FRENCH.day(moment) == long
    assert FRENCH.short_day(day) == FRENCH.short_day(moment) == short


def test_only_the_first_of_a_month_is_an_ordinal() -> None:
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]
    ordinals = [day for day in days if "1er" in FRENCH.day(day) or "1er" in FRENCH.short_day(day)]
    assert ordinals == [day for day in days if day.day == 1]


@pytest.mark.parametrize(
    ("hour", "minute", "written"),
    [
        (0, 0, "0 h"),
        (0, 5, "0 h 05"),
        (9, 0, "9 h"),
        (9, 30, "9 h 30"),
        (12, 0, "12 h"),
        (13, 45, "13 h 45"),
        (23, 59, "23 h 59"),
    ],
)
def test_an_hour_is_written_on_24_hours_and_never_breaks_across_lines(
    hour: int, minute: int, written: str
) -> None:
    assert FRENCH.clock(at(2027, 6, 15, hour, minute)) == written.replace(" ", NBSP)


def test_an_evening_in_utc_belongs_to_the_day_it_is_in_montreal() -> None:
    assert FRENCH.day(datetime(2027, 4, 2, 3, 30, tzinfo=UTC)) == "jeudi 1er avril 2027"
    assert FRENCH.clock(datetime(2027, 4, 2, 3, 30, tzinfo=UTC)) == f"23{NBSP}h{NBSP}30"


def test_a_moment_is_read_whatever_zone_it_comes_in() -> None:
    paris = at(2027, 6, 15, 9, 0).astimezone(ZoneInfo("Europe/Paris"))
    assert FRENCH.clock(paris) == f"9{NBSP}h"


def test_the_zone_is_named_as_people_say_it_in_winter_and_in_summer() -> None:
    for moment in (at(2027, 1, 15, 9, 0), at(2027, 7, 15, 9, 0)):
        assert FRENCH.zone_name(moment) == "heure de l’Est"


@pytest.mark.parametrize(
    ("moment", "clock", "zone"),
    [
        (datetime(2027, 3, 14, 6, 59, tzinfo=UTC), "1 h 59", ""),
        (datetime(2027, 3, 14, 7, 0, tzinfo=UTC), "3 h", ""),
        (datetime(2027, 11, 7, 5, 30, tzinfo=UTC), "1 h 30", ", UTC−4"),
        (datetime(2027, 11, 7, 6, 30, tzinfo=UTC), "1 h 30", ", UTC−5"),
        (datetime(2027, 11, 7, 7, 0, tzinfo=UTC), "2 h", ""),
    ],
)
def test_the_zone_tells_apart_the_two_hours_that_clocks_show_alike(
    moment: datetime, clock: str, zone: str
) -> None:
    assert FRENCH.clock(moment) == clock.replace(" ", NBSP)
    assert FRENCH.zone_name(moment) == f"heure de l’Est{zone}"


def test_the_zone_is_the_programme_s() -> None:
    french = French("Europe/Paris")
    assert french.zone_name(at(2027, 1, 15, 9, 0)) == "heure de l’Europe centrale"
    assert french.clock(at(2027, 1, 15, 9, 0)) == f"15{NBSP}h"


START = at(2027, 3, 16, 13, 30)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(days=9), "dans 9 jours"),
        (timedelta(days=7), "dans une semaine"),
        (timedelta(days=6), "dans 6 jours"),
        (timedelta(hours=38), "dans 2 jours"),  # late on the day before the eve
        (timedelta(hours=37), "demain"),
        (timedelta(hours=24), "demain"),
        (timedelta(hours=14), "demain"),
        (timedelta(hours=13), "aujourd’hui"),
        (timedelta(minutes=90), "aujourd’hui"),
        (timedelta(minutes=60), "dans une heure"),
        (timedelta(minutes=55), "dans une heure"),
        (timedelta(minutes=49), "dans moins d’une heure"),
        (timedelta(minutes=1), "dans moins d’une heure"),
    ],
)
def test_how_soon_something_begins_is_said_by_the_calendar(before: timedelta, said: str) -> None:
    assert FRENCH.how_soon(START, START - before).replace(NBSP, " ") == said


def test_a_week_is_a_week_across_a_change_of_clocks() -> None:
    assert FRENCH.how_soon(START, START - timedelta(days=7)) == "dans une semaine"
    assert START - timedelta(days=7) == at(2027, 3, 9, 12, 30)


def test_an_hour_before_midnight_is_an_hour_before() -> None:
    assert FRENCH.how_soon(at(2027, 6, 16, 0, 15), at(2027, 6, 15, 23, 15)) == "dans une heure"


def test_a_day_that_is_near_goes_without_its_year() -> None:
    assert FRENCH.near_day(at(2027, 12, 8, 9, 0)) == "mercredi 8 décembre"
    assert FRENCH.near_day(at(2027, 4, 1, 9, 0)) == "jeudi 1er avril"
