"""Figures that no rule holds together: what one could work out of them is not told any more."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.programme import ReachFactors
from chalicelib.domain.report.editions import Indicator
from chalicelib.domain.report.facts import (
    AnswerFact,
    AttendanceFact,
    EventFacts,
    PersonFacts,
    SessionFact,
)
from chalicelib.domain.report.protection.sheet import Path, at

from .linked import EDITION, EDITION_BEGAN
from .seasons import Season

OCTOBER = datetime(2026, 10, 3, 10)
E1 = EventFacts("E1", "Rencontre", "cohort", ("a",), datetime(2026, 11, 15, 13))
E2 = EventFacts("E2", "Rencontre", "cohort", ("b",), datetime(2027, 2, 15, 13))
FIRST, SECOND = ("events", "list", "E1", "attendances"), ("events", "list", "E2", "attendances")
CAME, PEOPLE = ("events", "people"), ("people", "total")
ACCOMPANIED = "conversion", "accompanied_who_attended", "numerator"
REGISTERED = "journey", "registered"
OCTOBERS = "accompaniments", "by_month", "2026-10", "individual"


def _before(ref: str, name: str = "denominator") -> Path:
    return "conversion", "by_event", ref, name


def some(
    n: int,
    *themes: str,
    at: EventFacts | tuple[EventFacts, ...] = (),
    day: datetime = OCTOBER,
    form: str = "individual",
    **more: Any,
) -> list[PersonFacts]:
    """Return people with a session on each of the themes, who came to the same meetings."""
    meetings = at if isinstance(at, tuple) else (at,)
    came = tuple(AttendanceFact(e.ref, e.kind, e.starts_at, "online") for e in meetings)
    sessions = tuple(
        SessionFact(theme, form, day + timedelta(hours=each)) for each, theme in enumerate(themes)
    )
    return [PersonFacts(EDITION_BEGAN, sessions=sessions, attendances=came, **more)] * n


SAID = (AnswerFact(OCTOBER, shared=True),)
LATER = OCTOBER + timedelta(days=64)
BOTH = (E1, E2)

LEAKS: dict[str, tuple[list[PersonFacts], tuple[EventFacts, ...], list[Path], list[Path]]] = {
    "two were not at the first of two meetings": (
        [
            *some(3, "a", at=BOTH),
            *some(7, "a", at=E1),
            *some(20, "a"),
            *some(3, at=BOTH),
            *some(7, at=E1),
            *some(2, at=E2),
        ],
        BOTH,
        [CAME],
        [FIRST],
    ),
    "one was not at the second": (
        [
            *some(10, "a", at=BOTH),
            *some(20, "a"),
            *some(9, at=BOTH),
            *some(1, at=E1),
        ],
        BOTH,
        [CAME],
        [SECOND],
    ),
    "three had several sessions in the month before a meeting": (
        [
            *some(17, "a"),
            *some(3, "a", "a"),
            *some(7, "a", day=LATER),
            *some(3, "a", day=LATER),
            *some(7, "a", "a", day=LATER),
        ],
        (E1,),
        [OCTOBERS],
        [_before("E1")],
    ),
    "two registered and did nothing": (
        [
            *some(10, "a", at=E1),
            *some(20, "a"),
            *some(8, at=E1),
            *some(2),
        ],
        (E1,),
        [REGISTERED, ACCOMPANIED],
        [("journey", "held"), CAME],
    ),
    "three were accompanied on both themes": (
        [
            *some(21, "a"),
            *some(6, "a", "a"),
            *some(3, "a", "b"),
            *some(20, "b", at=E2),
        ],
        BOTH,
        [_before("E1"), _before("E2")],
        [PEOPLE],
    ),
    "two neither were accompanied before nor came": (
        [
            *some(12, "a", at=E1),
            *some(18, "a"),
            *some(8, "b", at=E1),
            *some(2, "b"),
            *some(7, at=E1),
        ],
        (E1,),
        [PEOPLE, _before("E1", "numerator")],
        [_before("E1"), ("conversion", "by_kind", "cohort", "numerator")],
    ),
    "three of all who registered did not come": (
        [
            *some(37, "a", at=E1),
            *some(3, "a"),
        ],
        (E1,),
        [REGISTERED],
        [CAME],
    ),
    "one of those with a group session alone did not answer": (
        [
            *some(20, "a", answers=SAID),
            *some(20, "a"),
            *some(1, "b", form="group"),
            *some(5, "b", form="group", answers=SAID),
        ],
        (),
        [("people", "group")],
        [("survey", "others")],
    ),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_two_figures_tell_of_no_few_people(leak: str) -> None:
    people, events, plus, less = LEAKS[leak]
    season = Season(tuple(people), events, EDITION)
    assert 1 <= (_sum(season.report(), plus, less) or 0) <= 4, "the example is none"
    assert _sum(season.public(), plus, less) is None


def test_who_came_stays_unknown_where_all_but_three_attendances_are_theirs() -> None:
    season = Season((*some(20, "a", at=E1), *some(20, "a"), *some(3, at=E1)), (E1,), EDITION)
    assert at(season.public(), FIRST) == 23
    assert at(season.public(), ACCOMPANIED) is None


@pytest.mark.parametrize(
    ("rates", "told"),
    [
        ({"event_survey_response_rate": "0.88"}, [None]),
        ({"event_survey_response_rate": "0.8"}, [0.8]),
        ({"event_survey_response_rate": "1"}, [1]),
        ({"event_expectations_met_rate": "0.04"}, [None]),
        ({"event_survey_response_rate": "0.4", "event_expectations_met_rate": "0.6"}, [0.4, None]),
        ({"newsletter_open_rate": "0.04"}, [0.04]),
        ({"community_members": "3.0", "site_visits": "3.0"}, [None, 3.0]),
    ],
)
def test_a_rate_of_those_who_came_tells_of_no_few_of_them(
    rates: dict[str, str], told: list[float | None]
) -> None:
    people = [*some(25, "a", at=E1), *some(15, "a")]
    assert [each["value"] for each in _indicators(people, rates)] == told


def test_without_attendances_no_rate_of_those_who_came_is_told() -> None:
    rates = {"event_survey_response_rate": "0.5", "newsletter_open_rate": "0.5"}
    told = _indicators([*some(3, "a", at=E1), *some(15, "a")], rates)
    assert [each["value"] for each in told] == [None, 0.5]


def _indicators(people: list[PersonFacts], rates: dict[str, str]) -> list[dict[str, Any]]:
    indicators = tuple(Indicator(name, value, "un outil") for name, value in rates.items())
    edition = replace(EDITION, indicators=indicators)
    found: list[dict[str, Any]] = Season(tuple(people), (E1,), edition).public()["indicators"]
    return found


@pytest.mark.parametrize(("answers", "told"), [(1, None), (4, None), (5, 40 + 20 * 4), (20, 120)])
def test_an_estimate_by_a_mean_rests_on_five_answers(answers: int, told: int | None) -> None:
    gave = AnswerFact(OCTOBER, shared=True, people_reached=4)
    silent = AnswerFact(OCTOBER, shared=True)
    people = [*some(answers, "a", answers=(gave,)), *some(20 - answers, "a", answers=(silent,))]
    edition = replace(EDITION, reach=ReachFactors("mean", "mean", "0"))
    season = Season((*people, *some(20, "a")), (), edition)
    assert season.public()["reach"]["direct"] == told


def _sum(report: dict[str, Any], plus: list[Path], less: list[Path]) -> int | None:
    more, fewer = ([at(report, path) for path in paths] for paths in (plus, less))
    return None if None in (*more, *fewer) else sum(more) - sum(fewer)
