"""What an adviser is told once a day, if she chose that over a mail at once.

Each change is written as the mail at once that it would be (`adviser_mail`). When its time has come
and she wants one mail a day, it is *gathered* in the day's roundup instead, whose mail leaves at
the programme's hour. Nothing of that is asked of who books.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from ..ids import is_of_team, mark_of, owned, owner_of, suffix_of, tail_of
from ..people.participants import Participant
from ..people.staff import StaffMember
from ..programme import Programme
from ..sessions.bookings import Booking, BookingStatus
from .messages import Kind, Message, State

GATHERED = "in_roundup"
"""Why the mail at once does not leave."""

MARK = "roundup"
"""In the ids of the mails that tell roundups."""

KEPT = timedelta(days=60)
"""How long a roundup is remembered: longer than its mail may wait."""

TOO_LATE = timedelta(hours=2)
"""How soon after its roundup a session begins, at most, that is told before."""

MOST = 100
"""How many sessions one roundup tells of; what is more goes to the next day's."""


@dataclass(frozen=True)
class Change:
    """What became of one session that is still to be told: its `first` and `last` sequence."""

    booking_id: str
    first: int
    last: int


@dataclass(frozen=True)
class Roundup:
    """What one mail is to tell of an adviser's sessions, whose id and the day are in its own."""

    id: str
    expires_at: datetime
    changes: tuple[Change, ...] = ()
    version: int = 0

    def gathering(self, message: Message) -> "Roundup":
        """Return the roundup with what a mail at once would tell."""
        known = {each.booking_id: each for each in self.changes}
        new = Change(message.booking_id, message.sequence, message.sequence)
        before = known.get(message.booking_id, new)
        first, last = min(before.first, new.first), max(before.last, new.last)
        known[message.booking_id] = replace(new, first=first, last=last)
        return replace(self, changes=tuple(known.values()))

    def without(self, message: Message) -> "Roundup":
        """Return the roundup without the session of a mail that leaves at once after all."""
        others = (each for each in self.changes if each.booking_id != message.booking_id)
        return replace(self, changes=tuple(others))

    def tells(self, booking_id: str) -> bool:
        return any(each.booking_id == booking_id for each in self.changes)

    def takes(self, message: Message, mail: Message | None) -> bool:
        """Return whether it may still gather a message: its own `mail` was never claimed."""
        known = self.tells(message.booking_id)
        untouched = mail is None or (mail.state is State.PENDING and not mail.attempts)
        return untouched and (known or len(self.changes) < MOST)


class What(StrEnum):
    """What became of a session, in the order in which a roundup tells it."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    AWAY = "away"


@dataclass(frozen=True)
class News:
    """What a roundup tells of one session. `new`: it was booked since she was last told."""

    what: What
    session: Booking
    participant: Participant | None
    new: bool


def waits(message: Message, member: StaffMember) -> bool:
    """Return whether a message is to be gathered: its adviser wants one mail a day."""
    hers = message.kind is Kind.STAFF_SESSION and message.state is State.PENDING
    return hers and member.active and member.daily_roundup


def too_late(begins_at: datetime, told_at: datetime, now: datetime) -> bool:
    """Return whether a roundup told at a moment (UTC) would tell too late of what begins."""
    return now < begins_at < told_at + TOO_LATE


def closes_at(now: datetime, programme: Programme) -> datetime:
    """Return until when the roundup gathers that is open at a moment (UTC)."""
    local = now.astimezone(ZoneInfo(programme.zone))
    today = datetime.combine(local.date(), programme.roundup_at, local.tzinfo)
    closes = today if today > local else today + timedelta(days=1)
    return closes.astimezone(now.tzinfo)


def roundup_id(adviser_id: str, closes: datetime, programme: Programme) -> str:
    """Return the id of the roundup that closes at a moment (UTC)."""
    return owned(adviser_id, f"{closes.astimezone(ZoneInfo(programme.zone)):%Y%m%d}")


def mail_id(roundup: str) -> str:
    """Return the id of a roundup's mail."""
    return owned(owner_of(roundup), MARK, suffix_of(roundup))


def told_by(message_id: str) -> str:
    """Return the id of the roundup that a mail tells; "" if it tells something else."""
    if not is_of_team(message_id) or mark_of(message_id) != MARK:
        return ""
    return owned(owner_of(message_id), tail_of(message_id))


def what_became(change: Change, session: Booking, adviser_id: str) -> What | None:
    """Return what a roundup tells its adviser of a session; None if she knows it.

    A change after the last is her own, or has a mail of its own; so has what became of the session.
    """
    if session.adviser_id != adviser_id:
        return What.AWAY
    if session.sequence != change.last:
        return None
    if session.status is BookingStatus.CANCELLED:
        return What.CANCELLED
    if session.status is not BookingStatus.BOOKED:
        return None
    return What.MOVED if change.first else What.BOOKED


def news_of(
    roundup: Roundup, sessions: dict[str, Booking], people: dict[str, Participant]
) -> tuple[News, ...]:
    """Return what a roundup tells, by what became of the sessions, then by their start."""
    adviser, order = owner_of(roundup.id), list(What)
    found: list[News] = []
    for change in roundup.changes:
        session = sessions.get(change.booking_id)
        what = what_became(change, session, adviser) if session else None
        if session and what:
            person = people.get(session.participant_id)
            found.append(News(what, session, person, not change.first))
    found.sort(key=lambda each: (order.index(each.what), each.session.starts_at))
    return tuple(found)
