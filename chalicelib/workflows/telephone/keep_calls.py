"""Keep the calls to make as people are: those that somebody needs, and no others."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ...domain.people.participants import Participant
from ...domain.programme import Programme
from ...domain.telephone.needed import Changes, changes
from ..ports import Records, Unit


def keep_calls(
    person: Participant,
    held: Sequence[Any],
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> None:
    """Bring a person's calls to what they need, in a write of their own; none if nothing changes.

    `held` is what was read of their partition. Raises Stale: nothing is written of who was erased
    meanwhile.
    """
    made = changes(person, held, programme, now)
    if made.none:
        return
    unit = store.unit()
    unit.unchanged(person)
    write(made, unit)
    unit.commit()


def write(made: Changes, unit: Unit, but: str = "") -> None:
    """Write what changes of a person's calls, but of one that is written already."""
    for each in made.save:
        if each.id != but:
            unit.save(each)
    for each in made.delete:
        if each.id != but:
            unit.delete(each)
