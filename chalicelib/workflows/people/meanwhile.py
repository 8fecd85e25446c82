"""What a participant has at the time of what they are about to choose."""

from ...domain.events.events import Event
from ...domain.events.meanwhile import Meanwhile, at_once, engaged
from ...domain.events.registrations import registration_id
from ...domain.people.callers import Caller
from ...domain.sessions.slots import Slot
from ..ports import PeopleStore
from .manage_profile import read_space


def meanwhile_of_slot(caller: Caller, slot_id: str, *, store: PeopleStore) -> tuple[Meanwhile, ...]:
    """Return the events at the time of a slot; another session then is refused anyway.

    Nothing if there is no such slot. Raises Forbidden, InvalidToken.
    """
    slot = store.one(Slot, slot_id)
    if slot is None:
        return ()
    space = read_space(caller, store=store)
    held = engaged((), space.registrations, space.events)
    return at_once(held, slot.starts_at, slot.ends_at)


def meanwhile_of_event(
    caller: Caller, event_id: str, *, store: PeopleStore
) -> tuple[Meanwhile, ...]:
    """Return the sessions and other events at the time of an event; nothing if there is none.

    Raises Forbidden, InvalidToken.
    """
    event = store.one(Event, event_id)
    if event is None:
        return ()
    space = read_space(caller, store=store)
    held = engaged(space.bookings, space.registrations, space.events)
    mine = registration_id(caller.person_id, event_id)
    return at_once(held, event.starts_at, event.ends_at, mine)
