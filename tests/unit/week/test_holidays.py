from datetime import date

from chalicelib.domain.week.holidays import holidays


def test_the_holidays_of_a_year_are_those_of_the_calendar() -> None:
    found = holidays(date(2027, 1, 1), date(2027, 12, 31))
    assert [day.isoformat() for day in found] == [
        "2027-01-01",
        "2027-03-26",
        "2027-03-29",
        "2027-05-24",
        "2027-06-24",
        "2027-07-01",
        "2027-09-06",
        "2027-10-11",
        "2027-12-25",
        "2027-12-26",
    ]


def test_easter_falls_where_it_does_and_days_outside_are_not_told() -> None:
    assert date(2024, 4, 1) in holidays(date(2024, 1, 1), date(2024, 12, 31))
    assert date(2025, 4, 18) in holidays(date(2025, 4, 1), date(2025, 4, 30))
    assert holidays(date(2027, 6, 25), date(2027, 6, 30)) == {}
    assert date(2028, 1, 1) in holidays(date(2027, 12, 20), date(2028, 1, 5))
