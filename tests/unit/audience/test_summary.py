"""The sum of an edition is that of its days, in whatever steps it was made."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.audience.figures import PageDay, added_up, page_day_id
from chalicelib.domain.audience.summary import MOST_PAGES, EditionAudience

FIRST = date(2027, 3, 1)
PAGES = ["/", "/themes", "/evenements"]
COUNTED = st.dictionaries(
    st.tuples(st.integers(0, 9), st.sampled_from(PAGES)), st.integers(1, 50), max_size=20
)


def page_day(after: int, page: str, visits: int) -> PageDay:
    day = page_day_id(FIRST + timedelta(days=after), page)
    return PageDay(day, visits, min(visits, 7), min(visits, 3))


@given(COUNTED, st.lists(st.integers(0, 9), max_size=6))
def test_a_sum_made_in_steps_is_the_sum(
    counted: dict[tuple[int, str], int], steps: list[int]
) -> None:
    """Each step is made in the middle of its day: half of what is counted then is still to come."""
    held = EditionAudience("2026-2027", FIRST.isoformat())
    for last in (*sorted(steps), 9):
        seen = [
            page_day(after, page, visits if after < last or last == 9 else visits // 2)
            for (after, page), visits in counted.items()
            if after <= last
        ]
        day = FIRST + timedelta(days=last)
        held = held.with_days([each for each in seen if each.day >= held.since], day)
    whole = added_up(page_day(*key, visits) for key, visits in counted.items())
    assert (held.audience.days, held.audience.pages) == (whole.days, whole.pages)


def test_of_too_many_pages_those_most_looked_at_are_kept_by_name() -> None:
    many = [page_day(0, f"/evenements/ev-v{n}", n) for n in range(1, MOST_PAGES + 11)]
    held = EditionAudience("2026-2027", FIRST.isoformat()).with_days(many, FIRST)
    assert len(held.latest) == MOST_PAGES
    assert min(held.latest.values()) == 11
    assert held.audience.visits == sum(each.visits for each in many)
