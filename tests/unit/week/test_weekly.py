"""What comes again each week, read from the slots."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.sessions.slots import Slot
from chalicelib.domain.week.weekly import OFTEN, WeeklyHours, weekly_hours
from tests.support.examples import ADVISER_ID, slot

ZONE = ZoneInfo("America/Toronto")
TUESDAY = date(2027, 3, 2)


def at(day: date, hour: int, booked: bool = False, themes: tuple[str, ...] = ()) -> Slot:
    starts = datetime.combine(day, time(hour), ZONE)
    booking = f"{ADVISER_ID}-x1" if booked else ""
    ends = starts + timedelta(hours=1)
    return slot(starts, ends_at=ends, booking_id=booking, themes=themes)


def morning(day: date, booked: bool = False) -> list[Slot]:
    return [at(day, 9, booked), at(day, 10), at(day, 11)]


def week(number: int) -> date:
    return TUESDAY + timedelta(weeks=number)


def told(found: WeeklyHours) -> tuple[int, str, str, int]:
    return found.weekday, f"{found.since:%H:%M}", f"{found.until:%H:%M}", len(found.days)


def test_a_morning_of_each_tuesday_is_one_line_also_when_clocks_change() -> None:
    slots = [each for n in (0, 1, 2, 4) for each in morning(week(n), booked=n == 2)]
    [found] = weekly_hours(slots, ZONE)
    assert told(found) == (1, "09:00", "12:00", 4)
    assert found.without == (week(3),)
    assert [found.booked_from(week(n)) for n in (0, 2, 4)] == [1, 1, 0]
    assert found.days[0].slots == 3


def test_what_comes_once_and_what_is_of_other_themes_is_another_line_or_none() -> None:
    themes = ("decouvrabilite",)
    afternoons = [at(week(n), 14, themes=themes) for n in range(2)]
    slots = [*morning(week(0)), *morning(week(1)), *afternoons, at(week(0), 18)]
    found = weekly_hours(slots, ZONE)
    assert [told(each) for each in found] == [(1, "09:00", "12:00", 2), (1, "14:00", "15:00", 2)]
    assert [each.themes for each in found] == [(), themes]


@given(st.sets(st.tuples(st.integers(0, 40), st.sampled_from([8, 9, 10, 13, 17])), max_size=60))
def test_no_slot_is_told_twice_and_each_line_is_of_its_day_of_the_week(
    begun: set[tuple[int, int]],
) -> None:
    slots = [at(TUESDAY + timedelta(days=day), hour) for day, hour in begun]
    found = weekly_hours(slots, ZONE)
    assert sum(day.slots for each in found for day in each.days) <= len(slots)
    for each in found:
        days = [day.date for day in each.days]
        assert len(days) >= OFTEN
        assert {day.weekday() for day in days} == {each.weekday}
        assert days == sorted(set(days))
        for day in each.days:
            within = [
                one
                for one in slots
                if one.starts_at.astimezone(ZONE).date() == day.date
                and each.since <= one.starts_at.astimezone(ZONE).time() < each.until
            ]
            assert len(within) == day.slots
