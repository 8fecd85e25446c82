"""The figures of the audience, and what of them is for everybody."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.audience.figures import (
    FEWEST,
    Audience,
    Day,
    PageDay,
    added_up,
    for_everybody,
    page_day_id,
)

MONDAY = date(2027, 3, 1)
TUESDAY = MONDAY + timedelta(days=1)
FAR = MONDAY + timedelta(days=365)


def test_days_and_pages_are_added_up() -> None:
    found = added_up(
        [
            PageDay(page_day_id(MONDAY, ""), newcomers=2),
            PageDay(page_day_id(MONDAY, "/"), 4, 3),
            PageDay(page_day_id(MONDAY, "/themes"), 6, 1),
            PageDay(page_day_id(TUESDAY, "/themes"), 1, 1),
        ]
    )
    assert found.days == (Day(MONDAY, 10, 4, 2), Day(TUESDAY, 1, 1, 0))
    assert list(found.pages.items()) == [("/themes", 7), ("/", 4)]
    assert found.document() == {
        "visits": 11,
        "days": [
            {
                "day": "2027-03-01",
                "visits": 10,
                "people": 4,
                "new_week": 2,
                "pages": {"/themes": 6, "/": 4},
            },
            {
                "day": "2027-03-02",
                "visits": 1,
                "people": 1,
                "new_week": 0,
                "pages": {"/themes": 1},
            },
        ],
        "pages": {"/themes": 7, "/": 4},
    }


def test_of_nothing_counted_there_is_nothing() -> None:
    assert added_up([]).document() == {"visits": 0, "days": [], "pages": {}}


def test_today_is_not_published_yet() -> None:
    busy = Audience((Day(MONDAY, 90, 40, 20), Day(TUESDAY, 90, 40, 20)), {"/": 180})
    assert for_everybody(busy, TUESDAY).days == (Day(MONDAY, 90, 40, 20),)


def test_a_day_of_few_people_is_withheld_in_part() -> None:
    days = (
        Day(MONDAY, 3, 3, 3),
        Day(MONDAY, 30, 4, 0),
        Day(MONDAY, 30, 9, 3),
        Day(MONDAY, 30, 9, 6),
        Day(MONDAY, 30, 9, 9),
        Day(MONDAY, 30, 9, 0),
    )
    assert for_everybody(Audience(days, {}), FAR).days == (
        Day(MONDAY, None, None, None),
        Day(MONDAY, 30, None, None),
        Day(MONDAY, 30, 9, None),
        Day(MONDAY, 30, 9, None),
        Day(MONDAY, 30, 9, 9),
        Day(MONDAY, 30, 9, 0),
    )


COUNTED = st.dictionaries(
    st.tuples(st.integers(0, 6), st.sampled_from(["/", "/themes", "/evenements", "/inscription"])),
    st.tuples(st.integers(1, 30), st.integers(0, 30), st.integers(0, 30)),
)


@given(COUNTED)
def test_nothing_published_lets_one_to_four_people_be_counted(
    counted: dict[tuple[int, str], tuple[int, int, int]],
) -> None:
    """Neither in a cell, nor between a cell and its complement, nor in a sum that is left over."""
    kept = [
        PageDay(page_day_id(MONDAY + timedelta(days=n), page), visits, min(people, visits))
        for (n, page), (visits, people, _) in counted.items()
    ]
    kept += [
        PageDay(page_day_id(MONDAY + timedelta(days=n), ""), newcomers=min(new, people, visits))
        for (n, page), (visits, people, new) in counted.items()
        if page == "/"
    ]
    whole = added_up(kept)
    told = for_everybody(whole, FAR)
    few = range(1, FEWEST)
    for day in told.days:
        assert day.visits not in few
        assert day.people not in few
        assert day.new_week not in few
        if day.people is not None and day.new_week is not None:
            assert day.people - day.new_week not in few
    hidden = [day for day in told.days if day.visits is None]
    if hidden:  # what the pages add up to, less the days that are told: what could it be?
        least = sum(told.pages.values()) - told.visits
        most = least + 9 * len(whole.pages)
        assert least <= 0 or most >= FEWEST
