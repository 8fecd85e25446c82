"""Keep the team's list of people as they are, and the calls to make: make anew what has changed.

What a person's row, keys and calls are to be follows from what is held now, whatever change was
heard of: so a change that is told twice, late or in another order leaves the same.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from itertools import batched

from ...domain.demand.counts import DEMAND, Demand, moves
from ...domain.directory.entries import FoundBy, PersonEntry, entry_of
from ...domain.ids import is_participant
from ...domain.people.participants import Participant
from ...domain.programme import Programme
from ...domain.unreadable import UnreadableItem
from ..ports import Store, Unit
from ..retrying import decided_afresh
from ..telephone.keep_calls import keep_calls

AT_ONCE = 90
"""Keys changed in one write, which takes a hundred items."""


def keep_listed(
    changed: Iterable[str], *, store: Store, programme: Programme, now: datetime
) -> None:
    """Bring people's rows, keys and calls to what they are now, by their ids.

    One of whom something cannot be read is left as they were listed: the store reports it, and its
    repair is a change. Raises Busy.
    """
    for each in dict.fromkeys(filter(is_participant, changed)):
        with suppress(UnreadableItem):
            list_person(each, store=store, programme=programme, now=now)


@decided_afresh
def list_person(
    person_id: str, anew: bool = False, *, store: Store, programme: Programme, now: datetime
) -> None:
    """Write a person's row, keys and calls; take away those of somebody who is gone, or merged.

    Nothing is written of who was erased meanwhile. `anew`: write what should be there already, too.
    Raises UnreadableItem.
    """
    found, before = store.load((Participant, person_id), (PersonEntry, person_id))
    person = found if found and found.id == person_id else None
    if found and not person:
        list_person(found.id, anew, store=store, programme=programme, now=now)
    held = store.person(person_id) if person else []
    if person:
        keep_calls(person, held, store=store, programme=programme, now=now)
    after = entry_of(person, held, before) if person else None
    if after == before and not anew:
        return
    kept = before.found_by if before else set()
    wanted = after.found_by if after else set()
    changes = sorted((wanted if anew else wanted - kept) | (kept - wanted), key=_by_id)
    parts = [*batched(changes, AT_ONCE)] or [()]
    for number, part in enumerate(parts):
        unit = store.unit()
        if found:
            unit.unchanged(found)
        _move(part, wanted, unit)
        if number == len(parts) - 1:
            _save(after, before, unit)
            count_demand(after, before, unit)
        unit.commit()


def _by_id(key: FoundBy) -> str:
    return key.id


def _move(part: Iterable[FoundBy], wanted: set[FoundBy], unit: Unit) -> None:
    for key in part:
        if key in wanted:
            unit.put(key)
        else:
            unit.discard(key)


def count_demand(after: PersonEntry | None, before: PersonEntry | None, unit: Unit) -> None:
    """Add to a write of a row what changes in the counters of demand."""
    moved = moves(before.counted_in if before else (), after.counted_in if after else ())
    if moved:
        unit.add_to(DEMAND, moved, Demand)


def _save(after: PersonEntry | None, before: PersonEntry | None, unit: Unit) -> None:
    if after:
        unit.save(after)
    elif before:
        unit.delete(before)
