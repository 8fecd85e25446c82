"""The team's agenda: sessions with their participants, open slots, and events."""

from dataclasses import dataclass
from datetime import datetime

from ...domain.documents.documents import Document
from ...domain.events.seats import Seats
from ...domain.ids import owner_of
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...domain.sessions.bookings import Booking, existing
from ...domain.sessions.slots import Slot
from ..callers import for_team
from ..events.manage_events import Roster, roster_of
from ..ports import EventStore, Records, Store


@dataclass(frozen=True)
class Agenda:
    """What starts in a stretch of time.

    `people` are the participants of the sessions, by id; each event has its own roster.
    """

    bookings: tuple[Booking, ...]
    slots: tuple[Slot, ...]
    people: dict[str, Participant]
    rosters: tuple[Roster, ...] = ()


def read_agenda(caller: Caller, since: datetime, until: datetime, *, store: Store) -> Agenda:
    """Return what starts from `since` to before `until` (UTC). Raises Forbidden, InvalidToken."""
    team = for_team(caller, store)
    bookings = store.agenda(since, until)
    ids = sorted({booking.participant_id for booking in bookings})
    people = team.load(known=[(Participant, identifier) for identifier in ids])
    return Agenda(
        tuple(bookings),
        tuple(store.open_slots_between(since, until)),
        {person.id: person for person in people if person is not None},
        _rosters(since, until, store),
    )


def _rosters(since: datetime, until: datetime, store: EventStore) -> tuple[Roster, ...]:
    events = store.events_between(since, until)
    seats = store.load(known=[(Seats, event.id) for event in events])
    pairs = zip(events, seats, strict=True)
    return tuple(roster_of(event, each, store) for event, each in pairs if each is not None)


def read_session(
    caller: Caller, booking_id: str, *, store: Records
) -> tuple[Booking, Participant | None, Document | None]:
    """Return one session as the team sees it. Raises Forbidden, InvalidToken, NotFound."""
    booking, person, document = for_team(caller, store).load(
        (Booking, booking_id),
        (Participant, owner_of(booking_id)),
        (Document, booking_id),
    )
    return existing(booking), person, document
