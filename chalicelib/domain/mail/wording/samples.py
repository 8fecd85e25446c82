"""A mail of each kind to somebody invented, about something invented: what previews show."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from ...demand.alerts import Alert
from ...events.events import Event, EventKind, EventMode, Mode
from ...events.registrations import EventRegistration, RegistrationStatus
from ...events.topics import TopicProposal, TopicStatus
from ...ids import owned, theme_alert
from ...levels import Maturity
from ...people.participants import Guardian, Participant, ParticipantKind, Profile
from ...people.privacy_requests import Channel, PrivacyRequest, RequestKind, asked_of_team
from ...people.staff import Role, StaffMember
from ...sessions.bookings import Booking, BookingStatus
from ...sessions.slots import Format, Slot
from ..about import (
    About,
    AboutAttendance,
    AboutPerson,
    AboutRequest,
    AboutRoundup,
    AboutSession,
    AboutTheme,
    AboutTrial,
    Recipient,
)
from ..kinds import KINDS
from ..messages import Kind, Message
from ..roundups import News, Roundup, What
from .trials import TriedText

PERSON, ADVISER, SESSION = "pexemple", "sexemple", "pexemple-xexemple"
EVENT, REGISTRATION = "ev-vexemple", "pexemple-vexemple"

TO_TEAM = frozenset(
    {
        Kind.STAFF_SIGN_IN,
        Kind.STAFF_TEXT_TRIED,
        Kind.STAFF_SESSION,
        Kind.STAFF_OWN_CHANGE,
        Kind.STAFF_ROUNDUP,
        Kind.STAFF_DOCUMENT_FAILED,
        Kind.PRIVACY_WAITING,
    }
)

IN_LINE = frozenset({Kind.EVENT_WAITLISTED, Kind.EVENT_WAITING, Kind.EVENT_OFFER_LAPSED})
AHEAD = timedelta(days=9)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True)
class Sample:
    """A mail that nobody is sent: whom it would be for, and about what."""

    message: Message
    person: Recipient
    about: About


def sample(
    kind: Kind, variant: str, theme: str, now: datetime, name: str = "", lasts: timedelta = HOUR
) -> Sample:
    """Return a mail of a kind, of a variant of it if it says other words to some.

    `name` is how it greets, if not by an invented name; `lasts` is the length of a session.
    """
    person = _adviser(name) if kind in TO_TEAM else _person(variant, now, name)
    session = _session(kind, variant, theme, now, lasts)
    about = _about(kind, variant, session, theme, now)
    step = {"corrected": 1, "last": 9}.get(variant, 0)
    identifier = owned(person.id, "exemple")
    message = Message(identifier, kind, now, booking_id=SESSION, step=step)
    return Sample(message, person, about)


def _afternoon(now: datetime) -> datetime:
    return now.replace(hour=17, minute=30, second=0, microsecond=0) + AHEAD


def _person(variant: str, now: datetime, name: str = "") -> Participant:
    profile = Profile(
        name or "Camille", "Exemple", ParticipantKind.INDIVIDUAL, Maturity.EMERGENT, themes=()
    )
    child = variant in ("of_child", "guarded")
    return Participant(
        PERSON,
        "camille@example.org",
        profile,
        now,
        now,
        proven_at=None if variant in ("to_confirm", "of_child") else now,
        guardian=Guardian("Dominique Exemple", "dominique@example.org") if child else None,
    )


def _adviser(name: str) -> StaffMember:
    return StaffMember(ADVISER, "brigadiere@example.org", name or "Alex Exemple", Role.ADVISER)


def _session(kind: Kind, variant: str, theme: str, now: datetime, lasts: timedelta) -> Booking:
    starts_at = _afternoon(now)
    session = Booking(
        SESSION,
        "",
        theme,
        starts_at,
        starts_at + lasts,
        "" if variant == "away" else ADVISER,
        "Alex Exemple",
        Format.VIDEO,
        now,
        meeting_url="https://visio.example.org/rencontre",
        needs="Par où commencer?",
        sequence=int(variant == "moved"),
    )
    if KINDS[kind].follows_session:
        ended = session.ends_at - AHEAD
        return replace(session, status=BookingStatus.COMPLETED, held_at=ended)
    cancelled = kind is Kind.BOOKING_CANCELLED or variant == "cancelled"
    return replace(session, status=BookingStatus.CANCELLED) if cancelled else session


def _about(kind: Kind, variant: str, session: Booking, theme: str, now: datetime) -> About:
    about = KINDS[kind].about[0]
    if about is AboutSession:
        return AboutSession(session, participant=_person("", now))
    if about is AboutAttendance:
        return _attendance(kind, variant, theme, now)
    if about is AboutRoundup:
        news = (News(What.BOOKED, session, _person("", now), new=True),)
        return AboutRoundup(Roundup(owned(ADVISER, "exemple"), now), news)
    if about is AboutRequest:
        return AboutRequest(_request(now))
    if about is AboutTheme:
        alert = Alert(theme_alert(PERSON, "exemple"), theme, now - DAY)
        return AboutTheme(alert, (_slot(session),))
    if about is AboutTrial:
        return AboutTrial(TriedText(owned(ADVISER, "exemple"), Kind.PERSONAL_LINK, now))
    return AboutPerson()


def _slot(session: Booking) -> Slot:
    identifier, moments = owned(ADVISER, "exemple"), (session.starts_at, session.ends_at)
    return Slot(identifier, ADVISER, "Alex Exemple", *moments, (session.theme,))


def _request(now: datetime) -> PrivacyRequest:
    asked = asked_of_team(
        "rq-exemple", RequestKind.ACCESS, Channel.WRITTEN, ADVISER, now - DAY, 30 * DAY
    )
    return replace(asked, person_id=PERSON)


def _attendance(kind: Kind, variant: str, theme: str, now: datetime) -> AboutAttendance:
    event = _event(variant, theme, now)
    decided = TopicStatus.CHOSEN if kind is Kind.TOPIC_CHOSEN else TopicStatus.NOT_CHOSEN
    topic = TopicProposal(owned(EVENT, PERSON), "Faire voir mes archives", "", now, decided)
    status = _status(kind, variant)
    registration = EventRegistration(
        REGISTRATION,
        Mode.ONLINE if variant == "room_only" else Mode.IN_PERSON,
        status,
        3,
        now,
        confirm_by=now + DAY if status is RegistrationStatus.OFFERED else None,
    )
    return AboutAttendance(event, registration, 3 if registration.waits else 0, topic)


def _event(variant: str, theme: str, now: datetime) -> Event:
    starts_at = _afternoon(now)
    event = Event(
        EVENT,
        "Cohorte sur la découvrabilité",
        EventKind.COHORT,
        (theme,),
        starts_at,
        starts_at + 1.5 * HOUR,
        EventMode.HYBRID,
        public=variant != "not_public",
        venue="Maison de la culture",
        venue_address="12, rue de l’Exemple",
        summary="## Trois idées\n\n- Nommer ses œuvres de la même façon partout\n- Les relier",
    )
    later = {"starts_at": starts_at + DAY, "ends_at": starts_at + DAY + 1.5 * HOUR}
    elsewhere = {"venue": "Bibliothèque", "venue_address": "8, rue de l’Exemple"}
    changes: dict[str, dict[str, Any]] = {
        "times": later,
        "room": elsewhere,
        "room_only": elsewhere,
        "times_and_room": {**later, **elsewhere},
    }
    return event.changed(changes[variant], now) if variant in changes else event


def _status(kind: Kind, variant: str) -> RegistrationStatus:
    if kind in IN_LINE or kind is Kind.EVENT_SEAT_FREE or variant == "waitlisted":
        return RegistrationStatus.WAITLISTED
    if kind is Kind.EVENT_OFFER:
        return RegistrationStatus.OFFERED
    if kind in (Kind.EVENT_LEFT, Kind.EVENT_REMOVED):
        return RegistrationStatus.CANCELLED
    return RegistrationStatus.CONFIRMED
