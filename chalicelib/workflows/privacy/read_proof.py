"""The proof, for one person and one day, of what they had agreed to, was mailed and was seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ...domain.directory.accompanying import accompanying
from ...domain.errors import NotFound
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.looks import Look
from ...domain.mail.messages import Message
from ...domain.people.addresses import address_key
from ...domain.people.callers import Caller
from ...domain.people.consent_history import ConsentPage
from ...domain.people.participants import AddressHolder, Participant
from ...domain.people.privacy_requests import PrivacyRequest
from ...domain.people.staff import StaffMember
from ...domain.privacy.proof_of_day import ProofOfDay, proof_of_day
from ...domain.privacy.who_saw import Listed, who_saw
from ...domain.programme import Programme
from ...domain.sessions.bookings import Booking
from ..callers import for_team, member_of_team
from ..ports import PrivacyStore


@dataclass(frozen=True)
class Proof:
    """`looks` are what the team saw of them; `members` and `events`, by id, say whose and what."""

    participant: Participant
    of_day: ProofOfDay
    looks: tuple[Look, ...]
    members: Mapping[str, StaffMember]
    events: Mapping[str, Event]


def read_proof(
    caller: Caller,
    email: str,
    since: datetime,
    until: datetime,
    *,
    store: PrivacyStore,
    programme: Programme,
) -> Proof:
    """Return the proof of a day, of the person who has an address now.

    Raises Forbidden, InvalidToken, NotFound.
    """
    (holder,) = for_team(caller, store).load((AddressHolder, address_key(email)))
    return _proof(holder.participant_id if holder else "", since, until, store, programme)


def read_proof_of(
    caller: Caller,
    person_id: str,
    since: datetime,
    until: datetime,
    *,
    store: PrivacyStore,
    programme: Programme,
) -> Proof:
    """Return the proof of a day, of the person who has an id. Raises the same."""
    member_of_team(caller, store=store)
    return _proof(person_id, since, until, store, programme)


def _proof(
    person_id: str, since: datetime, until: datetime, store: PrivacyStore, programme: Programme
) -> Proof:
    person = store.one(Participant, person_id) if person_id else None
    if person is None:
        raise NotFound
    held = store.held(person.id)
    earlier = [c for each in held if isinstance(each, ConsentPage) for c in each.consents]
    messages = [each for each in held if isinstance(each, Message)]
    consents = [*earlier, *person.consents]
    zone = ZoneInfo(programme.zone)
    lists = store.lists_seen(since.astimezone(zone).date())
    looks = [*(each for each in held if isinstance(each, Look)), *lists]
    asked = any(isinstance(e, PrivacyRequest) for e in store.held_elsewhere(person.id))
    listed = _listed(held, looks, asked, zone, store)
    return Proof(
        person,
        proof_of_day(consents, messages, since, until),
        who_saw(looks, listed, since, until),
        listed.members,
        listed.events,
    )


def _listed(
    held: list[Any], looks: list[Look], asked: bool, zone: ZoneInfo, store: PrivacyStore
) -> Listed:
    """Return why somebody was on lists, with those who saw any; one read for all of it."""
    registrations = tuple(each for each in held if isinstance(each, EventRegistration))
    keys: list[tuple[type[Any], str]] = [(Event, each.event_id) for each in registrations]
    keys += [(StaffMember, each) for each in sorted({look.by for look in looks})]
    found = store.load(known=keys)
    return Listed(
        bookings=tuple(each for each in held if isinstance(each, Booking)),
        registrations=registrations,
        events={each.id: each for each in found if isinstance(each, Event)},
        members={each.id: each for each in found if isinstance(each, StaffMember)},
        asked=asked,
        zone=zone,
        accompanied_by=tuple(accompanying(held)),
    )
