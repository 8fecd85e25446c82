"""Which changes of days have to do with one day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.week.day_changes import Becomes, DayChange
from tests.support.examples import ADVISER_ID, NOW

FIRST = date(2027, 3, 1)
days = st.integers(0, 27).map(lambda after: FIRST + timedelta(days=after))


@st.composite
def changes(draw: st.DrawFn) -> DayChange:
    day, to = draw(days), draw(st.none() | days)
    becomes = Becomes.MOVED if to else Becomes.CLOSED
    asked = f"{ADVISER_ID}-x1", day, becomes, ADVISER_ID, NOW, NOW
    since, before = sorted(
        draw(st.lists(st.integers(0, 1440), min_size=2, max_size=2, unique=True))
    )
    onwards = draw(st.booleans())
    return DayChange(*asked, to=to, onwards=onwards, since=since, before=before)


def all_of(change: DayChange) -> set[date]:
    """Each day that a change has to do with, in the year that follows."""
    weeks = 52 if change.onwards else 1
    ends = {change.day, change.to or change.day}
    return {day + timedelta(weeks=week) for day in ends for week in range(weeks)}


@given(changes(), changes())
def test_changes_meet_if_a_day_of_one_is_a_day_of_the_other(
    one: DayChange, other: DayChange
) -> None:
    moves = one.to is not None or other.to is not None
    together = max(one.since, other.since) < min(one.before, other.before)
    assert one.meets(other) == (bool(all_of(one) & all_of(other)) and (moves or together))
    assert one.meets(other) == other.meets(one)
