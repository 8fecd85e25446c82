"""Who somebody at the telephone may be, if they are known already: asked before they are saved."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...domain.directory.asking import conditions
from ...domain.directory.entries import PersonEntry
from ...domain.directory.telling import told_of
from ...domain.people.addresses import address_key
from ...domain.people.callers import Caller
from ...domain.people.participants import AddressHolder, Registration
from ..accompanied import opens
from ..callers import with_member
from ..ports import DirectoryStore
from .find_people import found

MOST = 5
"""How many a page asks about: with more, a name alone tells nothing."""


@dataclass(frozen=True)
class Known:
    """Somebody who may be who telephones. `opens`: their page is open to the member who asks."""

    entry: PersonEntry
    opens: bool
    same_address: bool = False


def known_already(
    caller: Caller, told: Registration, *, store: DirectoryStore
) -> tuple[Known, ...]:
    """Return who has the same address, telephone or name as one hears it, the surest first.

    Some thirty calls at most, whoever else is registered. Raises Forbidden, InvalidToken.
    """
    member, holder = with_member(
        caller, store, (AddressHolder, address_key(told.email) if told.email else "")
    )
    whose = holder.participant_id if holder else ""
    entries = {each.id: each for each in _by_address(whose, store)}
    for asked in told_of(told.profile):
        for each in found(conditions(asked), None, store=store).listed[:MOST]:
            entries.setdefault(each.id, each)
    return tuple(
        Known(each, opens(each, member), each.id == whose) for each in [*entries.values()][:MOST]
    )


def _by_address(person_id: str, store: DirectoryStore) -> Iterable[PersonEntry]:
    held = store.one(PersonEntry, person_id) if person_id else None
    return [held] if held else []
