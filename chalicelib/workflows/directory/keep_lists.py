"""A member of the team keeps what she asks for of the list of people, by a name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from ...domain.directory.lists import MOST_LISTS, PeopleList, TooManyLists, list_of
from ...domain.errors import NotFound
from ...domain.ids import owned
from ...domain.people.callers import Caller
from ...domain.receipts import Once, Receipt
from ..callers import member_of_team, with_member
from ..ports import DirectoryStore
from ..retrying import decided_afresh


def lists_of(caller: Caller, *, store: DirectoryStore) -> list[PeopleList]:
    """Return the lists that a member keeps, by name. Raises Forbidden, InvalidToken."""
    member = member_of_team(caller, store=store)
    return sorted(store.people_lists(member.id), key=lambda each: each.name.casefold())


@decided_afresh
def keep_list(
    caller: Caller,
    name: str,
    q: str,
    filters: Sequence[str],
    once: Once[PeopleList],
    *,
    store: DirectoryStore,
    now: datetime,
) -> PeopleList:
    """Keep what is asked for by a name, in place of what had that name.

    Raises Forbidden, InvalidToken, TooManyLists, Replay, KeyReused.
    """
    member, receipt = with_member(caller, store, (Receipt, once.id))
    once.check(receipt)
    kept = {each.id: each for each in store.people_lists(member.id)}
    wanted = list_of(member.id, name, q, filters)
    before = kept.get(wanted.id)
    if before is None and len(kept) >= MOST_LISTS:
        raise TooManyLists
    unit = store.unit()
    saved = unit.save(replace(wanted, version=before.version if before else 0))
    unit.add(*once.receipts(saved, now))
    unit.commit()
    return saved


@decided_afresh
def remove_list(caller: Caller, mark: str, *, store: DirectoryStore) -> PeopleList:
    """Remove the list of the member's own that has this mark, and return it.

    Raises Forbidden, InvalidToken, NotFound.
    """
    _, held = with_member(caller, store, (PeopleList, owned(caller.person_id, mark)))
    if held is None:
        raise NotFound
    unit = store.unit()
    unit.delete(held)
    unit.commit()
    return cast(PeopleList, held)
