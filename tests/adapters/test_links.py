from datetime import timedelta
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.adapters.links import LIFETIMES, TOO_LONG, Links, Purpose
from chalicelib.domain.errors import ExpiredToken, InvalidToken
from chalicelib.domain.people.callers import Caller
from tests.support.examples import ADVISER_ID, BOOKING_ID, DAY, NOW, PARTICIPANT_ID, SECOND

SITE = "https://brigade.example.org"
LINKS = Links(["first-key"], SITE)
CALLERS = {Purpose.PERSONAL, Purpose.SESSION, Purpose.STAFF}
PAIRS = [(made, asked) for made, asked in product(Purpose, Purpose) if made is not asked]


def token(purpose: Purpose = Purpose.PERSONAL, links: Links = LINKS) -> str:
    return links.token(purpose, PARTICIPANT_ID, 3, NOW)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_token_gives_back_whom_it_is_for_and_their_epoch(purpose: Purpose) -> None:
    assert LINKS.read(purpose, token(purpose), NOW) == (PARTICIPANT_ID, 3)


@pytest.mark.parametrize(("made", "asked"), PAIRS)
def test_a_token_made_for_one_purpose_is_refused_for_every_other(
    made: Purpose, asked: Purpose
) -> None:
    with pytest.raises(InvalidToken):
        LINKS.read(asked, token(made), NOW)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_token_expires_to_the_second(purpose: Purpose) -> None:
    end = NOW + LIFETIMES[purpose]
    assert LINKS.read(purpose, token(purpose), end - SECOND) == (PARTICIPANT_ID, 3)
    with pytest.raises(ExpiredToken):
        LINKS.read(purpose, token(purpose), end)


def test_a_token_may_be_given_a_life_of_its_own() -> None:
    short = LINKS.token(Purpose.PERSONAL, PARTICIPANT_ID, 0, NOW, timedelta(minutes=1))
    with pytest.raises(ExpiredToken):
        LINKS.read(Purpose.PERSONAL, short, NOW + timedelta(minutes=1))


def test_every_purpose_has_a_lifetime_and_what_the_law_asks_for_is_kept() -> None:
    assert set(LIFETIMES) == set(Purpose)
    assert LIFETIMES[Purpose.UNSUBSCRIBE] >= 60 * DAY


def test_a_forged_token_is_invalid_even_when_it_says_it_expired() -> None:
    payload, signature = token().rsplit(".", 1)
    other, _ = LINKS.token(Purpose.PERSONAL, "p9", 3, NOW - 4000 * DAY).rsplit(".", 1)
    for forged in (f"{other}.{signature}", f"{payload}.{signature[::-1]}", f"{payload}.", payload):
        with pytest.raises(InvalidToken):
            LINKS.read(Purpose.PERSONAL, forged, NOW)


def test_a_token_cut_short_anywhere_is_invalid() -> None:
    whole = token()
    for length in range(len(whole)):
        with pytest.raises(InvalidToken):
            LINKS.read(Purpose.PERSONAL, whole[:length], NOW)


@pytest.mark.parametrize(
    "given_token",
    [
        *["", " ", ".", "..", "null", "é", "jeton\x00", "\ud800", "💥", "a.b", "." * 600],
        *["x" * (TOO_LONG + 1), "x" * 1_000_000, "eJx." * 100],
    ],
    ids=range(14),
)
def test_what_is_no_token_of_ours_is_invalid(given_token: str) -> None:
    for purpose in Purpose:
        with pytest.raises(InvalidToken):
            LINKS.read(purpose, given_token, NOW)
    with pytest.raises(InvalidToken):
        LINKS.caller(given_token, NOW)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.data())
def test_a_token_with_any_character_of_its_content_changed_is_invalid(data: st.DataObject) -> None:
    whole = token()
    content = whole.rsplit(".", 1)[0]
    position = data.draw(st.integers(0, len(content) - 1))
    character = data.draw(st.characters(codec="ascii"))
    changed = whole[:position] + character + whole[position + 1 :]
    if changed != whole:
        with pytest.raises(InvalidToken):
            LINKS.read(Purpose.PERSONAL, changed, NOW)


def test_another_site_s_key_does_not_verify() -> None:
    with pytest.raises(InvalidToken):
        Links(["another-key"], SITE).read(Purpose.PERSONAL, token(), NOW)


def test_a_new_key_signs_while_the_older_ones_still_verify() -> None:
    rotated = Links(["new-key", "first-key"], SITE)
    assert rotated.read(Purpose.PERSONAL, token(), NOW) == (PARTICIPANT_ID, 3)
    fresh = token(links=rotated)
    assert Links(["new-key"], SITE).read(Purpose.PERSONAL, fresh, NOW) == (PARTICIPANT_ID, 3)
    with pytest.raises(InvalidToken):
        LINKS.read(Purpose.PERSONAL, fresh, NOW)


def test_a_key_that_was_dropped_no_longer_verifies() -> None:
    with pytest.raises(InvalidToken):
        Links(["third-key", "new-key"], SITE).read(Purpose.PERSONAL, token(), NOW)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_only_personal_links_and_sessions_say_who_asks(purpose: Purpose) -> None:
    given_token = LINKS.token(purpose, ADVISER_ID, 2, NOW)
    if purpose in CALLERS:
        caller = LINKS.caller(given_token, NOW)
        session = None if purpose is Purpose.PERSONAL else 0
        assert caller == Caller(ADVISER_ID, 2, purpose is Purpose.STAFF, session=session)
    else:
        with pytest.raises(InvalidToken):
            LINKS.caller(given_token, NOW)


@pytest.mark.parametrize("purpose", sorted(CALLERS))
def test_a_caller_whose_token_expired_is_told_so(purpose: Purpose) -> None:
    with pytest.raises(ExpiredToken):
        LINKS.caller(token(purpose), NOW + LIFETIMES[purpose])


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_token_goes_into_an_address_as_it_is(purpose: Purpose) -> None:
    made = LINKS.token(purpose, f"p{'f' * 20}-{'b' * 20}", 10**6, NOW)
    url = LINKS.url("/mon-espace", made)
    assert url == f"{SITE}/mon-espace?jeton={made}"
    assert parse_qs(urlsplit(url).query) == {"jeton": [made]}
    assert len(made) <= TOO_LONG


def test_two_mails_of_different_days_carry_different_links_that_both_work() -> None:
    later = LINKS.token(Purpose.SURVEY, BOOKING_ID, 0, NOW + DAY)
    earlier = LINKS.token(Purpose.SURVEY, BOOKING_ID, 0, NOW)
    assert later != earlier
    for made in (earlier, later):
        assert LINKS.read(Purpose.SURVEY, made, NOW + DAY) == (BOOKING_ID, 0)
