"""Hours that come again each week: at the same hours of the clock, on the days that are left."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import FieldError, InvalidFields
from chalicelib.domain.sessions.slots import Opening, Slot
from chalicelib.domain.week.patterns import (
    LONGEST_REPEAT,
    MOST_SLOTS,
    STEP,
    Pattern,
    Repeat,
    colliding_days,
    new_pattern,
    slots_of,
)

from ...support.examples import ADVISER_ID, NOW, slot

ZONE = ZoneInfo("America/Toronto")
TUESDAY = date(2027, 3, 2)

days = st.dates(TUESDAY, TUESDAY + timedelta(days=LONGEST_REPEAT))
clocks = st.integers(0, 22 * 60 + 58).map(lambda minutes: f"{minutes // 60:02}:{minutes % 60:02}")


def pattern(
    until: date, *without: date, weekdays: tuple[int, ...] = (), hours: str = "09:00-12:00"
) -> Pattern:
    starts_at, ends_at = (
        datetime.fromisoformat(f"{TUESDAY}T{clock}").replace(tzinfo=ZONE).astimezone(UTC)
        for clock in hours.split("-")
    )
    opening, repeat = Opening(starts_at, ends_at), Repeat(until, without, weekdays)
    return new_pattern("w1", (ADVISER_ID, "Dominique Exemple"), opening, repeat, NOW)


def slots(*given: Any, **changes: Any) -> tuple[Slot, ...]:
    return slots_of(pattern(*given, **changes), ZONE)


def refusal(*given: Any, **changes: Any) -> FieldError:
    with pytest.raises(InvalidFields) as refused:
        slots(*given, **changes)
    (error,) = refused.value.errors
    return error


def test_nine_o_clock_stays_nine_o_clock_when_clocks_change() -> None:
    made = slots(date(2027, 3, 16), hours="09:00-10:00")
    assert [each.starts_at for each in made] == [
        datetime(2027, 3, 2, 14, tzinfo=UTC),
        datetime(2027, 3, 9, 14, tzinfo=UTC),
        datetime(2027, 3, 16, 13, tzinfo=UTC),
    ]


def test_a_night_without_its_first_hour_is_left_out_and_no_other_hour_is_opened_for_it() -> None:
    made = slots(date(2027, 3, 21), weekdays=(6,), hours="02:30-05:00")
    days = {each.starts_at.astimezone(ZONE).date().isoformat() for each in made}
    assert days == {"2027-03-07", "2027-03-21"}


def test_a_day_that_is_excepted_is_left_out_and_several_days_of_the_week_are_in_order() -> None:
    made = slots(date(2027, 3, 11), date(2027, 3, 9), weekdays=(3, 1), hours="09:00-10:00")
    local = [each.starts_at.astimezone(ZONE).date().isoformat() for each in made]
    assert local == ["2027-03-02", "2027-03-04", "2027-03-11"]


@given(days, st.sets(days, max_size=20), st.sets(st.integers(0, 6), max_size=3), clocks)
def test_each_slot_is_at_its_hour_of_the_clock_on_a_day_that_was_asked_for(
    until: date, without: set[date], weekdays: set[int], clock: str
) -> None:
    end = f"{int(clock[:2]) + 1:02}:{clock[3:]}"
    asked = pattern(
        until, *sorted(without), weekdays=tuple(sorted(weekdays)), hours=f"{clock}-{end}"
    )
    found = [each.starts_at.astimezone(ZONE) for each in asked.slots(ZONE)]
    assert found == sorted(found)
    wanted = {
        day
        for day in (TUESDAY + timedelta(days=n) for n in range((until - TUESDAY).days + 1))
        if day not in without and day.weekday() in (weekdays or {TUESDAY.weekday()})
    }
    assert {each.date() for each in found} <= wanted
    assert len(found) >= len(wanted) - 2  # clocks jump over an hour twice a year at most
    assert {f"{each:%H:%M}" for each in found} <= {clock}


@given(days, st.integers(1, 9))
def test_steps_make_every_slot_once_in_order(until: date, hours: int) -> None:
    going_on = pattern(until, weekdays=(1, 3), hours=f"09:00-{9 + hours:02}:00")
    all_of_it = going_on.slots(ZONE)
    made: list[Slot] = []
    while going_on.next_at is not None:
        step = going_on.next_step(ZONE)
        assert len(step) <= STEP
        made += step
        going_on = going_on.stepped(step, NOW)
    assert tuple(made) == all_of_it


def test_a_pattern_that_cannot_be_right_is_refused_by_the_field_that_is_wrong() -> None:
    assert refusal(date(2027, 3, 1)) == FieldError("repeat.until", "until_before_start")
    late = TUESDAY + timedelta(days=LONGEST_REPEAT + 1)
    assert refusal(late) == FieldError("repeat.until", "repeats_too_long", LONGEST_REPEAT)
    assert refusal(TUESDAY, TUESDAY) == FieldError("repeat.except", "no_day_left")
    many = FieldError("repeat.until", "too_many_hours", MOST_SLOTS)
    assert refusal(date(2027, 12, 1), weekdays=(0, 1, 2, 3, 4)) == many
    past = refusal(date(2027, 3, 16), hours="09:00-09:30")
    assert past == FieldError("ends_at", "too_short_for_a_slot")


def test_collisions_are_told_by_day() -> None:
    new = slots(date(2027, 3, 16), hours="09:00-11:00")
    there = (slot(datetime(2027, 3, 9, 14, 30, tzinfo=UTC)), slot(new[-1].ends_at))
    assert colliding_days(new, there, ZONE) == (date(2027, 3, 9),)
