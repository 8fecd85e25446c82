"""Where each entity lives in the one table: its key, its index entries, its time to live.

`docs/data-model.md` lists the access patterns these serve.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...domain.audience.figures import PageDay
from ...domain.audience.summary import EditionAudience
from ...domain.audience.visitors import AudienceSalt, Seen
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
    owner_of,
    subject_of,
    suffix_of,
    tail_of,
)
from ...domain.limits.budgets import Budget
from ...domain.looks import Look
from ...domain.mail.broadcasts import Broadcast
from ...domain.mail.due import Due
from ...domain.mail.limits.first_mails import FirstMails
from ...domain.mail.messages import DailyCount, Message
from ...domain.mail.roundups import Roundup
from ...domain.mail.sweeps import SweepRound
from ...domain.mail.told import Told
from ...domain.people.consent_history import ConsentPage
from ...domain.people.drafts import Draft
from ...domain.people.erasures import Erasure
from ...domain.people.keys import PersonKey
from ...domain.people.mail_purposes import MailPurpose, refused_by
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
from ...domain.sessions.bookings import Booking, BookingStatus
from ...domain.sessions.slots import Schedule, Slot
from ...domain.sessions.team_files import TeamFile
from ...domain.surveys.on_the_spot import AnswerCount, EventAnswer
from ...domain.surveys.surveys import Survey
from .partitions import (
    AUDIENCE,
    COMMUNITY,
    EDITIONS,
    EVENTS,
    INCIDENTS,
    JOURNAL,
    OPEN_SLOTS,
    REQUESTS,
    TEAM,
    about,
    accompanied,
    acts_about,
    acts_of,
    agenda_partition,
    counted_people,
    due_at,
    edition,
    event,
    figures,
    looks,
    person,
    roster,
    stamp,
)

Attributes = dict[str, Any]


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


def _open_slot(slot: Slot) -> Attributes:
    if slot.booking_id:
        return {}
    return {"timeline_pk": OPEN_SLOTS, "timeline_sk": f"{stamp(slot.starts_at)}#{slot.id}"}


def _in_agenda(booking: Booking) -> Attributes:
    if booking.status is BookingStatus.CANCELLED:
        return {}
    return {
        "timeline_pk": agenda_partition(booking.starts_at),
        "timeline_sk": f"{stamp(booking.starts_at)}#{booking.id}",
    }


def _in_calendar(event: Event) -> Attributes:
    return {
        "timeline_pk": EVENTS,
        "timeline_sk": f"{stamp(event.starts_at)}#{event.id}",
    }


def _in_roster(registration: EventRegistration) -> Attributes:
    if not registration.stands:
        return {}
    return {
        "timeline_pk": roster(registration.event_id),
        "timeline_sk": f"{registration.ticket:08}#{registration.id}",
        **_due(registration),
    }


def _in_community(participant: Participant) -> Attributes:
    """Index the participants who agreed to be sent summaries, and can be reached.

    Which words of the community's consent speak of summaries too is asked when each is written to.
    """
    silent = MailPurpose.SUMMARIES in refused_by(participant) or participant.bounced_at
    agreed = participant.consents_now()
    if silent or not agreed.get("summaries", agreed.get("community")):
        return {}
    return {"timeline_pk": COMMUNITY, "timeline_sk": participant.id}


def _in_team(member: StaffMember) -> Attributes:
    return {"timeline_pk": TEAM, "timeline_sk": member.id}


def _of_what_was_done_to(identifier: str) -> str:
    if is_event(subject_of(identifier)):
        return event(identifier)
    theirs = is_participant(identifier) or is_of_team(identifier)
    return person(identifier) if theirs else acts_of(identifier)


def _by_time(act: StaffAct) -> Attributes:
    place = f"{stamp(act.at)}#{act.id}"
    about_it = {"timeline_pk": acts_about(act.id), "timeline_sk": place}
    return {**about_it, "due_pk": JOURNAL, "due_sk": place}


def _listed(edition: Edition) -> Attributes:
    return {
        "timeline_pk": EDITIONS,
        "timeline_sk": f"{edition.starts_on.isoformat()}#{edition.id}",
    }


def _counted(count: PersonCount) -> Attributes:
    """Index the people who add something to an edition, by edition."""
    if not any(count.counts.values()):
        return {}
    slug = suffix_of(count.id)
    return {"timeline_pk": counted_people(slug), "timeline_sk": owner_of(count.id)}


def _answered_by(answer: EventAnswer) -> Attributes:
    """Index the answers of participants, by who gave them; that of a browser is nobody's."""
    respondent = tail_of(answer.id)
    if not is_participant(respondent):
        return {}
    return {"timeline_pk": about(respondent), "timeline_sk": answer.id}


def _answered_to(receipt: Receipt) -> Attributes:
    index = {"timeline_pk": about(receipt.about), "timeline_sk": receipt.id}
    return {**_expiring(receipt), **(index if receipt.about else {})}


def _asked_by(request: PrivacyRequest) -> Attributes:
    """Index the requests of who is known, by who asks."""
    if not request.person_id:
        return {}
    return {"timeline_pk": about(request.person_id), "timeline_sk": request.id}


def _due(entity: Due) -> Attributes:
    return due_at(entity.next_at, entity.id) if entity.next_at else {}


def _expiring(
    entity: Receipt
    | DailyCount
    | FirstMails
    | Budget
    | Told
    | Draft
    | AudienceSalt
    | Seen
    | Roundup,
) -> Attributes:
    return {"ttl": int(entity.expires_at.timestamp())}


def _sk(prefix: str) -> Callable[[str], str]:
    return lambda identifier: f"{prefix}#{suffix_of(identifier)}"


def _sk_in_event(prefix: str) -> Callable[[str], str]:
    return lambda identifier: f"{prefix}#{tail_of(identifier)}"


LAYOUTS: dict[type[Any], Layout] = {
    Participant: Layout("Participant", person, lambda _id: "PROFILE", _in_community),
    ConsentPage: Layout("ConsentPage", person, _sk("CONSENTS")),
    StaffMember: Layout("StaffMember", person, lambda _id: "STAFF", _in_team),
    StaffAddress: Layout("StaffAddress", lambda i: f"TEAM#{i}", lambda _id: "ADDRESS"),
    AddressHolder: Layout(
        "EmailClaim", lambda i: f"EMAIL#{i}", lambda _id: "EMAIL", made_anew=True
    ),
    StaffAct: Layout("StaffAct", _of_what_was_done_to, _sk("ACT"), _by_time),
    Look: Layout("Look", looks, _sk("LOOK")),
    Schedule: Layout("Schedule", person, lambda _id: "SCHEDULE"),
    Slot: Layout("Slot", person, _sk("SLOT"), _open_slot, made_anew=True),
    Booking: Layout("Booking", person, _sk("BOOKING"), _in_agenda),
    Document: Layout("Document", person, _sk("DOCUMENT"), _due, outbox=True, made_anew=True),
    TeamFile: Layout("TeamFile", person, _sk("FILE"), made_anew=True),
    Survey: Layout("Survey", person, _sk("SURVEY"), made_anew=True),
    Message: Layout("Message", person, _sk("MESSAGE"), _due, outbox=True),
    Told: Layout("Told", person, _sk("TOLD"), _expiring),
    Roundup: Layout("Roundup", person, _sk("ROUNDUP"), _expiring),
    DailyCount: Layout("DailyCount", person, _sk("MAILS"), _expiring),
    FirstMails: Layout(
        "FirstMails", lambda i: f"FIRST#{i}", lambda _id: "FIRST", _expiring, made_anew=True
    ),
    Budget: Layout("Budget", lambda i: f"BUDGET#{i}", lambda _id: "BUDGET", _expiring),
    Event: Layout("Event", event, lambda _id: "EVENT", _in_calendar),
    Seats: Layout("Seats", event, lambda _id: "SEATS", _due),
    WaitingPlace: Layout("WaitingPlace", event, _sk_in_event("WAIT")),
    Broadcast: Layout("Broadcast", event, _sk_in_event("BROADCAST"), _due, outbox=True),
    Series: Layout("Series", lambda i: f"SERIES#{suffix_of(i)}", lambda _id: "SERIES"),
    TopicProposal: Layout("TopicProposal", event, _sk_in_event("TOPIC"), made_anew=True),
    EventAnswer: Layout("EventAnswer", event, _sk_in_event("ANSWER"), _answered_by),
    AnswerCount: Layout("AnswerCount", event, lambda _id: "ANSWERS"),
    EventRegistration: Layout("EventRegistration", person, _sk("EVENT"), _in_roster),
    Edition: Layout("Edition", edition, lambda _id: "EDITION", _listed),
    Release: Layout("Release", edition, lambda _id: "RELEASE"),
    Figures: Layout("Figures", figures, lambda i: f"COUNTS#{last_of(i)}", counters=True),
    PersonCount: Layout("PersonCount", person, _sk("COUNT"), _counted),
    Recount: Layout("Recount", edition, lambda _id: "RECOUNT"),
    EventFigures: Layout("EventFigures", figures, lambda i: f"EVENT#{last_of(i)}"),
    SweepRound: Layout("SweepRound", lambda _id: "SWEEP", lambda _id: "SWEEP"),
    RetentionRound: Layout("RetentionRound", lambda _id: "RETENTION", lambda _id: "ROUND"),
    Receipt: Layout("Receipt", lambda i: f"RECEIPT#{i}", lambda _id: "RECEIPT", _answered_to),
    Erasure: Layout("Erasure", person, lambda _id: "ERASURE", _due, outbox=True),
    PersonKey: Layout("PersonKey", person, lambda _id: "KEY"),
    Draft: Layout("Draft", person, _sk("DRAFT"), _expiring, made_anew=True),
    AudienceSalt: Layout(
        "AudienceSalt", lambda _id: AUDIENCE, lambda _id: "SALT", _expiring, made_anew=True
    ),
    Seen: Layout("Seen", lambda i: f"SEEN#{i}", lambda _id: "SEEN", _expiring),
    EditionAudience: Layout("EditionAudience", edition, lambda _id: "AUDIENCE"),
    PageDay: Layout("PageDay", lambda _id: AUDIENCE, lambda i: f"DAY#{i}"),
    Incident: Layout("Incident", lambda _id: INCIDENTS, _sk("INCIDENT")),
    PrivacyRequest: Layout("PrivacyRequest", lambda _id: REQUESTS, _sk("REQUEST"), _asked_by),
    Accompanied: Layout("Accompanied", accompanied, lambda i: f"PEOPLE#{last_of(i)}"),
}
BY_NAME: dict[str, type[Any]] = {layout.name: entity for entity, layout in LAYOUTS.items()}
OUTBOX = tuple(layout.name for layout in LAYOUTS.values() if layout.outbox)
"""The types that the table's stream hands over; `infra/stack/functions.json` filters by them."""
