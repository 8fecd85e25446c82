"""What the table must have written or deleted to be as its copy, or to have again what it lost."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.adapters.dynamodb import seating
from chalicelib.adapters.dynamodb.codec import from_item_of_any_release, key_item
from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.domain.events.events import event_of
from chalicelib.domain.events.registrations import EventRegistration
from chalicelib.domain.events.seats import WaitingPlace
from chalicelib.domain.mail.messages import DailyCount
from chalicelib.domain.mail.told import Told
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.sessions.bookings import Booking
from chalicelib.domain.sessions.slots import Slot

from .tables import Item, Tables, key, place, text, type_of

FACTS = frozenset(LAYOUTS[kind].name for kind in (Told, DailyCount))
"""What the world outside saw: it stays as it is, whatever the table goes back to."""

SILENCES = ("bounced_at", "unsubscribed_at")
"""An address that closed, a person who wants no more of it: neither is undone."""


@dataclass(frozen=True)
class Change:
    """`after` None: the item goes; `before` None: it comes back."""

    before: Item | None
    after: Item | None

    @property
    def item(self) -> Item:
        return self.after or self.before or {}

    @property
    def request(self) -> Item:
        """Of BatchWriteItem."""
        if self.after is not None:
            return {"PutRequest": {"Item": self.after}}
        return {"DeleteRequest": {"Key": key(self.item)}}

    @property
    def what(self) -> str:
        if self.after is None:
            return "goes"
        return "comes back" if self.before is None else "is as before"


def changes(tables: Tables, table: str, copy: str, now: datetime) -> Iterator[Change]:
    """What makes the table as its copy: nothing once it is."""
    for then, held in tables.pairs(copy, table):
        wanted = _silent_as(held, then)
        kept = held is not None and type_of(then) in FACTS
        if held != wanted and not kept and not _expired(then, now):
            yield Change(held, wanted)
    for held, before in tables.pairs(table, copy):
        if before is None and type_of(held) not in FACTS:
            yield Change(held, None)


def bring_back(tables: Tables, table: str, items: Iterable[Item], now: datetime) -> int:
    """How many. Places in line after those who stand there, whose absence would cost them it."""
    in_order = sorted(items, key=lambda item: type_of(item) == LAYOUTS[WaitingPlace].name)
    return sum(tables.add(table, item, _noticed(item, table, now)) for item in in_order)


def missing(tables: Tables, table: str, copy: str, now: datetime) -> Iterator[Item]:
    """What the copy has and the table does not; a place in line if somebody stands there."""
    for then, held in tables.pairs(copy, table):
        if held is None and not _expired(then, now) and _still_stands(then, tables, table):
            yield then


def taken_by_another(tables: Tables, table: str, items: Iterable[Item]) -> Iterator[str]:
    """The sessions whose slot somebody else has now."""
    for item in items:
        if type_of(item) == LAYOUTS[Booking].name:
            slot = tables.get(table, key_item(Slot, text(item, "slot_id")))
            if slot is not None and text(slot, "booking_id") != text(item, "id"):
                yield text(item, "id")


def counted(found: Iterable[Change]) -> list[str]:
    """How many of each type, and what becomes of them."""
    counts = Counter((type_of(each.item), each.what) for each in found)
    return [f"{count:6} × {name} {what}" for (name, what), count in sorted(counts.items())]


def _silent_as(held: Item | None, then: Item) -> Item:
    if held is None or type_of(then) != LAYOUTS[Participant].name:
        return then
    since = {name: held[name] for name in SILENCES if name in held and name not in then}
    if not since:
        return then
    listed = ("timeline_pk", "timeline_sk")  # of the community, who is not written to any more
    return {**{name: value for name, value in then.items() if name not in listed}, **since}


def _expired(item: Item, now: datetime) -> bool:
    return "ttl" in item and int(item["ttl"]["N"]) <= now.timestamp()


def _noticed(item: Item, table: str, now: datetime) -> Item | None:
    """What a line has to hear of: the seats of its event are looked at again."""
    found: Any = from_item_of_any_release(item)
    if isinstance(found, EventRegistration) and found.waits:
        return seating.came_back(event_of(found.id), found.mode, now).request(table)
    if isinstance(found, WaitingPlace):
        return seating.came_back(event_of(found.id), None, now).request(table)
    return None


def _still_stands(item: Item, tables: Tables, table: str) -> bool:
    if type_of(item) != LAYOUTS[WaitingPlace].name:
        return True
    who = tables.get(table, key_item(EventRegistration, text(item, "registration_id")))
    return who is None or (
        text(who, "status") == "waitlisted" and who["ticket"]["N"] == _ticket(item)
    )


def _ticket(item: Item) -> str:
    return str(int(place(item)[1].rpartition("-")[2]))
