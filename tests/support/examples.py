"""Ordinary entities of the programme; each test changes what it is about."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from chalicelib.domain.appearance import Appearance, colours_of, dark_colours_of
from chalicelib.domain.letters.letters import Letter, LetterAudience, LetterState
from chalicelib.domain.levels import Maturity
from chalicelib.domain.limits.budgets import Limit
from chalicelib.domain.limits.limits import Limits
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.people.consents import Consent, ConsentSource
from chalicelib.domain.people.participants import Participant, ParticipantKind, Profile
from chalicelib.domain.people.privacy_requests import (
    Channel,
    PrivacyRequest,
    RequestKind,
    asked_of_team,
    own_act,
)
from chalicelib.domain.people.staff import Role, StaffMember
from chalicelib.domain.programme import (
    ConsentText,
    Hosting,
    Law,
    PaperSize,
    Programme,
    ReachFactors,
    RunningEdition,
    Words,
)
from chalicelib.domain.report.editions import Edition, running_edition
from chalicelib.domain.retention import Period, RetentionClass
from chalicelib.domain.sessions.bookings import Booking
from chalicelib.domain.sessions.slots import Format, Slot, slot_id
from chalicelib.domain.sleep import Sleep

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECOND = timedelta(seconds=1)


def hide(kind: str, subject: str) -> str:
    """The id of what is kept about a subject, plain to see."""
    return f"{kind}-{subject}"


NOW = datetime(2027, 3, 1, 14, 0, tzinfo=UTC)
"""A Monday, 9:00 in Montréal."""

STARTS_AT = NOW + 9 * DAY
PARTICIPANT_ID, ADVISER_ID = "p3f0", "s7c1"
BOOKING_ID = "p3f0-b81a"

COLOURS = colours_of(
    {
        "text": "#1f2a30",
        "background": "#f7f3ec",
        "primary": "#0f4c5c",
        "accent": "#c8553d",
        "link": "#0b5d73",
    }
)
PROGRAMME = Programme(
    name="Brigade numérique",
    organisation="Culture Exemple",
    region="Exemple",
    edition=RunningEdition(
        slug="2026-2027",
        title="Brigade numérique, édition 2026-2027",
        starts_on=date(2026, 8, 24),
        ends_on=date(2027, 8, 22),
        target_people=70,
        reach=ReachFactors("mean", "mean", "1"),
        funder="",
    ),
    zone="America/Toronto",
    contact_email="equipe@example.org",
    contact_phone="450 555-0100",
    postal_address="100, rue de l’Exemple",
    privacy_officer="la direction",
    privacy_email="vie-privee@example.org",
    community_url="https://communaute.example.org",
    diagnostic_url="https://diagnostic.example.org",
    language="fr-CA",
    paper=PaperSize.LETTER,
    words=Words("le milieu culturel", "les artistes", "trois collègues", "culture"),
    law=Law("la Loi 25", "Québec", "Commission d’accès", "https://exemple.org/", 14, 30, 5),
    hosting=Hosting("à Montréal", "un hébergeur"),
    session_minutes=60,
    meeting_minutes=90,
    holidays="quebec",
    look=Appearance(COLOURS, dark_colours_of({}, COLOURS), "icon.svg"),
    sender_name="Brigade numérique",
    booking_notice=timedelta(hours=12),
    open_bookings_per_person=2,
    cancel_deadline=timedelta(hours=24),
    undo_within=timedelta(minutes=15),
    held_for=timedelta(seconds=60),
    reminders_before=(timedelta(hours=48), timedelta(hours=2)),
    survey_after=(timedelta(days=2), timedelta(days=7), timedelta(days=14)),
    unproven_call_after=timedelta(days=4),
    unbooked_call_after=timedelta(days=10),
    survey_call_after=timedelta(days=5),
    link_resend_after=timedelta(hours=1),
    event_reminders_before=(timedelta(days=7), timedelta(days=1)),
    event_link_before=timedelta(hours=1),
    offers_within=timedelta(hours=24),
    unproven_seat=timedelta(hours=2),
    shortest_offer=timedelta(minutes=30),
    sleep=Sleep(time(21), time(8), "America/Toronto"),
    check_in_before=timedelta(hours=2),
    join_before=timedelta(minutes=15),
    codevelopment_topics=4,
    mails_per_day=40,
    limits=Limits(
        network=Limit(500, timedelta(hours=1), 500),
        address=Limit(60, timedelta(hours=1), 60),
        everywhere=Limit(4000, timedelta(hours=1), 4000),
        first_mail_every=timedelta(hours=6),
        first_mails=4,
        first_mails_in_all=Limit(1000, timedelta(hours=1), 1000),
        by_form=Limit(6, timedelta(days=1), 6),
        sign_ins=Limit(3, timedelta(hours=1), 2),
        shortest_form=timedelta(seconds=2),
        unproven_events=3,
    ),
    retention={
        RetentionClass.PARTICIPANTS: Period(months=36),
        RetentionClass.UNPROVEN: Period(days=90),
        RetentionClass.DOCUMENTS: Period(months=24),
        RetentionClass.MAILS: Period(months=36),
        RetentionClass.REQUESTS: Period(months=36),
        RetentionClass.INCIDENTS: Period(months=60),
        RetentionClass.ACTS: Period(months=24),
        RetentionClass.LOOKS: Period(months=24),
    },
    community_texts_with_summaries=("2026-12",),
    roundup_at=time(17),
    event_consent=ConsentText("event", "activite-2026-11", "Venir.", True),
    consents=(
        ConsentText("program", "2026-11", "J’accepte de participer.", required=True),
        ConsentText("newsletter", "2026-11", "J’accepte l’infolettre."),
        ConsentText("testimonial", "2026-11", "J’accepte d’être cité."),
    ),
)


JOINED = Consent("program", True, "2026-11", NOW)


def said(purpose: str, granted: bool, at: datetime = NOW) -> Consent:
    """What somebody says of a purpose by their link, in the words of it."""
    (text,) = (each for each in PROGRAMME.consents if each.purpose == purpose)
    link = ConsentSource.OWN_LINK
    return Consent(purpose, granted, text.version, at, link, confirmed_at=at, text=text.text)


def slot(starts_at: datetime = STARTS_AT, **changes: Any) -> Slot:
    """One hour of the adviser, free."""
    fields: dict[str, Any] = {
        "id": slot_id(ADVISER_ID, starts_at),
        "adviser_id": ADVISER_ID,
        "adviser_name": "Dominique Exemple",
        "starts_at": starts_at,
        "ends_at": starts_at + HOUR,
    }
    return Slot(**{**fields, **changes})


def booking(**changes: Any) -> Booking:
    fields: dict[str, Any] = {
        "id": BOOKING_ID,
        "slot_id": slot_id(ADVISER_ID, STARTS_AT),
        "theme": "decouvrabilite",
        "starts_at": STARTS_AT,
        "ends_at": STARTS_AT + HOUR,
        "adviser_id": ADVISER_ID,
        "adviser_name": "Dominique Exemple",
        "format": Format.VIDEO,
        "booked_at": NOW,
    }
    return Booking(**{**fields, **changes})


def profile(**changes: Any) -> Profile:
    fields: dict[str, Any] = {
        "given_name": "Ana",
        "family_name": "Exemple",
        "kind": ParticipantKind.INDIVIDUAL,
        "maturity_level": Maturity.EMERGENT,
        "themes": ("decouvrabilite",),
    }
    return Profile(**{**fields, **changes})


def participant(**changes: Any) -> Participant:
    fields: dict[str, Any] = {
        "id": PARTICIPANT_ID,
        "email": "ana@example.org",
        "profile": profile(),
        "registered_at": NOW,
        "link_sent_at": NOW,
        "consents": (JOINED,),
        "proven_at": NOW,
    }
    return Participant(**{**fields, **changes})


def staff_member(**changes: Any) -> StaffMember:
    fields: dict[str, Any] = {
        "id": ADVISER_ID,
        "email": "brigadiere@example.org",
        "name": "Dominique Exemple",
        "role": Role.ADVISER,
    }
    return StaffMember(**{**fields, **changes})


def edition(**changes: Any) -> Edition:
    """The edition under way, as it is kept."""
    return replace(running_edition(PROGRAMME), **changes)


def message(kind: Kind = Kind.REGISTRATION, **changes: Any) -> Message:
    """Due now."""
    fields: dict[str, Any] = {
        "id": f"{PARTICIPANT_ID}-{kind.value.replace('_', '')}",
        "kind": kind,
        "due_at": NOW,
        "next_at": NOW,
    }
    return Message(**{**fields, **changes})


def letter(**changes: Any) -> Letter:
    """To those of a theme; its mails may leave."""
    audience = LetterAudience("Découvrabilité", filters=("theme:decouvrabilite",))
    fields: dict[str, Any] = {"state": LetterState.SENT, "told": 1, "sent_at": NOW}
    fields |= {"by": ADVISER_ID, "subject": "La salle a changé", "markdown": "Au **sous-sol**."}
    fields |= {"audience": audience, "written_at": NOW}
    return Letter("lt-lt1", **{**fields, **changes})


def moments(
    since: datetime = NOW, until: datetime = NOW + 365 * DAY
) -> st.SearchStrategy[datetime]:
    """Whole seconds, as the system's clock gives them."""
    seconds = int((until - since).total_seconds())
    return st.integers(0, seconds).map(lambda n: since + n * SECOND)


def request(**changes: Any) -> PrivacyRequest:
    """What a participant asked a member of the team, and nobody has answered."""
    taken = asked_of_team("rq-q1", RequestKind.ACCESS, Channel.WRITTEN, ADVISER_ID, NOW, 30 * DAY)
    return replace(taken, **{"person_id": PARTICIPANT_ID, **changes})


def copy(**changes: Any) -> PrivacyRequest:
    """What a participant sent somewhere themselves."""
    sent = own_act("rq-q2", RequestKind.PORTABILITY, PARTICIPANT_ID, NOW, "autre@example.org")
    return replace(sent, **changes)
