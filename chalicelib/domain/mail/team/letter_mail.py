"""The mail that brings a letter of the team to one person."""

from datetime import datetime

from ...events.registrations import EventRegistration
from ...ids import mark_of, owned
from ...letters.letters import Letter
from ..messages import Kind, Message, Origin


def mail_of(
    letter: Letter, person_id: str, registration: EventRegistration | None, now: datetime
) -> Message:
    """Return the mail to a person, one for each letter; about their registration, if of an event.

    The same letter gives it the same id.
    """
    about = registration.id if registration else ""
    return Message(
        id=owned(about or person_id, mark_of(letter.id)),
        kind=Kind.EVENT_LETTER if letter.audience.event_id else Kind.LETTER,
        due_at=now,
        next_at=now,
        booking_id=about,
        expires_at=letter.expires_at,
        origin=Origin.TEAM,
    )
