"""How many people an edition reached: an estimate, whose factors each edition states."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import Any

from ..programme import ReachFactors

MEAN = "mean"
"""A factor of reach: the mean number of people over the answers that give one."""


def factor(text: str, mean: Fraction) -> Fraction:
    """Return a factor of reach as a number. Raises ValueError for what is none."""
    return mean if text == MEAN else Fraction(text)


def direct(accompanied: int, survey: Mapping[str, Any], factors: ReachFactors) -> int:
    """Return the people reached: those accompanied, and with how many each of them shared."""
    reached = survey["people_reached"]
    average = Fraction(reached["sum"], reached["answers"] or 1)
    groups = who_shared(survey, factors)
    shared = sum((people * factor(text, average) for people, text in groups), Fraction())
    return floor(accompanied + shared + Fraction(1, 2))


def who_shared(
    survey: Mapping[str, Any], factors: ReachFactors
) -> tuple[tuple[int, str], tuple[int, str], tuple[int, str]]:
    """Return how many shared with as many as each factor says."""
    sharers = survey["shared"]["numerator"]
    return (
        (sharers, factors.sharers),
        (survey["answered"] - sharers, factors.non_sharers),
        (survey["invited"] - survey["answered"], factors.non_respondents),
    )


def method(factors: ReachFactors) -> str:
    """Return how it is estimated, in a sentence."""
    return (
        "Estimation\u00a0: les personnes accompagnées, plus, pour chaque personne qui a répondu au "
        f"sondage avoir partagé ses apprentissages, {_people(factors.sharers)}; pour chaque "
        f"personne qui a répondu autrement, {_people(factors.non_sharers)}; pour chaque personne "
        f"sondée qui n’a pas répondu, {_people(factors.non_respondents)}; le total est arrondi à "
        "l’unité."
    )


def _people(text: str) -> str:
    if text == MEAN:
        return "le nombre moyen de personnes rejointes selon les réponses"
    return f"{text.replace('.', ',')} personne{'s' if Fraction(text) >= 2 else ''}"
