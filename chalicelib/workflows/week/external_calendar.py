"""An adviser gives the address of her own calendar, or takes it back."""

from datetime import datetime

from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, done
from ...domain.receipts import Once, Receipt
from ...domain.week.external import ExternalCalendar
from ..callers import with_member
from ..ports import Records
from ..retrying import decided_afresh


def read_external(caller: Caller, *, store: Records) -> ExternalCalendar | None:
    """Return one's own external calendar, if there is one. Raises Forbidden, InvalidToken."""
    _, calendar = with_member(caller, store, (ExternalCalendar, caller.person_id))
    return None if calendar is None or calendar.taken_back else calendar


@decided_afresh
def give_external(
    caller: Caller,
    url: str,
    once: Once[ExternalCalendar],
    *,
    store: Records,
    now: datetime,
) -> ExternalCalendar:
    """Keep the address of one's calendar; it is read at the next round. Raises Forbidden.

    The same once more changes nothing.
    """
    member, there, receipt = with_member(
        caller, store, (ExternalCalendar, caller.person_id), (Receipt, once.id)
    )
    once.check(receipt)
    if isinstance(there, ExternalCalendar) and there.url == url:
        return there
    version = there.version if there is not None else 0
    given = ExternalCalendar(member.id, url, now, now, version=version)
    unit = store.unit()
    saved = unit.save(given)
    unit.add(*done(caller, Deed.CALENDAR_GIVEN, member.id, saved.version, now))
    unit.add(*once.receipts(given, now))
    unit.commit()
    return given


@decided_afresh
def take_back_external(caller: Caller, once: Once[None], *, store: Records, now: datetime) -> None:
    """Forget the address at once; hours are free of it at the next round. Raises Forbidden."""
    member, there, receipt = with_member(
        caller, store, (ExternalCalendar, caller.person_id), (Receipt, once.id)
    )
    once.check(receipt)
    if there is None or there.taken_back:
        return
    unit = store.unit()
    saved = unit.save(there.forgotten(now))
    unit.add(*done(caller, Deed.CALENDAR_TAKEN_BACK, member.id, saved.version, now))
    unit.add(*once.receipts(None, now))
    unit.commit()
