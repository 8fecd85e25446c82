"""Co-development: participants propose topics, the team chooses, each is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ...domain.errors import FieldError, Forbidden, InvalidFields
from ...domain.events import events, topics
from ...domain.events.events import Event, EventKind
from ...domain.events.registrations import EventRegistration, registration_id
from ...domain.events.topics import TopicNotFound, TopicProposal, topic_id
from ...domain.ids import NewId
from ...domain.mail import by_day, topic_mail
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant, by_id
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.unreadable import Unreadable
from ..callers import for_caller, for_team
from ..ports import EventStore, Records
from ..retrying import decided_afresh


@dataclass(frozen=True)
class Topics:
    """What a participant sees: their own topic, and those chosen if they have a seat."""

    event: Event
    registration: EventRegistration | None
    mine: TopicProposal | None
    chosen: tuple[TopicProposal, ...]


@dataclass(frozen=True)
class Proposed:
    """What the team sees: the topics of those who still have a seat, oldest first."""

    event: Event
    topics: tuple[TopicProposal, ...]
    people: dict[str, Participant]


def read_topics(
    caller: Caller, event_id: str, *, store: EventStore, programme: Programme
) -> Topics:
    """Return the topics that a participant sees.

    Raises Forbidden for the team, EventNotFound, TopicNotFound.
    """
    event, registration, mine = _load(caller, event_id, store, programme)
    seated = registration is not None and registration.assured
    found = _standing(store.topics(event_id), store) if seated else []
    return Topics(event, registration, mine, tuple(topic for topic, _ in found if topic.chosen))


@decided_afresh
def propose_topic(
    caller: Caller,
    event_id: str,
    title: str,
    text: str,
    *,
    store: EventStore,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> None:
    """Propose a topic, or reword one's own; the same again changes nothing.

    Raises Forbidden for the team, TopicDecided, TooManyTopics, and what `ensure_proposable` raises.
    """
    event, registration, mine = _load(caller, event_id, store, programme)
    topics.ensure_proposable(event, registration, now)
    if mine is None and len(store.topics(event_id)) >= topics.MOST:
        raise topics.TooManyTopics
    first = int(new_id(), 16)  # a topic withdrawn before had another number
    new = TopicProposal(topic_id(event_id, caller.person_id), title, text, now, sequence=first)
    wanted = mine.reworded(title, text) if mine else new
    if wanted != mine:
        unit = store.unit()
        unit.save(wanted)
        unit.commit()


@decided_afresh
def withdraw_topic(
    caller: Caller, event_id: str, *, store: Records, programme: Programme, now: datetime
) -> None:
    """Withdraw one's topic, even a chosen one: the team may then choose another.

    Withdrawing twice changes nothing. Raises EventOver, EventCancelled.
    """
    event, _, mine = _load(caller, event_id, store, programme)
    if mine is None:
        return
    event.ensure_standing(now)
    unit = store.unit()
    unit.delete(mine)
    unit.commit()


def read_proposed(caller: Caller, event_id: str, *, store: EventStore) -> Proposed:
    """Return the topics that the team sees. Raises Forbidden, EventNotFound, TopicNotFound."""
    event = _event_of_staff(caller, event_id, store)
    found = _standing(store.topics(event_id), store)
    ids = [registration.participant_id for _, registration in found]
    people = store.load(known=[(Participant, each) for each in ids])
    known = by_id(people)
    return Proposed(event, tuple(topic for topic, _ in found), known)


@decided_afresh
def choose_topics(
    caller: Caller,
    event_id: str,
    chosen: Iterable[str],
    *,
    store: EventStore,
    programme: Programme,
    now: datetime,
) -> None:
    """Choose the topics with the ids in `chosen`, and no others.

    Each participant is told what is new for them, once. A chosen topic of somebody who left is no
    longer chosen, should they come back.

    Raises InvalidFields for too many, or for one that is gone; EventOver, EventCancelled.
    """
    event = _event_of_staff(caller, event_id, store)
    event.ensure_standing(now)
    wanted, proposed = set(chosen), store.topics(event_id)
    held = _registrations(proposed, store)
    found = [topic for topic, _ in _assured(proposed, held)]
    if len(wanted) > programme.codevelopment_topics:
        raise InvalidFields(FieldError("topics", "too_many", programme.codevelopment_topics))
    if wanted - {topic.id for topic in found}:
        raise InvalidFields(FieldError("topics", "invalid_choice"))
    decided = [topic.decided(topic.id in wanted) for topic in found]
    if decided == found:
        return
    unit = store.unit()
    for topic, registration in zip(proposed, held, strict=True):
        left = topic not in found and not isinstance(registration, Unreadable)
        if topic.chosen and left:
            unit.save(topic.undecided())
    for before, after in zip(found, decided, strict=True):
        unit.save(after)  # unchanged ones, too: two members of the team cannot decide at once
        if after != before:
            news = topic_mail.after_decision(after, now)
            unit.add(by_day.planned(news, programme.sleep, event.starts_at))
    version = max(after.version for after in decided) + 1
    unit.add(*done(caller, Deed.TOPICS_CHOSEN, event.id, version, now))
    unit.commit()


def _load(
    caller: Caller, event_id: str, store: Records, programme: Programme
) -> tuple[Event, EventRegistration | None, TopicProposal | None]:
    if caller.staff:
        raise Forbidden
    event, registration, mine = for_caller(caller, store, programme).load(
        (Event, event_id),
        (EventRegistration, registration_id(caller.person_id, event_id)),
        (TopicProposal, topic_id(event_id, caller.person_id)),
    )
    return _codevelopment(event), registration, mine


def _event_of_staff(caller: Caller, event_id: str, store: Records) -> Event:
    (event,) = for_team(caller, store).load((Event, event_id))
    return _codevelopment(event)


def _codevelopment(event: Event | None) -> Event:
    found = events.existing(event)
    if found.kind is not EventKind.CODEVELOPMENT:
        raise TopicNotFound
    return found


def _standing(
    proposed: list[TopicProposal], store: Records
) -> list[tuple[TopicProposal, EventRegistration]]:
    """Return the topics of those who still have a seat, oldest first."""
    return _assured(proposed, _registrations(proposed, store))


def _registrations(
    proposed: list[TopicProposal], store: Records
) -> list[EventRegistration | Unreadable | None]:
    return store.load_any(*[(EventRegistration, topic.registration_id) for topic in proposed])


def _assured(
    proposed: list[TopicProposal], registrations: list[EventRegistration | Unreadable | None]
) -> list[tuple[TopicProposal, EventRegistration]]:
    pairs = zip(proposed, registrations, strict=True)
    kept = [(t, r) for t, r in pairs if isinstance(r, EventRegistration) and r.assured]
    return sorted(kept, key=lambda pair: pair[0].proposed_at)
