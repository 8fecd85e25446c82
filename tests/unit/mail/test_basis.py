"""Each mail that nobody asked for has its basis: express, implied until its end, or it stays."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.events.registrations import RegistrationStatus as S
from chalicelib.domain.mail.about import (
    About,
    AboutAttendance,
    AboutLetter,
    AboutPerson,
    AboutSession,
)
from chalicelib.domain.mail.basis import agreed_to, basis_of, months_after
from chalicelib.domain.mail.kinds import KINDS
from chalicelib.domain.mail.messages import Basis, Ground, Kind
from chalicelib.domain.mail.wanted import why_unlawful
from chalicelib.domain.people.consents import Consent, ConsentSource
from chalicelib.domain.people.mail_purposes import OPTIONAL, MailPurpose, refusing
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.programme import ConsentText
from chalicelib.domain.sessions.bookings import BookingStatus

from ...support.event_examples import event, registration
from ...support.examples import (
    DAY,
    HOUR,
    NOW,
    PROGRAMME,
    SECOND,
    booking,
    letter,
    message,
    moments,
    participant,
)

TEXTS = tuple(ConsentText(each, "2", "J’accepte.") for each in ("community", "summaries"))
TOLD = replace(
    PROGRAMME,
    community_texts_with_summaries=("2",),
    consents=(*PROGRAMME.consents, *TEXTS),
)
LINK = ConsentSource.OWN_LINK
NOT_ASKED_FOR = sorted(kind for kind, row in KINDS.items() if row.can_unsubscribe)
HELD = booking(status=BookingStatus.COMPLETED, held_at=NOW)
STATUSES = st.sampled_from(list(S))


def said(purpose: str, granted: bool, version: str = "1", **changes: Any) -> Consent:
    return Consent(purpose, granted, version, NOW, LINK, **changes)


def who(*consents: Consent, **changes: Any) -> Participant:
    return participant(consents=consents, **{"proven_at": NOW, **changes})


def of_event(status: S | None, **changes: Any) -> AboutAttendance:
    held = registration(status=status, **changes) if status else None
    return AboutAttendance(event(), held)


def basis(kind: Kind, person: Participant, about: About, now: datetime = NOW) -> Basis | None:
    return basis_of(message(kind), person, about, TOLD, now)


def came(about: About) -> bool:
    registration = about.registration if isinstance(about, AboutAttendance) else None
    return registration is not None and registration.status is S.ATTENDED


CONSENTS = st.lists(
    st.builds(
        said,
        st.sampled_from(
            ["surveys", "summaries", "community", "newsletter", "letters", "program", "event"]
        ),
        st.booleans(),
        st.sampled_from(["1", "2"]),
        pending=st.booleans(),
    ),
    max_size=6,
)
PEOPLE = st.builds(
    lambda consents, proven, refusals: refusing(
        replace(who(*consents), proven_at=NOW if proven else None, unsubscribed_at=NOW), refusals
    ),
    CONSENTS,
    st.booleans(),
    st.sets(st.sampled_from(sorted(OPTIONAL))),
)
THINGS: st.SearchStrategy[About] = st.one_of(
    st.just(AboutPerson()),
    st.just(AboutSession(HELD)),
    st.builds(of_event, st.one_of(STATUSES, st.none())),
    st.just(AboutAttendance(event(), registration(status=S.ATTENDED), session=HELD)),
)


@given(st.sampled_from(NOT_ASKED_FOR), PEOPLE, THINGS, moments(until=NOW + 900 * DAY))
def test_nothing_leaves_against_what_somebody_said(
    kind: Kind, person: Participant, about: About, now: datetime
) -> None:
    purpose, found = KINDS[kind].purpose, basis(kind, person, about, now)
    last = [each for each in person.consents if each.purpose == purpose and not each.pending]
    if found is None:
        assert why_unlawful(message(kind), found) == "no_basis"
        return
    assert purpose.value not in person.refusals
    assert person.proven or came(about)
    if found.ground is Ground.EXPRESS:
        assert any(
            (each.purpose, each.text_version) == (found.purpose, found.text_version)
            for each in person.consents
            if each.granted and not each.pending
        )
    if found.ground is not Ground.SERVICE and last:
        assert last[-1].granted
    if found.ground is Ground.IMPLIED:
        assert found.until is not None
        assert now < found.until <= months_after(found.since, 24)


def test_whom_the_team_saw_come_is_asked_what_they_thought_though_no_link_was_opened() -> None:
    seen = AboutAttendance(event(), registration(status=S.ATTENDED), session=HELD)
    found = basis(Kind.SURVEY_INVITATION, who(proven_at=None), seen)
    assert found is not None
    assert (found.ground, found.until) == (Ground.IMPLIED, months_after(NOW, 24))


@given(st.sampled_from(sorted(set(Kind) - set(NOT_ASKED_FOR))), PEOPLE, THINGS)
def test_what_somebody_asked_for_needs_no_basis(
    kind: Kind, person: Participant, about: About
) -> None:
    assert (basis(kind, person, about), why_unlawful(message(kind), None)) == (None, "")


@pytest.mark.parametrize(
    ("status", "months"),
    [(S.CONFIRMED, 24), (S.ABSENT, 24), (S.OFFERED, 6), (S.WAITLISTED, 6)],
)
def test_a_registration_lets_one_write_for_two_years_and_a_request_for_six_months(
    status: S, months: int
) -> None:
    until = months_after(NOW, months)
    found = Basis(Ground.IMPLIED, NOW, until)
    about = of_event(status)
    assert basis(Kind.EVENT_DIGEST, who(), about, until - SECOND) == found
    assert basis(Kind.EVENT_DIGEST, who(), about, until) is None


@pytest.mark.parametrize("agreed", ["program", "event"])
def test_who_takes_part_may_be_written_to_for_two_years(agreed: str) -> None:
    until = months_after(NOW, 24)
    found = Basis(Ground.IMPLIED, NOW, until)
    person = who(said(agreed, True))
    assert basis(Kind.LETTER, person, AboutLetter(letter()), until - SECOND) == found
    assert basis(Kind.LETTER, person, AboutLetter(letter()), until) is None
    assert basis(Kind.LETTER, who(said(agreed, False)), AboutLetter(letter())) is None
    assert basis(Kind.LETTER, who(), AboutLetter(letter())) is None
    asked = replace(person, proven_at=None)
    assert basis(Kind.LETTER, asked, AboutLetter(letter())) is None


def test_who_said_no_to_the_teams_letters_gets_none() -> None:
    person = who(said("program", True), said("letters", False))
    about = AboutLetter(letter(), event(), registration())
    assert basis(Kind.LETTER, person, about) is None
    assert basis(Kind.EVENT_LETTER, person, about) is None


def test_a_registration_lets_the_team_write_about_its_event() -> None:
    waits = AboutLetter(letter(), event(), registration(status=S.WAITLISTED))
    until = months_after(NOW, 6)
    found = Basis(Ground.IMPLIED, NOW, until)
    assert basis(Kind.EVENT_LETTER, who(), waits, until - SECOND) == found
    assert basis(Kind.EVENT_LETTER, who(), waits, until) is None


def test_a_session_lets_one_ask_for_two_years() -> None:
    until = months_after(NOW, 24)
    about = AboutSession(HELD)
    assert basis(Kind.SURVEY_REMINDER, who(), about, until - SECOND) == Basis(
        Ground.IMPLIED, NOW, until
    )
    assert basis(Kind.SURVEY_REMINDER, who(), about, until) is None


def test_who_said_no_to_summaries_has_those_of_what_they_came_to_alone() -> None:
    person = who(said("summaries", False), said("community", True, "2"))
    assert basis(Kind.EVENT_DIGEST, person, of_event(S.ABSENT)) is None
    assert basis(Kind.EVENT_DIGEST, person, of_event(None)) is None
    there = basis(Kind.EVENT_SUMMARY, person, of_event(S.ATTENDED, attended_at=NOW + HOUR))
    assert there == Basis(Ground.SERVICE, NOW + HOUR)
    refusing_all = refusing(replace(person, unsubscribed_at=NOW), OPTIONAL)
    assert basis(Kind.EVENT_SUMMARY, refusing_all, of_event(S.ATTENDED)) is None


@pytest.mark.parametrize(
    ("consents", "found"),
    [
        ([said("summaries", True)], ("summaries", "1")),
        ([said("community", True, "2")], ("community", "2")),
        ([said("community", True, "1")], None),
        ([said("community", True, "2"), said("community", False, "2")], None),
        ([said("summaries", True), said("summaries", False)], None),
        ([said("summaries", True, pending=True)], None),
        ([said("newsletter", True)], None),
    ],
    ids=["own", "community's words", "words of before", "left", "withdrawn", "asked", "another"],
)
def test_summaries_go_to_the_others_by_words_that_speak_of_them(
    consents: list[Consent], found: tuple[str, str] | None
) -> None:
    held = agreed_to(MailPurpose.SUMMARIES, who(*consents), TOLD)
    assert (held and (held.purpose, held.text_version)) == found
    assert basis(Kind.EVENT_DIGEST, who(*consents), of_event(None)) == held


def test_months_end_with_the_month() -> None:
    def at(year: int, month: int, day: int) -> datetime:
        return datetime(year, month, day, 14, tzinfo=UTC)

    assert months_after(at(2026, 8, 31), 6) == at(2027, 2, 28)
    assert months_after(at(2028, 2, 29), 24) == at(2030, 2, 28)
    assert months_after(at(2026, 12, 1), 24) == at(2028, 12, 1)


def test_what_a_region_asks_for_no_more_lets_nothing_leave() -> None:
    person = who(said("newsletter", True), said("surveys", True))
    without = replace(TOLD, consents=tuple(c for c in TOLD.consents if c.purpose == "program"))
    assert agreed_to(MailPurpose.NEWSLETTER, person, TOLD) is not None
    assert agreed_to(MailPurpose.NEWSLETTER, person, without) is None
    assert agreed_to(MailPurpose.SURVEYS, person, without) is not None
