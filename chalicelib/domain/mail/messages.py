"""Messages: the states of a mail, and whether it is still wanted.

PENDING → CLAIMED → SENT → DELIVERED | BOUNCED | COMPLAINED; CANCELLED when no longer wanted;
UNKNOWN when nobody can tell whether SES accepted it, until SES's own event or the window's end.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..ids import owner_of
from ..put_off import SOONEST, next_try

LEASE = timedelta(minutes=5)
"""How long a sender may hold a message: more than the mail function's timeout."""

UNKNOWN_WINDOW = timedelta(minutes=15)
"""How long SES's event is waited for before the one more try; they come within seconds."""

THROTTLED_FOR = timedelta(minutes=1)
"""Too many at once: it comes back as soon as a sweep sees it."""

LATE = timedelta(minutes=15)
"""Past due, when three sweeps had the time to hand it over: something holds it up."""

NOT_ACCEPTED = "not_accepted"
THROTTLED = "throttled"
UNSETTLED = "unsettled"
HELD_BACK = "held_back"


class Kind(StrEnum):
    REGISTRATION = "registration"
    PERSONAL_LINK = "personal_link"
    BOOKING_CONFIRMED = "booking_confirmed"
    BOOKING_MOVED = "booking_moved"
    BOOKING_CANCELLED = "booking_cancelled"
    BOOKING_REMINDER = "booking_reminder"
    DOCUMENT = "document"
    SURVEY_INVITATION = "survey_invitation"
    SURVEY_REMINDER = "survey_reminder"
    STAFF_SIGN_IN = "staff_sign_in"
    STAFF_DOCUMENT_FAILED = "staff_document_failed"
    EVENT_CONFIRMED = "event_confirmed"
    EVENT_WAITLISTED = "event_waitlisted"
    EVENT_PROMOTED = "event_promoted"
    EVENT_OFFER = "event_offer"
    EVENT_OFFER_LAPSED = "event_offer_lapsed"
    EVENT_SWITCHED = "event_switched"
    EVENT_LEFT = "event_left"
    EVENT_REMOVED = "event_removed"
    EVENT_CHANGED = "event_changed"
    EVENT_CANCELLED = "event_cancelled"
    EVENT_REMINDER = "event_reminder"
    EVENT_WAITING = "event_waiting"
    EVENT_SUMMARY = "event_summary"
    EVENT_DIGEST = "event_digest"
    TOPIC_CHOSEN = "topic_chosen"
    TOPIC_NOT_CHOSEN = "topic_not_chosen"


SUBSCRIBED = frozenset(
    {Kind.SURVEY_INVITATION, Kind.SURVEY_REMINDER, Kind.EVENT_SUMMARY, Kind.EVENT_DIGEST}
)
"""The kinds one can unsubscribe from: all that is not transactional."""


class State(StrEnum):
    PENDING = "pending"
    CLAIMED = "claimed"
    UNKNOWN = "unknown"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    CANCELLED = "cancelled"
    FAILED = "failed"


OPEN = frozenset({State.PENDING, State.CLAIMED, State.UNKNOWN})
_RANK = {State.SENT: 1, State.DELIVERED: 2, State.BOUNCED: 3, State.COMPLAINED: 4}


@dataclass(frozen=True)
class Message:
    """One mail to one person (`id` carries whose). Times are UTC.

    `booking_id` is what it is about: a booking, or a registration for an event; `sequence` binds
    it to that as it stood; `expires_at` is when it stops making sense;
    `step` counts the mails of one survey; `anchor_at` is the moment its delays count from;
    `next_at` is when a sweep should look at it again, None once it is settled; `put_off_at` is when
    SES first did not accept it, or said nothing of it; `attempts` how often it was claimed;
    `reason` says why it is not sent (yet), `cause` is the code of the last answer that was
    not a yes; `correlation` is the request behind it.
    """

    id: str
    kind: Kind
    due_at: datetime
    next_at: datetime | None = None
    booking_id: str = ""
    sequence: int = 0
    step: int = 0
    anchor_at: datetime | None = None
    expires_at: datetime | None = None
    file_key: str = ""
    state: State = State.PENDING
    attempts: int = 0
    put_off_at: datetime | None = None
    retried_unknown: bool = False
    provider_id: str = ""
    sent_at: datetime | None = None
    reason: str = ""
    cause: str = ""
    correlation: str = ""
    version: int = 0

    @property
    def person_id(self) -> str:
        return owner_of(self.id)

    def due(self, now: datetime) -> bool:
        return self.state in OPEN and self.next_at is not None and self.next_at <= now

    def late(self, now: datetime) -> bool:
        """Put off, and due for so long that somebody should know."""
        put_off = self.state is State.PENDING and self.reason in (NOT_ACCEPTED, THROTTLED)
        return put_off and now - self.due_at > LATE

    @property
    def redeemable(self) -> bool:
        """Given up although nothing speaks against another try: SES certainly never took it."""
        return self.state is State.FAILED and self.reason == NOT_ACCEPTED

    def claimed(self, now: datetime) -> "Message":
        """Held for one sending; after the lease it is UNKNOWN, never PENDING again by itself."""
        again = self.retried_unknown or self.state is State.UNKNOWN
        return replace(
            self,
            state=State.CLAIMED,
            next_at=now + LEASE,
            attempts=self.attempts + 1,
            retried_unknown=again,
            put_off_at=None if self.state is State.UNKNOWN else self.put_off_at,
            reason="",
        )

    def cancelled(self, reason: str) -> "Message":
        return replace(self, state=State.CANCELLED, next_at=None, reason=reason)

    def planned_again(self, at: datetime) -> "Message":
        """Wanted after all."""
        wanted = replace(self, state=State.PENDING, due_at=at, next_at=at)
        return replace(wanted, reason="", put_off_at=None)

    def deferred(self, until: datetime) -> "Message":
        """Over the day's cap, which says nothing of SES."""
        return replace(self, due_at=until, next_at=until, reason="day_full", put_off_at=None)

    def not_accepted(self, now: datetime, cause: str = "") -> "Message":
        """SES certainly did not take it: later once more, or given up after a long time."""
        since = self.put_off_at or now
        next_at = next_try(since, now)
        if next_at is None:
            return self.failed(NOT_ACCEPTED, cause)
        return replace(self._put_off(NOT_ACCEPTED, next_at, cause), put_off_at=since)

    def throttled(self, now: datetime, cause: str = "") -> "Message":
        """SES would take it, a little later: this counts towards nothing."""
        return self._put_off(THROTTLED, now + THROTTLED_FOR, cause)

    def held_back(self, now: datetime) -> "Message":
        """SES was not asked, because it does not say what becomes of mails: this uses up no try.
        What it said nothing of already stays UNKNOWN."""
        if self.state is State.UNKNOWN:
            return replace(self, next_at=now + SOONEST, reason=HELD_BACK)
        return self.not_accepted(now, HELD_BACK)

    def _put_off(self, reason: str, next_at: datetime, cause: str) -> "Message":
        return replace(self, state=State.PENDING, next_at=next_at, reason=reason, cause=cause)

    def failed(self, reason: str, cause: str = "") -> "Message":
        return replace(self, state=State.FAILED, next_at=None, reason=reason, cause=cause)

    def unknown(self, now: datetime, cause: str = "") -> "Message":
        """Nobody can tell: wait for SES's event, then one more try, then a person has to look.
        `cause` is SES's; a sender that died says nothing of SES."""
        if self.retried_unknown:
            return self.failed("unknown_twice", cause)
        waiting = replace(self, state=State.UNKNOWN, next_at=now + UNKNOWN_WINDOW)
        since = now if cause else None
        return replace(waiting, put_off_at=since, reason=UNSETTLED, cause=cause)

    def settled(self, state: State, now: datetime, provider_id: str = "") -> "Message":
        """As SES's answer or event says; an event that comes late or twice changes nothing."""
        if _RANK[state] <= _RANK.get(self.state, 0):
            return self
        return replace(
            self,
            state=state,
            next_at=None,
            sent_at=self.sent_at or now,
            provider_id=provider_id or self.provider_id,
            reason="",
        )

    @property
    def left(self) -> bool:
        """Whether SES has accepted it."""
        return self.state in _RANK


@dataclass(frozen=True)
class DailyCount:
    """Mails to one person on one day (UTC): the cap on any loop. `id` is person-day."""

    id: str
    expires_at: datetime
    count: int = 0
    version: int = 0
