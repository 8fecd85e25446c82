"""Whether the time of something that is stored is over, by all that is held beside it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.people.participants import Participant
from ...domain.people.privacy_requests import PrivacyRequest
from ...domain.privacy.classes import HOLDS, class_of, last_activity, over_at, since
from ...domain.retention import Periods, RetentionClass
from ...domain.unreadable import Unreadable
from ..ports import PrivacyStore


def in_time(entity: Any, at: datetime, periods: Periods, *, store: PrivacyStore) -> datetime | None:
    """Return from when the period of something runs; None while it is needed.

    What else is held about a participant is read only if their own item would let them go `at` that
    moment: so a night costs what is old, and not everybody.
    """
    own = since(entity)
    if not isinstance(entity, Participant) or not _over(entity, own, at, periods):
        return own
    return activity_of(entity, store.held(entity.id), store=store)


def activity_of(person: Participant, held: list[Any], *, store: PrivacyStore) -> datetime | None:
    """Return when somebody last did anything, or is to, by all in their partition.

    None if something of it cannot be read, or they still wait for an answer about their data.
    """
    standing = [each for each in held if isinstance(each, EventRegistration) and each.stands]
    found = store.load_any(*((Event, each.event_id) for each in standing))
    if any(isinstance(each, Unreadable) for each in (*held, *found)):
        return None
    asked = store.held_elsewhere(person.id)
    if any(isinstance(each, PrivacyRequest) and each.open for each in asked):
        return None
    return last_activity(person, held, (each for each in found if isinstance(each, Event)))


def is_over(
    entity: Any, kept: RetentionClass, at: datetime, periods: Periods, *, store: PrivacyStore
) -> bool:
    """Return whether something is still of a class, and its time is over at a moment."""
    if class_of(entity) is not kept:
        return False
    return _over(entity, in_time(entity, at, periods, store=store), at, periods)


def still_over(
    announced: Mapping[RetentionClass, Iterable[str]],
    at: datetime,
    periods: Periods,
    *,
    store: PrivacyStore,
) -> dict[RetentionClass, tuple[str, ...]]:
    """Return those of what was announced whose time is over; what cannot be read stays."""
    found: dict[RetentionClass, tuple[str, ...]] = {}
    for kept, ids in announced.items():
        entities = store.load_any(*((HOLDS[kept], each) for each in ids))
        over = (
            each.id
            for each in entities
            if each is not None
            and not isinstance(each, Unreadable)
            and is_over(each, kept, at, periods, store=store)
        )
        found[kept] = tuple(over)
    return found


def _over(entity: Any, moment: datetime | None, at: datetime, periods: Periods) -> bool:
    over = over_at(class_of(entity), moment, periods)
    return over is not None and over <= at
