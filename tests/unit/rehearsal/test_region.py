"""The rehearsal goes by the delays of whoever is packaged."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from infra.rehearsal.region import PROGRAMME, THEME, ahead, reminder_of, reported, theme_among
from tests.support.examples import PROGRAMME as EXAMPLE

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("reminders", "notice", "found"),
    [((48, 2), 12, 48), ((24,), 3, 24), ((2,), 12, None), ((), 0, None), ((72, 36), 12, 36)],
)
def test_the_reminder_waited_for_is_one_that_a_booking_still_gets(
    reminders: tuple[int, ...], notice: int, found: int | None
) -> None:
    programme = replace(
        EXAMPLE, reminders_before=tuple(h * HOUR for h in reminders), booking_notice=notice * HOUR
    )
    assert reminder_of(programme) == (None if found is None else found * HOUR)


@pytest.mark.parametrize("deadline", [0, 24, 96])
def test_what_is_moved_may_be_moved(deadline: int) -> None:
    programme = replace(EXAMPLE, cancel_deadline=deadline * HOUR)
    assert ahead(programme) > max(programme.cancel_deadline, programme.booking_notice)
    assert ahead(programme) > (reminder_of(programme) or timedelta())


def test_a_theme_on_offer_is_booked() -> None:
    assert theme_among(["a", "decouvrabilite"], []) == "decouvrabilite"
    assert theme_among(["a", "b", "decouvrabilite"], ["a", "decouvrabilite"]) == "b"
    assert THEME not in PROGRAMME.retired_themes


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2027, 1, 10, 12, 59, tzinfo=UTC), False),
        (datetime(2027, 1, 10, 13, 0, tzinfo=UTC), True),
        (datetime(2027, 12, 17, 12, 59, tzinfo=UTC), True),
        (datetime(2027, 12, 17, 13, 0, tzinfo=UTC), False),
    ],
)
def test_the_report_is_of_the_edition_s_days_where_it_takes_place(
    moment: datetime, told: bool
) -> None:
    first, last = date(2027, 1, 11), date(2027, 12, 17)
    edition = replace(EXAMPLE.edition, starts_on=first, ends_on=last)
    assert reported(replace(EXAMPLE, edition=edition, zone="Pacific/Noumea"), moment) is told
