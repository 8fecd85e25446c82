"""What the team does with events: create, change, cancel, publish a summary, see who comes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ...domain.errors import FieldError, InvalidFields, Stale
from ...domain.events import events
from ...domain.events.events import Event, Mode
from ...domain.events.registrations import EventRegistration
from ...domain.events.seats import CapacityTooLow, Reshape, Seats, new_seats
from ...domain.ids import NewId, event_id
from ...domain.mail import broadcasts
from ...domain.mail.broadcasts import Broadcast
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant, by_id
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import NO_KEY, Once, Receipt
from ..callers import for_team
from ..ports import EventStore, Records, Store, Unit
from ..retrying import decided_afresh
from .seating import fill

SHOWN = 200
"""How many events one list shows at most: more than an edition has."""


@dataclass(frozen=True)
class Scheduled:
    """An event with its seats."""

    event: Event
    seats: Seats


@dataclass(frozen=True)
class Roster:
    """Who comes to an event or waits, in order of arrival. `people` are by id."""

    event: Event
    seats: Seats
    registrations: tuple[EventRegistration, ...]
    people: dict[str, Participant]


@decided_afresh
def create_event(
    caller: Caller,
    draft: Event,
    capacities: Mapping[Mode, int],
    once: Once[Scheduled],
    *,
    store: Records,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> Scheduled:
    """Create an event; `draft` has everything but its id. Raises Forbidden, InvalidFields."""
    ensure_first(caller, once, store)
    unit = store.unit()
    event = replace(draft, id=event_id(new_id()))
    scheduled = schedule(unit, event, capacities, programme, now)
    unit.add(*done(caller, Deed.EVENT_CREATED, event.id, 1, now))
    unit.add(*once.receipts(scheduled, now))
    unit.commit()
    return scheduled


def ensure_first(caller: Caller, once: Once[Any], store: Records) -> None:
    """Raise Forbidden if it is not the team, Replay if it was done already, KeyReused."""
    (receipt,) = for_team(caller, store).load((Receipt, once.id))
    once.check(receipt)


def schedule(
    unit: Unit, event: Event, capacities: Mapping[Mode, int], programme: Programme, now: datetime
) -> Scheduled:
    """Add a new event to a write, with its seats and reminders. Raises InvalidFields."""
    events.check(event, now)
    events.check_closing(event, now)
    scheduled = Scheduled(event, new_seats(event, _checked(event, capacities)))
    unit.add(event, scheduled.seats, *broadcasts.of_reminders(event, programme, now))
    return scheduled


def change_event(
    caller: Caller,
    identifier: str,
    changes: Mapping[str, Any],
    capacities: Mapping[Mode, int],
    seen: int | None = None,
    *,
    store: Store,
    programme: Programme,
    now: datetime,
) -> Scheduled:
    """Change an event; those registered are told of a new time or place.

    `changes` are fields of Event, `capacities` those of the modes that change; a larger one is
    given to the line. `seen` is the version that the form showed, if any.

    Raises EventNotFound, EventCancelled, EventOver, InvalidFields, CapacityTooLow,
    PresencesRecorded, ChangedMeanwhile.
    """
    event = _change(
        caller, identifier, changes, capacities, seen, store=store, programme=programme, now=now
    )
    fill(identifier, store=store, programme=programme, now=now)
    return Scheduled(event, _seats(store.one(Seats, identifier)))


@decided_afresh
def cancel_event(
    caller: Caller, identifier: str, once: Once[Scheduled], *, store: Records, now: datetime
) -> Scheduled:
    """Cancel an event and tell those registered. Cancelling twice changes nothing."""
    event, seats = _load(caller, identifier, store, once)
    scheduled = Scheduled(event, seats)
    unit = store.unit()
    if event.cancelled_at is None:
        cancelled = unit.save(event.cancelled(now))
        unit.seats(Reshape(seats, cancelled, _capacities(seats)), now)
        unit.add(broadcasts.of_change(cancelled, now))
        unit.add(*done(caller, Deed.EVENT_CANCELLED, event.id, cancelled.version, now))
        scheduled = Scheduled(cancelled, seats)
    unit.add(*once.receipts(scheduled, now))
    unit.commit()
    return scheduled


@decided_afresh
def publish_summary(
    caller: Caller,
    identifier: str,
    summary: str,
    replay_url: str,
    once: Once[Scheduled],
    *,
    store: Records,
    now: datetime,
) -> Scheduled:
    """Send a summary to those present, a digest to the others and the community.

    The same again is sent to nobody. Raises EventNotFound, EventCancelled, InvalidFields too early.
    """
    event, seats = _load(caller, identifier, store, once)
    if event.cancelled_at is not None:
        raise events.EventCancelled
    if not event.begun(now):
        raise InvalidFields(FieldError("markdown", "before_the_event"))
    told = event.summarised(summary, replay_url)
    unit = store.unit()
    if (told.summary, told.replay_url) != (event.summary, event.replay_url):
        event = unit.save(told)
        unit.add(broadcasts.of_summary(event, now))
        unit.add(*done(caller, Deed.SUMMARY_SENT, event.id, event.version, now))
    unit.add(*once.receipts(Scheduled(event, seats), now))
    unit.commit()
    return Scheduled(event, seats)


def upcoming_events(*, store: EventStore, now: datetime) -> list[Scheduled]:
    """Return the events that are neither over nor cancelled, soonest first."""
    standing = [e for e in store.events_to_come(now, SHOWN) if e.cancelled_at is None]
    seats = store.load(known=[(Seats, event.id) for event in standing])
    pairs = zip(standing, seats, strict=True)
    return [Scheduled(event, held) for event, held in pairs if held is not None]


def read_event(identifier: str, *, store: Records) -> Scheduled:
    """Return an event with its seats. Raises EventNotFound."""
    event, seats = store.load((Event, identifier), (Seats, identifier))
    return Scheduled(events.existing(event), _seats(seats))


def read_scheduled(caller: Caller, identifier: str, *, store: Records) -> Scheduled:
    """Return an event with its seats, for the team. Raises Forbidden, EventNotFound."""
    return Scheduled(*_load(caller, identifier, store))


def read_roster(caller: Caller, identifier: str, *, store: EventStore) -> Roster:
    """Return who comes to an event. Raises Forbidden, EventNotFound."""
    event, seats = _load(caller, identifier, store)
    return roster_of(event, seats, store)


def roster_of(event: Event, seats: Seats, store: EventStore) -> Roster:
    registrations = store.roster(event.id)
    ids = [registration.participant_id for registration in registrations]
    people = store.load(known=[(Participant, each) for each in ids])
    known = by_id(people)
    return Roster(event, seats, tuple(registrations), known)


@decided_afresh
def _change(
    caller: Caller,
    identifier: str,
    changes: Mapping[str, Any],
    capacities: Mapping[Mode, int],
    seen: int | None,
    *,
    store: EventStore,
    programme: Programme,
    now: datetime,
) -> Event:
    before, seats = _load(caller, identifier, store)
    event = before.changed(changes, now)
    if event.starts_at != before.starts_at and any(r.attended for r in store.roster(identifier)):
        raise events.PresencesRecorded
    held = _capacities(seats)
    wanted = _checked(event, {**held, **capacities})
    if event == before and wanted == held:
        return before
    if seen not in (None, before.version):
        raise events.ChangedMeanwhile
    if wanted != held:
        event.ensure_standing(now)
        _ensure_room(Roster(event, seats, (), {}), wanted, store)
    unit = store.unit()
    saved = unit.save(event)
    unit.seats(Reshape(seats, saved, wanted), now)
    unit.add(*_told(before, saved, programme, now))
    unit.add(*done(caller, Deed.EVENT_CHANGED, saved.id, saved.version, now))
    unit.commit()
    return saved


def _told(before: Event, after: Event, programme: Programme, now: datetime) -> list[Broadcast]:
    """Return what those registered are told of a change, and the reminders of a new time."""
    if after.sequence == before.sequence:
        return []
    return [
        broadcasts.of_change(after, now, before),
        *broadcasts.of_reminders(after, programme, now),
    ]


def _checked(event: Event, capacities: Mapping[Mode, int]) -> dict[Mode, int]:
    """Return the capacities of the event's modes. Raises InvalidFields if one is missing."""
    for mode in event.modes:
        if mode not in capacities:
            raise InvalidFields(FieldError(f"capacity.{mode.value}", "required"))
    return {mode: capacities[mode] for mode in event.modes}


def _ensure_room(roster: Roster, capacities: Mapping[Mode, int], store: EventStore) -> None:
    """Raise CapacityTooLow, with those who would lose their seat or place: the last to come."""
    for mode, places in roster.seats.places.items():
        capacity = capacities.get(mode, 0)
        gone = mode not in capacities and places.waiting
        if places.taken > capacity or gone:
            raise CapacityTooLow(*_losers(roster, mode, capacity, store))


def _losers(roster: Roster, mode: Mode, capacity: int, store: EventStore) -> list[dict[str, str]]:
    whole = roster_of(roster.event, roster.seats, store)
    held = [r for r in whole.registrations if r.mode is mode and r.coming]
    seated = [r for r in held if r.seated]
    losers = seated[capacity:] if roster.seats.places[mode].taken > capacity else held
    people = whole.people
    return [
        {"id": r.id, "name": people[r.participant_id].profile.full_name, "mode": mode.value}
        for r in losers
        if r.participant_id in people
    ]


def _capacities(seats: Seats) -> dict[Mode, int]:
    return {mode: places.capacity for mode, places in seats.places.items()}


def _load(
    caller: Caller, identifier: str, store: Records, once: Once[Any] = NO_KEY
) -> tuple[Event, Seats]:
    event, seats, receipt = for_team(caller, store).load(
        (Event, identifier),
        (Seats, identifier),
        (Receipt, once.id),
    )
    once.check(receipt)
    return events.existing(event), _seats(seats)


def _seats(seats: Seats | None) -> Seats:
    """Return the seats; raise Stale if there are none: an event and its seats are one write."""
    if seats is None:
        raise Stale([])
    return seats
