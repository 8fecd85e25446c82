"""Where each entity lives in the one table: its key, its index entries, its time to live.

`docs/data-model.md` lists the access patterns these serve.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...domain.adjusting.adjustments import Adjustments, SettingsChange
from ...domain.audience.figures import PageDay
from ...domain.audience.summary import EditionAudience
from ...domain.audience.visitors import AudienceSalt, Seen
from ...domain.back_office.first_day import FirstDay
from ...domain.demand.alerts import Alert
from ...domain.demand.counts import Demand
from ...domain.demand.news import HourNews
from ...domain.directory.entries import FoundBy, PersonEntry, shelf
from ...domain.directory.lists import PeopleList
from ...domain.documents.documents import Document
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.events.seats import Seats, WaitingPlace
from ...domain.events.series import Series
from ...domain.events.topics import TopicProposal
from ...domain.ids import (
    is_event,
    is_of_team,
    is_participant,
    subject_of,
    suffix_of,
    tail_of,
)
from ...domain.letters.letters import Letter
from ...domain.limits.budgets import Budget
from ...domain.looks import Look
from ...domain.mail.broadcasts import Broadcast
from ...domain.mail.limits.daily_limit import DailyCount
from ...domain.mail.limits.first_mails import FirstMails
from ...domain.mail.messages import Message
from ...domain.mail.roundups import Roundup
from ...domain.mail.sweeps import SweepRound
from ...domain.mail.told import Told
from ...domain.mail.wording.texts import MailTexts
from ...domain.mail.wording.trials import TriedText
from ...domain.merging.merges import Merge
from ...domain.people.consent_history import ConsentPage
from ...domain.people.drafts import Draft
from ...domain.people.erasures import Erasure
from ...domain.people.keys import PersonKey
from ...domain.people.participants import AddressHolder, Participant
from ...domain.people.privacy_requests import PrivacyRequest
from ...domain.people.staff import StaffAddress, StaffMember
from ...domain.people.staff_acts import StaffAct
from ...domain.privacy.incidents import Incident
from ...domain.privacy.retention_round import RetentionRound
from ...domain.receipts import Receipt
from ...domain.report.editions import Edition
from ...domain.report.figures import EventFigures, Figures, last_of
from ...domain.report.person_count import PersonCount
from ...domain.report.recounts import Recount
from ...domain.report.releases import Release
from ...domain.report.returning import Accompanied
from ...domain.sessions.bookings import Booking
from ...domain.sessions.slots import Schedule, Slot
from ...domain.sessions.team_files import TeamFile
from ...domain.sessions.toolshelves import Toolshelf
from ...domain.surveys.on_the_spot import AnswerCount, EventAnswer
from ...domain.surveys.surveys import Survey
from ...domain.telephone.phone_calls import PhoneCall
from ...domain.week.day_changes import DayChange
from ...domain.week.external import ExternalCalendar
from ...domain.week.patterns import Pattern
from . import indexes
from .indexes import Attributes
from .partitions import (
    ADJUSTMENTS,
    AUDIENCE,
    INCIDENTS,
    REQUESTS,
    accompanied,
    acts_of,
    at_spot,
    edition,
    event,
    figures,
    found_by,
    letter,
    looks,
    person,
)


def _none(_entity: Any) -> Attributes:
    return {}


@dataclass(frozen=True)
class Layout:
    """How one kind of entity is laid out. `index` gives the index and TTL attributes.

    `name` is the `type` of its items and of the queues' records. It never changes, even if the
    class is renamed: stored items carry it.

    An `outbox` entity is handed over as soon as it is written (by the table's stream), and
    remembers the request behind it. One that may be deleted and `made_anew` under the same key
    starts at a random version, so that a reader of the old one cannot mistake the new one for it.

    Of `counters`, each of the `counts` is an attribute of its own, so that it can be added to.
    """

    name: str
    pk: Callable[[str], str]
    sk: Callable[[str], str]
    index: Callable[[Any], Attributes] = _none
    outbox: bool = False
    made_anew: bool = False
    counters: bool = False

    def key(self, identifier: str) -> dict[str, str]:
        return {"pk": self.pk(identifier), "sk": self.sk(identifier)}


def _of_what_was_done_to(identifier: str) -> str:
    if is_event(subject_of(identifier)):
        return event(identifier)
    theirs = is_participant(identifier) or is_of_team(identifier)
    return person(identifier) if theirs else acts_of(identifier)


def _sk(prefix: str) -> Callable[[str], str]:
    return lambda identifier: f"{prefix}#{suffix_of(identifier)}"


def _sk_in_event(prefix: str) -> Callable[[str], str]:
    return lambda identifier: f"{prefix}#{tail_of(identifier)}"


LAYOUTS: dict[type[Any], Layout] = {
    Participant: Layout("Participant", person, lambda _id: "PROFILE", indexes.of_participant),
    Merge: Layout("Merge", person, _sk("MERGE"), indexes.due),
    ConsentPage: Layout("ConsentPage", person, _sk("CONSENTS")),
    StaffMember: Layout("StaffMember", person, lambda _id: "STAFF", indexes.in_team),
    StaffAddress: Layout("StaffAddress", lambda i: f"TEAM#{i}", lambda _id: "ADDRESS"),
    AddressHolder: Layout(
        "EmailClaim", lambda i: f"EMAIL#{i}", lambda _id: "EMAIL", made_anew=True
    ),
    StaffAct: Layout("StaffAct", _of_what_was_done_to, _sk("ACT"), indexes.by_time),
    Look: Layout("Look", looks, _sk("LOOK")),
    Schedule: Layout("Schedule", person, lambda _id: "SCHEDULE"),
    ExternalCalendar: Layout(
        "ExternalCalendar", person, lambda _id: "EXTERNAL", indexes.to_read, made_anew=True
    ),
    Toolshelf: Layout("Toolshelf", person, lambda _id: "SHELF"),
    Slot: Layout("Slot", person, _sk("SLOT"), indexes.open_slot, made_anew=True),
    DayChange: Layout("DayChange", person, _sk("CHANGE"), indexes.due, outbox=True),
    Pattern: Layout("Pattern", person, _sk("PATTERN"), indexes.due),
    Booking: Layout("Booking", person, _sk("BOOKING"), indexes.in_agenda),
    Document: Layout("Document", person, _sk("DOCUMENT"), indexes.due, outbox=True, made_anew=True),
    TeamFile: Layout("TeamFile", person, _sk("FILE"), made_anew=True),
    Survey: Layout("Survey", person, _sk("SURVEY"), made_anew=True),
    Message: Layout("Message", person, _sk("MESSAGE"), indexes.of_message, outbox=True),
    PhoneCall: Layout("PhoneCall", person, _sk("CALL"), indexes.to_call, made_anew=True),
    Told: Layout("Told", person, _sk("TOLD"), indexes.expiring),
    Roundup: Layout("Roundup", person, _sk("ROUNDUP"), indexes.expiring),
    MailTexts: Layout("MailTexts", lambda _id: "TEXTS", lambda i: f"TEXTS#{i}"),
    TriedText: Layout("TriedText", person, _sk("TRIED"), indexes.expiring, made_anew=True),
    DailyCount: Layout("DailyCount", person, _sk("MAILS"), indexes.expiring),
    FirstMails: Layout(
        "FirstMails", lambda i: f"FIRST#{i}", lambda _id: "FIRST", indexes.expiring, made_anew=True
    ),
    Budget: Layout("Budget", lambda i: f"BUDGET#{i}", lambda _id: "BUDGET", indexes.expiring),
    Event: Layout("Event", event, lambda _id: "EVENT", indexes.in_calendar),
    Seats: Layout("Seats", event, lambda _id: "SEATS", indexes.due),
    WaitingPlace: Layout("WaitingPlace", event, _sk_in_event("WAIT")),
    Broadcast: Layout("Broadcast", event, _sk_in_event("BROADCAST"), indexes.due, outbox=True),
    Series: Layout("Series", lambda i: f"SERIES#{suffix_of(i)}", lambda _id: "SERIES"),
    TopicProposal: Layout("TopicProposal", event, _sk_in_event("TOPIC"), made_anew=True),
    EventAnswer: Layout("EventAnswer", event, _sk_in_event("ANSWER"), indexes.answered_by),
    AnswerCount: Layout("AnswerCount", event, lambda _id: "ANSWERS"),
    EventRegistration: Layout("EventRegistration", person, _sk("EVENT"), indexes.in_roster),
    Edition: Layout("Edition", edition, lambda _id: "EDITION", indexes.listed),
    Release: Layout("Release", edition, lambda _id: "RELEASE"),
    Figures: Layout("Figures", figures, lambda i: f"COUNTS#{last_of(i)}", counters=True),
    PersonCount: Layout("PersonCount", person, _sk("COUNT"), indexes.counted),
    Recount: Layout("Recount", edition, lambda _id: "RECOUNT"),
    EventFigures: Layout("EventFigures", figures, lambda i: f"EVENT#{last_of(i)}"),
    SweepRound: Layout("SweepRound", lambda _id: "SWEEP", lambda _id: "SWEEP"),
    RetentionRound: Layout("RetentionRound", lambda _id: "RETENTION", lambda _id: "ROUND"),
    Receipt: Layout(
        "Receipt", lambda i: f"RECEIPT#{i}", lambda _id: "RECEIPT", indexes.answered_to
    ),
    Erasure: Layout("Erasure", person, lambda _id: "ERASURE", indexes.due, outbox=True),
    PersonKey: Layout("PersonKey", person, lambda _id: "KEY"),
    Draft: Layout("Draft", person, _sk("DRAFT"), indexes.expiring, made_anew=True),
    AudienceSalt: Layout(
        "AudienceSalt", lambda _id: AUDIENCE, lambda _id: "SALT", indexes.expiring, made_anew=True
    ),
    Seen: Layout("Seen", lambda i: f"SEEN#{i}", lambda _id: "SEEN", indexes.expiring),
    EditionAudience: Layout("EditionAudience", edition, lambda _id: "AUDIENCE"),
    PageDay: Layout("PageDay", lambda _id: AUDIENCE, lambda i: f"DAY#{i}"),
    Incident: Layout("Incident", lambda _id: INCIDENTS, _sk("INCIDENT")),
    PrivacyRequest: Layout(
        "PrivacyRequest", lambda _id: REQUESTS, _sk("REQUEST"), indexes.asked_by
    ),
    PersonEntry: Layout("PersonEntry", person, lambda _id: "ENTRY"),
    Letter: Layout("Letter", letter, lambda _id: "LETTER", indexes.of_letter),
    PeopleList: Layout("PeopleList", person, _sk("LIST")),
    FoundBy: Layout(
        "FoundBy", lambda i: found_by(shelf(suffix_of(i))), at_spot, indexes.about_owner
    ),
    Alert: Layout("Alert", person, _sk("ALERT"), indexes.in_line, made_anew=True),
    HourNews: Layout(
        "HourNews", lambda _id: "DEMAND", lambda _id: "NEWS", indexes.due, made_anew=True
    ),
    Demand: Layout("Demand", lambda _id: "DEMAND", lambda _id: "COUNTS", counters=True),
    Accompanied: Layout("Accompanied", accompanied, lambda i: f"PEOPLE#{last_of(i)}"),
    Adjustments: Layout("Adjustments", lambda _id: ADJUSTMENTS, lambda _id: "CURRENT"),
    FirstDay: Layout("FirstDay", lambda _id: ADJUSTMENTS, lambda _id: "BEGUN"),
    SettingsChange: Layout("SettingsChange", lambda _id: ADJUSTMENTS, _sk("CHANGE")),
}
BY_NAME: dict[str, type[Any]] = {layout.name: entity for entity, layout in LAYOUTS.items()}
OUTBOX = tuple(layout.name for layout in LAYOUTS.values() if layout.outbox)
"""The types that the table's stream hands over; `infra/stack/functions.json` filters by them."""
