"""Somebody who is erased comes to no event any more: what they held goes to the next in line."""

from datetime import datetime

from ...domain.errors import Stale
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.events.seats import Seats
from ...domain.events.topics import TopicProposal, topic_id
from ...domain.ids import event_of, owner_of
from ...domain.programme import Programme
from ...domain.surveys.on_the_spot import EventAnswer, answer_id
from ..ports import SeatStore
from ..retrying import decided_afresh
from .change_registration import give_up, leave_line
from .seating import fill, help_out


def forget_registration(
    registration_id: str, *, store: SeatStore, programme: Programme, now: datetime
) -> None:
    """Delete a registration with the topic and the answer that are found by it alone.

    Its seat, or its place in line, is free. Safe to run twice.

    Nobody is told. Of an event that is over, its numbers stay as they are.
    """
    if _forget(registration_id, store=store, now=now):
        fill(event_of(registration_id), store=store, programme=programme, now=now)


@decided_afresh
def _forget(registration_id: str, *, store: SeatStore, now: datetime) -> bool:
    """Return whether something was given back."""
    event_id, person_id = event_of(registration_id), owner_of(registration_id)
    event, seats, registration, topic, answer = store.load(
        (Event, event_id),
        (Seats, event_id),
        (EventRegistration, registration_id),
        (TopicProposal, topic_id(event_id, person_id)),
        (EventAnswer, answer_id(event_id, person_id)),
    )
    if registration is None:
        return False
    claim = seats.claim_of(registration_id) if seats else None
    if event is not None and claim is not None:
        help_out(event, claim, store, now)
        raise Stale([])
    unit = store.unit()
    to_come = event is not None and event.standing(now)
    gives = seats is not None and to_come and registration.coming
    if seats is not None and gives:
        give_up(unit, registration, seats, now)
    else:
        leave_line(unit, registration)
    unit.delete(registration)
    for each in (topic, answer):
        if each is not None:
            unit.discard(each)
    unit.commit()
    return gives
