"""Messages: the states of a mail, from planned to settled.

PENDING → CLAIMED → SENT → DELIVERED | BOUNCED | COMPLAINED. CANCELLED when it is no longer wanted;
FAILED when it is given up; UNKNOWN when nobody can tell whether SES accepted it, until SES's own
event or the end of `UNKNOWN_WINDOW`, or for good if it is no longer wanted then.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..ids import owner_of
from ..put_off import SOONEST, next_try

LEASE = timedelta(minutes=5)
"""How long a sender may hold a message: more than the timeout of the mail function."""

UNKNOWN_WINDOW = timedelta(minutes=15)
"""How long to wait for SES's event before trying once more; events come within seconds."""

THROTTLED_FOR = timedelta(minutes=1)
"""How long a throttled message waits: until the next sweep or two."""

LATE = timedelta(minutes=15)
"""How far past due a message is late: three sweeps could have handed it over by then."""

NOT_ACCEPTED = "not_accepted"
THROTTLED = "throttled"
UNSETTLED = "unsettled"
HELD_BACK = "held_back"
UNKNOWN_TWICE = "unknown_twice"
PERHAPS_LEFT = "perhaps_left"


class Kind(StrEnum):
    REGISTRATION = "registration"
    PERSONAL_LINK = "personal_link"
    BOOKING_CONFIRMED = "booking_confirmed"
    BOOKING_MOVED = "booking_moved"
    BOOKING_CANCELLED = "booking_cancelled"
    BOOKING_REMINDER = "booking_reminder"
    BOOKING_EXPECTED = "booking_expected"
    BOOKING_LINK = "booking_link"
    STAFF_SESSION = "staff_session"
    STAFF_OWN_CHANGE = "staff_own_change"
    STAFF_ROUNDUP = "staff_roundup"
    STAFF_TEXT_TRIED = "staff_text_tried"
    DOCUMENT = "document"
    SURVEY_INVITATION = "survey_invitation"
    SURVEY_REMINDER = "survey_reminder"
    ADDRESS_PROOF = "address_proof"
    ADDRESS_CHANGED = "address_changed"
    STAFF_SIGN_IN = "staff_sign_in"
    STAFF_DOCUMENT_FAILED = "staff_document_failed"
    COMMUNITY_INVITATION = "community_invitation"
    EVENT_CONFIRMED = "event_confirmed"
    EVENT_WAITLISTED = "event_waitlisted"
    EVENT_PROMOTED = "event_promoted"
    EVENT_OFFER = "event_offer"
    EVENT_OFFER_LAPSED = "event_offer_lapsed"
    EVENT_SEAT_FREE = "event_seat_free"
    EVENT_SWITCHED = "event_switched"
    EVENT_LEFT = "event_left"
    EVENT_REMOVED = "event_removed"
    EVENT_CHANGED = "event_changed"
    EVENT_CANCELLED = "event_cancelled"
    EVENT_REMINDER = "event_reminder"
    EVENT_WAITING = "event_waiting"
    EVENT_SUMMARY = "event_summary"
    EVENT_DIGEST = "event_digest"
    THEME_OPEN = "theme_open"
    TOPIC_CHOSEN = "topic_chosen"
    TOPIC_NOT_CHOSEN = "topic_not_chosen"
    ERASED = "erased"
    PRIVACY_IDENTITY = "privacy_identity"
    PRIVACY_COPY = "privacy_copy"
    PRIVACY_WAITING = "privacy_waiting"
    LETTER = "letter"
    EVENT_LETTER = "event_letter"


class Origin(StrEnum):
    """Who caused a mail."""

    OWN = "own"
    """The person, by a link that was mailed to them, or time alone."""

    STRANGER = "stranger"
    """Whoever filled in a form: it may be anybody."""

    TEAM = "team"


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
GIVEN_UP = frozenset({State.CANCELLED, State.FAILED})
_RANK = {State.SENT: 1, State.DELIVERED: 2, State.BOUNCED: 3, State.COMPLAINED: 4}


class Ground(StrEnum):
    """What lets a mail leave that is not transactional."""

    SERVICE = "service"
    EXPRESS = "express"
    IMPLIED = "implied"


@dataclass(frozen=True)
class Basis:
    """Why a mail may leave. Times are UTC.

    `purpose` and `text_version` are those of the consent, if it is express. `since` is when that
    was given, or when they came or asked; `until` is when what is implied ends.
    """

    ground: Ground
    since: datetime
    until: datetime | None = None
    purpose: str = ""
    text_version: str = ""


@dataclass(frozen=True)
class Message:
    """One mail to one person, whose id is in its own. Times are UTC.

    `booking_id` is what it is about: a booking, or a registration for an event. `sequence` binds it
    to that as it was; `expires_at` is when it stops making sense. `step` counts the mails of one
    survey, or the corrections of a document; `anchor_at` is the moment from which its delays count.
    `next_at` is when a sweep should look at it again, None once it is settled. `put_off_at` is when
    SES first did not accept it, or gave no answer; `attempts` counts its claims. `reason` says why
    it is not sent (yet); `cause` is the code of SES's last answer that was not a yes; `correlation`
    is the request behind it. `to` is where it goes, if not to the person's present address.
    `begins_at` is when what somebody else changed begins, or was to begin, if the mail is news of
    that. `basis` is why it might leave when it was last claimed, unless it is transactional.
    `origin` is who caused it.
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
    to: str = ""
    begins_at: datetime | None = None
    basis: Basis | None = None
    origin: Origin = Origin.OWN
    version: int = 0

    @property
    def person_id(self) -> str:
        return owner_of(self.id)

    def caused_by(self, origin: Origin) -> "Message":
        return replace(self, origin=origin)

    @property
    def open(self) -> bool:
        """Whether it is still to leave, or to be settled."""
        return self.state in OPEN and not (self.state is State.UNKNOWN and self.next_at is None)

    @property
    def perhaps_left(self) -> bool:
        """Whether nobody can tell if SES accepted an earlier try."""
        return self.state is State.UNKNOWN or self.retried_unknown

    def due(self, now: datetime) -> bool:
        return self.state in OPEN and self.next_at is not None and self.next_at <= now

    def late(self, now: datetime) -> bool:
        """Return whether it was put off and is so far past due that somebody should know."""
        put_off = self.state is State.PENDING and self.reason in (NOT_ACCEPTED, THROTTLED)
        return put_off and now - self.due_at > LATE

    @property
    def redeemable(self) -> bool:
        """Whether it was given up but may be tried once more: SES certainly never took it."""
        return self.state is State.FAILED and self.reason == NOT_ACCEPTED

    def claimed(self, now: datetime, basis: Basis | None = None) -> "Message":
        """Return the message held for one sending, on a basis if it needs one.

        After the lease it is UNKNOWN; it never becomes PENDING again by itself.
        """
        again = self.retried_unknown or self.state is State.UNKNOWN
        return replace(
            self,
            state=State.CLAIMED,
            next_at=now + LEASE,
            attempts=self.attempts + 1,
            retried_unknown=again,
            put_off_at=None if self.state is State.UNKNOWN else self.put_off_at,
            reason="",
            basis=basis,
        )

    def cancelled(self, reason: str) -> "Message":
        """Return the message as it is not tried any more; what may have left stays UNKNOWN."""
        if self.perhaps_left:
            return replace(self, state=State.UNKNOWN, next_at=None, reason=PERHAPS_LEFT)
        return replace(self, state=State.CANCELLED, next_at=None, reason=reason)

    def planned_again(self, at: datetime) -> "Message":
        """Return a cancelled message as wanted after all."""
        wanted = replace(self, state=State.PENDING, due_at=at, next_at=at)
        return replace(wanted, reason="", put_off_at=None)

    def deferred(self, until: datetime, reason: str) -> "Message":
        """Return the message put off for a reason of ours, which says nothing about SES."""
        return replace(self, due_at=until, next_at=until, reason=reason, put_off_at=None)

    def not_accepted(self, now: datetime, cause: str = "") -> "Message":
        """Return the message planned again: SES certainly did not take it now.

        Given up after a day.
        """
        since = self.put_off_at or now
        next_at = next_try(since, now)
        if next_at is None:
            return self.failed(UNKNOWN_TWICE if self.perhaps_left else NOT_ACCEPTED, cause)
        return replace(self._put_off(NOT_ACCEPTED, next_at, cause), put_off_at=since)

    def throttled(self, now: datetime, cause: str = "") -> "Message":
        """Return the message planned a little later. This does not count towards giving it up."""
        return self._put_off(THROTTLED, now + THROTTLED_FOR, cause)

    def held_back(self, now: datetime) -> "Message":
        """Return the message put off without SES being asked, as SES's events do not arrive.

        This uses up no try. What was UNKNOWN stays so.
        """
        if self.state is State.UNKNOWN:
            return replace(self, next_at=now + SOONEST, reason=HELD_BACK)
        return self.not_accepted(now, HELD_BACK)

    def _put_off(self, reason: str, next_at: datetime, cause: str) -> "Message":
        return replace(self, state=State.PENDING, next_at=next_at, reason=reason, cause=cause)

    def failed(self, reason: str, cause: str = "") -> "Message":
        return replace(self, state=State.FAILED, next_at=None, reason=reason, cause=cause)

    def unknown(self, now: datetime, cause: str = "") -> "Message":
        """Return the message as UNKNOWN: SES may or may not have it.

        SES's event is waited for, then there is one more try, then a person has to look. `cause` is
        SES's answer, or "" if the sender died.
        """
        if self.retried_unknown:
            return self.failed(UNKNOWN_TWICE, cause)
        waiting = replace(self, state=State.UNKNOWN, next_at=now + UNKNOWN_WINDOW)
        since = now if cause else None
        return replace(waiting, put_off_at=since, reason=UNSETTLED, cause=cause)

    def settled(self, state: State, now: datetime, provider_id: str = "") -> "Message":
        """Return the message in the state that SES's answer or event tells.

        An event that comes late or twice changes nothing.
        """
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
    def accepted(self) -> bool:
        """Whether SES has accepted it."""
        return self.state in _RANK
