"""What is at the same time: told of sessions and of events alike."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.events.meanwhile import Meanwhile, at_once, engaged
from tests.support.event_examples import event, registration
from tests.support.examples import HOUR, NOW, STARTS_AT, booking, moments


def test_what_is_cancelled_is_at_no_time() -> None:
    mine, meeting = registration(), event()
    events = {meeting.id: meeting}
    assert [each.id for each in engaged([booking()], [mine], events)] == [booking().id, mine.id]
    called_off = booking().cancelled(NOW, None)
    assert engaged([called_off], [mine.left(meeting)], events) == ()
    assert engaged([], [mine], {meeting.id: event(cancelled_at=NOW)}) == ()
    assert engaged([], [mine], {}) == ()


@given(st.lists(st.tuples(moments(until=NOW + 6 * HOUR), st.integers(1, 300)), max_size=5))
def test_two_things_are_at_once_if_a_minute_is_in_both(times: list[tuple[datetime, int]]) -> None:
    held = [Meanwhile(str(n), at, at + HOUR * m / 60) for n, (at, m) in enumerate(times)]
    for one in held:
        found = at_once(held, one.starts_at, one.ends_at, one.id)
        assert one not in found
        for other in held:
            shared = min(one.ends_at, other.ends_at) > max(one.starts_at, other.starts_at)
            assert (other in found) == (shared and other is not one)


def test_what_only_touches_is_not_at_once() -> None:
    held = engaged([booking()], [], {})
    assert at_once(held, STARTS_AT + HOUR, STARTS_AT + 2 * HOUR) == ()
    assert at_once(held, STARTS_AT - HOUR, STARTS_AT) == ()
