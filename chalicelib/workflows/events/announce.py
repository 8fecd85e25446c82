"""Tell everybody of an event, page after page, each person once."""

from datetime import datetime

from ...domain.errors import Stale
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.events.seats import Seats
from ...domain.ids import subject_of
from ...domain.mail import broadcasts, by_day, event_mail
from ...domain.mail.basis import agreed_to
from ...domain.mail.broadcasts import Broadcast
from ...domain.mail.messages import Kind, Message
from ...domain.people.mail_purposes import MailPurpose
from ...domain.people.participants import Participant
from ...domain.programme import Programme
from ...domain.unreadable import Unreadable
from ..ports import Records, SeatStore, Store
from .seating import help_all

PAGE = 80
"""How many people are told in one write: a transaction takes a hundred items."""

PAGES = 120
"""How many pages one run writes, in about ten seconds; the sweep hands over the rest."""


def announce(broadcast_id: str, *, store: Store, programme: Programme, now: datetime) -> None:
    """Write each person's message, from where the broadcast left off.

    Safe to run twice, and by two workers at once: a page and the place where it ends are one write,
    and each message has one id.
    """
    broadcast, event = store.load((Broadcast, broadcast_id), (Event, subject_of(broadcast_id)))
    if broadcast is None or event is None or not broadcast.due(now):
        return
    try:
        _tell(broadcast, event, store, programme, now)
    except Stale:
        return  # another worker has it


def _tell(
    broadcast: Broadcast, event: Event, store: Store, programme: Programme, now: datetime
) -> None:
    _finish_claims(event, store, now)
    ours = broadcast
    for _ in range(PAGES):
        if ours.stale(event, now):
            ours = ours.done()
        unit = store.unit()
        if ours.next_at is not None:
            people, cursor = store.roster_page(ours, PAGE)
            told, begins_at = _messages(ours, people, programme, now), event.starts_at
            messages = [by_day.planned(each, programme.sleep, begins_at) for each in told]
            unit.add(*_untold(messages, store))
            ours = ours.claimed(now).after_page(cursor, now)
        ours = unit.save(ours)
        unit.commit()
        if ours.next_at is None or ours.passes < broadcast.passes:
            return
    unit = store.unit()
    unit.save(ours.released(now))
    unit.commit()


def _finish_claims(event: Event, store: SeatStore, now: datetime) -> None:
    """Finish the claims, so that everybody who has a seat is in the list."""
    (seats,) = store.load(known=[(Seats, event.id)])
    if seats is not None:
        help_all(event, seats, store, now)


def _messages(
    broadcast: Broadcast,
    people: list[EventRegistration | Participant],
    programme: Programme,
    now: datetime,
) -> list[Message]:
    found: list[Message] = []
    for person in people:
        if not isinstance(person, Participant):
            found += broadcasts.message_to(broadcast, person, now)
        elif agreed_to(MailPurpose.SUMMARIES, person, programme):
            found.append(broadcasts.message_to_member(broadcast, person, now))
    return found


def _untold(messages: list[Message], store: Records) -> list[Message]:
    """Return the messages that an earlier pass did not write.

    Somebody marked present after they were written the digest gets the whole summary.
    """
    pairs = list(zip(messages, _written(messages, store), strict=True))
    late = [
        event_mail.late_summary(earlier, message.due_at)
        for message, earlier in pairs
        if isinstance(earlier, Message)
        and (earlier.kind, message.kind) == (Kind.EVENT_DIGEST, Kind.EVENT_SUMMARY)
    ]
    told = zip(late, _written(late, store), strict=True)
    new = [message for message, earlier in pairs if earlier is None]
    return new + [message for message, earlier in told if earlier is None]


def _written(messages: list[Message], store: Records) -> list[Message | Unreadable | None]:
    """Return what is there already; an item that cannot be read counts, so nobody is told twice."""
    return store.load_any(*[(Message, message.id) for message in messages])
