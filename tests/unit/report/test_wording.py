"""Numbers in French sentences."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.report.sections import wording
from chalicelib.domain.report.sections.conclusions import ACCOMPANIED, ACCOMPANIMENT, PERSON
from chalicelib.domain.report.sections.wording import Noun, counted, number, percent, rate, share

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("part", "whole", "noun", "said"),
    [
        (0, 7, PERSON, "aucune personne"),
        (0, 1, ACCOMPANIMENT, "aucun accompagnement"),
        (1, 1, PERSON, "la seule personne"),
        (1, 1, ACCOMPANIMENT, "le seul accompagnement"),
        (2, 2, PERSON, "les deux personnes"),
        (55, 55, ACCOMPANIED, "toutes les personnes accompagnées"),
        (12, 12, ACCOMPANIMENT, "tous les accompagnements"),
        (1, 3, PERSON, "une personne sur trois"),
        (3, 7, PERSON, "trois personnes sur sept"),
        (5, 10, PERSON, "une personne sur deux"),
        (29, 67, ACCOMPANIMENT, "plus de quatre accompagnements sur dix"),
        (32, 55, PERSON, "près de six personnes sur dix"),
        (18, 55, PERSON, "près d’une personne sur trois"),
        (7, 67, ACCOMPANIMENT, "plus d’un accompagnement sur dix"),
        (3, 67, ACCOMPANIMENT, "moins d’un accompagnement sur dix"),
        (66, 67, ACCOMPANIMENT, "presque tous les accompagnements"),
        (66, 67, PERSON, "presque toutes les personnes"),
    ],
)
def test_a_share_is_said_as_people_say_it(part: int, whole: int, noun: Noun, said: str) -> None:
    assert share(part, whole, noun).text == said


@given(st.integers(1, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_what_a_sentence_says_of_a_share_is_true(shares: tuple[int, int]) -> None:
    part, whole = shares
    said = share(part, whole, PERSON).text
    if said.startswith(("plus d", "près d", "moins d")):
        above, below = (_value(word) for word in _said_numbers(said))
        told = Fraction(above, below)
        assert (Fraction(part, whole) > told) == said.startswith("plus")
        assert abs(Fraction(part, whole) - told) < Fraction(1, 10)
    assert ("aucune" in said) == (part == 0)
    assert said.startswith(("toutes", "les deux", "la seule")) == (part == whole)


def _said_numbers(said: str) -> tuple[str, str]:
    before, after = said.split(" sur ")
    return before.replace("’", " ").split(" ")[2], after


def _value(word: str) -> int:
    return 1 if word == "une" else wording.SPELLED.index(word)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "aucune personne"),
        (1, "une personne"),
        (2, "deux personnes"),
        (10, "dix personnes"),
        (11, f"11{NBSP}personnes"),
        (2142, f"2{NBSP}142{NBSP}personnes"),
    ],
)
def test_what_is_counted_agrees_with_its_number(value: int, said: str) -> None:
    assert counted(value, PERSON) == said


def test_a_rate_is_never_rounded_to_none_or_all() -> None:
    assert percent(1, 1000) == f"moins de 1{NBSP}%"
    assert percent(999, 1000) == f"plus de 99{NBSP}%"
    assert (percent(0, 9), percent(9, 9)) == (f"0{NBSP}%", f"100{NBSP}%")
    assert rate(39, 55) == f"39 sur 55 (71{NBSP}%)"


def test_a_number_that_is_withheld_says_why_and_not_how_many() -> None:
    assert number(None) == rate(None, 55) == rate(3, None) == "non publié (petit groupe)"


def test_numbers_and_days_are_written_as_in_quebec() -> None:
    assert (number(3.0), number(3.5), number(12345)) == ("3", "3,5", f"12{NBSP}345")
    assert wording.day(date(2022, 2, 1)) == "1er février 2022"
    assert wording.month("2021-08") == "août 2021"
    assert wording.listed(["a", "b", "c"]) == "a, b et c"
