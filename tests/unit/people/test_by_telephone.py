"""Who telephones: what they agree to as the team hears it, with an address or without."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.people.arriving.by_telephone import ensure_agreed, registered
from chalicelib.domain.people.arriving.proof import proven, to_prove
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.consents import ConsentSource
from chalicelib.domain.people.mail_purposes import purpose_named
from chalicelib.domain.people.participants import ProfileNeeded, Registration
from chalicelib.domain.programme import PROGRAM
from chalicelib.domain.report.live import records_of
from chalicelib.domain.report.returning import address_in_files
from tests.support.examples import DAY, NOW, PARTICIPANT_ID, PROGRAMME, profile

SAID = st.fixed_dictionaries({text.purpose: st.booleans() for text in PROGRAMME.consents})
LINK = Caller(PARTICIPANT_ID, 0, acts_at=NOW + DAY)


def told(email: str, said: dict[str, bool]) -> Registration:
    return Registration(email, profile(), said)


@given(SAID)
def test_without_an_address_what_is_said_holds_but_for_mails(said: dict[str, bool]) -> None:
    person = registered(PARTICIPANT_ID, told("", said), PROGRAMME.consents, NOW)
    wanted = {p for p, granted in said.items() if granted and purpose_named(p) is None}
    assert {p for p, granted in person.consents_now().items() if granted} == wanted
    assert all(each.source is ConsentSource.TEAM for each in person.consents)
    assert records_of([person]).seen


@given(SAID)
def test_with_an_address_nothing_holds_until_its_owner_acts(said: dict[str, bool]) -> None:
    person = registered(PARTICIPANT_ID, told("rose@example.org", said), PROGRAMME.consents, NOW)
    assert not any(person.consents_now().values())
    assert not records_of([person]).seen
    after = proven(LINK, person)
    wanted = {p for p, granted in said.items() if granted}
    assert {p for p, granted in after.consents_now().items() if granted} == wanted
    assert {each.source for each in after.consents} <= {ConsentSource.TEAM}


@given(SAID)
def test_a_first_address_has_to_be_proven_and_what_was_said_holds_then(
    said: dict[str, bool],
) -> None:
    person = registered(PARTICIPANT_ID, told("", said), PROGRAMME.consents, NOW)
    moved = to_prove(person).at_address("rose@example.org", NOW)
    assert not any(moved.consents_now().values())
    after = proven(replace(LINK, epoch=moved.link_epoch), moved)
    assert after.consents_now() == person.consents_now()


@pytest.mark.parametrize("email", ["", "rose@example.org"])
def test_an_hour_is_for_who_agreed_to_the_programme(email: str) -> None:
    yes = registered(PARTICIPANT_ID, told(email, {PROGRAM: True}), PROGRAMME.consents, NOW)
    ensure_agreed(yes)
    no = registered(PARTICIPANT_ID, told(email, {}), PROGRAMME.consents, NOW)
    with pytest.raises(ProfileNeeded):
        ensure_agreed(no)


def test_two_people_without_an_address_are_two_in_the_files_of_an_edition() -> None:
    first, second = (address_in_files(each, "") for each in ("p1", "p2"))
    assert first != second
    assert address_in_files("p1", "rose@example.org") == "rose@example.org"
