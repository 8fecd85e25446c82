"""Participants: their profile, consents and agenda, and the claim on their address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ..errors import Conflict
from ..levels import Maturity
from ..programme import PROGRAM
from ..sessions.engagements import AlreadyBooked, Engagement
from .absorbed import Absorbed
from .consents import Consent, ConsentSource, in_force, standing


class ParticipantKind(StrEnum):
    INDIVIDUAL = "individual"
    ORGANIZATION = "organization"
    STUDENT = "student"


class HeardFrom(StrEnum):
    COLLEAGUE = "colleague"
    NEWSLETTER = "newsletter"
    SOCIAL = "social"
    PRESS = "press"
    OTHER = "other"


TRY_AGAIN_AFTER = timedelta(days=30)
"""How long after a bounce an address is tried again: by then it may be mended."""


MOST_AHEAD = 100
"""The most sessions to come of one person: their agenda is part of their item."""


class TooManyBookings(Conflict):
    """The participant has as many sessions to come as one person may have."""

    code = "too_many_bookings"


class ProfileNeeded(Conflict):
    """This is for people who have joined the programme: who said who they are, and agreed to it."""

    code = "profile_needed"


@dataclass(frozen=True)
class Profile:
    """What a participant says of themselves at registration and may change later.

    A guest, who came to an event by its public form, has said nothing but a name.
    """

    given_name: str
    family_name: str
    kind: ParticipantKind | None = None
    maturity_level: Maturity | None = None
    themes: tuple[str, ...] = ()
    organization: str = ""
    role: str = ""
    discipline: str = ""
    municipality: str = ""
    phone: str = ""
    motivations: str = ""
    needs: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def guest(self) -> bool:
        """Whether the person came to an event by its public form and has not joined."""
        return self.kind is None


PROFILE_FIELDS = tuple(each.name for each in fields(Profile))
"""The fields of a profile, as forms, request bodies, pages and exports list them."""


@dataclass(frozen=True)
class JoiningForm:
    """What a form said of somebody who is known and has not joined; nobody has proven it."""

    profile: Profile
    heard_from: HeardFrom | None = None
    referral_code: str = ""


@dataclass(frozen=True)
class AskedEvent:
    """An event, or a series of them, that forms asked for, by its id, and when it is over (UTC)."""

    id: str
    ends_at: datetime


@dataclass(frozen=True)
class Guardian:
    """The parent or tutor who consents for a child under 14, as the child's form named them."""

    name: str
    email: str


@dataclass(frozen=True)
class Participant:
    """A person who registered. Times are UTC.

    `email` is "" for who registered by telephone and has none. `proven_at` is when they first did
    what only a mailed link lets one do; without an address, when the team heard them. `consents`
    are the latest, oldest first: the last entry of a purpose that is not pending is in force. Those
    before them are on pages (`ConsentPage`). `joining` waits for the person to confirm it.
    `asked_events` are those that forms asked for while nobody had proven the address. `link_epoch`
    dates the links in their mails: raising it revokes them all; `calendar_epoch` does so for the
    address of their calendar alone, `session_epoch` for the sessions of their browsers: signing out
    ends them all. `level_before` is the level that they joined with, kept since it is another.
    `referral_code` is what they came with; with `own_code`, which says nothing of them, they invite
    others. `unsubscribed_at` is when they last unsubscribed, and `refusals` from which purposes of
    mail; from all, if it names none. `guardian` is who consents for a child under 14: all mails, so
    all links, go to them, until the child's own address is proven by their leave. `absorbed` are
    those who were merged into them, the last one last; who was merged has `merged_into`, and stays
    as they were then. `apart_from` are those who look like them and are somebody else, as the team
    found. `shared_email` is another's, where who has none is written to.
    """

    id: str
    email: str
    profile: Profile
    registered_at: datetime
    link_sent_at: datetime
    consents: tuple[Consent, ...] = ()
    heard_from: HeardFrom | None = None
    referral_code: str = ""
    agenda: tuple[Engagement, ...] = ()
    link_epoch: int = 0
    calendar_epoch: int = 0
    session_epoch: int = 0
    own_code: str = ""
    unsubscribed_at: datetime | None = None
    refusals: tuple[str, ...] = ()
    bounced_at: datetime | None = None
    level_before: Maturity | None = None
    proven_at: datetime | None = None
    joining: JoiningForm | None = None
    asked_events: tuple[AskedEvent, ...] = ()
    guardian: Guardian | None = None
    absorbed: tuple[Absorbed, ...] = ()
    merged_into: str = ""
    apart_from: tuple[str, ...] = ()
    shared_email: str = ""
    version: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids under which something is theirs."""
        return (self.id, *(each.id for each in self.absorbed))

    @property
    def mailed_at(self) -> str:
        """The address where mails for the person go."""
        return self.guardian.email if self.guardian else self.email or self.shared_email

    @property
    def speaker(self) -> ConsentSource:
        """Who speaks by the links that are mailed for the person."""
        return ConsentSource.GUARDIAN if self.guardian else ConsentSource.OWN_LINK

    @property
    def proven(self) -> bool:
        """Whether the address is known to be theirs.

        So it is of whoever was written down before anything was ever pending.
        """
        return self.proven_at is not None or any(entry.of_before for entry in self.consents)

    def consents_now(self) -> dict[str, bool]:
        """Return purpose → granted, by the entries in force; nothing is while nobody has proven."""
        held = in_force(self.consents) if self.proven else {}
        return {purpose: consent.granted for purpose, consent in held.items()}

    @property
    def joined(self) -> bool:
        """Whether the person has joined: said who they are, and agreed to the programme itself."""
        told = self.profile.kind is not None and self.profile.maturity_level is not None
        return told and self.consents_now().get(PROGRAM, False)

    @property
    def of_programme(self) -> bool:
        """Whether the person has joined, or will have once they prove their address."""
        asked = any(each.concerns == PROGRAM for each in standing(self.consents))
        told = self.profile.kind is not None and self.profile.maturity_level is not None
        return self.joined or (told and asked and not self.proven)

    def tried_again(self, now: datetime) -> "Participant":
        """Return the participant once their address is given anew: an old bounce is forgotten."""
        bounced_lately = self.bounced_at is not None and now - self.bounced_at < TRY_AGAIN_AFTER
        return self if bounced_lately else replace(self, bounced_at=None)

    def at_address(self, email: str, now: datetime) -> "Participant":
        """Return the participant at another address; no link mailed to the one before works."""
        moved = replace(self, email=email, link_sent_at=now, bounced_at=None)
        return replace(moved, shared_email="" if email else self.shared_email).revoked()

    def revoked(self) -> "Participant":
        """Return the participant once no link mailed to them works."""
        others = tuple(each.revoked() for each in self.absorbed)
        return replace(self, link_epoch=self.link_epoch + 1, absorbed=others)

    def with_guardian_at(self, email: str, now: datetime) -> "Participant":
        """Return a child whose guardian has another address; links mailed before work no more."""
        if self.guardian is None:
            return self
        return replace(
            self.at_address(self.email, now), guardian=replace(self.guardian, email=email)
        )

    def in_care_of(self, guardian: Guardian, now: datetime) -> "Participant":
        """Return a child with a guardian, who speaks from then on; no link mailed before works."""
        return replace(self.at_address(self.email, now), guardian=guardian)

    def with_other_calendar(self) -> "Participant":
        """Return the participant once no address of their calendar works; the next is new."""
        others = tuple(each.with_other_calendar() for each in self.absorbed)
        return replace(self, calendar_epoch=self.calendar_epoch + 1, absorbed=others)

    def signed_out(self) -> "Participant":
        """Return the participant once every session of theirs is over; their links still work."""
        others = tuple(each.signed_out() for each in self.absorbed)
        return replace(self, session_epoch=self.session_epoch + 1, absorbed=others)

    def describing(self, profile: Profile) -> "Participant":
        """Return the participant with another profile; the level they joined with is kept."""
        now, then = profile.maturity_level, self.profile.maturity_level
        before = self.level_before or (then if now is not then else None)
        return replace(self, profile=profile, level_before=before)

    def engagement(self, starts_at: datetime, ends_at: datetime) -> str:
        """Return the id of the booking at exactly that time, or ""."""
        times = starts_at, ends_at
        return next((e.booking_id for e in self.agenda if (e.starts_at, e.ends_at) == times), "")

    def ahead(self, now: datetime) -> tuple[Engagement, ...]:
        """Return the engagements that are to come or under way."""
        return tuple(each for each in self.agenda if each.ends_at > now)

    def engaged(
        self, engagement: Engagement, now: datetime, most: int = MOST_AHEAD
    ) -> "Participant":
        """Return the participant with an engagement added or moved, and without past ones.

        Raises AlreadyBooked if it overlaps another, TooManyBookings if it would be one more than
        `most`; one that moves is not one more.
        """
        others = tuple(e for e in self.ahead(now) if e.booking_id != engagement.booking_id)
        if any(e.overlaps(engagement.starts_at, engagement.ends_at) for e in others):
            raise AlreadyBooked
        one_more = engagement.booking_id not in {e.booking_id for e in self.agenda}
        if len(others) >= min(most, MOST_AHEAD) and one_more:
            raise TooManyBookings
        return replace(self, agenda=(*others, engagement))

    def released(self, booking_id: str) -> "Participant":
        """Return the participant without the engagement of a booking."""
        return replace(self, agenda=tuple(e for e in self.agenda if e.booking_id != booking_id))


def by_id(found: Iterable[object]) -> dict[str, Participant]:
    """Return people by each id under which something is theirs."""
    people = (each for each in found if isinstance(each, Participant))
    return {identifier: person for person in people for identifier in person.ids}


@dataclass(frozen=True)
class AddressHolder:
    """Reserves an address for one participant; `id` is a hash of the normalised address."""

    id: str
    participant_id: str
    version: int = 0


@dataclass(frozen=True)
class Registration:
    """A request to join the programme, already validated at the boundary."""

    email: str
    profile: Profile
    consents: Mapping[str, bool] = field(default_factory=dict)
    heard_from: HeardFrom | None = None
    referral_code: str = ""
    guardian: Guardian | None = None

    @property
    def mailed_at(self) -> str:
        """The address that is written to: for a child, their guardian's."""
        return self.guardian.email if self.guardian else self.email
