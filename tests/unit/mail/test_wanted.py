from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import Any

import pytest

from chalicelib.domain.mail.about import About, AboutAttendance, AboutPerson, AboutSession
from chalicelib.domain.mail.kinds import KINDS
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.mail.wanted import why_unwanted
from chalicelib.domain.people.participants import Participant
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
    message,
    participant,
    staff_member,
)

SURVEY = Survey(BOOKING_ID, "decouvrabilite", NOW - DAY)
TO_STAFF = {Kind.STAFF_SIGN_IN, Kind.STAFF_DOCUMENT_FAILED}
OF_A_TIME = {Kind.BOOKING_CONFIRMED, Kind.BOOKING_MOVED, Kind.BOOKING_REMINDER}

ALWAYS = {"person_gone", "out_of_time"}
TO_PARTICIPANTS = ALWAYS | {"address_bounced"}
OF_SESSIONS = TO_PARTICIPANTS | {"booking_changed"}
OF_SURVEYS = OF_SESSIONS | {"unsubscribed", "survey_gone", "answered"}

REASONS: dict[Kind, set[str]] = {
    Kind.REGISTRATION: TO_PARTICIPANTS,
    Kind.PERSONAL_LINK: TO_PARTICIPANTS,
    Kind.BOOKING_CONFIRMED: OF_SESSIONS,
    Kind.BOOKING_MOVED: OF_SESSIONS,
    Kind.BOOKING_CANCELLED: OF_SESSIONS,
    Kind.BOOKING_REMINDER: OF_SESSIONS,
    Kind.DOCUMENT: OF_SESSIONS,
    Kind.SURVEY_INVITATION: OF_SURVEYS,
    Kind.SURVEY_REMINDER: OF_SURVEYS,
    Kind.STAFF_SIGN_IN: ALWAYS,
    Kind.STAFF_DOCUMENT_FAILED: ALWAYS,
    **dict.fromkeys(OF_EVENTS, TO_PARTICIPANTS),
    Kind.EVENT_SUMMARY: TO_PARTICIPANTS | {"unsubscribed"},
    Kind.EVENT_DIGEST: TO_PARTICIPANTS | {"unsubscribed"},
}
"""What stops each kind of mail, whatever it is about; what is about events has its own test."""

ALL_REASONS = sorted(set().union(*REASONS.values()))


def standing(kind: Kind) -> Booking:
    """The booking as it stands when a mail of that kind is wanted."""
    status = {
        Kind.BOOKING_CANCELLED: BookingStatus.CANCELLED,
        Kind.DOCUMENT: BookingStatus.COMPLETED,
    }
    return booking(status=status.get(kind, BookingStatus.BOOKED))


def person_of(kind: Kind, **changes: Any) -> Participant | StaffMember:
    return staff_member() if kind in TO_STAFF else participant(**changes)


def what(kind: Kind, session: Booking | None, survey: Survey | None) -> About | None:
    """What a mail of that kind is about."""
    if kind in OF_EVENTS:
        return attendance(kind)
    if AboutSession not in KINDS[kind].about:
        return AboutPerson()
    return AboutSession(session, survey) if session else None


def ask(
    kind: Kind,
    *,
    person: Participant | StaffMember | None = None,
    gone: bool = False,
    now: datetime = NOW,
    **changes: Any,
) -> str:
    """The answer when all is well but for the changes."""
    asked: Message = message(kind, booking_id=BOOKING_ID, expires_at=NOW + DAY)
    return why_unwanted(
        asked,
        None if gone else person or person_of(kind),
        what(kind, changes.get("booking", standing(kind)), changes.get("survey", SURVEY)),
        now,
    )


def situation(kind: Kind, reason: str) -> dict[str, Any]:
    """What makes a reason true."""
    situations: dict[str, dict[str, Any]] = {
        "person_gone": {"gone": True},
        "out_of_time": {"now": NOW + DAY},
        "address_bounced": {"person": person_of(kind, bounced_at=NOW)},
        "unsubscribed": {"person": person_of(kind, unsubscribed_at=NOW)},
        "booking_changed": {"booking": None},
        "survey_gone": {"survey": None},
        "answered": {"survey": SURVEY.answered(Answers(5, True), NOW)},
    }
    return situations[reason]


def test_what_stops_each_kind_of_mail_is_decided() -> None:
    assert set(REASONS) == set(Kind)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_mail_is_wanted_when_all_is_well(kind: Kind) -> None:
    assert ask(kind) == ""


@pytest.mark.parametrize(("kind", "reason"), list(product(Kind, ALL_REASONS)))
def test_each_reason_stops_the_mails_it_concerns_and_no_other(kind: Kind, reason: str) -> None:
    assert ask(kind, **situation(kind, reason)) == (reason if reason in REASONS[kind] else "")


def test_what_one_can_unsubscribe_from_is_what_stops_when_one_does() -> None:
    assert {kind for kind, reasons in REASONS.items() if "unsubscribed" in reasons} == {
        kind for kind in Kind if KINDS[kind].can_unsubscribe
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
    ids=["moved", "cancelled", "cancelled at once", "held", "missed"],
)
def test_a_mail_about_a_time_is_unwanted_once_the_session_is_no_longer_then(
    kind: Kind, changed: Booking
) -> None:
    assert ask(kind, booking=changed) == "booking_changed"


@pytest.mark.parametrize(
    "status", [BookingStatus.BOOKED, BookingStatus.COMPLETED, BookingStatus.NO_SHOW]
)
def test_a_cancellation_is_told_only_while_it_holds(status: BookingStatus) -> None:
    changed = booking(status=status)
    assert ask(Kind.BOOKING_CANCELLED, booking=changed) == "booking_changed"


@pytest.mark.parametrize("kind", sorted(kind for kind in Kind if KINDS[kind].follows_session))
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
