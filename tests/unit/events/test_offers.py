"""A seat that becomes free is offered by day; near the start, all who wait are told together."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.events import offers
from chalicelib.domain.events.events import Mode
from chalicelib.domain.events.registrations import (
    NotRegistered,
    OfferLapsed,
    RegistrationStatus,
)
from chalicelib.domain.events.seats import ModeFull, Places
from tests.support.event_examples import event, registration, seats
from tests.support.examples import DAY, HOUR, PROGRAMME, SECOND

ZONE = ZoneInfo("America/Toronto")
SHORTEST = PROGRAMME.shortest_offer
WAITING = registration(status=RegistrationStatus.WAITLISTED, mode=Mode.ONLINE)

starts = st.datetimes(datetime(2027, 3, 10), datetime(2027, 11, 12)).map(
    lambda moment: moment.replace(tzinfo=UTC, microsecond=0)
)
lefts = st.integers(1, 24 * 3600).map(lambda seconds: timedelta(seconds=seconds))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


MORNING = event(starts_at=at("2027-03-20T09:00"), ends_at=at("2027-03-20T11:00"))
ONE_FREE = replace(
    seats(places={Mode.ONLINE: Places(2, taken=1, waiting=3)}), starts_at=MORNING.starts_at
)
NONE_FREE = replace(ONE_FREE, places={Mode.ONLINE: Places(2, taken=2, waiting=3)})


def test_from_the_evening_before_a_morning_event_all_who_wait_are_told() -> None:
    assert offers.shared_from(MORNING, PROGRAMME) == at("2027-03-19T20:00")
    night = at("2027-03-19T22:00")
    assert offers.shared(MORNING, PROGRAMME, night)
    assert offers.told_at(MORNING, PROGRAMME, night) == at("2027-03-20T08:00")


@pytest.mark.parametrize(
    ("begins", "told", "early"),
    [("08:15", at("2027-03-20T08:00"), False), ("08:00", None, True), ("07:30", None, True)],
)
def test_nobody_is_told_at_night_and_of_what_begins_before_they_wake_not_at_all(
    begins: str, told: datetime | None, early: bool
) -> None:
    soon = event(starts_at=at(f"2027-03-20T{begins}"), ends_at=at("2027-03-20T09:00"))
    assert offers.told_at(soon, PROGRAMME, at("2027-03-19T22:00")) == told
    evening = at("2027-03-19T20:55")
    assert offers.told_at(soon, PROGRAMME, evening) == evening
    assert offers.begins_early(soon, PROGRAMME) is early


def test_far_from_the_start_a_seat_is_theirs_at_once() -> None:
    assert offers.confirm_by(MORNING, PROGRAMME, MORNING.starts_at - DAY) is None
    assert offers.confirm_by(MORNING, PROGRAMME, MORNING.starts_at - 23 * HOUR) is not None


@given(starts, lefts)
def test_an_offer_ends_by_day_and_leaves_three_quarters_of_the_time(
    starts_at: datetime, left: timedelta
) -> None:
    soon = event(starts_at=starts_at, ends_at=starts_at + HOUR)
    now, sleep = starts_at - left, PROGRAMME.sleep
    if offers.shared(soon, PROGRAMME, now):
        return
    ends = offers.offer_ends_at(soon, PROGRAMME, now)
    assert now + SHORTEST - SECOND <= ends <= starts_at
    assert sleep.waking(ends) or sleep.waking(ends - SECOND)
    assert sleep.waking_time(now, ends) >= SHORTEST - SECOND
    assert sleep.waking_time(ends, starts_at) >= 3 * sleep.waking_time(now, ends)


@given(starts, lefts)
def test_those_who_wait_are_told_by_day_or_there_is_no_day_left(
    starts_at: datetime, left: timedelta
) -> None:
    soon = event(starts_at=starts_at, ends_at=starts_at + HOUR)
    now = starts_at - left
    told_at = offers.told_at(soon, PROGRAMME, now)
    if told_at is None:
        assert PROGRAMME.sleep.wakes_at(now) >= starts_at
    else:
        assert now <= told_at < starts_at
        assert PROGRAMME.sleep.waking(told_at)


def test_near_the_start_whoever_waits_may_take_what_is_free() -> None:
    soon, far = MORNING.starts_at - HOUR, MORNING.starts_at - 20 * HOUR
    offers.ensure_may_take(WAITING, ONE_FREE, MORNING, PROGRAMME, soon)
    with pytest.raises(NotRegistered):  # the first in line is offered it
        offers.ensure_may_take(WAITING, ONE_FREE, MORNING, PROGRAMME, far)
    with pytest.raises(ModeFull):
        offers.ensure_may_take(WAITING, NONE_FREE, MORNING, PROGRAMME, soon)


def test_who_let_an_offer_lapse_may_take_what_nobody_else_has_taken() -> None:
    late = replace(WAITING, offer_missed=True)
    far = MORNING.starts_at - 20 * HOUR
    offers.ensure_may_take(late, ONE_FREE, MORNING, PROGRAMME, far)
    with pytest.raises(OfferLapsed):
        offers.ensure_may_take(late, NONE_FREE, MORNING, PROGRAMME, far)
