"""Keep what an adviser is told once a day, instead of sending it at once."""

from dataclasses import replace
from datetime import datetime

from ...domain.mail import adviser_mail, roundups
from ...domain.mail.messages import Message
from ...domain.mail.roundups import Roundup
from ...domain.people.staff import StaffMember
from ...domain.programme import Programme
from ...domain.sessions.bookings import Booking
from ..ports import Records


def gather(
    message: Message,
    member: StaffMember,
    session: Booking | None,
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> Message | None:
    """Put what a mail at once would tell in the open roundup, and give up the mail, in one write.

    The first of a roundup plans its mail. Returns None if the session begins, or was to begin, too
    soon to wait for it: the mail leaves at once, and the roundup does not tell it again. Raises
    Stale if the member's choice, the roundup or its mail changed meanwhile.
    """
    roundup, mail, closes = _open(message, member, store, programme, now)
    planned = adviser_mail.of_roundup(roundup.id, closes, programme)
    begins_at = message.begins_at or (session.starts_at if session else None)
    unit = store.unit()
    unit.unchanged(member)
    if begins_at is not None and roundups.too_late(begins_at, planned.due_at, now):
        if mail is not None and roundup.tells(message.booking_id):
            unit.save(roundup.without(message))
            unit.unchanged(mail)
            unit.commit()
        return None
    gathered = roundup.gathering(message)
    if gathered.version:
        unit.save(gathered)
    else:
        unit.add(gathered)
    if mail is None:
        unit.add(planned)
    else:
        unit.unchanged(mail)
    waits = replace(message.cancelled(roundups.GATHERED), due_at=planned.due_at)
    settled = unit.save(waits)
    unit.commit()
    return settled


def _open(
    message: Message, member: StaffMember, store: Records, programme: Programme, after: datetime
) -> tuple[Roundup, Message | None, datetime]:
    """Return the roundup that takes a message, with its mail, and when it closes: after a moment.

    The mail of the next may have been claimed already, by a clock that is ahead; or it is full.
    """
    closes = roundups.closes_at(after, programme)
    identifier = roundups.roundup_id(member.id, closes, programme)
    found, mail = store.load((Roundup, identifier), (Message, roundups.mail_id(identifier)))
    roundup = found or Roundup(identifier, closes + roundups.KEPT)
    if roundup.takes(message, mail):
        return roundup, mail, closes
    return _open(message, member, store, programme, closes)
