"""The seats of an event, changed by arithmetic under conditions, never read then written.

Each function returns an UpdateItem, to be made alone or in a transaction.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ...domain.events.events import Mode
from ...domain.events.seats import (
    CLAIMS_AT_ONCE,
    HELP_AFTER,
    RESTLESS_AFTER,
    Claim,
    Move,
    Reshape,
    Seats,
)
from .codec import Item, key_item
from .partitions import due_at, stamp


class Change:
    """An UpdateItem being built: what it sets, what it removes, and its conditions."""

    def __init__(self, event_id: str, now: datetime) -> None:
        self._event_id, self._now = event_id, now
        self._sets: list[str] = []
        self._removes: list[str] = []
        self._conditions = ["attribute_exists(version)"]
        self._names: dict[str, str] = {}
        self._values: Item = {}

    def path(self, *parts: str) -> str:
        """Return a path into `places`; mode and registration ids need placeholders."""
        return ".".join(["places", *map(self._name, parts)])

    def set(self, path: str, expression: str) -> "Change":
        self._sets.append(f"{path} = {expression}")
        return self

    def remove(self, *paths: str) -> "Change":
        self._removes += paths
        return self

    def only_if(self, condition: str) -> "Change":
        self._conditions.append(condition)
        return self

    def add(self, path: str, amount: int) -> "Change":
        sign = "+" if amount > 0 else "-"
        return self.set(path, f"{path} {sign} {self.number(abs(amount))}")

    def one_fewer(self, path: str) -> "Change":
        """Subtract one, on condition that the number does not go below zero."""
        return self.only_if(f"{path} > {self.number(0)}").add(path, -1)

    def freed(self) -> "Change":
        """Count a seat that becomes free; releases before this one did not."""
        return self.set("freed", f"if_not_exists(freed, {self.number(0)}) + {self.number(1)}")

    def number(self, value: int) -> str:
        return self._value({"N": str(value)})

    def moment(self, value: datetime) -> str:
        return self._value({"S": stamp(value)})

    def look_again(self) -> "Change":
        """Have the sweep come by; an earlier time already set is kept."""
        at = self._now + HELP_AFTER
        for name, value in {"next_at": stamp(at), **due_at(at, self._event_id)}.items():
            self.set(name, f"if_not_exists({name}, {self._value({'S': value})})")
        return self

    def look_later(self) -> "Change":
        """Have the sweep come by, but only after others had their turn."""
        return self.look_at(self._now + HELP_AFTER)

    def look_at(self, at: datetime) -> "Change":
        """Have the sweep come by at a moment."""
        for name, value in {"next_at": stamp(at), **due_at(at, self._event_id)}.items():
            self.set(name, self._value({"S": value}))
        return self

    def standing(self) -> "Change":
        self.only_if(f"cancelled = {self._value({'BOOL': False})}")
        return self.only_if(f"starts_at > {self.moment(self._now)}")

    def request(self, table: str) -> dict[str, Any]:
        removes = f" REMOVE {', '.join(self._removes)}" if self._removes else ""
        sets = f"SET {', '.join([*self._sets, f'version = version + {self.number(1)}'])}"
        request: dict[str, Any] = {
            "TableName": table,
            "Key": key_item(Seats, self._event_id),
            "UpdateExpression": f"{sets}{removes}",
            "ConditionExpression": " AND ".join(self._conditions),
            "ExpressionAttributeValues": self._values,
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        if self._names:
            request["ExpressionAttributeNames"] = self._names
        return request

    def _name(self, name: str) -> str:
        placeholder = next((p for p, n in self._names.items() if n == name), None)
        placeholder = placeholder or f"#n{len(self._names)}"
        self._names[placeholder] = name
        return placeholder

    def _value(self, value: Item) -> str:
        placeholder = f":v{len(self._values)}"
        self._values[placeholder] = value
        return placeholder


def claim(event_id: str, registration_id: str, mode: Mode, waits: bool, now: datetime) -> Change:
    """Take a seat if one is free and nobody waits; otherwise a ticket at the end of the line."""
    change = Change(event_id, now).standing()
    taken, waiting = change.path(mode, "taken"), change.path(mode, "waiting")
    if waits:
        _only_if_full(change, mode)
    else:
        capacity, zero = change.path(mode, "capacity"), change.number(0)
        change.only_if(f"{taken} < {capacity} AND {waiting} <= {zero}")
    moment = change.moment(now)
    change.only_if(f"closes_at > {moment}")
    change.only_if(f"(attribute_not_exists(opens_at) OR opens_at <= {moment})")
    claims = change.path(mode, "joining" if waits else "taking")
    change.only_if(f"size({claims}) < {change.number(CLAIMS_AT_ONCE)}")
    for held in _held(change, registration_id):
        change.only_if(f"attribute_not_exists({held})")
    change.add(waiting if waits else taken, 1)
    change.set(change.path(mode, "joining" if waits else "taking", registration_id), "next_ticket")
    return change.add("next_ticket", 1).look_again()


def draw_ticket(event_id: str, now: datetime) -> Change:
    """Draw the next ticket in order of arrival; one that is not used leaves a harmless gap."""
    return Change(event_id, now).standing().add("next_ticket", 1)


def release(event_id: str, claim: Claim, now: datetime) -> Change:
    """Settle the claim: its registration is written."""
    change = Change(event_id, now)
    held = change.path(claim.mode, "joining" if claim.waits else "taking", claim.registration_id)
    return change.only_if(f"{held} = {change.number(claim.ticket)}").remove(held)


def give_back(event_id: str, claim: Claim, now: datetime) -> Change:
    """Undo the claim: its registration will not be written."""
    change = release(event_id, claim, now)
    change.one_fewer(change.path(claim.mode, "waiting" if claim.waits else "taken"))
    return (change if claim.waits else change.freed()).look_again()


def move(asked: Move, now: datetime) -> Change:
    change = Change(asked.event_id, now)
    if asked.takes or asked.joins:
        change.standing()
    _count(change, "taken", asked.takes, asked.vacates, asked.counted)
    _count(change, "waiting", asked.joins, asked.leaves, asked.counted)
    if asked.takes:
        taken, capacity = change.path(asked.takes, "taken"), change.path(asked.takes, "capacity")
        change.only_if(f"{taken} < {capacity}")
        if asked.leaves != asked.takes:
            change.only_if(f"{change.path(asked.takes, 'waiting')} <= {change.number(0)}")
    if asked.joins and asked.joins is not asked.vacates:
        _only_if_full(change, asked.joins)
    if asked.yields and asked.vacates:
        taken, capacity = (change.path(asked.vacates, name) for name in ("taken", "capacity"))
        change.only_if(f"{taken} >= {capacity}")
    if asked.vacates:
        change.freed()
    return change.look_again() if asked.vacates or not asked.counted else change


def reshape(asked: Reshape, now: datetime) -> Change:
    """Change capacities and times; a new mode gets its places, a mode that goes must be empty."""
    change = Change(asked.event_id, now)
    event = asked.event
    change.set("starts_at", change.moment(event.starts_at))
    change.set("closes_at", change.moment(event.registration_ends_at))
    if event.opens_at:
        change.set("opens_at", change.moment(event.opens_at))
    elif asked.before.opens_at:
        change.remove("opens_at")
    change.set("cancelled", change._value({"BOOL": event.cancelled_at is not None}))
    for mode, capacity in asked.capacities.items():
        _resize(change, mode, capacity, mode in asked.before.places)
    for mode in asked.before.places.keys() - asked.capacities.keys():
        taken, waiting = change.path(mode, "taken"), change.path(mode, "waiting")
        zero = change.number(0)
        change.only_if(f"{taken} <= {zero} AND {waiting} <= {zero}").remove(change.path(mode))
    return change.freed().look_again()


def settled(seats: Seats, rests_until: datetime | None, now: datetime) -> Change:
    """Take the seats out of the index after a sweep, or have them looked at later.

    `rests_until` is when there is something to look at, though all be calm; a moment that is past
    takes them out. Holds only if nothing was claimed or freed meanwhile.
    """
    change = Change(seats.id, now)
    for mode, places in seats.places.items():
        for name in ("capacity", "taken", "waiting"):
            held = change.number(getattr(places, name))
            change.only_if(f"{change.path(mode, name)} = {held}")
        for name in ("taking", "joining"):
            size = change.number(len(getattr(places, name)))
            change.only_if(f"size({change.path(mode, name)}) = {size}")
    if rests_until is not None and rests_until > now:
        return change.look_at(rests_until).remove("tended")
    if seats.calm(now) or rests_until is not None:
        return change.remove("next_at", "due_pk", "due_sk", "tended")
    return change.set("tended", change.number(seats.tended + 1)).look_later()


def count_waiting(seats: Seats, mode: Mode, waiting: int, now: datetime) -> Change:
    """Set the number that waits to what the line holds, whatever it said before.

    Holds only if nothing moved since the seats were read. The next sweep reports the error.
    """
    change = Change(seats.id, now)
    change.only_if(f"version = {change.number(seats.version)}")
    change.set(change.path(mode, "waiting"), change.number(waiting))
    return change.set("tended", change.number(RESTLESS_AFTER)).look_later()


def came_back(event_id: str, mode: Mode | None, now: datetime) -> Change:
    """Have a sweep count a line, part of which was lost and is there again.

    Until then, whoever waits in `mode` is counted, rather twice than not: nobody passes them.
    """
    change = Change(event_id, now)
    if mode:
        waiting = change.path(mode, "waiting")
        change.only_if(f"attribute_exists({waiting})").add(waiting, 1)
    return change.look_again()


def _only_if_full(change: Change, mode: Mode) -> None:
    taken, waiting = change.path(mode, "taken"), change.path(mode, "waiting")
    capacity, zero = change.path(mode, "capacity"), change.number(0)
    change.only_if(f"({taken} >= {capacity} OR {waiting} > {zero})")


def _held(change: Change, registration_id: str) -> Iterable[str]:
    for mode in Mode:
        for name in ("taking", "joining"):
            yield change.path(mode, name, registration_id)


def _count(change: Change, name: str, more: Mode | None, less: Mode | None, counted: bool) -> None:
    if more:
        change.add(change.path(more, name), 1)
    if less and counted:
        change.one_fewer(change.path(less, name))
    elif less:
        change.only_if(f"{change.path(less, name)} <= {change.number(0)}")


def _resize(change: Change, mode: Mode, capacity: int, exists: bool) -> None:
    if exists:
        number = change.number(capacity)
        change.only_if(f"{change.path(mode, 'taken')} <= {number}")
        change.set(change.path(mode, "capacity"), number)
        return
    empty: Item = {name: {"M": {}} for name in ("taking", "joining")}
    counts: Item = {name: {"N": "0"} for name in ("taken", "waiting")}
    places = {"M": {"capacity": {"N": str(capacity)}, **counts, **empty}}
    change.only_if(f"attribute_not_exists({change.path(mode)})")
    change.set(change.path(mode), change._value(places))
