"""The report of the first edition states what was published of it."""

from functools import cache
from typing import Any

import pytest

from chalicelib.domain.report.before import folded
from chalicelib.domain.report.contributions import contribution
from chalicelib.domain.report.figures import summed
from chalicelib.domain.report.report import report
from tests.support.reports.past_edition import past_edition, past_events, past_people


@cache
def first() -> dict[str, Any]:
    edition, events = past_edition(), past_events()
    counts = summed(contribution(person, edition) for person in past_people())
    assert report(edition, folded(counts, events), events) == report(edition, counts, events)
    return report(edition, counts, events)


def at(path: str) -> Any:
    found: Any = first()
    for name in path.split("."):
        found = found[name]
    return found


def rate(numerator: int, denominator: int, value: float) -> dict[str, Any]:
    return {"numerator": numerator, "denominator": denominator, "rate": value}


PUBLISHED: dict[str, Any] = {
    "accompaniments.total": 67,
    "accompaniments.by_theme": {
        "evenement-virtuel": 7,
        "decouvrabilite": 29,
        "marketing-numerique": 24,
        "collaboration-nuagique": 3,
        "concertation-numerique": 4,
    },
    "accompaniments.by_format": {"individual": 67, "group": 0},
    "people.total": 55,
    "people.target": 70,
    "people.individual": 55,
    "people.group": 0,
    "people.with_several": 12,
    "people.by_kind": {"individual": 23, "organization": 32, "student": 0},
    "people.by_maturity": {"emergent": 37, "operationnel": 18},
    "people.referred_by_colleague": 11,
    "events.count": 10,
    "events.attendances": 71,
    "events.by_kind": {
        "cohort": {"count": 8, "attendances": 49},
        "hybrid_prototype": {"count": 2, "attendances": 22},
    },
    "conversion.accompanied_who_attended": rate(39, 55, 0.709),
    "conversion.by_kind.cohort": rate(28, 55, 0.509),
    "survey.invited": 55,
    "survey.answered": 18,
    "survey.rate": 0.327,
    "survey.shared": rate(15, 18, 0.833),
    "survey.people_reached": {"answers": 15, "sum": 45, "mean": 3.0},
    "survey.project_planned": rate(13, 18, 0.722),
    "reach.direct": 146,
    "reach.observed": {"registered_through_participants": 0},
    "journey": {"registered": 55, "booked": 55, "held": 55, "answered": 18, "shared": 15},
}


@pytest.mark.parametrize("path", PUBLISHED)
def test_each_published_figure(path: str) -> None:
    assert at(path) == PUBLISHED[path]


def test_the_attendances_of_each_event() -> None:
    attendances = {event["ref"]: event["attendances"] for event in at("events.list")}
    cohorts = [attendances[f"R{n}"] for n in range(1, 9)]
    assert cohorts == [5, 5, 8, 7, 12, 1, 8, 3]
    assert (attendances["H1"], attendances["H2"]) == (10, 12)
    assert {(e["in_person"] + e["online"]) - e["attendances"] for e in at("events.list")} == {0}


@pytest.mark.parametrize(
    ("ref", "expected"), [("R5", rate(10, 12, 0.833)), ("R3", rate(6, 8, 0.75))]
)
def test_who_had_been_accompanied_on_the_theme_before_and_came(
    ref: str, expected: dict[str, Any]
) -> None:
    (found,) = [each for each in at("conversion.by_event") if each["ref"] == ref]
    assert found == {"ref": ref, **expected}


def test_what_was_counted_elsewhere_keeps_its_value_and_its_source() -> None:
    found = {each["name"]: each for each in at("indicators")}
    assert found["site_visits"]["value"] == 903
    assert isinstance(found["site_visits"]["value"], int)
    assert found["newsletter_open_rate"]["value"] == 0.58
    assert found["community_members"] == {
        "name": "community_members",
        "value": 59,
        "source": "adhésions sur Slack",
    }


def test_the_method_of_the_estimate_says_its_factors() -> None:
    assert at("reach.method").count("le nombre moyen de personnes rejointes") == 2
    assert "qui n’a pas répondu, 1 personne;" in at("reach.method")


def test_moments_are_told_in_the_programme_s_zone_with_their_offset() -> None:
    starts = {event["ref"]: event["starts_at"] for event in at("events.list")}
    assert (starts["R1"], starts["R8"]) == (
        "2021-09-14T13:30:00-04:00",
        "2022-02-01T13:30:00-05:00",
    )
