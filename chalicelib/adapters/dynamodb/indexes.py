"""How items are listed in the table's indexes, and when they expire.

`docs/data-model.md` lists the access patterns these serve.
"""

from datetime import datetime
from typing import Any

from ...domain.audience.visitors import AudienceSalt, Seen
from ...domain.demand.alerts import Alert
from ...domain.directory.entries import FoundBy
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.ids import (
    is_participant,
    letter_of,
    owner_of,
    suffix_of,
    tail_of,
)
from ...domain.letters.letters import Letter
from ...domain.limits.budgets import Budget
from ...domain.mail.due import Due
from ...domain.mail.limits.daily_limit import DailyCount
from ...domain.mail.limits.first_mails import FirstMails
from ...domain.mail.messages import Message
from ...domain.mail.roundups import Roundup
from ...domain.mail.team.listing import moment_of
from ...domain.mail.told import Told
from ...domain.mail.wanted import undelivered
from ...domain.people.drafts import Draft
from ...domain.people.mail_purposes import MailPurpose, refused_by
from ...domain.people.participants import Participant
from ...domain.people.privacy_requests import PrivacyRequest
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import StaffAct
from ...domain.receipts import Receipt
from ...domain.report.editions import Edition
from ...domain.report.person_count import PersonCount
from ...domain.sessions.bookings import Booking, BookingStatus
from ...domain.sessions.slots import Slot
from ...domain.surveys.on_the_spot import EventAnswer
from ...domain.telephone.phone_calls import PhoneCall
from ...domain.week.external import ExternalCalendar
from .partitions import (
    BOUNCED,
    CALENDARS,
    CALLS,
    COMMUNITY,
    EDITIONS,
    EVENTS,
    JOURNAL,
    LETTERS,
    MAILS,
    OPEN_SLOTS,
    TEAM,
    TO_DO,
    TURNS,
    UNDELIVERED,
    about,
    acts_about,
    agenda_partition,
    call_place,
    calls_of,
    counted_people,
    due_at,
    letter,
    line_for,
    roster,
    stamp,
)

Attributes = dict[str, Any]


def open_slot(slot: Slot) -> Attributes:
    if not slot.offered:
        return {}
    return {"timeline_pk": OPEN_SLOTS, "timeline_sk": f"{stamp(slot.starts_at)}#{slot.id}"}


def in_agenda(booking: Booking) -> Attributes:
    """Index a session by its start and, until it has an outcome, by its end for the team."""
    if booking.status is BookingStatus.CANCELLED:
        return {}
    return {
        "timeline_pk": agenda_partition(booking.starts_at),
        "timeline_sk": f"{stamp(booking.starts_at)}#{booking.id}",
        **(_to_do(booking.ends_at, booking.id) if booking.booked else {}),
    }


def in_calendar(event: Event) -> Attributes:
    return {
        "timeline_pk": EVENTS,
        "timeline_sk": f"{stamp(event.starts_at)}#{event.id}",
    }


def in_roster(registration: EventRegistration) -> Attributes:
    if not registration.stands:
        return {}
    return {
        "timeline_pk": roster(registration.event_id),
        "timeline_sk": f"{registration.ticket:08}#{registration.id}",
        **due(registration),
    }


def of_participant(participant: Participant) -> Attributes:
    """Index the people of the community, and those whose mails do not arrive; nobody merged."""
    if participant.merged_into:
        return {}
    if participant.bounced_at is None:
        return _in_community(participant)
    place = f"{stamp(participant.bounced_at)}#{participant.id}"
    return {"due_pk": BOUNCED, "due_sk": place}


def _in_community(participant: Participant) -> Attributes:
    """Index the participants who agreed to be sent summaries.

    Which words of the community's consent speak of summaries too is asked when each is written to.
    """
    agreed = participant.consents_now()
    if MailPurpose.SUMMARIES in refused_by(participant) or not agreed.get(
        "summaries", agreed.get("community")
    ):
        return {}
    return {"timeline_pk": COMMUNITY, "timeline_sk": participant.id}


def of_message(message: Message) -> Attributes:
    """Index a mail by when it is due; once nothing more is awaited, by when it left or was to.

    That of a letter is among those of the letter, too.
    """
    letter_id = letter_of(message.id)
    place = {"timeline_pk": letter(letter_id), "timeline_sk": message.id} if letter_id else {}
    if message.next_at is not None:
        return {**place, **due(message)}
    listed = UNDELIVERED if undelivered(message) else MAILS
    return {**place, "due_pk": listed, "due_sk": f"{stamp(moment_of(message))}#{message.id}"}


def of_letter(written: Letter) -> Attributes:
    place = f"{stamp(written.sent_at or written.written_at)}#{written.id}"
    return {"timeline_pk": LETTERS, "timeline_sk": place, **due(written)}


def in_team(member: StaffMember) -> Attributes:
    return {"timeline_pk": TEAM, "timeline_sk": member.id}


def by_time(act: StaffAct) -> Attributes:
    place = f"{stamp(act.at)}#{act.id}"
    about_it = {"timeline_pk": acts_about(act.id), "timeline_sk": place}
    return {**about_it, "due_pk": JOURNAL, "due_sk": place}


def listed(edition: Edition) -> Attributes:
    return {
        "timeline_pk": EDITIONS,
        "timeline_sk": f"{edition.starts_on.isoformat()}#{edition.id}",
    }


def counted(count: PersonCount) -> Attributes:
    """Index the people who add something to an edition, by edition."""
    if not any(count.counts.values()):
        return {}
    slug = suffix_of(count.id)
    return {"timeline_pk": counted_people(slug), "timeline_sk": owner_of(count.id)}


def answered_by(answer: EventAnswer) -> Attributes:
    """Index the answers of participants, by who gave them; that of a browser is nobody's."""
    respondent = tail_of(answer.id)
    if not is_participant(respondent):
        return {}
    return {"timeline_pk": about(respondent), "timeline_sk": answer.id}


def answered_to(receipt: Receipt) -> Attributes:
    index = {"timeline_pk": about(receipt.about), "timeline_sk": receipt.id}
    return {**expiring(receipt), **(index if receipt.about else {})}


def about_owner(key: FoundBy) -> Attributes:
    return {"timeline_pk": about(owner_of(key.id)), "timeline_sk": key.id}


def asked_by(request: PrivacyRequest) -> Attributes:
    """Index the requests of who is known, by who asks; what waits for an answer, for the team."""
    waits = _to_do(request.asked_at, request.id) if request.open else {}
    if not request.person_id:
        return waits
    return {"timeline_pk": about(request.person_id), "timeline_sk": request.id, **waits}


def to_call(call: PhoneCall) -> Attributes:
    """Index the calls to make, for all and for whose they are; one that is long past goes."""
    if not call.open:
        return {}
    place = call_place(call.pressing, call.at, call.id)
    index = {"due_pk": CALLS, "due_sk": place}
    index |= {"timeline_pk": calls_of(call.adviser_id), "timeline_sk": place}
    return {**index, "ttl": int(call.until.timestamp())} if call.until else index


def to_read(calendar: ExternalCalendar) -> Attributes:
    place = f"{stamp(calendar.read_next)}#{calendar.id}"
    return {"due_pk": CALENDARS, "due_sk": place}


def _to_do(since: datetime, identifier: str) -> Attributes:
    return {"due_pk": TO_DO, "due_sk": f"{stamp(since)}#{identifier}"}


def in_line(alert: Alert) -> Attributes:
    """Index who waits for a theme by when they asked; whose turn it is, by when that is over."""
    if alert.waits:
        place = f"{stamp(alert.asked_at)}#{alert.id}"
        return {"timeline_pk": line_for(alert.theme), "timeline_sk": place}
    if alert.until is None:
        return {}
    place = f"{stamp(alert.until)}#{alert.id}"
    return {"timeline_pk": TURNS, "timeline_sk": place}


def due(entity: Due) -> Attributes:
    return due_at(entity.next_at, entity.id) if entity.next_at else {}


def expiring(
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
