"""Categories of one to four people are told together, whatever was told before."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.report.protection.grouped import Grouped, regroup
from chalicelib.domain.report.protection.means import confines, some_have_many
from chalicelib.domain.report.protection.sheet import small

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30))
GROWTH = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 12))


@given(COUNTS)
def test_nothing_told_of_a_table_is_one_to_four_people(counts: dict[str, int]) -> None:
    found = regroup(counts)
    if found:
        assert not any(map(small, _told(found).values()))
        assert sum(_told(found).values()) == sum(counts.values())


@given(COUNTS)
def test_each_category_told_together_may_have_five_people(counts: dict[str, int]) -> None:
    found = regroup(counts)
    if found and found.together:
        present = [key for key in found.together if counts[key]]
        assert len(present) > 1
        assert found.sum is not None
        assert found.sum - (len(present) - 1) >= 5


def test_a_table_whose_counts_are_all_large_is_told_as_it_is() -> None:
    counts = {"a": 7, "b": 5, "c": 0}
    assert regroup(counts) == Grouped(counts)


def test_the_next_smallest_joins_a_small_category_that_is_alone() -> None:
    found = regroup({"a": 3, "b": 9, "c": 6, "d": 0})
    assert found == Grouped({"a": 3, "b": 9, "c": 6, "d": 0}, frozenset("ac"), 9)


@given(COUNTS, st.lists(GROWTH, max_size=3))
def test_no_change_between_two_reports_is_one_to_four_people(
    counts: dict[str, int], growth: list[dict[str, int]]
) -> None:
    earlier: list[Grouped] = []
    for more in [{}, *growth]:
        counts = {key: counts.get(key, 0) + more.get(key, 0) for key in {*counts, *more}}
        found = regroup(counts, earlier)
        if found:
            for before in earlier:
                assert _changes(before, found)
            earlier.append(found)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12))
def test_a_sum_that_is_told_may_be_of_five_who_answered_so_much_or_of_nobody(
    answers: list[int],
) -> None:
    if not confines(len(answers), sum(answers), 0):
        for least in range(1, 10):
            low = int(sum(answers) > (least - 1) * len(answers))
            high = min(len(answers), sum(answers) // least)
            assert low == 0 or high >= 5


def test_a_mean_near_its_most_tells_of_the_few_who_answered_less() -> None:
    assert confines(20, 98, 1, 5)
    assert not confines(20, 90, 1, 5)
    assert confines(5, 12, 1, 5)


def test_a_sum_that_did_not_move_with_its_answers_is_sound_and_one_that_did_is_not() -> None:
    assert not confines(0, 0, 0)
    assert confines(0, 3, 0)
    assert confines(-1, -3, 0)


def test_more_sessions_than_people_tell_that_some_had_many() -> None:
    assert some_have_many(5, 6)
    assert not some_have_many(6, 6)
    assert not some_have_many(5, 10)
    assert some_have_many(5, 11)
    assert not some_have_many(5, 0)


def _told(found: Grouped) -> dict[frozenset[str], int]:
    """Return what is told: categories, and their sum."""
    told = {frozenset({key}): n for key, n in found.counts.items() if key not in found.together}
    return told | ({found.together: found.sum or 0} if found.together else {})


def _changes(before: Grouped, after: Grouped) -> bool:
    """Return whether all that is told of the same categories changed by nobody or by five."""
    was, now = _told(before), _told(after)
    blocks = {*was, *now}
    wide = [each for each in blocks if not any(each < other for other in blocks)]
    sums = [
        sum(n for keys, n in told.items() if keys <= each) for each in wide for told in (was, now)
    ]
    disjoint = sum(map(len, wide)) == len(frozenset().union(*wide))
    return disjoint and not any(
        map(small, (b - a for a, b in zip(sums[::2], sums[1::2], strict=True)))
    )
