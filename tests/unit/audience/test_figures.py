"""The figures of the audience, by day and page."""

from datetime import date, timedelta

from chalicelib.domain.audience.figures import (
    Day,
    PageDay,
    added_up,
    page_day_id,
)

MONDAY = date(2027, 3, 1)
TUESDAY = MONDAY + timedelta(days=1)


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
