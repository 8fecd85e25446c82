"""A budget lets through what its limit says, in any window of time, and no honest pause is lost."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.limits.budgets import MILLISECOND, Limit, milliseconds, moment_of
from tests.support.examples import DAY, HOUR, NOW

LIMITS = st.builds(
    Limit,
    st.integers(1, 2000),
    st.sampled_from([timedelta(minutes=1), HOUR, 6 * HOUR, DAY]),
    st.integers(1, 50),
)
PAUSES = st.lists(st.integers(0, 4_000_000), min_size=1, max_size=80)


def let_through(limit: Limit, pauses: list[int]) -> list[int]:
    """The moments, in milliseconds, of those of a stream of requests that are let through."""
    used_until, at, passed = 0, milliseconds(NOW), []
    for pause in pauses:
        at += pause
        after = limit.after(used_until, moment_of(at))
        if after is not None:
            used_until = after
            passed.append(at)
    return passed


@given(LIMITS, PAUSES)
def test_no_window_of_time_lets_through_more_than_the_limit_and_what_goes_at_once(
    limit: Limit, pauses: list[int]
) -> None:
    passed = let_through(limit, pauses)
    for first, began in enumerate(passed):
        for last, ended in enumerate(passed[first:], first):
            assert last - first + 1 <= limit.at_once + (ended - began) // limit.step


@given(LIMITS, st.integers(1, 60))
def test_as_many_as_may_go_at_once_go_at_once_and_the_next_one_waits(
    limit: Limit, more: int
) -> None:
    assert len(let_through(limit, [0] * (limit.at_once + more))) == limit.at_once


@given(LIMITS, PAUSES)
def test_who_never_asks_faster_than_the_limit_is_never_refused(
    limit: Limit, pauses: list[int]
) -> None:
    slow = [max(pause, limit.step) for pause in pauses]
    assert len(let_through(limit, slow)) == len(slow)


@given(LIMITS, st.integers(0, 10**9))
def test_a_refusal_says_when_to_come_back_and_not_a_moment_later(limit: Limit, ahead: int) -> None:
    used_until = milliseconds(NOW) + ahead
    wait = limit.wait(used_until, NOW)
    if limit.after(used_until, NOW) is not None:
        assert not wait
        return
    assert limit.after(used_until, NOW + wait) is not None
    assert limit.after(used_until, NOW + wait - MILLISECOND) is None
