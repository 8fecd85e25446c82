import ast
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from inspect import getsource
from itertools import product
from typing import Any, get_args

import pytest

from chalicelib.domain.demand.alerts import Alert
from chalicelib.domain.letters.letters import LetterState
from chalicelib.domain.mail import checks, wanted
from chalicelib.domain.mail.about import (
    About,
    AboutAttendance,
    AboutLetter,
    AboutPerson,
    AboutRequest,
    AboutRoundup,
    AboutSession,
    AboutTheme,
    AboutTrial,
)
from chalicelib.domain.mail.kinds import KINDS
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.mail.roundups import News, Roundup, What
from chalicelib.domain.mail.wanted import LASTING, OF_THE_PERSON, why_unwanted
from chalicelib.domain.mail.wording.trials import TriedText
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.people.privacy_requests import PrivacyRequest
from chalicelib.domain.people.staff import StaffMember
from chalicelib.domain.sessions.bookings import Booking, BookingStatus
from chalicelib.domain.surveys.surveys import Answers, Survey

from ...support.event_examples import (
    OF_EVENTS,
    REGISTRATION_ID,
    attendance,
    event,
    registration,
)
from ...support.examples import (
    BOOKING_ID,
    DAY,
    NOW,
    SECOND,
    STARTS_AT,
    booking,
    copy,
    letter,
    message,
    participant,
    request,
    slot,
    staff_member,
)

SURVEY = Survey(BOOKING_ID, "decouvrabilite", NOW - DAY)
TOLD = Alert("p3f0-tdecouvrabilite", "decouvrabilite", NOW).told(NOW, NOW + DAY)
TO_STAFF = {Kind.STAFF_SIGN_IN, Kind.STAFF_DOCUMENT_FAILED, Kind.STAFF_SESSION}
TO_STAFF |= {Kind.PRIVACY_WAITING}
TO_STAFF |= {Kind.STAFF_ROUNDUP, Kind.STAFF_OWN_CHANGE, Kind.STAFF_TEXT_TRIED}
OF_A_TIME = {
    Kind.BOOKING_CONFIRMED,
    Kind.BOOKING_MOVED,
    Kind.BOOKING_REMINDER,
    Kind.BOOKING_EXPECTED,
    Kind.BOOKING_LINK,
}

OF_LETTERS = {Kind.LETTER, Kind.EVENT_LETTER}

ALWAYS = {"person_gone", "out_of_time"}
TO_PARTICIPANTS = ALWAYS | {"address_bounced", "no_address"}
OF_SESSIONS = TO_PARTICIPANTS | {"booking_changed"}
OF_SURVEYS = OF_SESSIONS | {"unsubscribed", "survey_gone", "answered"}

REASONS: dict[Kind, set[str]] = {
    Kind.REGISTRATION: TO_PARTICIPANTS,
    Kind.PERSONAL_LINK: TO_PARTICIPANTS,
    Kind.BOOKING_CONFIRMED: OF_SESSIONS,
    Kind.BOOKING_MOVED: OF_SESSIONS,
    Kind.BOOKING_CANCELLED: OF_SESSIONS,
    Kind.BOOKING_REMINDER: OF_SESSIONS,
    Kind.BOOKING_EXPECTED: OF_SESSIONS,
    Kind.BOOKING_LINK: OF_SESSIONS,
    Kind.DOCUMENT: OF_SESSIONS,
    Kind.SURVEY_INVITATION: OF_SURVEYS,
    Kind.SURVEY_REMINDER: OF_SURVEYS,
    Kind.ADDRESS_PROOF: TO_PARTICIPANTS,
    Kind.ADDRESS_CHANGED: TO_PARTICIPANTS,
    Kind.STAFF_SIGN_IN: ALWAYS,
    Kind.ERASED: TO_PARTICIPANTS,
    Kind.STAFF_DOCUMENT_FAILED: ALWAYS,
    Kind.STAFF_SESSION: ALWAYS | {"booking_changed"},
    Kind.STAFF_OWN_CHANGE: ALWAYS | {"booking_changed", "not_invited"},
    Kind.STAFF_ROUNDUP: ALWAYS | {"nothing_new"},
    Kind.STAFF_TEXT_TRIED: ALWAYS | {"trial_gone"},
    Kind.PRIVACY_IDENTITY: TO_PARTICIPANTS | {"request_closed"},
    Kind.PRIVACY_COPY: TO_PARTICIPANTS | {"request_closed"},
    Kind.PRIVACY_WAITING: ALWAYS | {"request_closed"},
    Kind.THEME_OPEN: TO_PARTICIPANTS | {"alert_gone", "hours_taken"},
    Kind.COMMUNITY_INVITATION: TO_PARTICIPANTS | {"unsubscribed"},
    **dict.fromkeys(OF_EVENTS, TO_PARTICIPANTS),
    Kind.EVENT_SUMMARY: TO_PARTICIPANTS | {"unsubscribed"},
    Kind.EVENT_DIGEST: TO_PARTICIPANTS | {"unsubscribed"},
    **dict.fromkeys(OF_LETTERS, TO_PARTICIPANTS | {"unsubscribed", "letter_stopped"}),
}
"""What stops each kind of mail, whatever it is about; what is about events has its own test."""

ALL_REASONS = sorted(set().union(*REASONS.values()))

OF_WHAT_IT_IS_ABOUT = {
    "request_closed",
    "booking_changed",
    "survey_gone",
    "registration_changed",
    "nothing_new",
    "alert_gone",
}
"""Reasons that hold as long as the booking, registration or roundup is as it was read."""


def standing(kind: Kind) -> Booking:
    """The booking as it stands when a mail of that kind is wanted."""
    status = {
        Kind.BOOKING_CANCELLED: BookingStatus.CANCELLED,
        Kind.DOCUMENT: BookingStatus.COMPLETED,
    }
    return booking(status=status.get(kind, BookingStatus.BOOKED))


def request_of(kind: Kind) -> PrivacyRequest:
    """What somebody asks, as it stands when a mail of that kind is wanted."""
    return copy(recipient="") if kind is Kind.PRIVACY_COPY else request()


def person_of(kind: Kind, **changes: Any) -> Participant | StaffMember:
    return staff_member() if kind in TO_STAFF else participant(**changes)


def what(
    kind: Kind,
    session: Booking | None,
    survey: Survey | None = SURVEY,
    new: bool = True,
    invited: bool = True,
    waits: bool = True,
    alert: Alert = TOLD,
    free: bool = True,
    tried: bool = True,
    stopped: bool = False,
) -> About | None:
    """What a mail of that kind is about."""
    if AboutRequest in KINDS[kind].about:
        return AboutRequest(request_of(kind)) if waits else None
    if AboutTheme in KINDS[kind].about:
        return AboutTheme(alert, (slot(),) * free)
    if kind is Kind.STAFF_ROUNDUP:
        told = News(What.BOOKED, booking(), participant(), True)
        return AboutRoundup(Roundup("s7c1-20270301", NOW), (told,) * new)
    if kind in OF_EVENTS:
        return attendance(kind)
    if AboutTrial in KINDS[kind].about:
        return AboutTrial(TriedText("s7c1-tryf0", Kind.DOCUMENT, NOW)) if tried else None
    if kind in OF_LETTERS:
        return AboutLetter(letter(state=LetterState.STOPPED) if stopped else letter())
    if AboutSession not in KINDS[kind].about:
        return AboutPerson()
    return AboutSession(session, survey, invited=invited) if session else None


def ask(
    kind: Kind,
    *,
    person: Participant | StaffMember | None = None,
    gone: bool = False,
    now: datetime = NOW,
    **changes: Any,
) -> str:
    """The answer when all is well but for the changes."""
    asked: Message = message(
        kind, booking_id=BOOKING_ID, expires_at=NOW + DAY, sequence=kind is Kind.THEME_OPEN
    )
    return why_unwanted(
        asked,
        None if gone else person or person_of(kind),
        what(kind, **{"session": standing(kind), **changes}),
        now,
    )


SITUATIONS: dict[str, Callable[[Kind], dict[str, Any]]] = {
    "person_gone": lambda kind: {"gone": True},
    "out_of_time": lambda kind: {"now": NOW + DAY},
    "no_address": lambda kind: {"person": person_of(kind, email="")},
    "address_bounced": lambda kind: {"person": person_of(kind, bounced_at=NOW)},
    "unsubscribed": lambda kind: {"person": person_of(kind, unsubscribed_at=NOW)},
    "booking_changed": lambda kind: {"session": None},
    "survey_gone": lambda kind: {"survey": None},
    "nothing_new": lambda kind: {"new": False},
    "request_closed": lambda kind: {"waits": False},
    "alert_gone": lambda kind: {"alert": TOLD.asked_again(NOW)},
    "hours_taken": lambda kind: {"free": False},
    "trial_gone": lambda kind: {"tried": False},
    "letter_stopped": lambda kind: {"stopped": True},
    "not_invited": lambda kind: {"invited": False},
    "answered": lambda kind: {"survey": SURVEY.answered(Answers(5, True), NOW)},
}
"""What makes a reason true."""


def codes() -> set[str]:
    """Every reason that the code gives, and why a mail is unwanted if what it is about is gone."""
    sources = [ast.parse(getsource(module)) for module in (checks, wanted)]
    returns = [node for tree in sources for node in ast.walk(tree) if isinstance(node, ast.Return)]
    found = [part for node in returns for part in ast.walk(node)]
    said = [vars(wanted).get(part.id) for part in found if isinstance(part, ast.Name)]
    said += [part.value for part in found if isinstance(part, ast.Constant)]
    given = {code for code in said if isinstance(code, str)} - {""}
    return given | {each.missing for each in get_args(About)}


def test_what_stops_each_kind_of_mail_is_decided() -> None:
    missing = sorted(kind.value for kind in set(Kind) - set(REASONS))
    assert not missing, f"REASONS, in this file, does not say what stops {missing}"
    unmade = sorted(set(ALL_REASONS) - set(SITUATIONS))
    assert not unmade, f"SITUATIONS, in this file, does not say what makes {unmade} true"


def test_of_each_reason_it_is_decided_when_it_ends() -> None:
    """A mail is cancelled for good only while its reason holds: else it is lost, or goes round."""
    lists = (OF_THE_PERSON, LASTING, OF_WHAT_IT_IS_ABOUT)
    undecided = sorted(code for code in codes() if sum(code in each for each in lists) != 1)
    assert not undecided, (
        f"{undecided} must be in one of OF_THE_PERSON and LASTING, in domain/mail/wanted.py, or "
        "OF_WHAT_IT_IS_ABOUT, in this file, if it ends when the booking or the registration changes"
    )
    assert sorted(set().union(*lists) - codes()) == [], "no check gives these reasons"


@pytest.mark.parametrize("kind", list(Kind))
def test_a_mail_is_wanted_when_all_is_well(kind: Kind) -> None:
    assert ask(kind) == ""


@pytest.mark.parametrize(("kind", "reason"), list(product(sorted(REASONS), SITUATIONS)))
def test_each_reason_stops_the_mails_it_concerns_and_no_other(kind: Kind, reason: str) -> None:
    assert ask(kind, **SITUATIONS[reason](kind)) == (reason if reason in REASONS[kind] else "")


def test_what_one_can_unsubscribe_from_is_what_stops_when_one_does() -> None:
    assert {kind for kind, reasons in REASONS.items() if "unsubscribed" in reasons} == {
        kind for kind in REASONS if KINDS[kind].can_unsubscribe
    }


@pytest.mark.parametrize("kind", sorted(OF_A_TIME))
@pytest.mark.parametrize(
    "changed",
    [
        booking(sequence=1),
        booking(status=BookingStatus.CANCELLED, sequence=1),
        booking(status=BookingStatus.CANCELLED),
        booking(status=BookingStatus.COMPLETED),
        booking(status=BookingStatus.NO_SHOW),
    ],
    ids=["moved", "cancelled", "cancelled at once", "held", "absent"],
)
def test_a_mail_about_a_time_is_unwanted_once_the_session_is_no_longer_then(
    kind: Kind, changed: Booking
) -> None:
    assert ask(kind, session=changed) == "booking_changed"


@pytest.mark.parametrize(
    "status", [BookingStatus.BOOKED, BookingStatus.COMPLETED, BookingStatus.NO_SHOW]
)
def test_a_cancellation_is_told_only_while_it_holds(status: BookingStatus) -> None:
    changed = booking(status=status)
    assert ask(Kind.BOOKING_CANCELLED, session=changed) == "booking_changed"


@pytest.mark.parametrize("kind", sorted(kind for kind, row in KINDS.items() if row.follows_session))
def test_what_follows_a_group_session_is_unwanted_of_who_did_not_come(kind: Kind) -> None:
    asked = message(kind, booking_id=REGISTRATION_ID)
    absent = AboutAttendance(event(), registration(), survey=SURVEY)
    came = replace(absent, session=booking(status=BookingStatus.COMPLETED))
    assert why_unwanted(asked, participant(), absent, NOW) == "booking_changed"
    assert why_unwanted(asked, participant(), came, NOW) == ""


@pytest.mark.parametrize("kind", list(Kind))
def test_a_mail_is_unwanted_when_it_is_about_something_else_than_its_kind(kind: Kind) -> None:
    things: list[About] = [AboutPerson(), AboutSession(booking(), SURVEY), attendance(kind)]
    for other in things:
        if not isinstance(other, KINDS[kind].about):
            reason = why_unwanted(message(kind), person_of(kind), other, NOW)
            assert reason == KINDS[kind].about[0].missing


def test_a_reminder_is_wanted_to_the_second_before_the_session_begins() -> None:
    reminder = message(Kind.BOOKING_REMINDER, expires_at=STARTS_AT)
    held_to = (reminder, participant(), AboutSession(booking()))
    assert why_unwanted(*held_to, STARTS_AT - SECOND) == ""
    assert why_unwanted(*held_to, STARTS_AT) == "out_of_time"


def test_a_mail_without_an_end_is_wanted_however_late() -> None:
    late = message(Kind.DOCUMENT)
    assert why_unwanted(late, participant(), AboutSession(booking()), NOW + 400 * DAY) == ""


@pytest.mark.parametrize("kind", [Kind.PRIVACY_IDENTITY, Kind.PRIVACY_WAITING])
def test_nobody_is_reminded_of_a_request_that_has_its_answer(kind: Kind) -> None:
    waits = request_of(kind)
    asked = message(kind, to="vie-privee@example.org")
    for granted in (True, False):
        about = AboutRequest(waits.identified(NOW).answered(granted, "C’est fait.", NOW))
        assert why_unwanted(asked, person_of(kind), about, NOW) == "request_closed"


def test_who_said_that_it_is_them_is_not_asked_again() -> None:
    said = AboutRequest(request_of(Kind.PRIVACY_IDENTITY).identified(NOW))
    asked = message(Kind.PRIVACY_IDENTITY)
    assert why_unwanted(asked, participant(), said, NOW) == "request_closed"


def test_the_person_in_charge_is_told_even_if_who_took_the_request_has_left() -> None:
    about = AboutRequest(request_of(Kind.PRIVACY_WAITING))
    left = staff_member(active=False)
    asked = message(Kind.PRIVACY_WAITING, to="vie-privee@example.org")
    assert why_unwanted(asked, left, about, NOW) == ""
    assert why_unwanted(replace(asked, to=""), left, about, NOW) == "person_gone"
