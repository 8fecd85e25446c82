"""What to write or delete to make the table as its copy, or to give it back what it lost.

Only an item's place is relied on: what cannot be read is replaced by what can.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.adapters.dynamodb import seating
from chalicelib.adapters.dynamodb.codec import from_item_of_any_release, key_item
from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.domain.events.registrations import EventRegistration
from chalicelib.domain.events.seats import WaitingPlace
from chalicelib.domain.ids import event_of
from chalicelib.domain.sessions.bookings import Booking
from chalicelib.domain.sessions.slots import Slot

from .keeping import carried_over, is_fact
from .tables import Item, Tables, key, number, place, readable, text, type_of


@dataclass(frozen=True)
class Change:
    """`before` and `after`: the item now and afterwards, None for none; `then`: the copy's.

    If both are the same, the item stays, because the copy's cannot be read.
    """

    before: Item | None
    after: Item | None
    then: Item | None

    @property
    def item(self) -> Item:
        return self.after or self.before or {}

    @property
    def writes(self) -> bool:
        return self.before != self.after

    @property
    def request(self) -> Item:
        """The request for BatchWriteItem."""
        if self.after is not None:
            return {"PutRequest": {"Item": self.after}}
        return {"DeleteRequest": {"Key": key(self.item)}}

    @property
    def what(self) -> str:
        if not self.writes:
            return "stays"
        if self.after is None:
            return "goes"
        return "comes back" if self.before is None else "is as before"


def changes(tables: Tables, table: str, copy: str, now: datetime) -> Iterator[Change]:
    """Yield what makes the table as its copy; nothing once it is."""
    for then, held in tables.pairs(copy, table):
        kept = held is not None and is_fact(then) and readable(held)
        if not kept and not _expired(then, now):
            yield from _change(held, then)
    for held, before in tables.pairs(table, copy):
        if before is None and not is_fact(held):
            yield Change(held, None, None)


def bring_back(tables: Tables, table: str, found: Iterable[Change], now: datetime) -> int:
    """Bring back items; return how many.

    Places in line come after their registrations: without them, they would be lost again.
    """
    writing = (each for each in found if each.writes)
    in_order = sorted(writing, key=lambda each: type_of(each.item) == LAYOUTS[WaitingPlace].name)
    return sum(
        tables.bring(table, each.item, each.before, _noticed(each, table, now)) for each in in_order
    )


def missing(tables: Tables, table: str, copy: str, now: datetime) -> Iterator[Change]:
    """Yield what the copy has and the table has not, or cannot read.

    A lost place in line comes back only if its registration may still have it.
    """
    for then, held in tables.pairs(copy, table):
        lost = held is None and _still_stands(then, tables, table)
        damaged = held is not None and not readable(held)
        if (lost or damaged) and not _expired(then, now):
            yield _brought_back(held, then)


def _brought_back(held: Item | None, then: Item) -> Change:
    """Return the change that brings an item back; a damaged copy replaces nothing."""
    stays = held is not None and not readable(then)
    return Change(held, held if stays else carried_over(held, then), then)


def _change(held: Item | None, then: Item) -> Iterator[Change]:
    wanted = carried_over(held, then)
    if held is not None and not readable(then):
        sound = readable(held)
        yield Change(held, held if sound else then, then)
    elif held != wanted:
        yield Change(held, wanted, then)


def taken_by_another(tables: Tables, table: str, items: Iterable[Item]) -> Iterator[str]:
    """Yield the sessions whose slot another person has now."""
    for item in items:
        if type_of(item) == LAYOUTS[Booking].name:
            slot = tables.get(table, key_item(Slot, text(item, "slot_id")))
            if slot is not None and text(slot, "booking_id") != text(item, "id"):
                yield text(item, "id")


def _expired(item: Item, now: datetime) -> bool:
    ends = number(item, "ttl")
    return ends is not None and ends <= now.timestamp()


def _noticed(change: Change, table: str, now: datetime) -> Item | None:
    """Return the seats to look at again, if a line is affected."""
    found: Any = from_item_of_any_release(change.item)
    if isinstance(found, EventRegistration) and found.waits:
        mode = found.mode if change.before is None else None  # what was damaged was counted
        return seating.came_back(event_of(found.id), mode, now).request(table)
    if isinstance(found, WaitingPlace):
        return seating.came_back(event_of(found.id), None, now).request(table)
    return None


def _still_stands(item: Item, tables: Tables, table: str) -> bool:
    """Return whether a place's registration may still have it; True for any other item.

    A registration that cannot be read is restored as well, with the place it had then.
    """
    if type_of(item) != LAYOUTS[WaitingPlace].name or not readable(item):
        return True
    who = tables.get(table, key_item(EventRegistration, text(item, "registration_id")))
    if who is None or not readable(who):
        return True
    return text(who, "status") == "waitlisted" and number(who, "ticket") == _ticket(item)


def _ticket(item: Item) -> int:
    return int(place(item)[1].rpartition("-")[2])
