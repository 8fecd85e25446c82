"""Seats that nobody is known to want are given up, one by one, for somebody proven who waits."""

from collections.abc import Iterable
from datetime import datetime

from ...domain.errors import Stale
from ...domain.events.events import Event
from ...domain.events.giving_way import Exchange, People, gives_way, may_be_given
from ...domain.events.registrations import EventRegistration
from ...domain.events.seats import Move, waiting_place
from ...domain.mail import by_day
from ...domain.mail.event_mail import after_change
from ...domain.mail.messages import Kind, Origin
from ...domain.people.participants import Participant
from ...domain.programme import Programme
from ..ports import SeatStore


def people_of(held: Iterable[EventRegistration], store: SeatStore) -> People:
    """Return who registered provisionally, by id, as they are now."""
    ids = list({each.participant_id for each in held if each.provisional})
    found = store.load_any(*[(Participant, each) for each in ids])
    return dict(zip(ids, found, strict=True))


def give_up(
    exchange: Exchange, event: Event, store: SeatStore, programme: Programme, now: datetime
) -> None:
    """Have a seat given up, by somebody who then waits at the end of the line.

    It holds if the seat still gives way, no other is free, and who it is for still waits. Raises
    Stale, UnreadableItem.
    """
    holder, first = exchange
    seat, waiting, person, theirs = store.load(
        (EventRegistration, holder.id),
        (EventRegistration, first.id),
        (Participant, holder.participant_id),
        (Participant, first.participant_id),
    )
    if seat is None or not gives_way(seat, person, programme, now):
        raise Stale([])
    if waiting is None or waiting.mode is not seat.mode or not may_be_given(waiting, theirs):
        raise Stale([])
    ticket = store.draw_ticket(event.id, now)
    unit = store.unit()
    unit.unchanged(person)
    unit.unchanged(waiting)
    unit.seats(Move(event.id, vacates=seat.mode, joins=seat.mode, yields=True), now)
    unit.add(waiting_place(event.id, seat.mode, ticket, seat.id, seat.provisional))
    behind = unit.save(seat.in_line_for(seat.mode, ticket, event))
    news = after_change(behind, now, Kind.EVENT_WAITLISTED).caused_by(Origin.STRANGER)
    unit.add(by_day.planned(news, programme.sleep, event.starts_at))
    unit.commit()
