"""Open a stretch of an adviser's time, cut into slots."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ...domain.errors import FieldError, InvalidFields
from ...domain.people.callers import Caller
from ...domain.people.roles import ensure_hers
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ...domain.sessions.slots import Opening, Schedule, Slot, cut, ensure_free
from ...domain.week.external import ExternalCalendar, marked
from ..callers import with_member
from ..people.find_member import find_member, team_key
from ..ports import Records, SessionStore
from ..retrying import decided_afresh
from .go_on_opening import ensure_all_written


@decided_afresh
def open_slots(
    caller: Caller,
    adviser_email: str,
    opening: Opening,
    once: Once[tuple[Slot, ...]],
    *,
    store: SessionStore,
    programme: Programme,
    now: datetime,
) -> tuple[Slot, ...]:
    """Cut an opening into slots of an adviser, all of them or none.

    Raises Forbidden (to an adviser, of another's days), InvalidFields (unknown adviser, or an
    opening that is past, too short or too long), Overlap.
    """
    adviser, schedule, calendar = whose_hours(caller, adviser_email, once, store)
    ensure_all_written(schedule, store, ZoneInfo(programme.zone), now)
    slots = marked(calendar, cut(opening, adviser.id, adviser.name, now))
    ensure_free(slots, store.adviser_slots(adviser.id, opening.starts_at, opening.ends_at))
    unit = store.unit()
    opened = unit.save((schedule or Schedule(adviser.id)).opened(opening))
    unit.add(*slots)
    unit.add(*done(caller, Deed.HOURS_OPENED, slots[0].id, opened.version, now))
    unit.add(*once.receipts(slots, now))
    unit.commit()
    return slots


def whose_hours(
    caller: Caller, adviser_email: str, once: Once[Any], store: Records
) -> tuple[StaffMember, Schedule | None, ExternalCalendar | None]:
    """Return the adviser whose hours somebody may open, her schedule, her external calendar.

    Raises Forbidden, InvalidFields for somebody who is not of the team, Replay.
    """
    hers = (Schedule, caller.person_id), (ExternalCalendar, caller.person_id)
    member, schedule, calendar, receipt = with_member(caller, store, *hers, (Receipt, once.id))
    once.check(receipt)
    if team_key(adviser_email) == team_key(member.email):
        return member, schedule, calendar
    adviser = _other(adviser_email, member, store)
    schedule, calendar = store.load((Schedule, adviser.id), (ExternalCalendar, adviser.id))
    return adviser, schedule, calendar


def _other(email: str, member: StaffMember, store: Records) -> StaffMember:
    """Return another adviser, whose days an admin opens. Raises InvalidFields, Forbidden."""
    adviser = find_member(email, store=store)
    if adviser is None or not adviser.active:
        raise InvalidFields(FieldError("adviser", "unknown_adviser"))
    ensure_hers(member, adviser.id)
    return adviser
