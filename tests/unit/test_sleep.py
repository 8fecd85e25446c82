"""People sleep at night: no deadline ends then, and no clock of ours runs."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.sleep import Sleep, at_night

ZONE = ZoneInfo("America/Toronto")
NIGHT = Sleep(time(21), time(8), "America/Toronto")
HOUR = timedelta(hours=1)

# Both changes of time of a year are within.
moments = st.datetimes(datetime(2027, 3, 10), datetime(2027, 11, 12)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
delays = st.timedeltas(timedelta(0), timedelta(days=5))
clocks = st.times().map(lambda clock: clock.replace(microsecond=0))
sleeps = st.builds(Sleep, clocks, clocks, st.sampled_from(["America/Toronto", "Asia/Kolkata"]))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def test_a_clock_that_begins_at_night_runs_from_the_morning_on() -> None:
    assert NIGHT.after(at("2027-03-19T22:00"), HOUR / 4) == at("2027-03-20T08:15")
    assert NIGHT.after(at("2027-03-19T20:50"), HOUR / 4) == at("2027-03-20T08:05")
    assert NIGHT.after(at("2027-03-19T12:00"), HOUR) == at("2027-03-19T13:00")


def test_a_clock_runs_backwards_through_the_night() -> None:
    assert NIGHT.before(at("2027-03-20T09:00"), 2 * HOUR) == at("2027-03-19T20:00")
    assert NIGHT.before(at("2027-03-20T13:00"), 2 * HOUR) == at("2027-03-20T11:00")


def test_people_wake_at_eight_whatever_the_season() -> None:
    for day in ("2027-03-14", "2027-07-01", "2027-11-07"):
        assert NIGHT.wakes_at(at(f"{day}T03:30")) == at(f"{day}T08:00")
        assert NIGHT.wakes_at(at(f"{day}T08:00")) == at(f"{day}T08:00")


def test_a_programme_may_have_no_night() -> None:
    never = Sleep(time(0), time(0), "America/Toronto")
    assert never.waking(at("2027-03-20T03:00"))
    assert never.after(at("2027-03-20T03:00"), 30 * HOUR) == at("2027-03-21T09:00")


@given(sleeps, moments, delays)
def test_no_deadline_ends_while_people_sleep(
    sleep: Sleep, moment: datetime, delay: timedelta
) -> None:
    ends = sleep.after(moment, delay)
    assert ends >= moment + delay
    # It may end on the very moment at which they go to sleep.
    assert sleep.waking(ends) or sleep.waking(ends - timedelta(microseconds=1))


@given(sleeps, moments, delays)
def test_the_time_that_passes_is_waking_time(
    sleep: Sleep, moment: datetime, delay: timedelta
) -> None:
    assert sleep.waking_time(moment, sleep.after(moment, delay)) == delay
    assert sleep.waking_time(sleep.before(moment, delay), moment) == delay


@given(moments, moments, delays)
def test_who_begins_later_does_not_end_earlier(
    one: datetime, other: datetime, delay: timedelta
) -> None:
    first, second = sorted((one, other))
    assert NIGHT.after(first, delay) <= NIGHT.after(second, delay)


def test_a_night_is_at_most_twelve_hours_around_three() -> None:
    nights = [(time(21), time(8)), (time(20), time(8)), (time(1), time(9)), (time(8), time(8))]
    assert all(at_night(*each) for each in nights)
    days = [(time(8), time(21)), (time(8), time(20)), (time(19), time(8)), (time(21), time(2))]
    assert not any(at_night(*each) for each in days)


@given(clocks.map(lambda clock: clock.replace(second=0)), clocks)
def test_swapped_the_hours_of_a_night_are_none(begins: time, ends: time) -> None:
    if (begins.hour, begins.minute) != (ends.hour, ends.minute):
        assert not (at_night(begins, ends) and at_night(ends, begins))
