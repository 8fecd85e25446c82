"""The programme is made anew when what admins set differs, and asked for once a minute."""

from datetime import timedelta

from chalicelib.adapters.texts.adjusted_programme import AdjustedProgramme
from chalicelib.domain.adjusting.adjustments import NOTHING_SET, Adjusted, Adjustments
from chalicelib.settings import TEMPLATES
from tests.support.examples import NOW

FIVE = Adjustments("adjustments", (Adjusted("open_bookings_per_person", "5", "s1", NOW, 1),), 1, 1)


def adjusted() -> AdjustedProgramme:
    return AdjustedProgramme(TEMPLATES / "programme.toml")


def test_nothing_set_is_no_other_programme() -> None:
    assert not adjusted().take(NOTHING_SET)


def test_what_is_set_makes_another_once_and_its_going_the_first_again() -> None:
    told = adjusted()
    before = told.programme
    assert (told.take(FIVE), told.take(FIVE)) == (True, False)
    assert told.programme.open_bookings_per_person == 5
    assert told.take(NOTHING_SET)
    assert told.programme == before


def test_it_is_asked_for_once_a_minute_and_when_the_clock_was_put_back() -> None:
    told = adjusted()
    asked = [NOW, NOW + timedelta(seconds=59), NOW + timedelta(seconds=60), NOW]
    assert [told.due(moment) for moment in asked] == [True, False, True, True]
