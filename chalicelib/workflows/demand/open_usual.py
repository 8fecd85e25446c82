"""Open an adviser's usual hours for a theme, on their next free day: proposed, then in one tap."""

from datetime import datetime
from zoneinfo import ZoneInfo

from ...domain.demand.usual import AHEAD, BEFORE, next_opening
from ...domain.people.callers import Caller
from ...domain.programme import Programme
from ...domain.receipts import Once
from ...domain.sessions.slots import Opening, Overlap, Slot
from ...domain.unreadable import UnreadableItem
from ..callers import member_of_team
from ..ports import SessionStore
from ..week.open_hours import open_slots


def propose_usual(
    caller: Caller, theme: str, *, store: SessionStore, programme: Programme, now: datetime
) -> Opening | None:
    """Return the next opening of who asks; None without usual hours, or if they cannot be read."""
    try:
        held = store.adviser_slots(caller.person_id, now - BEFORE, now + AHEAD)
    except UnreadableItem:
        return None
    return next_opening(held, theme, ZoneInfo(programme.zone), now, programme.holidays)


def open_usual(
    caller: Caller,
    theme: str,
    starts_at: datetime,
    once: Once[tuple[Slot, ...]],
    *,
    store: SessionStore,
    programme: Programme,
    now: datetime,
) -> tuple[Slot, ...]:
    """Open what was proposed to begin at `starts_at` (UTC).

    Raises Overlap if something else would be proposed now, and what `open_slots` raises.
    """
    member = member_of_team(caller, store=store)
    opening = propose_usual(caller, theme, store=store, programme=programme, now=now)
    if opening is None or opening.starts_at != starts_at:
        raise Overlap
    asked = caller, member.email, opening, once
    return open_slots(*asked, store=store, programme=programme, now=now)
