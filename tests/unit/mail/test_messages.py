from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.mail.messages import LEASE, OPEN, UNKNOWN_WINDOW, Message, State

from ...support.examples import DAY, HOUR, NOW, PARTICIPANT_ID, SECOND, message

EVENTS = [State.SENT, State.DELIVERED, State.BOUNCED, State.COMPLAINED]
CLOSED = [state for state in State if state not in OPEN]


def next_at(given: Message) -> timedelta:
    assert given.next_at is not None
    return given.next_at - NOW


def test_a_message_belongs_to_the_person_its_id_carries() -> None:
    assert message().person_id == PARTICIPANT_ID


def test_a_message_is_due_from_its_second_on() -> None:
    assert not message().due(NOW - SECOND)
    assert message().due(NOW)
    assert message().due(NOW + DAY)


@pytest.mark.parametrize("state", CLOSED)
def test_what_is_over_is_never_due(state: State) -> None:
    assert not message(state=state).due(NOW + DAY)
    assert not message(state=state, next_at=None).due(NOW + DAY)


def test_a_claim_holds_the_message_for_its_lease() -> None:
    claimed = message().claimed(NOW)
    assert (claimed.state, claimed.attempts, next_at(claimed)) == (State.CLAIMED, 1, LEASE)
    assert not claimed.due(NOW + LEASE - SECOND)
    assert claimed.due(NOW + LEASE)


def test_a_message_no_longer_wanted_says_why_and_rests() -> None:
    cancelled = message().cancelled("answered")
    assert (cancelled.state, cancelled.reason, cancelled.next_at) == (
        State.CANCELLED,
        "answered",
        None,
    )


def test_a_message_over_the_day_s_cap_waits_unsent() -> None:
    deferred = message().deferred(NOW + DAY, "day_full")
    assert (deferred.state, deferred.attempts, next_at(deferred)) == (State.PENDING, 0, DAY)


def refused_for(total: timedelta) -> tuple[Message, list[timedelta]]:
    """A mail that SES does not take for that long, and how long it waited each time."""
    current, waits, now = message(), [], NOW
    while now < NOW + total and current.state in OPEN:
        current = current.claimed(now).not_accepted(now, "SendingPausedException")
        if current.next_at is not None:
            waits.append(current.next_at - now)
            now = current.next_at
    return current, waits


def test_what_ses_does_not_take_is_tried_again_every_quarter_of_an_hour_at_least() -> None:
    minutes = timedelta(minutes=1)
    current, waits = refused_for(3 * HOUR)
    assert waits[:4] == [5 * minutes, 5 * minutes, 10 * minutes, 15 * minutes]
    assert set(waits[3:]) == {15 * minutes}
    assert (current.state, current.reason) == (State.PENDING, "not_accepted")


def test_an_outage_of_hours_uses_up_no_try() -> None:
    current, _ = refused_for(23 * HOUR)
    assert current.claimed(NOW + DAY).settled(State.SENT, NOW + DAY).state is State.SENT


def test_what_ses_never_takes_is_for_a_person_after_a_day() -> None:
    current, _ = refused_for(3 * DAY)
    assert (current.state, current.reason, current.cause) == (
        State.FAILED,
        "not_accepted",
        "SendingPausedException",
    )
    assert current.redeemable


def test_a_throttled_mail_comes_back_within_a_minute_however_often() -> None:
    current, now = message(), NOW
    for _ in range(1500):
        current = current.claimed(now).throttled(now)
        assert current.next_at is not None
        assert current.next_at - now == timedelta(minutes=1)
        now = current.next_at
    assert (current.state, current.reason, current.put_off_at) == (State.PENDING, "throttled", None)
    assert current.claimed(now).not_accepted(now).state is State.PENDING


def test_a_mail_put_off_by_the_day_s_cap_was_not_refused_by_ses_meanwhile() -> None:
    later = NOW + DAY
    capped = message().claimed(NOW).not_accepted(NOW).deferred(later, "day_full")
    assert capped.claimed(later).not_accepted(later).state is State.PENDING


def test_a_mail_wanted_again_begins_anew() -> None:
    again = message().claimed(NOW).not_accepted(NOW).cancelled("absent").planned_again(NOW + DAY)
    assert again.claimed(NOW + DAY).not_accepted(NOW + DAY).state is State.PENDING


def test_what_nobody_can_tell_waits_for_ses_then_is_tried_once_more_then_given_up() -> None:
    first = message().claimed(NOW).unknown(NOW)
    assert (first.state, next_at(first)) == (State.UNKNOWN, UNKNOWN_WINDOW)
    assert not first.due(NOW + UNKNOWN_WINDOW - SECOND)
    again = first.claimed(NOW)
    assert again.retried_unknown
    last = again.unknown(NOW)
    assert (last.state, last.reason, last.next_at) == (State.FAILED, "unknown_twice", None)


def test_a_first_try_is_not_taken_for_the_one_more() -> None:
    assert not message().claimed(NOW).retried_unknown
    refused = message().claimed(NOW).not_accepted(NOW)
    assert refused.claimed(NOW).unknown(NOW).state is State.UNKNOWN


def test_the_one_more_try_is_remembered_when_ses_does_not_take_it() -> None:
    again = message().claimed(NOW).unknown(NOW).claimed(NOW).not_accepted(NOW)
    assert again.state is State.PENDING
    assert again.claimed(NOW).unknown(NOW).state is State.FAILED


def test_the_one_more_try_is_remembered_when_the_day_s_cap_puts_it_off() -> None:
    put_off = message().claimed(NOW).unknown(NOW).deferred(NOW + DAY, "night")
    assert put_off.claimed(NOW + DAY).unknown(NOW + DAY).state is State.FAILED


def test_what_perhaps_left_and_is_no_longer_wanted_stays_unknown_for_good() -> None:
    unknown = message().claimed(NOW).unknown(NOW)
    put_off = unknown.claimed(NOW).not_accepted(NOW)
    for each in (unknown, put_off):
        ended = each.cancelled("out_of_time")
        assert (ended.state, ended.reason, ended.next_at) == (State.UNKNOWN, "perhaps_left", None)
        assert not ended.open
        assert not ended.due(NOW + DAY)
        assert ended.settled(State.DELIVERED, NOW).state is State.DELIVERED
    assert unknown.open


def test_a_mail_that_perhaps_left_is_never_said_not_to_have_been_taken() -> None:
    again = message().claimed(NOW).unknown(NOW).claimed(NOW).not_accepted(NOW)
    last = again.claimed(NOW + DAY).not_accepted(NOW + DAY)
    assert (last.state, last.reason) == (State.FAILED, "unknown_twice")
    assert not last.redeemable


def test_ses_s_event_settles_what_nobody_could_tell() -> None:
    settled = message().claimed(NOW).unknown(NOW).settled(State.SENT, NOW + SECOND, "ses-1")
    assert (settled.state, settled.sent_at, settled.provider_id, settled.next_at) == (
        State.SENT,
        NOW + SECOND,
        "ses-1",
        None,
    )
    assert settled.accepted


def test_an_event_keeps_when_the_mail_left_and_ses_s_id() -> None:
    sent = message().claimed(NOW).settled(State.SENT, NOW, "ses-1")
    delivered = sent.settled(State.DELIVERED, NOW + DAY)
    assert (delivered.sent_at, delivered.provider_id) == (NOW, "ses-1")


@pytest.mark.parametrize("state", list(State))
def test_a_mail_has_left_once_ses_accepted_it(state: State) -> None:
    assert message(state=state).accepted == (state in EVENTS)


@pytest.mark.parametrize("state", EVENTS)
def test_an_event_that_comes_twice_changes_nothing(state: State) -> None:
    once = message().claimed(NOW).settled(state, NOW, "ses-1")
    assert once.settled(state, NOW + DAY, "ses-2") is once


@pytest.mark.parametrize("state", [state for state in State if state not in EVENTS])
@pytest.mark.parametrize("event", EVENTS)
def test_ses_s_word_stands_whatever_we_thought(state: State, event: State) -> None:
    settled = message(state=state).settled(event, NOW)
    assert (settled.state, settled.next_at) == (event, None)


@given(
    st.sampled_from([*OPEN, State.CANCELLED, State.FAILED]),
    st.lists(st.sampled_from(EVENTS), min_size=1, max_size=4).flatmap(
        lambda events: st.tuples(st.permutations(events), st.permutations(events * 2))
    ),
)
def test_events_in_any_order_and_number_end_in_the_same_state(
    before: State, orders: tuple[list[State], list[State]]
) -> None:
    ends = set()
    for order in orders:
        current = message(state=before)
        for minute, event in enumerate(order):
            current = current.settled(event, NOW + timedelta(minutes=minute))
        ends.add((current.state, current.next_at, current.sent_at))
    furthest = max(orders[0], key=EVENTS.index)
    assert ends == {(furthest, None, NOW)}


@given(st.lists(st.sampled_from(EVENTS), max_size=12))
def test_a_state_only_advances(events: list[State]) -> None:
    current = message().claimed(NOW)
    for event in events:
        after = current.settled(event, NOW)
        if current.accepted:
            assert EVENTS.index(after.state) >= EVENTS.index(current.state)
        current = after


HAPPENINGS = ["not_accepted", "unknown", "deferred", "throttled"]


@given(st.lists(st.sampled_from(HAPPENINGS), min_size=30, max_size=30))
def test_whatever_happens_a_mail_may_have_left_twice_at_most(happenings: list[str]) -> None:
    current, perhaps_left = message(), 0
    for happening in happenings:
        if current.state not in OPEN:
            break
        if happening == "deferred":
            current = current.deferred(NOW, "day_full")
            continue
        perhaps_left += happening == "unknown"
        current = getattr(current.claimed(NOW), happening)(NOW)
    assert perhaps_left <= 2
