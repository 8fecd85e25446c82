"""No cell of a spreadsheet is a formula, whoever typed it, and numbers stay numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.texts.cells import inert

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
UNSEEN = st.text(st.sampled_from(" \u00a0\u202f\u3000\u200b\ufeff\u2060\x00\t\r\n"), max_size=3)
NO_DIGIT = st.text(st.characters(exclude_characters="0123456789"), min_size=1)


@given(UNSEEN, st.sampled_from(SIGNS), NO_DIGIT)
def test_what_begins_like_a_formula_is_text(unseen: str, sign: str, rest: str) -> None:
    assert inert(f"{unseen}{sign}{rest}") == f"'{unseen}{sign}{rest}"


@given(st.sampled_from("\t\r\n"), st.text())
def test_what_begins_by_moving_to_another_cell_is_text(sign: str, rest: str) -> None:
    assert inert(f"{sign}{rest}") == f"'{sign}{rest}"


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1))
def test_other_words_stay_as_they_were(cell: str) -> None:
    if cell[0] not in SIGNS:
        assert inert(cell) == cell


@pytest.mark.parametrize("number", ["0", "-12", "0,709", "-0,5"])
def test_a_number_stays_one(number: str) -> None:
    assert inert(number) == number


@pytest.mark.parametrize("cell", ["-1+1", "-1,2,3", "+1", "--1", "-", "-1\n"])
def test_what_is_almost_a_number_is_text(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
