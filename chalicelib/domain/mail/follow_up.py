"""Which messages each change of a session causes, and when.

Delays count elapsed time (UTC): « 48 h avant » is 48 hours, also when the clocks change. What would
be due at night and is not urgent is due while people are awake (`by_day`).
"""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from ..documents.documents import Document
from ..ids import owned
from ..people.erasures import Erasure
from ..people.participants import Participant
from ..people.staff import StaffMember
from ..programme import Programme
from ..sessions.bookings import Booking
from . import by_day
from .messages import Kind, Message, Origin
from .team.resending import is_resent

UNMADE = "unmade"
"""In the ids of mails to the adviser whose document could not be made."""

SIGN_IN_LIFETIME = timedelta(minutes=30)
"""How long a sign-in link is valid: long enough to open one's mail."""

SURVEY_GAP = timedelta(days=1)
"""The least time between two mails of one survey, even after an outage."""


def after_registration(participant: Participant, now: datetime) -> Message:
    message = _now(owned(participant.id, "registration"), Kind.REGISTRATION, now)
    return message.caused_by(Origin.STRANGER)


def after_correction(participant: Participant, now: datetime) -> Message:
    """Return the registration's mail once more: the first went to an address that was mistyped."""
    stamped = owned(participant.id, "registration", _stamp(now), participant.link_epoch)
    return _now(stamped, Kind.REGISTRATION, now).caused_by(Origin.STRANGER)


def after_link_request(
    participant: Participant, now: datetime, origin: Origin = Origin.STRANGER
) -> Message:
    """Return the mail with the personal link, which anybody may ask for."""
    identifier = owned(participant.id, "link", _stamp(now), participant.version)
    return _now(identifier, Kind.PERSONAL_LINK, now).caused_by(origin)


def after_team_correction(participant: Participant, now: datetime) -> Message:
    """Return the same, for an address that the team corrected."""
    return after_link_request(participant, now, Origin.TEAM)


def after_joining_community(
    participant: Participant, programme: Programme, now: datetime
) -> Message:
    """Return the invitation to the community, of which a person is sent one, by day."""
    invitation = _now(owned(participant.id, "community"), Kind.COMMUNITY_INVITATION, now)
    return by_day.planned(invitation, programme.sleep)


def before_address_change(participant: Participant, email: str, now: datetime) -> Message:
    """Return the mail that asks a new address to prove itself, once an hour at most."""
    mark = hashlib.sha256(f"{now:%Y-%m-%dT%H} {email}".encode()).hexdigest()[:16]
    identifier = owned(participant.id, "address", mark)
    return replace(_now(identifier, Kind.ADDRESS_PROOF, now), to=email)


def after_address_change(participant: Participant, before: str, now: datetime) -> Message:
    """Return the mail that tells the address before: whoever reads it may not have asked."""
    identifier = owned(participant.id, "moved", _stamp(now), participant.link_epoch)
    return replace(_now(identifier, Kind.ADDRESS_CHANGED, now), to=before)


def after_erasure(erasure: Erasure, now: datetime) -> Message:
    """Return the mail that confirms an erasure. It is sent as it is, and no item of the table."""
    mail = _now(owned(erasure.id, "erased"), Kind.ERASED, now)
    return replace(mail, to=erasure.guardian or erasure.email)


def after_sign_in_request(member: StaffMember, now: datetime) -> Message:
    """Return the mail with a sign-in link, which expires with that link."""
    mark = f"{_stamp(now)}n{member.sign_ins}"
    message = _now(owned(member.id, "signin", mark), Kind.STAFF_SIGN_IN, now)
    return replace(message, expires_at=now + SIGN_IN_LIFETIME, origin=Origin.STRANGER)


def after_booking(booking: Booking, programme: Programme, now: datetime) -> list[Message]:
    """Return the confirmation and the reminders."""
    confirmation = _of_booking(booking, Kind.BOOKING_CONFIRMED, now, booking.starts_at)
    return [confirmation, *_reminders(booking, programme, now)]


def after_move(
    booking: Booking, programme: Programme, now: datetime, before: Booking | None = None
) -> list[Message]:
    """Return the mail that tells the new time, and its reminders.

    The reminders of the old time are no longer wanted. `before` is the booking as it was, if the
    team moved it: by night, who sleeps is told in the morning.
    """
    moved = _of_booking(booking, Kind.BOOKING_MOVED, now, booking.starts_at)
    if before is not None:
        moved = by_day.news(moved, programme.sleep, booking.starts_at, before.starts_at)
    return [moved, *_reminders(booking, programme, now)]


def after_cancellation(
    booking: Booking, programme: Programme, now: datetime, by_team: bool = False
) -> Message:
    """Return the mail that tells it; by day, if the team cancelled."""
    told = _of_booking(booking, Kind.BOOKING_CANCELLED, now)
    return by_day.news(told, programme.sleep, booking.starts_at) if by_team else told


def ids_of(booking: Booking, programme: Programme) -> list[str]:
    """Return the ids of the mails that may tell somebody of a session as it stands."""
    kinds = (Kind.BOOKING_CONFIRMED, Kind.BOOKING_MOVED)
    told = [_of_booking(booking, kind, booking.booked_at).id for kind in kinds]
    reminders = [_reminder_id(booking, each) for each in programme.reminders_before]
    return [*told, _link_id(booking), *reminders]


def cancellation_id(booking: Booking) -> str:
    """Return the id of the mail that tells that a session is cancelled."""
    return _of_booking(booking, Kind.BOOKING_CANCELLED, booking.booked_at).id


def while_expected(booking: Booking, now: datetime) -> Message:
    """Return the mail that tells who is late that they are expected; a session has one at most."""
    return _of_booking(booking, Kind.BOOKING_EXPECTED, now, booking.ends_at)


def after_link(booking: Booking, programme: Programme, now: datetime) -> Message:
    """Return the mail that tells the link of a session, given or changed; news, by night."""
    told = Message(
        id=_link_id(booking),
        kind=Kind.BOOKING_LINK,
        due_at=now,
        next_at=now,
        booking_id=booking.id,
        sequence=booking.sequence,
        step=booking.link_changes,
        expires_at=booking.ends_at,
    )
    return by_day.news(told, programme.sleep, booking.starts_at)


def after_document(document: Document, now: datetime) -> Message:
    """Return the mail that brings a document; each correction has one of its own."""
    return _of_document(document, now, document_mail_id(document.id, document.corrections))


def document_again(document: Document, now: datetime) -> Message:
    """Return the same mail once more, once a minute at most."""
    return _of_document(document, now, owned(document.id, "again", f"{now:%Y%m%d%H%M}"))


def _of_document(document: Document, now: datetime, identifier: str) -> Message:
    return Message(
        id=identifier,
        kind=Kind.DOCUMENT,
        due_at=now,
        next_at=now,
        booking_id=document.booking_id,
        file_key=document.file_key,
        step=document.corrections,
    )


def after_document_failed(document: Document, booking: Booking, now: datetime) -> Message:
    """Return the mail that tells the adviser, who can write the notes more simply.

    There is one for each time the document is asked for.
    """
    identifier = owned(booking.adviser_id, UNMADE, document.id, document.version)
    message = _now(identifier, Kind.STAFF_DOCUMENT_FAILED, now)
    return replace(message, booking_id=booking.id)


def document_mail_id(session_id: str, corrections: int = 0) -> str:
    """Return the id of the mail that brings a session's document, or a correction of it."""
    return owned(session_id, f"document{corrections or ''}")


def survey_mail_id(session_id: str, step: int = 0) -> str:
    """Return the id of a mail of a session's survey; step 0 is the invitation."""
    return owned(session_id, f"survey{step}")


def after_session(booking: Booking, programme: Programme) -> list[Message]:
    """Return the invitation to the survey, if there is one.

    Each reminder is planned when the mail before it has left.
    """
    if booking.held_at is None or not programme.survey_after:
        return []
    return [_of_survey(booking.id, 0, booking.held_at, programme, booking.held_at)]


def after_sending(message: Message, programme: Programme) -> list[Message]:
    """Return what a mail that left causes: the next reminder of its survey, if any remains."""
    step = message.step + 1
    in_survey = message.kind in (Kind.SURVEY_INVITATION, Kind.SURVEY_REMINDER)
    if not in_survey or is_resent(message) or step >= len(programme.survey_after):
        return []
    if message.anchor_at is None or message.sent_at is None:
        return []
    earliest = message.sent_at + SURVEY_GAP
    return [_of_survey(message.booking_id, step, message.anchor_at, programme, earliest)]


def _of_survey(
    booking_id: str, step: int, anchor_at: datetime, programme: Programme, earliest: datetime
) -> Message:
    due_at = max(anchor_at + programme.survey_after[step], earliest)
    message = Message(
        id=survey_mail_id(booking_id, step),
        kind=Kind.SURVEY_REMINDER if step else Kind.SURVEY_INVITATION,
        due_at=due_at,
        next_at=due_at,
        booking_id=booking_id,
        step=step,
        anchor_at=anchor_at,
    )
    return by_day.planned(message, programme.sleep)


def _reminders(booking: Booking, programme: Programme, now: datetime) -> list[Message]:
    """Return one reminder for each delay still ahead, while people are awake."""
    planned = by_day.reminders(booking.starts_at, programme.reminders_before, programme.sleep)
    return [
        Message(
            id=_reminder_id(booking, delay),
            kind=Kind.BOOKING_REMINDER,
            due_at=due_at,
            next_at=due_at,
            booking_id=booking.id,
            sequence=booking.sequence,
            expires_at=expires_at,
        )
        for delay, due_at, expires_at in planned
        if due_at > now
    ]


def _of_booking(
    booking: Booking, kind: Kind, now: datetime, expires_at: datetime | None = None
) -> Message:
    return Message(
        id=owned(booking.id, kind.value.removeprefix("booking_"), booking.sequence),
        kind=kind,
        due_at=now,
        next_at=now,
        booking_id=booking.id,
        sequence=booking.sequence,
        expires_at=expires_at,
    )


def _now(identifier: str, kind: Kind, now: datetime) -> Message:
    return Message(id=identifier, kind=kind, due_at=now, next_at=now)


def _link_id(booking: Booking) -> str:
    return owned(booking.id, "link", f"{booking.sequence}n{booking.link_changes}")


def _reminder_id(booking: Booking, delay: timedelta) -> str:
    return owned(booking.id, f"reminder{int(delay.total_seconds() // 3600)}h", booking.sequence)


def _stamp(now: datetime) -> str:
    return now.strftime("%Y%m%d%H%M%S")
