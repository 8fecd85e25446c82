"""Whatever strangers' forms ask, before, between and after: what the person says stands."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.people.arriving.proof import (
    asked,
    asked_of_proven,
    closed,
    confirmed,
    joining,
    proven,
    proves,
    waits,
)
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.consents import ConsentSource, in_force, record_consents, standing
from chalicelib.domain.people.participants import JoiningForm, Participant
from chalicelib.domain.programme import EVENT, PROGRAM
from tests.support.examples import DAY, NOW, PARTICIPANT_ID, PROGRAMME, participant, profile

OPTIONAL = tuple(text.purpose for text in PROGRAMME.consents if not text.required)
CHOICES = st.fixed_dictionaries({purpose: st.booleans() for purpose in OPTIONAL})
FORMS = st.tuples(st.sampled_from([PROGRAM, EVENT]), CHOICES)
"""What a form asks: the programme or an event, and each of the others, ticked or not."""

LINK = Caller(PARTICIPANT_ID, 0, acts_at=NOW + 9 * DAY)
TICKET = replace(LINK, by_ticket=True)
NOBODY = participant(consents=(), proven_at=None)
GUEST = replace(NOBODY, profile=profile(kind=None, maturity_level=None, themes=()))
STRANGER = JoiningForm(profile(organization="Ailleurs", phone="450 555-0199"))

Form = tuple[str, Mapping[str, bool]]


def filled_in(person: Participant, *forms: Form, day: int = 0) -> Participant:
    """The person once forms were filled in for them, a day apart, as the stories take them."""
    for number, (purpose, answers) in enumerate(forms):
        texts = PROGRAMME.consents if purpose == PROGRAM else PROGRAMME.event_consents
        said: Mapping[str, bool] = {purpose: True, **answers}
        if person.proven:
            if person.joined or purpose == EVENT:
                continue
            said = asked_of_proven(person, said)
        at = NOW + (day + number) * DAY
        person = replace(person, consents=asked(person.consents, said, texts, at))
    return person


def said(person: Participant, answers: Mapping[str, bool]) -> Participant:
    acted = proven(LINK, person) if proves(LINK, person) else person
    history = record_consents(acted.consents, answers, PROGRAMME.consents, NOW + 9 * DAY)
    return replace(acted, consents=history)


@given(st.lists(FORMS, min_size=1, max_size=6))
def test_among_forms_the_more_private_answer_wins(forms: list[Form]) -> None:
    person = filled_in(NOBODY, *forms)
    assert (person.proven, person.consents_now(), person.joined) == (False, {}, False)
    asked_for = {purpose for purpose, _ in forms}
    for after in (proven(LINK, person), confirmed(person, NOW + 9 * DAY)):
        assert after.proven
        assert after.consents_now() == {
            **dict.fromkeys(asked_for, True),
            **{purpose: all(form[purpose] for _, form in forms) for purpose in OPTIONAL},
        }
        assert standing(after.consents) == ()
        assert len(after.consents) == len(person.consents)
        assert all(e.confirmed_at and not e.pending for e in in_force(after.consents).values())


@given(st.lists(FORMS, max_size=4), CHOICES, st.lists(FORMS, max_size=4), CHOICES)
def test_what_the_person_says_by_their_link_stands(
    before: list[Form], first: dict[str, bool], after: list[Form], then: dict[str, bool]
) -> None:
    own: Form = (PROGRAM, first)
    person = said(filled_in(NOBODY, *before, own, *before), first)
    assert {purpose: person.consents_now()[purpose] for purpose in OPTIONAL} == first
    later = filled_in(person, *after, day=20)
    assert later == person
    again = said(later, then)
    assert {purpose: again.consents_now()[purpose] for purpose in OPTIONAL} == then
    assert confirmed(filled_in(again, *after, day=30), NOW).consents_now() == again.consents_now()


@given(CHOICES, st.lists(FORMS, min_size=1, max_size=6))
def test_a_guest_s_own_words_outlast_the_forms_that_ask_to_join(
    own: dict[str, bool], forms: list[Form]
) -> None:
    guest = said(filled_in(GUEST, (EVENT, own)), own)
    assert guest.proven
    assert not guest.joined
    later = joining(filled_in(guest, *forms, day=20), STRANGER)
    assert later.consents_now() == guest.consents_now()
    assert later.profile == guest.profile
    assert not proves(LINK, later), "an act settles nothing that the person has not seen"
    agreed = confirmed(later, NOW + 40 * DAY)
    assert {purpose: agreed.consents_now()[purpose] for purpose in OPTIONAL} == own
    refused = closed(later, NOW + 40 * DAY)
    assert (refused.profile, refused.joined, waits(refused)) == (guest.profile, False, False)


@given(st.lists(FORMS, min_size=1, max_size=40))
def test_however_many_forms_are_sent_the_history_stays_short(forms: list[Form]) -> None:
    person = filled_in(NOBODY, *forms)
    assert len(person.consents) <= 2 + 2 * len(OPTIONAL)


@given(st.lists(FORMS, min_size=1, max_size=5))
def test_proving_twice_changes_nothing(forms: list[Form]) -> None:
    once = proven(LINK, filled_in(NOBODY, *forms))
    assert not proves(LINK, once)
    assert proven(LINK, once) == once
    assert confirmed(once, NOW + 20 * DAY) == once


@given(st.lists(FORMS, min_size=1, max_size=5))
def test_a_ticket_confirms_what_forms_of_events_asked_and_no_more(forms: list[Form]) -> None:
    person = proven(TICKET, filled_in(NOBODY, *forms))
    assert person.proven
    assert PROGRAM not in person.consents_now()
    assert (EVENT in person.consents_now()) == any(purpose == EVENT for purpose, _ in forms)
    agreed = {purpose for purpose, granted in person.consents_now().items() if granted}
    assert all(form[p] for p in agreed - {EVENT} for _, form in forms)
    assert (
        proven(LINK, person).consents_now()
        == proven(LINK, filled_in(NOBODY, *forms)).consents_now()
    )


@pytest.mark.parametrize("source", [ConsentSource.OWN_FORM, ConsentSource.TEAM])
def test_whom_the_team_entered_does_not_become_a_stranger_s_form_by_acting(
    source: ConsentSource,
) -> None:
    form = {EVENT: True, **dict.fromkeys(OPTIONAL, True)}
    answers = {EVENT: True} if source is ConsentSource.TEAM else form
    by_hand = asked((), answers, PROGRAMME.event_consents, NOW, source)
    person = filled_in(replace(GUEST, consents=by_hand), (PROGRAM, dict.fromkeys(OPTIONAL, True)))
    acted = proven(LINK, joining(person, STRANGER))
    by_team = source is ConsentSource.TEAM
    assert acted.joined is not by_team
    assert acted.profile.organization == ("" if by_team else "Ailleurs")
    assert acted.consents_now() == (
        {EVENT: True} if by_team else {EVENT: True, PROGRAM: True, **dict.fromkeys(OPTIONAL, True)}
    )
    assert waits(acted) is by_team
    assert confirmed(acted, NOW + 10 * DAY).profile.organization == "Ailleurs"


def test_looking_proves_nothing_and_neither_does_the_team() -> None:
    person = filled_in(NOBODY, (PROGRAM, dict.fromkeys(OPTIONAL, True)))
    for caller in (replace(LINK, acts_at=None), replace(LINK, staff=True)):
        assert not proves(caller, person)
