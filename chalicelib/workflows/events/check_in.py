"""Mark who comes: at the door by a code or by name, online by one's own link."""

from dataclasses import dataclass, replace
from datetime import datetime

from ...domain.documents.themes import Theme
from ...domain.errors import InvalidToken
from ...domain.events import events
from ...domain.events.check_ins import Verdict, at_the_door, at_the_link
from ...domain.events.events import Event, Mode
from ...domain.events.registrations import EventRegistration
from ...domain.ids import event_of, owner_of
from ...domain.people.arriving.proof import proves
from ...domain.people.callers import Caller, epoch_for, recognise
from ...domain.people.participants import Participant, by_id
from ...domain.programme import Programme
from ..callers import acting, for_team
from ..ports import EventStore, Records
from ..retrying import decided_afresh
from .record_attendance import Mark, record_attendance

Asked = tuple[
    tuple[type[Event], str], tuple[type[EventRegistration], str], tuple[type[Participant], str]
]
"""An event, who comes to it, and who that is: each by its id."""


@dataclass(frozen=True)
class Arrival:
    """Somebody who arrives, and what they are told."""

    event: Event
    registration: EventRegistration | None
    person: Participant
    verdict: Verdict


@dataclass(frozen=True)
class Door:
    """Who has a seat at an event now, in order of arrival. `people` are by id."""

    event: Event
    registrations: tuple[EventRegistration, ...]
    people: dict[str, Participant]

    def expected(self, mode: Mode) -> int:
        return sum(each.mode is mode for each in self.registrations)

    def present(self, mode: Mode) -> int:
        return sum(each.attended and each.attended_in is mode for each in self.registrations)


def read_arrival(
    caller: Caller,
    registration_id: str,
    epoch: int | None,
    here: str,
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> Arrival:
    """Return what the team sees of somebody's code.

    `epoch` is the code's, None if they were found by name; `here` is the event that people are
    welcomed to, "" if unknown.

    Raises Forbidden, InvalidToken for a code that was revoked, EventNotFound.
    """
    event, registration, person = for_team(caller, store).load(*_about(registration_id))
    person = _recognised(person, registration_id, epoch)
    event = events.existing(event)
    verdict = at_the_door(event, registration, programme, now, here)
    return Arrival(event, registration, person, verdict)


def check_in(
    caller: Caller,
    registration_id: str,
    epoch: int | None,
    here: str,
    *,
    store: Records,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> Arrival:
    """Mark somebody present in the room, if they can be.

    Their code was mailed to them: showing it proves their address. The verdict is that from before
    the mark: PRESENT the second time. Raises what `read_arrival` raises.
    """
    arrival = read_arrival(
        caller, registration_id, epoch, here, store=store, programme=programme, now=now
    )
    if epoch is not None:
        _proven(arrival.person, store, programme, now)
    if arrival.verdict is Verdict.WELCOME:
        mark = Mark(registration_id, attended=True)
        record_attendance(
            arrival.event,
            mark,
            Mode.IN_PERSON,
            caller,
            store=store,
            programme=programme,
            themes=themes,
            now=now,
        )
    return arrival


def read_joining(
    registration_id: str, epoch: int, *, store: Records, programme: Programme, now: datetime
) -> Arrival:
    """Return what somebody's link to join online shows. Raises InvalidToken, EventNotFound."""
    arrival = read_ticket(registration_id, epoch, store=store)
    verdict = at_the_link(arrival.event, arrival.registration, programme, now)
    return replace(arrival, verdict=verdict)


def join(
    registration_id: str,
    epoch: int,
    *,
    store: Records,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> Arrival:
    """Mark somebody present online, if the event lets them in.

    The address to follow is the event's as it is now. Raises InvalidToken, EventNotFound.
    """
    arrival = read_joining(registration_id, epoch, store=store, programme=programme, now=now)
    _proven(arrival.person, store, programme, now)
    if arrival.verdict is Verdict.WELCOME and arrival.event.online_url:
        _mark(arrival.event, registration_id, Mode.ONLINE, store, programme, themes, now)
    return arrival


def read_door(caller: Caller, event_id: str, *, store: EventStore) -> Door:
    """Return who has a seat.

    The list is an index, a moment late; each registration is as it is now. Raises Forbidden,
    EventNotFound.
    """
    (event,) = for_team(caller, store).load((Event, event_id))
    listed = [each.id for each in store.roster(event_id)]
    registrations = store.load(known=[(EventRegistration, each) for each in listed])
    coming = [each for each in registrations if each and each.seated]
    people = store.load(known=[(Participant, each.participant_id) for each in coming])
    known = by_id(people)
    return Door(events.existing(event), tuple(coming), known)


def read_ticket(registration_id: str, epoch: int, *, store: Records) -> Arrival:
    """Return what a participant shows at the door. Raises InvalidToken, EventNotFound."""
    event, registration, person = store.load(*_about(registration_id))
    person = _recognised(person, registration_id, epoch)
    return Arrival(events.existing(event), registration, person, Verdict.WELCOME)


def _mark(
    event: Event,
    registration_id: str,
    mode: Mode,
    store: Records,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> None:
    mark = Mark(registration_id, attended=True)
    record_attendance(event, mark, mode, store=store, programme=programme, themes=themes, now=now)


@decided_afresh
def _prove(caller: Caller, *, store: Records, programme: Programme) -> None:
    acting(caller, store.one(Participant, caller.person_id), store, programme)


def _proven(person: Participant, store: Records, programme: Programme, now: datetime) -> None:
    """Write down that somebody uses what was mailed to them for one event, if that is new."""
    caller = Caller(person.id, person.link_epoch, acts_at=now, by_ticket=True)
    if proves(caller, person):
        _prove(caller, store=store, programme=programme)


def _about(registration_id: str) -> Asked:
    return (
        (Event, event_of(registration_id)),
        (EventRegistration, registration_id),
        (Participant, owner_of(registration_id)),
    )


def _recognised(person: Participant | None, registration_id: str, epoch: int | None) -> Participant:
    """Return the person; raise InvalidToken if they are gone or the link was revoked."""
    if person is None:
        raise InvalidToken
    known_epoch = epoch_for(person, registration_id) if epoch is None else epoch
    recognise(Caller(owner_of(registration_id), known_epoch), person)
    return person
