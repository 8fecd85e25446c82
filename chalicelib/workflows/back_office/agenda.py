"""The team's agenda: sessions with their participants, open slots, and events."""

from dataclasses import dataclass
from datetime import datetime

from ...domain.documents.documents import Document
from ...domain.events.seats import Seats
from ...domain.ids import owner_of
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant, by_id
from ...domain.people.roles import ensure_hers, sees
from ...domain.people.staff import StaffMember
from ...domain.sessions.bookings import Booking, existing
from ...domain.sessions.slots import Slot
from ...domain.sessions.team_files import TeamFile
from ..callers import member_of_team, with_member
from ..events.manage_events import Roster, roster_of
from ..ports import EventStore, Records, Store

LOOKED_AT = 100
"""Sessions without outcome, of everybody, among which one looks for the next of an adviser."""


@dataclass(frozen=True)
class Agenda:
    """What starts in a stretch of time.

    `people` has the participants of the sessions, by id; each event has its own roster.
    """

    bookings: tuple[Booking, ...]
    slots: tuple[Slot, ...]
    people: dict[str, Participant]
    rosters: tuple[Roster, ...] = ()


def read_agenda(
    caller: Caller, since: datetime, until: datetime, adviser_id: str = "", *, store: Store
) -> Agenda:
    """Return what starts from `since` to before `until` (UTC): of an adviser, her own days.

    An admin sees those of all, or of one by her id. Raises Forbidden, InvalidToken.
    """
    bookings = store.agenda(since, until)
    ids = sorted({booking.participant_id for booking in bookings})
    known = [(Participant, identifier) for identifier in ids]
    member, *people = with_member(caller, store, known=known)
    slots = store.open_slots_between(since, until)
    return Agenda(
        tuple(each for each in bookings if _shown(each, member, adviser_id)),
        tuple(each for each in slots if _shown(each, member, adviser_id)),
        by_id(people),
        _rosters(since, until, store),
    )


def next_without_outcome(
    caller: Caller, but: str, *, store: Store, now: datetime
) -> tuple[Booking, Participant] | None:
    """Return the session that has waited longest for its outcome, but for one, and who was there.

    Three calls at most. Raises Forbidden, InvalidToken.
    """
    member = member_of_team(caller, store=store)
    waiting = (each for each in store.waiting(now, LOOKED_AT) if isinstance(each, Booking))
    hers = [each for each in waiting if each.id != but and _shown(each, member, "")]
    (person,) = store.load(known=[(Participant, owner_of(hers[0].id))]) if hers else (None,)
    return (hers[0], person) if person is not None else None


def _shown(each: Booking | Slot, member: StaffMember, adviser_id: str) -> bool:
    return sees(member, each.adviser_id) and adviser_id in ("", each.adviser_id)


def _rosters(since: datetime, until: datetime, store: EventStore) -> tuple[Roster, ...]:
    events = store.events_between(since, until)
    seats = store.load(known=[(Seats, event.id) for event in events])
    pairs = zip(events, seats, strict=True)
    return tuple(roster_of(event, each, store) for event, each in pairs if each is not None)


def read_session(
    caller: Caller, booking_id: str, *, store: Records
) -> tuple[Booking, Participant | None, Document | None, TeamFile | None]:
    """Return one session as the team sees it. Raises Forbidden, InvalidToken, NotFound."""
    member, booking, person, document, file = with_member(
        caller,
        store,
        (Booking, booking_id),
        (Participant, owner_of(booking_id)),
        (Document, booking_id),
        (TeamFile, booking_id),
    )
    booking = existing(booking)
    ensure_hers(member, booking.adviser_id)
    return booking, person, document, file
