"""The public report of the first edition, and what it withholds."""

from typing import Any

from chalicelib.domain.report.contributions import contribution
from chalicelib.domain.report.figures import summed
from chalicelib.domain.report.protection.public import PUBLIC, public_report
from chalicelib.domain.report.report import Report, report
from chalicelib.domain.report.sections import headline, sections
from tests.support.reports.past_edition import past_edition, past_events, past_people
from tests.support.reports.reading import NAMES

EDITION, EVENTS = past_edition(), past_events()
STAFF = report(EDITION, summed(contribution(p, EDITION) for p in past_people()), EVENTS)
TOLD = public_report(STAFF, EDITION)
NOT_PEOPLE = {"count", "rate", "mean", "value", "target"}


def _numbers(told: Any, name: str = "") -> list[tuple[str, int]]:
    if isinstance(told, dict):
        return [each for key, value in told.items() for each in _numbers(value, key)]
    if isinstance(told, list):
        return [each for value in told for each in _numbers(value, name)]
    return [(name, told)] if isinstance(told, int) and name not in NOT_PEOPLE else []


def test_what_was_published_of_the_first_edition_is_public_where_it_tells_of_nobody() -> None:
    assert TOLD["accompaniments"]["total"] == 67
    assert TOLD["people"]["by_kind"] == {"individual": 23, "organization": 32, "student": 0}
    assert TOLD["people"]["with_several"] == 12
    assert TOLD["events"]["attendances"] == 71
    assert TOLD["conversion"]["accompanied_who_attended"]["rate"] == 0.709
    assert TOLD["survey"]["project_planned"] == {"numerator": 13, "denominator": 18, "rate": 0.722}
    assert TOLD["reach"]["direct"] == 146


def test_no_number_of_the_public_report_is_of_one_to_four_people() -> None:
    assert [each for each in _numbers(STAFF) if 1 <= each[1] <= 4]
    assert [each for each in _numbers(TOLD) if 1 <= each[1] <= 4] == []


def test_fifteen_of_eighteen_would_tell_of_three() -> None:
    assert TOLD["survey"]["shared"] == {"numerator": None, "denominator": 18, "rate": None}
    assert TOLD["journey"]["shared"] is None


def test_small_themes_are_told_together_and_named() -> None:
    assert TOLD["accompaniments"]["by_theme"]["regrouped"] == 7
    assert TOLD["regrouped_keys"]["accompaniments.by_theme"] == [
        "collaboration-nuagique",
        "concertation-numerique",
    ]


def test_a_page_can_be_made_of_it() -> None:
    assert headline(TOLD)
    labels = [row[0] for each in sections(TOLD, NAMES) for t in each.tables for row in t.rows]
    assert "Juillet et août 2021" in labels


def test_the_same_report_again_tells_the_same() -> None:
    assert public_report(STAFF, EDITION, [TOLD]) == TOLD


def test_three_people_more_are_not_told_of_until_there_are_five() -> None:
    for more, told in ((3, None), (5, 60)):
        assert public_report(_with_people(more), EDITION, [TOLD])["people"]["total"] == told


def test_what_a_report_has_besides_is_not_public() -> None:
    people = {**STAFF["people"], "returning": 2}
    besides = public_report({**STAFF, "people": people, "names": ["Ana"]}, EDITION)
    assert "returning" not in besides["people"]
    assert {*besides} == {*PUBLIC, "regrouped_keys"}


def test_one_to_four_people_in_all_leave_nothing_to_tell() -> None:
    people = [each for each in past_people() if each.sessions][:3]
    few = report(EDITION, summed(contribution(p, EDITION) for p in people), EVENTS)
    told = public_report(few, EDITION)
    assert _numbers({**told, "indicators": []}) == []
    assert told["people"]["target"] == 70


def _with_people(more: int) -> Report:
    people = [*past_people()]
    people += [p for p in people if p.sessions][:1] * more
    return report(EDITION, summed(contribution(p, EDITION) for p in people), EVENTS)
