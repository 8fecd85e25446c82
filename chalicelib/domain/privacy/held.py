"""What is held about a person: each stored field, by who it comes from.

A field that is stored is in one of the `PARTS`, or its reason for not being given out stands in
`withheld.py`: a test goes through all that the table holds about people.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Any

from ..demand.alerts import Alert
from ..documents.documents import Document
from ..events.registrations import EventRegistration
from ..events.seats import WaitingPlace
from ..events.topics import TopicProposal
from ..looks import Look
from ..mail.limits.daily_limit import DailyCount
from ..mail.messages import Message
from ..people.consent_history import ConsentPage
from ..people.drafts import Draft
from ..people.participants import PROFILE_FIELDS, Participant
from ..people.privacy_requests import PrivacyRequest
from ..people.staff_acts import StaffAct
from ..report.person_count import PersonCount
from ..sessions.bookings import Booking
from ..sessions.team_files import TeamFile
from ..surveys.on_the_spot import EventAnswer
from ..surveys.surveys import Survey
from ..telephone.phone_calls import PhoneCall


class Origin(StrEnum):
    """How something about a person came to be."""

    GIVEN = "given"
    """The person said it, or somebody wrote it down for them."""

    CREATED = "created"
    """It was written of what happened: by the team, or by the system."""

    INFERRED = "inferred"
    """It was worked out from the rest."""


class Source(StrEnum):
    """Who it comes from."""

    PERSON = "person"
    TEAM = "team"
    SYSTEM = "system"


@dataclass(frozen=True)
class Part:
    """Fields of one stored type that have one origin and one source.

    `fields` are paths (`profile.given_name`), called by their last word. `at` is the field that
    says when, "" if none does. With `each`, every entry of that field is a record of its own.
    """

    name: str
    holds: type[Any]
    origin: Origin
    source: Source
    at: str
    fields: tuple[str, ...]
    each: str = ""


GIVEN, CREATED, INFERRED = Origin.GIVEN, Origin.CREATED, Origin.INFERRED
PERSON, TEAM, SYSTEM = Source.PERSON, Source.TEAM, Source.SYSTEM

CONSENT = (
    "purpose",
    "granted",
    "at",
    "source",
    "pending",
    "confirmed_at",
    "text_version",
    "text",
)

PARTS: tuple[Part, ...] = (
    Part(
        "profile",
        Participant,
        GIVEN,
        PERSON,
        "registered_at",
        (
            "email",
            "shared_email",
            *(f"profile.{name}" for name in PROFILE_FIELDS),
            "level_before",
            "heard_from",
            "referral_code",
        ),
    ),
    Part("joining", Participant, GIVEN, PERSON, "registered_at", ("joining",)),
    Part("guardian", Participant, GIVEN, PERSON, "registered_at", ("guardian",)),
    Part("consents", Participant, GIVEN, PERSON, "at", CONSENT, each="consents"),
    Part("consents", ConsentPage, GIVEN, PERSON, "at", CONSENT, each="consents"),
    Part(
        "events_asked",
        Participant,
        GIVEN,
        PERSON,
        "ends_at",
        ("id", "ends_at"),
        each="asked_events",
    ),
    Part(
        "merged",
        Participant,
        CREATED,
        TEAM,
        "",
        ("name", "email", "phone"),
        each="absorbed",
    ),
    Part(
        "account",
        Participant,
        CREATED,
        SYSTEM,
        "registered_at",
        (
            "registered_at",
            "proven_at",
            "link_sent_at",
            "unsubscribed_at",
            "refusals",
            "bounced_at",
            "agenda",
            "own_code",
        ),
    ),
    Part(
        "sessions",
        Booking,
        GIVEN,
        PERSON,
        "booked_at",
        ("theme", "starts_at", "ends_at", "needs", "booked_at"),
    ),
    Part(
        "sessions_followed",
        Booking,
        CREATED,
        TEAM,
        "held_at",
        ("adviser_name", "format", "meeting_url", "status", "report", "held_at", "reason"),
    ),
    Part("notes_of_team", TeamFile, CREATED, TEAM, "", ("notes",)),
    Part(
        "documents",
        Document,
        CREATED,
        TEAM,
        "created_at",
        ("title", "theme", "state", "booking_id"),
    ),
    Part("survey_answers", Survey, GIVEN, PERSON, "answered_at", ("answers",)),
    Part("surveys", Survey, CREATED, SYSTEM, "held_at", ("theme", "held_at", "answered_at")),
    Part(
        "event_registrations",
        EventRegistration,
        GIVEN,
        PERSON,
        "registered_at",
        ("mode", "registered_at"),
    ),
    Part(
        "event_attendances",
        EventRegistration,
        CREATED,
        TEAM,
        "attended_at",
        (
            "status",
            "confirm_by",
            "offer_missed",
            "provisional",
            "answered",
            "attended_at",
            "attended_in",
        ),
    ),
    Part(
        "places_in_line",
        WaitingPlace,
        CREATED,
        SYSTEM,
        "",
        ("registration_id", "ticket", "provisional"),
    ),
    Part("topics", TopicProposal, GIVEN, PERSON, "proposed_at", ("title", "text")),
    Part("topics_decided", TopicProposal, CREATED, TEAM, "proposed_at", ("status",)),
    Part("event_answers", EventAnswer, GIVEN, PERSON, "answered_at", ("answers",)),
    Part("alerts", Alert, GIVEN, PERSON, "asked_at", ("theme", "asked_at", "asks")),
    Part("alerts_told", Alert, CREATED, SYSTEM, "told_at", ("told_at", "until")),
    Part("drafts", Draft, GIVEN, PERSON, "kept_at", ("content", "expires_at")),
    Part(
        "messages",
        Message,
        CREATED,
        SYSTEM,
        "sent_at",
        (
            "kind",
            "to",
            "state",
            "due_at",
            "sent_at",
            "expires_at",
            "reason",
            "booking_id",
            "origin",
            "basis",
        ),
    ),
    Part("mails_of_days", DailyCount, CREATED, SYSTEM, "", ("count", "expires_at")),
    Part(
        "requests",
        PrivacyRequest,
        GIVEN,
        PERSON,
        "asked_at",
        ("kind", "channel", "asked_at", "due_at", "who", "note", "recipient", "identified_at"),
    ),
    Part(
        "requests_answered",
        PrivacyRequest,
        CREATED,
        TEAM,
        "closed_at",
        ("state", "closed_at", "outcome"),
    ),
    Part(
        "calls",
        PhoneCall,
        CREATED,
        TEAM,
        "since",
        ("reason", "kind", "since", "at", "until", "state", "note", "noted_at"),
    ),
    Part("acts_of_team", StaffAct, CREATED, TEAM, "at", ("deed", "at", "note")),
    Part("looks_of_team", Look, CREATED, TEAM, "at", ("shows", "at")),
    Part("figures", PersonCount, INFERRED, SYSTEM, "", ("counts",)),
)


@dataclass(frozen=True)
class Record:
    """One thing of a part: its identifier, when it came to be (UTC), and its fields."""

    id: str
    at: Any
    fields: Mapping[str, Any]


def records(part: Part, held: Any) -> Iterator[Record]:
    """Return what one stored thing holds for a part; nothing if it is of another type.

    A part of one field that is not there has no record.
    """
    if not isinstance(held, part.holds):
        return
    if len(part.fields) == 1 and getattr(held, part.fields[0]) is None:
        return
    for entry in getattr(held, part.each) if part.each else (held,):
        fields = {path.rpartition(".")[2]: attrgetter(path)(entry) for path in part.fields}
        yield Record(held.id, getattr(entry, part.at) if part.at else None, fields)
