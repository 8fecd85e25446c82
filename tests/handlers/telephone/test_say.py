"""What is said at the telephone is French that is whole, for each reason and each sort of news."""

import re
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.demand.alerts import Alert
from chalicelib.domain.events.registrations import EventRegistration
from chalicelib.domain.ids import owned, suffix_of, theme_alert
from chalicelib.domain.mail.messages import Kind
from chalicelib.domain.people.participants import Guardian, Participant
from chalicelib.domain.people.staff import Role, StaffMember
from chalicelib.domain.sessions.bookings import Booking
from chalicelib.domain.surveys.surveys import Survey
from chalicelib.domain.telephone.news import TOLD
from chalicelib.domain.telephone.phone_calls import PhoneCall, Reason
from chalicelib.web.telephone import views
from chalicelib.workflows.telephone.read_calls import Calls
from tests.support.event_examples import event, registration
from tests.support.examples import (
    BOOKING_ID,
    DAY,
    NOW,
    PARTICIPANT_ID,
    booking,
    participant,
    profile,
)

ROSE = participant(profile=profile(given_name="Rose", phone="450 555-0100", themes=("x", "y")))
MEMBER = StaffMember("sdominique", "brigadiere@example.org", "Dominique Exemple", Role.ADVISER)
OF_EVENT = sorted(kind for kind in TOLD if kind.value.startswith("event_"))
OF_SESSION = sorted(TOLD.difference(OF_EVENT, {Kind.THEME_OPEN}))


def said(call: PhoneCall, *things: Any, person: Participant | None = ROSE) -> list[str]:
    known = {(type(each), each.id): each for each in (*things, person) if each}
    return views.say(call, Calls(MEMBER, (call,), "", {}, known))


def to_make(reason: Reason, subject: str, **changes: Any) -> PhoneCall:
    return PhoneCall(owned(subject, reason), reason, NOW - DAY, NOW, **changes)


def whole(lines: list[str]) -> None:
    assert lines
    for line in lines:
        assert line[-1] in ".?", line
        assert line[0].isupper() or line[0] == "«", line
        assert not re.search(r"None|[{}]|  |,,| ,|\.\.", line), line


@pytest.mark.parametrize("kind", OF_SESSION)
@pytest.mark.parametrize("reason", ["Une panne.", ""])
def test_news_of_a_session(kind: Kind, reason: str) -> None:
    session = booking(reason=reason)
    lines = said(to_make(Reason.NEWS, BOOKING_ID, kind=kind), session)
    whole(lines)
    assert reason in " ".join(lines) or kind not in (Kind.BOOKING_MOVED, Kind.BOOKING_CANCELLED)
    whole(said(to_make(Reason.NEWS, BOOKING_ID, kind=kind)))


@pytest.mark.parametrize("kind", OF_EVENT)
def test_news_of_an_event(kind: Kind) -> None:
    held = event(title="La cohorte", venue="Maison de la culture")
    theirs: EventRegistration = registration(id=owned(PARTICIPANT_ID, suffix_of(held.id)))
    for each in (theirs, replace(theirs, confirm_by=NOW + DAY)):
        lines = said(to_make(Reason.NEWS, each.id, kind=kind), held, each)
        whole(lines)
        assert "La cohorte" in lines[0]
    whole(said(to_make(Reason.NEWS, theirs.id, kind=kind), replace(held, venue="")))


def test_news_of_a_theme() -> None:
    alert = Alert(theme_alert(PARTICIPANT_ID, "decouvrabilite"), "decouvrabilite", NOW)
    call = to_make(Reason.NEWS, alert.id, kind=Kind.THEME_OPEN)
    for known in (alert, replace(alert, theme="retire")):
        lines = said(call, known)
        whole(lines)
        assert ("Découvrabilité" in lines[0]) is (known is alert)
    whole(said(call))


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words_whatever_is_known(reason: Reason) -> None:
    things: list[Booking | Survey] = [booking(), Survey(BOOKING_ID, "decouvrabilite", NOW)]
    unaddressed = replace(ROSE, email="", guardian=None)
    child = replace(ROSE, guardian=Guardian("Ana Exemple", "ana@example.org"))
    for person in (ROSE, unaddressed, child, replace(ROSE, profile=profile(themes=()))):
        whole(said(to_make(reason, BOOKING_ID), *things, person=person))
        whole(said(to_make(reason, BOOKING_ID), person=person))
    assert said(to_make(reason, BOOKING_ID), person=None) == []
