"""The team's day: who comes, what was said last time, what waits, the next free hour."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...domain.acts import Act
from ...domain.back_office import to_do
from ...domain.back_office.first_day import FIRST_DAY, FirstDay, Step
from ...domain.back_office.to_do import AHEAD, SUMMARY_WITHIN, ToDo
from ...domain.demand.counts import DEMAND, Demand
from ...domain.demand.proposing import ThemeDemand
from ...domain.documents.themes import Theme
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.events.seats import Seats
from ...domain.ids import mark_of, owned
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant, by_id
from ...domain.people.privacy_requests import PrivacyRequest
from ...domain.people.roles import may, sees
from ...domain.people.staff import StaffMember
from ...domain.programme import Programme
from ...domain.sessions.bookings import Booking
from ...domain.sessions.slots import Slot
from ..callers import with_member
from ..demand.read_demand import COUNTED, demand_now
from ..events.manage_events import Scheduled
from ..ports import Loading, Store, TodayStore
from ..telephone.read_calls import count_calls
from .first_day import steps_left

WAITING, BOUNCED = 200, 20
"""How much is read of what waits, and of those whose mails do not arrive."""

SHOWN = 30
"""How many things to do are told with whom they are about."""

LAST_TIMES = 12
"""Of how many people of the day it is looked up what was said last time."""


@dataclass(frozen=True)
class Today:
    """What the team's day shows to one member.

    `things` has what the list of what waits is about, by id: sessions, events, people, requests.
    `last` has the last session held before today, by participant. `coming` is the first session
    after today, `calls` how many telephone calls there are to make, `wanted` the theme that lacks
    most hours; `steps_left` what is left of the first day, for an admin.
    """

    member: StaffMember
    sessions: tuple[Booking, ...]
    events: tuple[Scheduled, ...]
    people: dict[str, Participant]
    last: dict[str, Booking]
    waiting: tuple[ToDo, ...]
    things: dict[str, Any]
    next_free: Slot | None
    coming: Booking | None
    calls: int
    wanted: ThemeDemand | None
    steps_left: tuple[Step, ...]


def read_today(
    caller: Caller,
    since: datetime,
    until: datetime,
    *,
    store: Store,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> Today:
    """Return the day from `since` to before `until` (UTC): of an adviser, her own sessions.

    The number of calls depends on the day alone, not on what was before. Raises Forbidden,
    InvalidToken.
    """
    member, demand, first_day = with_member(
        caller, store, known=[(Demand, DEMAND), (FirstDay, FIRST_DAY)]
    )
    ahead = [b for b in store.agenda(since, now + AHEAD) if sees(member, b.adviser_id)]
    left = [each for each in store.waiting(now, WAITING) if _hers(member, each)]
    events = store.events_between(now - SUMMARY_WITHIN, now + AHEAD)
    bounced = store.bounced(BOUNCED)
    sessions = [b for b in ahead if b.starts_at < until]
    theirs = [event for event in events if since <= event.starts_at < until]
    people, seats, expected = _known(
        [*sessions, *left[:SHOWN], *ahead[:SHOWN]], theirs, bounced, events, store, now
    )
    expected |= {b.participant_id for b in ahead if b.upcoming(now)}
    found = (*ahead, *left, *events)
    free = store.open_slots(now, COUNTED, lambda slot: slot.bookable(now))
    wanted = demand_now(demand, free, programme, themes, now)
    waiting = to_do.in_order([*_waiting(found, now), *to_do.of_bounced(bounced, expected)])
    return Today(
        member,
        tuple(sessions),
        tuple(Scheduled(event, seats[event.id]) for event in theirs if event.id in seats),
        people,
        _last_times(sessions, people, store, now),
        waiting,
        {each.id: each for each in (*found, *bounced)},
        next((slot for slot in free if sees(member, slot.adviser_id)), None),
        next((b for b in ahead if b.booked and b.starts_at >= until), None),
        count_calls(member, store=store, now=now),
        next((each for each in wanted if each.missing), None),
        steps_left(
            member,
            first_day,
            _seen([*free, *ahead, *left], events),
            store=store,
            programme=programme,
            now=now,
        ),
    )


def _seen(hours: Iterable[Any], events: Collection[Event]) -> frozenset[Step]:
    """Return the steps of the first day that the day shows to be done: hours are free, or taken."""
    open_ = any(isinstance(each, Slot | Booking) for each in hours)
    return frozenset(step for step, shown in ((Step.HOURS, open_), (Step.EVENT, events)) if shown)


def _hers(member: StaffMember, each: Booking | PrivacyRequest) -> bool:
    if isinstance(each, Booking):
        return sees(member, each.adviser_id)
    return may(member, Act.PRIVACY)


def _waiting(found: Iterable[Booking | PrivacyRequest | Event], now: datetime) -> Iterator[ToDo]:
    for each in found:
        match each:
            case Booking():
                yield from to_do.of_session(each, now)
            case Event():
                yield from to_do.of_event(each, now)
            case PrivacyRequest():
                yield from to_do.of_request(each)


def _known(
    about: Iterable[Booking | PrivacyRequest],
    theirs: Iterable[Event],
    bounced: Iterable[Participant],
    events: Iterable[Event],
    store: Loading,
    now: datetime,
) -> tuple[dict[str, Participant], dict[str, Seats], set[str]]:
    """Return the people by id, the seats of the day's events, who of `bounced` is registered.

    One call for a hundred of them.
    """
    who = [each.participant_id if isinstance(each, Booking) else each.person_id for each in about]
    coming = [event for event in events if event.standing(now)]
    found: tuple[Any, ...] = store.load(
        known=[
            *((Participant, each) for each in dict.fromkeys(who)),
            *((Seats, event.id) for event in theirs),
            *(
                (EventRegistration, owned(person.id, mark_of(event.id)))
                for person in bounced
                for event in coming
            ),
        ]
    )
    people = by_id(found)
    seats = {each.id: each for each in found if isinstance(each, Seats)}
    registered = [r for r in found if isinstance(r, EventRegistration) and r.stands]
    return people, seats, {each.participant_id for each in registered}


def _last_times(
    sessions: Iterable[Booking], people: Mapping[str, Participant], store: TodayStore, now: datetime
) -> dict[str, Booking]:
    """Return, by participant, the last session that was held before that of today."""
    last: dict[str, Booking] = {}
    for session in [each for each in sessions if each.upcoming(now)][:LAST_TIMES]:
        before = [
            each
            for owner in _ids(session, people)
            for each in store.sessions_of(owner)
            if each.held and each.ends_at <= session.starts_at
        ]
        if before:
            last[session.participant_id] = max(before, key=lambda each: each.starts_at)
    return last


def _ids(session: Booking, people: Mapping[str, Participant]) -> tuple[str, ...]:
    person = people.get(session.participant_id)
    return person.ids if person else (session.participant_id,)
