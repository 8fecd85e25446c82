"""The hours of who is let in no more are offered to nobody; let in again, they are once more.

Told by the stream of each change of somebody's access, through the queue, which tries again: what
a crash leaves is gone on with.
"""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from ...domain.people.staff import StaffMember
from ...domain.programme import Programme
from ...domain.sessions.slots import Schedule, Slot
from ...domain.week.access import HoursOf
from ...domain.week.day_changes import AHEAD
from ...domain.week.external import ExternalCalendar, marked
from ..ports import Queues, Records, SessionStore
from ..retrying import decided_afresh
from .go_on_opening import finish

AT_ONCE = 50
"""How many hours one write marks: a transaction takes a hundred items."""


def hear_of_access(members: Iterable[str], *, queues: Queues) -> None:
    """Have the hours of members seen to, whose access changed. No call if there are none."""
    heard = [HoursOf(each) for each in dict.fromkeys(members)]
    if heard:
        queues.hand_over("mail", heard)


def hide_hours(
    member_id: str, *, store: SessionStore, programme: Programme, now: datetime
) -> dict[str, str]:
    """Hide each hour to come of somebody who is let in no more, or show what only that hid.

    Sessions that are booked stay, and their hours stay hidden if they are cancelled. Told twice,
    once.
    """
    member, schedule, calendar = store.load(
        (StaffMember, member_id), (Schedule, member_id), (ExternalCalendar, member_id)
    )
    if member is None:
        return {}
    if schedule is not None and schedule.pattern:
        finish(schedule.pattern, store, ZoneInfo(programme.zone), now)
    slots = tuple(store.adviser_slots(member_id, now, now + AHEAD))
    pairs = zip(slots, marked(calendar, slots, member.active), strict=True)
    others = [slot.id for slot, wanted in pairs if slot != wanted]
    for first in range(0, len(others), AT_ONCE):
        _mark(member_id, others[first : first + AT_ONCE], store=store)
    return {"slots": str(len(others))}


@decided_afresh
def _mark(member_id: str, ids: list[str], *, store: Records) -> None:
    """Mark these hours by what stands now; it holds only if the member is as they were read."""
    member, calendar = store.load((StaffMember, member_id), (ExternalCalendar, member_id))
    if member is None:
        return
    found = store.load_any(*[(Slot, each) for each in ids])
    slots = tuple(each for each in found if isinstance(each, Slot))
    unit = store.unit()
    unit.unchanged(member)
    for slot, wanted in zip(slots, marked(calendar, slots, member.active), strict=True):
        if slot != wanted:
            unit.save(wanted)
    unit.commit()
