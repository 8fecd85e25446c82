"""The hours that a member of the team may give to somebody who asks for one."""

from dataclasses import dataclass
from datetime import datetime

from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...domain.sessions.slots import Slot
from ...domain.sessions.whose import of_each, own_first
from ..accompanied import hers_or_new
from ..callers import member_of_team
from ..ports import Store

SHOWN = 60
"""Hours on a page: the next ones of who asks, and as many of her colleagues."""


@dataclass(frozen=True)
class FreeHours:
    """The next free hours of a theme, those of who asks (`by`) first; none without a theme."""

    person: Participant
    slots: tuple[Slot, ...]
    by: str


def free_hours(
    caller: Caller, person_id: str, theme: str, *, store: Store, now: datetime
) -> FreeHours:
    """Return what may be given to a person: of all advisers, without notice.

    What they have already at the same time is left out. Raises Forbidden to an adviser of who is
    another's alone, InvalidToken, NotFound.
    """
    member = member_of_team(caller, store=store)
    person = hers_or_new(member, store.person(person_id))

    def wanted(slot: Slot) -> bool:
        held = any(each.overlaps(slot.starts_at, slot.ends_at) for each in person.agenda)
        return slot.offers(theme) and slot.bookable(now) and not held

    own = member.id
    slots = store.open_slots(now, 2 * SHOWN, of_each(own, SHOWN, wanted)) if theme else []
    return FreeHours(person, tuple(own_first(own, slots)), own)
