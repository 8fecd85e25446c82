"""A person's own calendar: what is in it, and how its address is taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ...domain.errors import InvalidToken
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.ids import is_of_team
from ...domain.people.callers import Caller, known_as, recognise
from ...domain.people.participants import Participant, by_id
from ...domain.people.staff import StaffMember
from ...domain.programme import Programme
from ...domain.receipts import Once
from ...domain.sessions.bookings import Booking
from ..callers import with_caller
from ..ports import Records, Store
from ..retrying import decided_afresh
from .manage_profile import read_space

BACK, AHEAD = timedelta(days=31), timedelta(days=186)
"""What an adviser's calendar shows: a month back, and half a year ahead."""


@dataclass(frozen=True)
class Feed:
    """What is in somebody's calendar: sessions with the other's first name, events with a seat."""

    person: Participant | StaffMember
    sessions: tuple[tuple[Booking, str], ...]
    events: tuple[tuple[Event, EventRegistration], ...] = ()


def read_feed(subject: str, epoch: int, *, store: Store, now: datetime) -> Feed:
    """Return the calendar of `subject`: a person's id and their `calendar_epoch`, after a space.

    Raises InvalidToken if its address or all of their links were revoked, or they are gone.
    """
    person_id, _, renewed = subject.partition(" ")
    caller = Caller(person_id, epoch, is_of_team(person_id))
    feed = _of_member(caller, store, now) if caller.staff else _of_participant(caller, store)
    known = known_as(person_id, feed.person)
    if known is None or str(known.calendar_epoch) != renewed:
        raise InvalidToken
    return feed


def _of_member(caller: Caller, store: Store, now: datetime) -> Feed:
    member = recognise(caller, store.one(StaffMember, caller.person_id))
    agenda = store.agenda(now - BACK, now + AHEAD)
    mine = [each for each in agenda if each.adviser_id == member.id]
    ids = sorted({each.participant_id for each in mine})
    found = store.load(known=[(Participant, each) for each in ids])
    people = by_id(found)
    names = {each: person.profile.given_name for each, person in people.items()}
    return Feed(member, tuple((each, names.get(each.participant_id, "")) for each in mine))


def _of_participant(caller: Caller, store: Store) -> Feed:
    space = read_space(caller, store=store)
    pairs = [(space.events.get(each.event_id), each) for each in space.registrations]
    seats = [
        (event, each)
        for event, each in pairs
        if event is not None and each.assured and not each.called_off(event)
    ]
    sessions = [(each, "") for each in space.bookings if each.booked or each.held]
    return Feed(space.participant, tuple(sessions), tuple(seats))


@decided_afresh
def renew_calendar(
    caller: Caller, once: Once[None], *, store: Records, programme: Programme, now: datetime
) -> None:
    """Take back the address of somebody's calendar; the next one shown is new.

    Raises InvalidToken.
    """
    (person,) = with_caller(caller, store, programme)
    unit = store.unit()
    unit.save(person.with_other_calendar())
    unit.add(*once.receipts(None, now))
    unit.commit()
