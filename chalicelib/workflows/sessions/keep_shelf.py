"""A member of the team keeps tools and next steps at hand: her own list, which nobody else sees."""

from ...domain.documents.documents import Tool
from ...domain.people.callers import Caller
from ...domain.sessions.toolshelves import Toolshelf
from ..callers import with_member
from ..ports import Loading, Records
from ..retrying import decided_afresh

Wanted = tuple[tuple[Tool, ...], tuple[str, ...]]
"""Tools, then next steps."""


def read_shelf(caller: Caller, *, store: Loading) -> Toolshelf:
    """Return what the member keeps. Raises Forbidden, InvalidToken."""
    _, shelf = with_member(caller, store, known=[(Toolshelf, caller.person_id)])
    return shelf or Toolshelf(caller.person_id)


@decided_afresh
def keep_on_shelf(caller: Caller, more: Wanted, *, store: Records) -> Toolshelf:
    """Add tools and next steps to what the member keeps. Raises Forbidden, InvalidToken."""
    shelf = _shelf(caller, store)
    return _written(shelf, shelf.with_more(*more), store)


@decided_afresh
def arrange_shelf(caller: Caller, alone: Wanted, *, store: Records) -> Toolshelf:
    """Keep these tools and next steps alone. Raises Forbidden, InvalidToken."""
    shelf = _shelf(caller, store)
    return _written(shelf, shelf.holding(*alone), store)


def _shelf(caller: Caller, store: Records) -> Toolshelf:
    _, shelf = with_member(caller, store, (Toolshelf, caller.person_id))
    return shelf or Toolshelf(caller.person_id)


def _written(before: Toolshelf, after: Toolshelf, store: Records) -> Toolshelf:
    if after == before:
        return before
    unit = store.unit()
    saved = unit.save(after)
    unit.commit()
    return saved
