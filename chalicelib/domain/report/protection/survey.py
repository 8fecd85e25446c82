"""The survey, and what is made of its answers: the estimate of reach, steps of the way."""

from collections.abc import Iterator
from dataclasses import astuple
from fractions import Fraction
from math import ceil

from ...programme import ReachFactors
from ..reach import MEAN, who_shared
from .grouped import group
from .means import confines
from .parts import PEOPLE, part, path, withhold_parts
from .sheet import LEAST, Report, Sheet, at

INVITED, ANSWERED, SHARED = "survey.invited", "survey.answered", "survey.shared.numerator"

OF_SURVEY = (
    part("survey.invited", PEOPLE),
    part(ANSWERED, "survey.invited", PEOPLE),
    *(
        each
        for question in ("shared", "project_planned", "concrete_action")
        for each in (
            part(f"survey.{question}.denominator", ANSWERED, needs=ANSWERED),
            part(
                f"survey.{question}.numerator",
                f"survey.{question}.denominator",
                needs=f"survey.{question}.denominator",
            ),
        )
    ),
    part("survey.people_reached.answers", ANSWERED, SHARED, needs=ANSWERED),
    part("survey.satisfaction.answers", ANSWERED, needs=ANSWERED),
)

SAME = {"held": PEOPLE, "answered": ANSWERED, "shared": SHARED}
"""Steps of the way that are numbers told elsewhere; no other step is told."""


def withhold_of_survey(sheet: Sheet, staff: Report, factors: ReachFactors) -> None:
    """Withhold numbers of the survey, and the estimate made of them; `staff` is their survey."""
    withhold_parts(sheet, OF_SURVEY)
    _group_axes(sheet)
    _withhold_mean(sheet, "people_reached", 0, None)
    _withhold_mean(sheet, "satisfaction", 1, 5)
    if not _reach_told(sheet, staff["people_reached"]["answers"], factors):
        sheet.withhold("reach", "direct")
    withhold_parts(sheet, [part("reach.observed.registered_through_participants")])


def tell_journey(sheet: Sheet) -> None:
    """Tell the steps of the way that are told elsewhere."""
    for step, elsewhere in SAME.items():
        sheet.report["journey"][step] = at(sheet.report, path(elsewhere))


def _reach_told(sheet: Sheet, answers: int, factors: ReachFactors) -> bool:
    """Return whether the estimate gives away nothing that is withheld.

    By a mean that is not told, of some `answers`, it gives away with how many all those who count
    by it would have shared. That they all answered must be possible, and tell of no few.
    """
    if any(at(sheet.report, path(each)) is None for each in _made_of(factors)):
        return False
    if MEAN not in astuple(factors):
        return True
    if answers < LEAST:
        return False
    if sheet.told("survey", "people_reached", "sum") is not None:
        return True
    return factors.non_respondents != MEAN and _mean_sound(sheet, factors)


def _mean_sound(sheet: Sheet, factors: ReachFactors) -> bool:
    """Return whether what the estimate gives away of answers, or of those added, is sound."""
    people, total = _by_the_mean(sheet.report, factors)
    if confines(people, total, 0):
        return False
    for report in sheet.earlier:
        if at(report, ("survey", "people_reached", "sum")) is not None:
            return False
        if at(report, ("reach", "direct")) is not None:
            if report["reach"]["method"] != sheet.told("reach", "method"):
                return False
            were, was = _by_the_mean(report, factors)
            if confines(people - were, total - was, 0):
                return False
    return True


def _by_the_mean(report: Report, factors: ReachFactors) -> tuple[int, int]:
    """Return how many people count by the mean in an estimate, and with how many they shared."""
    survey = report["survey"]
    shared = {"numerator": survey["shared"]["numerator"] or 0}
    groups = who_shared({**survey, "shared": shared}, factors)
    others = sum((n * Fraction(text) for n, text in groups if text != MEAN), Fraction())
    rest = report["reach"]["direct"] - report["people"]["total"] - others
    return sum(n for n, text in groups if text == MEAN), ceil(rest - Fraction(1, 2))


def _made_of(factors: ReachFactors) -> Iterator[str]:
    """Yield the numbers that the estimate is made of, besides the mean."""
    yield from (PEOPLE, INVITED, ANSWERED)
    if factors.sharers != factors.non_sharers:
        yield SHARED


def _group_axes(sheet: Sheet) -> None:
    """Group what people preferred, with those who did not say."""
    survey = sheet.report["survey"]
    if survey["answered"] is None:
        survey["best_axis"] = {}
    else:
        group(sheet, "survey", "best_axis", survey["answered"])


def _withhold_mean(sheet: Sheet, question: str, least: int, most: int | None) -> None:
    """Withhold a mean whose sum, or what was added to it, tells how few answered so much."""
    now = sheet.told("survey", question)
    if now["sum"] is None:
        return
    before = [at(report, ("survey", question)) for report in sheet.earlier]
    added = [
        (now["answers"] - was["answers"], now["sum"] - was["sum"])
        for was in before
        if was and was["sum"] is not None
    ]
    if any(confines(*each, least, most) for each in [(now["answers"], now["sum"]), *added]):
        sheet.withhold("survey", question, "answers")
