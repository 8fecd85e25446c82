"""The class of retention of each stored type, and from when its period runs."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from ..adjusting.adjustments import Adjustments, SettingsChange
from ..audience.figures import PageDay
from ..audience.summary import EditionAudience
from ..audience.visitors import AudienceSalt, Seen
from ..back_office.first_day import FirstDay
from ..demand.alerts import Alert
from ..demand.counts import Demand
from ..demand.news import HourNews
from ..directory.entries import FoundBy, PersonEntry
from ..directory.lists import PeopleList
from ..documents.documents import Document, DocumentState
from ..events.events import Event
from ..events.registrations import EventRegistration
from ..events.seats import Seats, WaitingPlace
from ..events.series import Series
from ..events.topics import TopicProposal
from ..letters.letters import Letter
from ..limits.budgets import Budget
from ..looks import Look
from ..mail.broadcasts import Broadcast
from ..mail.limits.daily_limit import DailyCount
from ..mail.limits.first_mails import FirstMails
from ..mail.messages import Kind, Message
from ..mail.roundups import Roundup
from ..mail.sweeps import SweepRound
from ..mail.told import Told
from ..mail.wording.texts import MailTexts
from ..mail.wording.trials import TriedText
from ..merging.merges import Merge
from ..people.consent_history import ConsentPage
from ..people.drafts import Draft
from ..people.erasures import Erasure
from ..people.keys import PersonKey
from ..people.participants import AddressHolder, Participant
from ..people.privacy_requests import PrivacyRequest
from ..people.staff import StaffAddress, StaffMember
from ..people.staff_acts import StaffAct
from ..receipts import Receipt
from ..report.editions import Edition
from ..report.figures import EventFigures, Figures
from ..report.person_count import PersonCount
from ..report.recounts import Recount
from ..report.releases import Release
from ..report.returning import Accompanied
from ..retention import Periods, RetentionClass, end_of
from ..sessions.bookings import Booking
from ..sessions.slots import Schedule, Slot
from ..sessions.team_files import TeamFile
from ..sessions.toolshelves import Toolshelf
from ..surveys.on_the_spot import AnswerCount, EventAnswer
from ..surveys.surveys import Survey
from ..telephone.phone_calls import PhoneCall
from ..week.day_changes import DayChange
from ..week.external import ExternalCalendar
from ..week.patterns import Pattern
from .incidents import Incident
from .retention_round import RetentionRound

_C = RetentionClass

CLASS_OF: Mapping[type[Any], RetentionClass] = {
    **dict.fromkeys((Participant, ConsentPage, AddressHolder, Merge), _C.PARTICIPANTS),
    **dict.fromkeys((PersonKey, PersonCount, PersonEntry, FoundBy, Erasure), _C.PARTICIPANTS),
    PhoneCall: _C.PARTICIPANTS,
    Alert: _C.PARTICIPANTS,
    **dict.fromkeys((Booking, TeamFile), _C.SESSIONS),
    **dict.fromkeys((EventRegistration, WaitingPlace, TopicProposal), _C.REGISTRATIONS),
    **dict.fromkeys((Survey, EventAnswer), _C.ANSWERS),
    Document: _C.DOCUMENTS,
    Message: _C.MAILS,
    PrivacyRequest: _C.REQUESTS,
    Incident: _C.INCIDENTS,
    StaffAct: _C.ACTS,
    Look: _C.LOOKS,
    Draft: _C.DRAFTS,
    Receipt: _C.RECEIPTS,
    **dict.fromkeys((Told, Roundup, DailyCount, FirstMails, TriedText), _C.MAIL_COUNTS),
    Budget: _C.BUDGETS,
    **dict.fromkeys((AudienceSalt, Seen), _C.VISITORS),
    **dict.fromkeys((PageDay, EditionAudience), _C.AUDIENCE),
    Accompanied: _C.RETURNING,
    **dict.fromkeys((StaffMember, StaffAddress, Toolshelf, ExternalCalendar), _C.TEAM),
    **dict.fromkeys((Schedule, Slot, Pattern, DayChange), _C.TEAM),
    **dict.fromkeys((Adjustments, SettingsChange, FirstDay), _C.TEAM),
    **dict.fromkeys((PeopleList, Letter, MailTexts), _C.TEAM),
    **dict.fromkeys((Event, Series, Seats, Broadcast, AnswerCount), _C.EVENTS),
    **dict.fromkeys((Edition, Release, Figures, EventFigures, Recount), _C.REPORTS),
    **dict.fromkeys((Demand, HourNews), _C.WORKINGS),
    **dict.fromkeys((SweepRound, RetentionRound), _C.WORKINGS),
}
"""Each type that is stored; people whom nobody has proven are `UNPROVEN`, too."""

HOLDS: Mapping[RetentionClass, type[Any]] = {
    _C.PARTICIPANTS: Participant,
    _C.UNPROVEN: Participant,
    _C.DOCUMENTS: Document,
    _C.MAILS: Message,
    _C.REQUESTS: PrivacyRequest,
    _C.INCIDENTS: Incident,
    _C.ACTS: StaffAct,
    _C.LOOKS: Look,
}
"""What the purge takes of each class, one by one; the rest of it goes with them."""

DATED: Mapping[type[Any], str] = {
    Booking: "starts_at",
    EventRegistration: "registered_at",
    TopicProposal: "proposed_at",
    Survey: "held_at",
    EventAnswer: "answered_at",
    Draft: "kept_at",
    Event: "starts_at",
    Slot: "starts_at",
}
"""The field that says of when something is that is not purged by itself."""


def class_of(entity: Any) -> RetentionClass:
    """Return the class of something that is stored."""
    if isinstance(entity, Participant) and not entity.proven:
        return _C.UNPROVEN
    return CLASS_OF[type(entity)]


def since(entity: Any) -> datetime | None:
    """Return from when the period of something runs (UTC); None while it is needed.

    Of a participant, what their own item knows: `last_activity` has the rest.
    """
    match entity:
        case Participant():
            # Who was merged stays with who remains, and goes with them.
            return None if entity.merged_into else _said_by(entity)
        case Document():
            return None if entity.state is DocumentState.REQUESTED else entity.created_at
        case Message():
            # The invitation to the community is made once: its item is what remembers it.
            needed = entity.open or entity.kind is Kind.COMMUNITY_INVITATION
            return None if needed else entity.sent_at or entity.due_at
        case PrivacyRequest():
            return entity.closed_at
        case Incident():
            return None if entity.to_tell else end_of(entity.facts.aware_on)
        case StaffAct() | Look():
            return entity.at
    return None


def dated(entity: Any) -> datetime | None:
    """Return of when something is (UTC), where that is known."""
    name = DATED.get(type(entity))
    return getattr(entity, name) if name else None


def over_at(kept: RetentionClass, since: datetime | None, periods: Periods) -> datetime | None:
    """Return when something of a class is to go (UTC); None if it stays for now."""
    return periods[kept].after(since) if since is not None and kept in periods else None


def last_activity(
    participant: Participant, held: Iterable[Any], events: Iterable[Event]
) -> datetime | None:
    """Return when somebody last did anything, or is to (UTC); None if a mail is on its way.

    `held` is all in their partition; `events` are those that they are registered for.
    """
    moments: list[datetime | None] = [_said_by(participant), *(each.ends_at for each in events)]
    for each in held:
        match each:
            case Message() if each.open:
                return None
            case Booking():
                moments += [each.booked_at, each.ends_at, each.held_at]
            case EventRegistration():
                moments += [each.registered_at, each.attended_at]
            case Alert():
                moments += [each.asked_at]
            case Survey():
                moments += [each.answered_at]
    return max(moment for moment in moments if moment is not None)


def _said_by(person: Participant) -> datetime:
    """Return the last moment that somebody's own item tells of.

    Anybody may ask for a link to an address: it counts for those alone who have proven theirs.
    """
    moments = [person.registered_at, person.proven_at, person.unsubscribed_at]
    moments += [person.link_sent_at] if person.proven else []
    moments += [moment for each in person.consents for moment in (each.at, each.confirmed_at)]
    moments += [each.ends_at for each in person.agenda]
    return max(moment for moment in moments if moment is not None)
