"""A participant asks to be told once an hour for a theme is free, or wants it no more."""

from datetime import datetime

from ...domain.demand.alerts import Alert, HoursFree
from ...domain.errors import Forbidden
from ...domain.ids import theme_alert
from ...domain.people.callers import Caller
from ...domain.people.participants import ProfileNeeded
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ...domain.sessions.slots import Slot
from ..callers import with_caller
from ..ports import Records, SessionStore
from ..receipts import unchanged
from ..retrying import decided_afresh
from .alerts_of import alerts_of


@decided_afresh
def ask_for_alert(
    caller: Caller,
    theme: str,
    once: Once[Alert],
    *,
    store: SessionStore,
    programme: Programme,
    now: datetime,
) -> Alert:
    """Put somebody in the line of a theme, by its slug; who waits already keeps their place.

    Raises Forbidden for staff, InvalidToken, ProfileNeeded for a guest, HoursFree.
    """
    if caller.staff:
        raise Forbidden
    wanted = (Alert, theme_alert(caller.person_id, theme)), (Receipt, once.id)
    person, alert, receipt = with_caller(caller, store, programme, *wanted)
    once.check(receipt)
    if not person.of_programme:
        raise ProfileNeeded
    held = alerts_of(person, theme, (caller.person_id, alert), store)
    waits = next((each for each in held if each.waits), None)
    if waits is not None:
        return unchanged(waits, once, store, now)

    def bookable(slot: Slot) -> bool:
        return slot.offers(theme) and slot.bookable(now, programme.booking_notice)

    if store.open_slots(now, 1, bookable):
        raise HoursFree
    asked = held[0].asked_again(now) if held else Alert(theme_alert(person.id, theme), theme, now)
    unit = store.unit()
    unit.save(asked)
    unit.unchanged(person)
    unit.add(*once.receipts(asked, now))
    unit.commit()
    return asked


@decided_afresh
def leave_line(
    caller: Caller,
    theme: str,
    once: Once[None],
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> None:
    """Take somebody out of a theme's line; nothing changes if they are not in it.

    Raises Forbidden for staff, InvalidToken.
    """
    if caller.staff:
        raise Forbidden
    wanted = (Alert, theme_alert(caller.person_id, theme)), (Receipt, once.id)
    person, alert, receipt = with_caller(caller, store, programme, *wanted)
    once.check(receipt)
    unit = store.unit()
    for each in alerts_of(person, theme, (caller.person_id, alert), store):
        unit.delete(each)
    unit.add(*once.receipts(None, now))
    unit.commit()
