"""The team registers somebody for an event at the telephone: who is known, or has no address."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from ....domain.directory.entries import PersonEntry
from ....domain.directory.telling import may_be
from ....domain.errors import NotFound
from ....domain.events import events
from ....domain.events.events import Event, Mode
from ....domain.events.registrations import EventRegistration, registration_id
from ....domain.ids import NewId, participant_id, profile_subject
from ....domain.people.arriving.by_telephone import registered
from ....domain.people.callers import Caller
from ....domain.people.participants import Participant, Registration
from ....domain.people.staff_acts import Deed, done
from ....domain.programme import Programme
from ....domain.receipts import Once, Receipt
from ...accompanied import hers_or_new
from ...callers import for_team, member_of_team, with_member
from ...ports import EventStore, SeatStore, Store
from ...retrying import decided_afresh
from ..manage_events import Scheduled, ensure_first, upcoming_events
from ..register_for_event import SeatRequest, register_for_event
from ..seating import Placed


@dataclass(frozen=True)
class Choice:
    """An event that somebody may be registered for, and their registration if there is one."""

    scheduled: Scheduled
    registration: EventRegistration | None


def register_by_telephone(
    caller: Caller,
    told: Registration,
    event_id: str,
    mode: Mode,
    once: Once[Placed],
    *,
    store: SeatStore,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> Placed:
    """Register somebody without an address, as they say at the telephone; they hear of it there.

    They agree to come to the event alone. The same form again, after a crash, finds who it made.
    Raises Forbidden, EventNotFound, and what `register_for_event` raises of the event.
    """
    ensure_first(caller, once, store)
    suffix = hashlib.sha256(once.id.encode()).hexdigest()[:20] if once.id else new_id()
    person = _heard(
        caller, told, (event_id, mode), suffix, store=store, programme=programme, now=now
    )
    wanted = SeatRequest(Caller(person.id, person.link_epoch), event_id, mode, by_team=caller)
    return register_for_event(wanted, once, store=store, programme=programme, now=now)


def register_known(
    caller: Caller,
    person_id: str,
    event_id: str,
    mode: Mode,
    once: Once[Placed],
    told: Registration | None = None,
    *,
    store: Store,
    programme: Programme,
    now: datetime,
) -> Placed:
    """Register somebody who is known, for any event, by the rules of their own request.

    An adviser, who is hers or nobody's yet; and who tells her that it is they (`told`), whoever
    accompanies them. Raises Forbidden, NotFound, and what `register_for_event` raises.
    """
    member, person, entry, receipt = with_member(
        caller, store, (Participant, person_id), (PersonEntry, person_id), (Receipt, once.id)
    )
    once.check(receipt)
    if person is None:
        raise NotFound
    if told is None or entry is None or not may_be(entry, told.profile):
        hers_or_new(member, store.person(person_id))
    wanted = SeatRequest(Caller(person.id, person.link_epoch), event_id, mode, by_team=caller)
    return register_for_event(wanted, once, store=store, programme=programme, now=now)


def events_for_person(
    caller: Caller, person_id: str, *, store: Store, now: datetime
) -> tuple[Participant, list[Choice]]:
    """Return somebody, and the events that are open, with how they stand there.

    Raises NotFound, and Forbidden to an adviser if another accompanies them.
    """
    member = member_of_team(caller, store=store)
    person = hers_or_new(member, store.person(person_id))
    return person, _choices(person, store, now)


def _choices(person: Participant, store: EventStore, now: datetime) -> list[Choice]:
    standing = [s for s in upcoming_events(store=store, now=now) if not s.event.begun(now)]
    keys = [(EventRegistration, registration_id(person.id, s.event.id)) for s in standing]
    pairs = zip(standing, store.load(known=keys), strict=True)
    return [Choice(scheduled, registration) for scheduled, registration in pairs]


@decided_afresh
def _heard(
    caller: Caller,
    told: Registration,
    seat: tuple[str, Mode],
    suffix: str,
    *,
    store: SeatStore,
    programme: Programme,
    now: datetime,
) -> Participant:
    """Return whom a form speaks of, written down before their seat is claimed."""
    identifier, (event_id, mode) = participant_id(suffix), seat
    event, person = for_team(caller, store).load((Event, event_id), (Participant, identifier))
    if person is not None:
        return person
    events.existing(event).ensure_open(mode, now)
    made = registered(identifier, told, programme.event_consents, now)
    unit = store.unit()
    unit.add(made)
    unit.add(*done(caller, Deed.PERSON_REGISTERED, profile_subject(made.id), 1, now))
    unit.commit()
    return made
