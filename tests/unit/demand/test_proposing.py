"""What is proposed first lacks most hours; counters follow whatever somebody is counted in."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.demand.counts import DEMAND, Demand, asked, moves, waiting
from chalicelib.domain.demand.proposing import of_themes
from tests.support.examples import slot

FREE = replace(slot(), themes=("a",), booking_id="")


def demand(**counts: int) -> Demand:
    return Demand(DEMAND, {asked(theme): count for theme, count in counts.items()})


def test_what_lacks_most_hours_comes_first() -> None:
    found = of_themes("abc", demand(a=3, b=2, c=9), [FREE, replace(FREE, themes=("c",))])
    assert [(each.theme, each.missing) for each in found] == [("c", 8), ("a", 2), ("b", 2)]


def test_who_waits_to_be_told_counts_even_if_they_had_a_session_before() -> None:
    (found,) = of_themes("a", Demand(DEMAND, {asked("a"): 1, waiting("a"): 4}), [])
    assert (found.wanted, found.missing, found.next_free_at) == (4, 4, None)


def test_an_hour_for_any_theme_is_free_for_each_and_the_first_is_the_soonest() -> None:
    later = replace(FREE, themes=(), starts_at=FREE.starts_at + timedelta(days=1))
    by_name = {each.theme: each for each in of_themes("ab", demand(), [FREE, later])}
    assert [by_name[each].free for each in "ab"] == [2, 1]
    assert by_name["a"].next_free_at == FREE.starts_at
    assert by_name["b"].next_free_at == later.starts_at


@given(st.lists(st.sets(st.sampled_from("abcd"))))
def test_counters_say_what_the_last_change_said_whatever_was_before(
    states: list[set[str]],
) -> None:
    total: Counter[str] = Counter()
    for before, after in zip([set(), *states], states, strict=False):
        total.update(moves(before, after))
    assert {name for name, count in total.items() if count == 1} == (states or [set()])[-1]
    assert set(total.values()) <= {0, 1}
