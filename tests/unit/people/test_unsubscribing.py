"""Unsubscribing withdraws, in the history, and can be undone; nobody agrees to more by that."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.people.consents import Consent, ConsentSource, in_force, record_consents
from chalicelib.domain.people.mail_purposes import OPTIONAL, MailPurpose, lifted, refused_by
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.people.unsubscribing import UNASKED, subscribed_again, unsubscribed
from chalicelib.domain.programme import ConsentText

from ...support.examples import HOUR, NOW, participant

TEXTS = [
    ConsentText("program", "1", "Participer.", required=True),
    *(ConsentText(each, "1", f"Oui, {each}.") for each in ("newsletter", "community", "summaries")),
    ConsentText("testimonial", "1", "Oui, testimonial."),
]
LINK, COMPLAINT = ConsentSource.OWN_LINK, ConsentSource.COMPLAINT
SURVEYS, SUMMARIES = MailPurpose.SURVEYS, MailPurpose.SUMMARIES
ANSWERS = st.dictionaries(st.sampled_from([text.purpose for text in TEXTS]), st.booleans())
PURPOSES = st.sets(st.sampled_from(sorted(OPTIONAL)), min_size=1)
PRESSES = st.lists(st.one_of(st.sampled_from(sorted(OPTIONAL)), st.none()), max_size=4)


def who_said(answers: dict[str, bool]) -> Participant:
    consents = record_consents((), answers, TEXTS, NOW)
    return participant(consents=consents, proven_at=NOW)


def in_words(person: Participant) -> dict[str, bool]:
    return {purpose: entry.granted for purpose, entry in in_force(person.consents).items()}


@given(ANSWERS, PURPOSES, st.sampled_from([LINK, COMPLAINT]))
def test_what_is_refused_is_withdrawn_with_its_source_and_nothing_else(
    answers: dict[str, bool], purposes: set[MailPurpose], source: ConsentSource
) -> None:
    before = who_said(answers)
    after = unsubscribed(before, purposes, TEXTS, source, NOW + HOUR)
    assert refused_by(after) == purposes
    new = after.consents[len(before.consents) :]
    assert {entry.purpose for entry in new} == purposes
    assert {(entry.granted, entry.source, entry.at) for entry in new} == {
        (False, source, NOW + HOUR)
    }
    assert {p: g for p, g in in_words(after).items() if p not in purposes} == {
        p: g for p, g in in_words(before).items() if p not in purposes
    }
    assert unsubscribed(after, purposes, TEXTS, source, NOW + 2 * HOUR) == after


@given(ANSWERS, PRESSES)
def test_undoing_everything_agrees_to_nothing_that_was_not_agreed_to(
    answers: dict[str, bool], presses: list[MailPurpose | None]
) -> None:
    person = who_said(answers)
    for n, purpose in enumerate(presses):
        wanted = OPTIONAL if purpose is None else {purpose}
        person = unsubscribed(person, wanted, TEXTS, LINK, NOW + (n + 1) * HOUR)
        person = subscribed_again(person, purpose, purpose is None, TEXTS, NOW + (n + 1.5) * HOUR)
    assert refused_by(person) == frozenset()
    shown = {each for each in presses if each is not None} | UNASKED
    agreed = in_words(person)
    for word, granted in agreed.items():
        assert granted <= (answers.get(word, False) or word in shown)
    for word, granted in answers.items():
        assert agreed[word] >= granted


def test_undoing_one_choice_leaves_an_older_one_as_it_is() -> None:
    person = unsubscribed(who_said({"newsletter": True}), {SURVEYS}, TEXTS, LINK, NOW)
    person = unsubscribed(person, OPTIONAL, TEXTS, LINK, NOW + HOUR)
    back = subscribed_again(person, None, True, TEXTS, NOW + 2 * HOUR)
    assert refused_by(back) == {SURVEYS}
    assert in_words(back)["newsletter"] is True


def test_what_was_agreed_to_in_other_words_comes_back_in_those() -> None:
    old = Consent("newsletter", True, "0", NOW, text="Autrefois.")
    person = participant(consents=(old,))
    gone = unsubscribed(person, OPTIONAL, TEXTS, LINK, NOW + HOUR)
    back = in_force(subscribed_again(gone, None, True, TEXTS, NOW + 2 * HOUR).consents)
    again = back["newsletter"]
    assert (again.text_version, again.text, again.at) == ("0", "Autrefois.", NOW + 2 * HOUR)


def test_who_unsubscribed_under_an_earlier_release_refuses_everything_until_they_undo_it() -> None:
    before = replace(who_said({"newsletter": True}), unsubscribed_at=NOW)
    assert refused_by(before) == OPTIONAL
    back = subscribed_again(before, None, True, TEXTS, NOW + HOUR)
    assert (refused_by(back), back.consents) == (frozenset(), before.consents)


def test_what_is_to_come_is_refused_with_everything_else() -> None:
    """A purpose that a later release adds is not in the item: no name there stands for all."""
    everything = unsubscribed(who_said({}), OPTIONAL, TEXTS, LINK, NOW)
    assert (everything.refusals, everything.unsubscribed_at) == ((), NOW)


@given(PURPOSES, PURPOSES)
def test_what_is_agreed_to_again_is_sent_again_and_nothing_else(
    refused: set[MailPurpose], wanted: set[MailPurpose]
) -> None:
    person = unsubscribed(who_said({}), refused, TEXTS, LINK, NOW)
    after = lifted(person, wanted)
    assert refused_by(after) == refused - wanted
    assert (after.unsubscribed_at is None) == (refused <= wanted)
    assert after.consents == person.consents
