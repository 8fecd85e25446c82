"""The sections of a report, from its figures: what its page and its PDF show, in this order."""

from collections.abc import Mapping
from typing import Any

from .accompaniments import journey, months, themes
from .answers import indicators, reach, survey
from .audience import audience
from .conclusions import ACCOMPANIED, ACCOMPANIMENT, ATTENDANCE, HELD, REACHED
from .gatherings import conversion, meetings
from .people import disciplines, levels, profiles
from .shapes import Figure, Names, Section
from .wording import NBSP, named, number, percent

ANSWERS = {
    "shared": "des personnes répondantes ont transmis leurs acquis",
    "project_planned": "des personnes répondantes prévoient un projet numérique",
    "concrete_action": "des personnes répondantes ont posé un geste concret",
}
"""The answers that a report may begin with, the first that can be told."""


def sections(report: Mapping[str, Any], names: Names) -> tuple[Section, ...]:
    """Return what to show of a report, the team's or the public one; null is told as withheld."""
    found = (
        themes(report, names),
        profiles(report, names),
        disciplines(report, names),
        levels(report, names),
        months(report, names),
        journey(report, names),
        meetings(report, names),
        conversion(report, names),
        survey(report, names),
        reach(report, names),
        audience(report),
        indicators(report),
    )
    return tuple(each for each in found if each is not None)


def headline(report: Mapping[str, Any]) -> tuple[Figure, ...]:
    """Return the figures that a report begins with, each with the section that tells more."""
    people, events, survey = report["people"], report["events"], report["survey"]
    came = report["conversion"]["accompanied_who_attended"]
    sessions, direct = report["accompaniments"]["total"], report["reach"]["direct"]
    return (
        Figure(number(sessions), named(sessions, ACCOMPANIMENT), "", "themes"),
        Figure(
            number(people["total"]), named(people["total"], ACCOMPANIED), _aim(people), "profils"
        ),
        Figure(
            number(events["attendances"]),
            f"{named(events['attendances'], ATTENDANCE)} aux rencontres de groupe",
            _meetings(events["count"]),
            "rencontres",
        ),
        _share(came, "des personnes accompagnées sont venues à une rencontre", "suite"),
        _of_survey(survey),
        Figure(number(direct), named(direct, REACHED), "estimation", "rayonnement"),
    )


def _of_survey(survey: Mapping[str, Any]) -> Figure:
    """Return the first share of the answers that can be told; what is withheld, if none can."""
    asked = [(survey.get(key) or {}, label) for key, label in ANSWERS.items()]
    told = [(held, label) for held, label in asked if held.get("numerator") is not None]
    return _share(*(told or asked)[0], "sondage")


def _meetings(count: int | None) -> str:
    return "" if count is None else f"{number(count)}{NBSP}{named(count, HELD)}"


def _aim(people: Mapping[str, Any]) -> str:
    target = people.get("target")
    return f"objectif{NBSP}: {number(target)}" if target else ""


def _share(counts: Mapping[str, Any], label: str, section: str) -> Figure:
    part, whole = counts.get("numerator"), counts.get("denominator")
    if part is None or not whole:
        return Figure("–" if whole == 0 else number(None), label, "", section)
    return Figure(percent(part, whole), label, f"{number(part)} sur {number(whole)}", section)
