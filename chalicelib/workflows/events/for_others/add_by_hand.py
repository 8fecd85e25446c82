"""Somebody whom the team registers for an event, after a telephone call or at the door."""

from dataclasses import replace
from datetime import datetime

from ....domain.events.registrations import EventRegistration, existing, registration_id
from ....domain.ids import NewId
from ....domain.people.addresses import address_key
from ....domain.people.callers import Caller
from ....domain.people.participants import AddressHolder
from ....domain.programme import Programme
from ....domain.receipts import NO_KEY
from ...callers import member_of_team
from ...ports import Records, SeatStore
from ..register_for_event import GuestRequest, register_guest


def add_by_hand(
    caller: Caller,
    request: GuestRequest,
    *,
    store: SeatStore,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> tuple[EventRegistration, bool]:
    """Register somebody by the rules of the public form, for any event.

    Returns the registration, and whether it was there already: then nothing changes. Raises
    Forbidden, and what `register_guest` raises except Unauthenticated.
    """
    member_of_team(caller, store=store)
    held = _registration(request, store)
    if held is not None and held.stands:
        return held, True
    by_team = replace(request, by_team=caller)
    register_guest(by_team, NO_KEY, store=store, programme=programme, new_id=new_id, now=now)
    return existing(_registration(request, store)), False


def _registration(request: GuestRequest, store: Records) -> EventRegistration | None:
    address = store.one(AddressHolder, address_key(request.person.email))
    if address is None:
        return None
    return store.one(EventRegistration, registration_id(address.participant_id, request.event_id))
