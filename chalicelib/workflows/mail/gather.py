"""Keep what an adviser is told once a day, instead of sending it at once."""

from datetime import datetime

from ...domain.mail import adviser_mail, roundups
from ...domain.mail.messages import Message
from ...domain.mail.roundups import Roundup
from ...domain.people.staff import StaffMember
from ...domain.programme import Programme
from ..ports import Records


def gather(
    message: Message, member: StaffMember, *, store: Records, programme: Programme, now: datetime
) -> Message:
    """Put what a mail at once would tell in the open roundup, and give up the mail, in one write.

    The first of a roundup plans its mail. Raises Stale if the member's choice, the roundup or its
    mail changed meanwhile.
    """
    roundup, mail, closes = _open(message, member, store, programme, now)
    gathered, unit = roundup.gathering(message), store.unit()
    unit.unchanged(member)
    if gathered.version:
        unit.save(gathered)
    else:
        unit.add(gathered)
    if mail is None:
        unit.add(adviser_mail.of_roundup(roundup.id, closes, programme))
    else:
        unit.unchanged(mail)
    settled = unit.save(message.cancelled(roundups.GATHERED))
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
