"""Tell who is late for a session that they are expected."""

from datetime import datetime

from ...domain.mail import follow_up
from ...domain.mail.messages import Message, Origin
from ...domain.people.callers import Caller
from ...domain.people.roles import ensure_hers
from ...domain.people.staff_acts import Deed, done
from ...domain.sessions.bookings import Booking, existing
from ..callers import with_member
from ..ports import Records
from ..retrying import decided_afresh


@decided_afresh
def tell_expected(caller: Caller, booking_id: str, *, store: Records, now: datetime) -> Booking:
    """Mail the participant of a session under way that they are expected, with the way in.

    They are told once: again changes nothing. Raises Forbidden, NotFound, NotUnderWay.
    """
    member, booking = with_member(caller, store, (Booking, booking_id))
    standing = existing(booking)
    ensure_hers(member, standing.adviser_id)
    standing.ensure_under_way(now)
    mail = follow_up.while_expected(standing, now).caused_by(Origin.TEAM)
    if store.one(Message, mail.id) is not None:
        return standing
    unit = store.unit()
    unit.unchanged(standing)
    unit.add(mail, *done(caller, Deed.PERSON_AWAITED, booking_id, standing.version, now))
    unit.commit()
    return standing
