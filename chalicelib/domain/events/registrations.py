"""One person's registration for one event: a seat, an offer of one, or a place in line."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ..errors import Conflict, NotFound
from ..ids import event_of, owned, owner_of, suffix_of
from ..sessions.bookings import Booking, BookingStatus
from ..sessions.slots import Format
from .events import Event, Mode
from .seats import Claim


class AlreadyRegistered(Conflict):
    """The person has a seat or a place in line already."""

    code = "already_registered"


class NotRegistered(Conflict):
    """The person has no registration, or no seat, for this to apply to."""

    code = "not_registered"


class OfferLapsed(Conflict):
    """The time to confirm an offered seat is over."""

    code = "offer_lapsed"


class RegistrationStatus(StrEnum):
    CONFIRMED = "confirmed"
    OFFERED = "offered"
    WAITLISTED = "waitlisted"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    ABSENT = "absent"


WITHOUT_SEAT = frozenset({RegistrationStatus.WAITLISTED, RegistrationStatus.CANCELLED})


@dataclass(frozen=True)
class EventRegistration:
    """One person's registration for one event, of which there is only one.

    `id` joins the person's and the event's; `ticket` is the order of arrival. `sequence` rises with
    each change of status or mode; `event_sequence` is the event's when the person was last told.
    `confirm_by` (UTC) is when an offer ends. `answered` tells whether the request behind it got an
    answer: if not, the same request sent again is given this registration. `offer_missed` tells
    whether they let an offer lapse: those who have not come first. `provisional`: a form asked for
    it, for an address that nobody had proven; anybody may have filled it in. `attended_in` may be
    another mode than the seat's: some who registered online come to the room.
    """

    id: str
    mode: Mode
    status: RegistrationStatus
    ticket: int
    registered_at: datetime
    sequence: int = 0
    event_sequence: int = 0
    confirm_by: datetime | None = None
    answered: bool = True
    offer_missed: bool = False
    provisional: bool = False
    attended_at: datetime | None = None
    attended_in: Mode | None = None
    version: int = 0

    @property
    def event_id(self) -> str:
        return event_of(self.id)

    @property
    def participant_id(self) -> str:
        return owner_of(self.id)

    @property
    def stands(self) -> bool:
        """Whether it is not cancelled."""
        return self.status is not RegistrationStatus.CANCELLED

    @property
    def seated(self) -> bool:
        """Whether it holds a seat: confirmed, offered, or with attendance recorded."""
        return self.status not in WITHOUT_SEAT

    @property
    def assured(self) -> bool:
        """Whether the seat is theirs, with nothing left to confirm."""
        return self.seated and self.status is not RegistrationStatus.OFFERED

    @property
    def waits(self) -> bool:
        """Whether it holds a place in line."""
        return self.status is RegistrationStatus.WAITLISTED

    @property
    def coming(self) -> bool:
        """Whether it holds a seat or a place in line."""
        return self.seated or self.waits

    def called_off(self, event: Event) -> bool:
        """Return whether only the event's cancellation keeps the person from coming."""
        return event.cancelled_at is not None and self.coming

    def changeable(self, event: Event, now: datetime) -> bool:
        """Return whether the person may still leave or change modes."""
        return event.standing(now) and self.coming

    def lets_in(self, event: Event, now: datetime) -> bool:
        """Return whether its ticket or link is of use: a seat of their own, until the end."""
        return event.cancelled_at is None and not event.over(now) and self.assured

    @property
    def next_at(self) -> datetime | None:
        """When an offer that nobody answers lapses (UTC); None if there is no offer."""
        return self.confirm_by if self.status is RegistrationStatus.OFFERED else None

    def heard(self) -> "EventRegistration":
        """Return the registration with its request answered."""
        return replace(self, answered=True)

    def promoted(self, event: Event, confirm_by: datetime | None) -> "EventRegistration":
        """Return the registration out of the line, with a seat, or the offer of one until then."""
        if confirm_by is None:
            return self._now(RegistrationStatus.CONFIRMED, event)
        return replace(self._now(RegistrationStatus.OFFERED, event), confirm_by=confirm_by)

    def accepted(self, event: Event, now: datetime) -> "EventRegistration":
        """Return the registration with its offer taken. Raises OfferLapsed, NotRegistered."""
        if self.status is RegistrationStatus.CANCELLED:
            raise OfferLapsed if self.confirm_by else NotRegistered
        if self.status is not RegistrationStatus.OFFERED:
            raise NotRegistered
        if self.confirm_by is not None and now > self.confirm_by:
            raise OfferLapsed
        return replace(self._now(RegistrationStatus.CONFIRMED, event), confirm_by=None)

    def missed(self, ticket: int, event: Event) -> "EventRegistration":
        """Return the registration at the end of the line, as its offer was not taken in time."""
        back = self.in_line_for(self.mode, ticket, event)
        return replace(back, confirm_by=None, offer_missed=True)

    def lapsed(self, event: Event) -> "EventRegistration":
        """Return the registration cancelled, as its offer was not taken before the start.

        `confirm_by` remains, to tell why.
        """
        return replace(self._now(RegistrationStatus.CANCELLED, event), confirm_by=self.confirm_by)

    def left(self, event: Event) -> "EventRegistration":
        """Return the registration cancelled by the person or the team."""
        return replace(self._now(RegistrationStatus.CANCELLED, event), confirm_by=None)

    def seated_in(self, mode: Mode, event: Event) -> "EventRegistration":
        """Return the registration with a seat of a mode."""
        confirmed = self._now(RegistrationStatus.CONFIRMED, event)
        return replace(confirmed, mode=mode, confirm_by=None, offer_missed=False)

    def in_line_for(self, mode: Mode, ticket: int, event: Event) -> "EventRegistration":
        """Return the registration with a place in line for a mode."""
        return replace(self._now(RegistrationStatus.WAITLISTED, event), mode=mode, ticket=ticket)

    @property
    def attended(self) -> bool:
        return self.status is RegistrationStatus.ATTENDED

    def came(self, attended: bool, now: datetime, mode: Mode | None = None) -> "EventRegistration":
        """Return the registration with its attendance recorded.

        Somebody already marked present keeps the time and mode of their arrival. An absence leaves
        an offer as it is: it lapses by itself. Raises NotRegistered if there is no seat.
        """
        if not self.seated:
            raise NotRegistered
        if attended and self.attended:
            return self
        if not attended and self.status is RegistrationStatus.OFFERED:
            return self  # it lapses by itself
        return replace(
            self,
            status=RegistrationStatus.ATTENDED if attended else RegistrationStatus.ABSENT,
            confirm_by=None,
            attended_at=now if attended else None,
            attended_in=mode or self.mode if attended else None,
        )

    def _now(self, status: RegistrationStatus, event: Event) -> "EventRegistration":
        return replace(
            self,
            status=status,
            sequence=self.sequence + 1,
            event_sequence=event.sequence,
            attended_at=None,
            attended_in=None,
        )


def registration_id(participant_id: str, event_id: str) -> str:
    return owned(participant_id, suffix_of(event_id))


def from_claim(
    claim: Claim,
    earlier: EventRegistration | None,
    event: Event,
    answered: bool,
    now: datetime,
    provisional: bool = False,
) -> EventRegistration:
    """Return the registration that a claim stands for.

    `earlier` is the person's cancelled registration for the event, which it replaces.
    """
    status = RegistrationStatus.WAITLISTED if claim.waits else RegistrationStatus.CONFIRMED
    return EventRegistration(
        id=claim.registration_id,
        mode=claim.mode,
        status=status,
        ticket=claim.ticket,
        registered_at=now,
        sequence=earlier.sequence + 1 if earlier else 0,
        event_sequence=event.sequence,
        answered=answered,
        provisional=provisional,
        version=earlier.version if earlier else 0,
    )


def existing(registration: EventRegistration | None) -> EventRegistration:
    """Return the registration; raise NotFound if there is none."""
    if registration is None:
        raise NotFound
    return registration


def as_session(event: Event, registration: EventRegistration, host: str) -> Booking | None:
    """Return an attended event as the session it counts for, with its own document and survey.

    It has no single adviser: the speakers are named, or else `host`. None if the person did not
    come or the event was cancelled.
    """
    if not registration.attended or event.cancelled_at is not None:
        return None
    return Booking(
        id=registration.id,
        slot_id=event.id,
        theme=event.themes[0] if event.themes else "",
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        adviser_id="",
        adviser_name=", ".join(event.speakers) or host,
        format=Format.VIDEO if registration.mode is Mode.ONLINE else Format.IN_PERSON,
        booked_at=registration.registered_at,
        status=BookingStatus.COMPLETED,
        held_at=event.ends_at,
    )
