"""That an hour is free is told, however often another changes meanwhile."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.demand.news import LONGEST_UNHEARD, NEWS, HourNews
from tests.support.examples import NOW

HELD = timedelta(minutes=15)
SOON = st.timedeltas(timedelta(), HELD)


@given(st.lists(SOON, min_size=1, max_size=20))
def test_changes_put_off_the_first_look_for_a_while_alone(after: list[timedelta]) -> None:
    now = NOW
    news = HourNews(NEWS, NOW).heard(now, now + HELD)
    for each in after:
        now += each
        if news.due(now):
            news, looked_at = news.claimed(now), now
            assert looked_at - NOW <= LONGEST_UNHEARD + HELD
            return
        news = news.heard(now, now + HELD)
        assert news.next_at <= NOW + LONGEST_UNHEARD


def test_one_change_is_looked_at_once_it_can_be_undone_no_more() -> None:
    news = HourNews(NEWS, NOW).heard(NOW, NOW + HELD)
    assert news.next_at == NOW + HELD
    later = NOW + 4 * LONGEST_UNHEARD
    again = news.claimed(NOW + HELD).heard(later, later + HELD)
    assert again.next_at == later + HELD
