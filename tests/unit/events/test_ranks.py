"""The rank that people are shown is the order in which seats go to a line."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.events.ranks import COUNTED, rank
from chalicelib.domain.events.seats import Tickets

LINES = st.lists(st.integers(1, 400), unique=True, min_size=1, max_size=30).map(sorted)


@given(LINES, st.data())
def test_the_proven_come_first_each_in_the_order_they_came(
    tickets: list[int], data: st.DataObject
) -> None:
    unproven = data.draw(st.sets(st.sampled_from(tickets)))
    line = Tickets(tuple(tickets))
    turns = [each for each in tickets if each not in unproven] + sorted(unproven)
    assert [rank(each, line, unproven) for each in turns] == list(range(1, len(tickets) + 1))


@given(LINES)
def test_in_a_line_that_goes_on_nobody_is_told_what_was_not_counted(tickets: list[int]) -> None:
    line, last = Tickets(tuple(tickets), whole=False), tickets[-1]
    assert rank(last + 1, line, set()) == 0
    assert rank(last, line, {last}) == 0
    assert rank(last, line, set(tickets[:-1])) == 1


def test_a_rank_far_down_is_not_told() -> None:
    line = Tickets(tuple(range(1, COUNTED + 2)))
    assert (rank(COUNTED, line, set()), rank(COUNTED + 1, line, set())) == (COUNTED, 0)
