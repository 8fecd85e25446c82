"""Where a page of a list ends is read by us alone, for the list and the member it was given to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.sealed_places import NotAPlace, SealedPlaces

WHOSE = "people s1"
PLACES = SealedPlaces(["new", "old"])


@given(st.text(min_size=1), st.text())
def test_a_place_comes_back_as_it_was_and_is_not_told(place: str, whose: str) -> None:
    sealed = PLACES.seal(place, whose)
    assert PLACES.open(sealed, whose) == place
    assert PLACES.seal(place, whose) == sealed
    assert sealed.replace("-", "").replace("_", "").isalnum()


def test_what_an_older_key_sealed_still_opens_and_another_keys_does_not() -> None:
    assert PLACES.open(SealedPlaces(["old"]).seal("a", WHOSE), WHOSE) == "a"
    with pytest.raises(NotAPlace):
        PLACES.open(SealedPlaces(["other"]).seal("a", WHOSE), WHOSE)


@given(st.data())
def test_an_altered_place_opens_nothing(data: st.DataObject) -> None:
    sealed = PLACES.seal("dupont 450 555-0123", WHOSE)
    at = data.draw(st.integers(0, len(sealed) - 1))
    other = data.draw(st.sampled_from("abcXYZ019-_").filter(lambda each: each != sealed[at]))
    with pytest.raises(NotAPlace):
        PLACES.open(sealed[:at] + other + sealed[at + 1 :], WHOSE)


@pytest.mark.parametrize("text", ["", "a", "é", "zzz", "=", "%", "A" * 100, "A" * 9000])
def test_what_is_no_place_opens_nothing(text: str) -> None:
    with pytest.raises(NotAPlace):
        PLACES.open(text, WHOSE)


@pytest.mark.parametrize("whose", ["people s2", "calls s1", ""])
def test_a_place_of_another_list_or_member_opens_nothing(whose: str) -> None:
    with pytest.raises(NotAPlace):
        PLACES.open(PLACES.seal("a", WHOSE), whose)
