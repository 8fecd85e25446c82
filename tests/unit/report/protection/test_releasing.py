"""A public report follows others, and remembers what was told before."""

from dataclasses import replace

import pytest

from chalicelib.domain.report.protection.releasing import TooSoon, released, renewed
from chalicelib.domain.report.releases import Release
from tests.support.examples import NOW

from .seasons import Season, season


def make(shown: Season, before: Release | None = None) -> Release:
    return released(before, shown.report(), shown.edition, NOW)


def twice(shown: Season) -> Season:
    """Everybody and somebody just like them."""
    return replace(shown, people=shown.people * 2)


LARGE = season(6)[0]


def test_the_first_report_is_published_whatever_it_tells() -> None:
    assert make(LARGE).report["people"]["total"] == len(LARGE.accompanied)


def test_where_nothing_changed_it_is_the_one_before() -> None:
    before = make(LARGE)
    assert make(LARGE, before) is before


def test_one_person_more_is_too_soon() -> None:
    one_more = replace(LARGE, people=(*LARGE.people, LARGE.accompanied[0]))
    with pytest.raises(TooSoon):
        make(one_more, make(LARGE))


def test_by_itself_it_stays_where_it_is_too_soon_or_would_tell_less() -> None:
    before = make(LARGE)
    for more in (1, 5):
        grown = replace(LARGE, people=(*LARGE.people, *LARGE.accompanied[:more]))
        assert renewed(before, grown.report(), grown.edition, NOW) is before
    told = twice(LARGE)
    after = renewed(before, told.report(), told.edition, NOW)
    assert after == make(told, before) != before


def test_a_report_that_tells_otherwise_is_kept_beside_the_one_before() -> None:
    before = make(LARGE)
    after = make(twice(LARGE), before)
    assert after.report["people"]["total"] == 2 * len(LARGE.accompanied)
    assert [each["people"]["total"] for each in after.known] == [
        len(LARGE.accompanied),
        2 * len(LARGE.accompanied),
    ]


def test_of_reports_that_tell_the_same_things_the_last_is_kept() -> None:
    shown, release = LARGE, make(LARGE)
    for _ in range(4):
        shown = twice(shown)
        release = make(shown, release)
    assert len(release.known) < 4
    assert release.known[-1] == release.report
