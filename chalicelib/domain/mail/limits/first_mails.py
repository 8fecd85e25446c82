"""Mails that nobody proved to want: to an address that is not proven, or asked for by anybody.

Whoever fills in a form may type somebody else's address. So what goes to an address that nobody
has proven is one mail in a few hours and a few in thirty days, whatever was asked for it; its link
shows all of it. Somebody who is known has a budget of their own for what forms cause, apart from
their day's mails: strangers neither fill that nor come before what they asked for themselves.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ...limits.limits import Limits
from ...people.participants import Participant
from ..about import Recipient
from ..messages import Kind, Message, Origin

MONTH = timedelta(days=30)

TOLD_LATELY = "told_lately"
"""The reason of a mail that another one to its address makes needless, or that waits for that."""

HELD = "first_mails_held"
"""The reason of one that waits for its turn, as too many leave from the whole stage."""

ANYWAY = frozenset(
    {
        Kind.EVENT_CHANGED,
        Kind.EVENT_CANCELLED,
        Kind.EVENT_REMOVED,
        Kind.BOOKING_CONFIRMED,
        Kind.BOOKING_MOVED,
        Kind.BOOKING_CANCELLED,
        Kind.BOOKING_REMINDER,
        Kind.BOOKING_EXPECTED,
        Kind.BOOKING_LINK,
        Kind.DOCUMENT,
        Kind.SURVEY_INVITATION,
        Kind.SURVEY_REMINDER,
        Kind.THEME_OPEN,
        Kind.TOPIC_CHOSEN,
        Kind.TOPIC_NOT_CHOSEN,
        Kind.ADDRESS_CHANGED,
        Kind.ERASED,
        Kind.COMMUNITY_INVITATION,
        Kind.PRIVACY_IDENTITY,
        Kind.PRIVACY_WAITING,
        Kind.LETTER,
        Kind.EVENT_LETTER,
    }
)
"""What the team causes, or only what is behind a mailed link: no stranger sets it off."""

ASKED = frozenset(
    {
        Kind.REGISTRATION,
        Kind.PERSONAL_LINK,
        Kind.ADDRESS_PROOF,
        Kind.EVENT_CONFIRMED,
        Kind.EVENT_WAITLISTED,
        Kind.EVENT_SWITCHED,
        Kind.EVENT_LEFT,
    }
)
"""Answers to what was asked: the mail before them leads to the same. Others are news, and wait."""


@dataclass(frozen=True)
class FirstMails:
    """The mails of the last thirty days to an address that was not proven then, oldest first.

    `id` is made of the address and does not show it. `silent_until`: somebody there said that it
    was not them, and nothing goes there before.
    """

    id: str
    sent_at: tuple[datetime, ...]
    expires_at: datetime
    silent_until: datetime | None = None
    version: int = 0

    def after(self, now: datetime) -> "FirstMails":
        """Return the record once one more has left."""
        kept = tuple(each for each in self.sent_at if now - each < MONTH)
        until = max(now + MONTH, self.silent_until or now)
        return replace(self, sent_at=(*kept, now), expires_at=until)

    def silenced(self, now: datetime) -> "FirstMails":
        """Return the record once somebody there said that it was not them."""
        return replace(self, silent_until=now + MONTH, expires_at=now + MONTH)

    def silent(self, now: datetime) -> bool:
        return self.silent_until is not None and now < self.silent_until

    def next_at(self, limits: Limits, now: datetime) -> datetime | None:
        """Return when one more may leave: now or later; None if these thirty days have had all."""
        lately = [each for each in self.sent_at if now - each < MONTH]
        if self.silent(now) or len(lately) >= limits.first_mails:
            return None
        return max([now, *(each + limits.first_mail_every for each in lately[-1:])])


def to_unproven(message: Message, person: Recipient) -> bool:
    """Return whether a mail goes to an address that nobody has proven, without the team's doing."""
    if message.kind in ANYWAY or message.origin is Origin.TEAM:
        return False
    elsewhere = bool(message.to)
    return elsewhere or (isinstance(person, Participant) and not person.proven)


def apart(message: Message, person: Recipient) -> bool:
    """Return whether a mail is none of the person's day: nobody proved that they want it."""
    return to_unproven(message, person) or by_form(message, person)


def by_form(message: Message, person: Recipient) -> bool:
    """Return whether anybody may have asked for a mail to somebody who is known."""
    return message.origin is Origin.STRANGER and not to_unproven(message, person)
