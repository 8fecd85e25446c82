"""No byte of a token can be another: a link has one spelling, one purpose, one end."""

import base64
import re
import string
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.adapters import links
from chalicelib.adapters.links import LIFETIMES, Links, Purpose
from chalicelib.domain.errors import ExpiredToken, InvalidToken
from tests.support.examples import NOW, PARTICIPANT_ID

LINKS = Links(["a-key-of-forty-characters-for-the-tests!"], "https://brigade.example.org")
ALPHABET = f"{string.ascii_letters}{string.digits}-_"


def made(purpose: Purpose, days: int = 0) -> str:
    return LINKS.token(purpose, PARTICIPANT_ID, 3, NOW + timedelta(days=days))


def assert_refused(token: str, purpose: Purpose) -> None:
    with pytest.raises(InvalidToken):
        LINKS.read(purpose, token, NOW)
    assert LINKS.whose(purpose, token) is None


@pytest.mark.parametrize("purpose", list(Purpose))
def test_the_last_character_of_a_token_has_one_spelling(purpose: Purpose) -> None:
    """The last one of a signature in base64 says four bits of six: four characters decode alike."""
    token = made(purpose)
    signature = base64.urlsafe_b64decode(token.rpartition(".")[2] + "=")
    alike = [
        f"{token[:-1]}{each}"
        for each in ALPHABET
        if base64.urlsafe_b64decode(f"{token.rpartition('.')[2][:-1]}{each}=") == signature
    ]
    assert len(alike) == 4
    for other in alike:
        if other != token:
            assert_refused(other, purpose)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_token_with_any_bit_flipped_or_two_bytes_swapped_is_invalid(purpose: Purpose) -> None:
    token = made(purpose)
    flipped = {
        token[:place] + chr(ord(token[place]) ^ 1 << bit) + token[place + 1 :]
        for place in range(len(token))
        for bit in range(8)
    }
    swapped = {
        token[:place] + token[place + 1] + token[place] + token[place + 2 :]
        for place in range(len(token) - 1)
    }
    for other in (flipped | swapped) - {token}:
        assert_refused(other, purpose)


def test_a_moment_that_a_form_carries_has_one_spelling() -> None:
    """`Links.shown` is no token of a purpose: it says when a form was first shown."""
    said = LINKS.shown("", NOW)
    assert LINKS.shown_at(said) == NOW
    for place in range(len(said)):
        for bit in range(8):
            other = said[:place] + chr(ord(said[place]) ^ 1 << bit) + said[place + 1 :]
            assert LINKS.shown_at(other) is None


def test_another_short_code_is_of_nothing_else() -> None:
    (code,) = LINKS.short_codes(Purpose.EVENT_SURVEY, "ev-1")
    others = {LINKS.short_codes(each, "ev-1")[0] for each in Purpose}
    assert len(others) == len(Purpose)
    assert code not in LINKS.short_codes(Purpose.EVENT_SURVEY, "ev-2")


MAKERS = {"token", "shown", "short_codes"}
"""What of `Links` makes something that is believed when it comes back; each is tried above."""
OTHERS = {"read", "whose", "caller", "caller_of", "hide", "shown_at", "url"}


def test_nothing_else_makes_what_is_believed_when_it_comes_back() -> None:
    """`itsdangerous` signs tokens in `links.py` alone.

    Of the other keyed digests, those of sealed places are sent, and tried by themselves.
    """
    made_here = {name for name in vars(Links) if not name.startswith("_")}
    assert made_here == MAKERS | OTHERS, "say whether this makes tokens, and try every byte of it"
    product = Path(links.__file__).parents[1]
    signing = {
        str(each.relative_to(product))
        for each in product.rglob("*.py")
        if re.search(
            r"^ *(?:import|from) (?:itsdangerous|hmac|jwt)\b", each.read_text("utf-8"), re.M
        )
    }
    assert signing == {
        "adapters/links.py",
        "adapters/erased_marks.py",
        "adapters/sealed_places.py",
        "domain/audience/visitors.py",
    }


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.sampled_from(Purpose), st.data())
def test_a_token_with_any_byte_changed_added_or_left_out_is_invalid(
    purpose: Purpose, data: st.DataObject
) -> None:
    token = made(purpose)
    place = data.draw(st.integers(0, len(token)))
    other = data.draw(st.text(st.characters(codec="latin-1"), max_size=2))
    left = data.draw(st.integers(0, 2))
    changed = token[:place] + other + token[place + left :]
    if changed != token:
        assert_refused(changed, purpose)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.sampled_from(Purpose), st.sampled_from(Purpose), st.integers(-4000, 4000))
def test_a_token_opens_for_its_purpose_and_time_alone(
    purpose: Purpose, asked: Purpose, days: int
) -> None:
    token = made(purpose, days)
    if asked is not purpose:
        assert_refused(token, asked)
    elif timedelta(days=days) + LIFETIMES[purpose] <= timedelta():
        with pytest.raises(ExpiredToken):
            LINKS.read(purpose, token, NOW)
    else:
        assert LINKS.read(purpose, token, NOW) == (PARTICIPANT_ID, 3)
