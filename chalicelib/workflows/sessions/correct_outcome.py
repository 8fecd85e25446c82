"""Correct what the document of a session says, or send it once more."""

from dataclasses import replace
from datetime import datetime

from ...domain.documents.documents import Document
from ...domain.mail import follow_up
from ...domain.mail.messages import Message, Origin
from ...domain.people.callers import Caller
from ...domain.people.roles import ensure_hers
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ...domain.sessions.bookings import Booking, NotSent, OutcomeReport, existing
from ...domain.sessions.team_files import TeamFile
from ..callers import with_member
from ..ports import Records
from ..receipts import unchanged
from ..retrying import decided_afresh


@decided_afresh
def correct_outcome(
    caller: Caller,
    booking_id: str,
    report: OutcomeReport,
    once: Once[Booking],
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> Booking:
    """Have another document made in place of the one that was sent; its mail says so.

    It is held for a moment, and undone as the outcome is. Correcting to the same changes nothing.
    Raises Forbidden, NotFound, NotSent.
    """
    member, booking, document, file, receipt = with_member(
        caller,
        store,
        (Booking, booking_id),
        (Document, booking_id),
        (TeamFile, booking_id),
        (Receipt, once.id),
    )
    once.check(receipt)
    booking = existing(booking)
    ensure_hers(member, booking.adviser_id)
    ready = _sent(booking, document)
    if booking.report == report:
        return unchanged(booking, once, store, now)
    unit = store.unit()
    corrected = unit.save(replace(booking, report=report))
    unit.save(ready.corrected(now + programme.held_for))
    unit.save((file or TeamFile(booking_id)).remembering(booking, now, programme.held_for))
    unit.add(*done(caller, Deed.OUTCOME_CORRECTED, booking_id, corrected.version, now))
    unit.add(*once.receipts(corrected, now))
    unit.commit()
    return corrected


@decided_afresh
def send_document_again(
    caller: Caller, booking_id: str, *, store: Records, now: datetime
) -> Booking:
    """Mail the document of a session once more; twice in a minute is once.

    Raises Forbidden, NotFound, NotSent.
    """
    member, booking, document = with_member(
        caller, store, (Booking, booking_id), (Document, booking_id)
    )
    booking = existing(booking)
    ensure_hers(member, booking.adviser_id)
    ready = _sent(booking, document)
    mail = follow_up.document_again(ready, now).caused_by(Origin.TEAM)
    if store.one(Message, mail.id) is not None:
        return booking
    unit = store.unit()
    unit.unchanged(ready)
    unit.add(mail)
    minute = int(now.timestamp()) // 60
    unit.add(*done(caller, Deed.DOCUMENT_SENT_AGAIN, booking_id, minute, now))
    unit.commit()
    return booking


def _sent(booking: Booking, document: Document | None) -> Document:
    """Return the document of a session, if it is ready. Raises NotSent."""
    waits = document is None or document.next_at is not None or not document.file_key
    if not booking.held or document is None or waits or document.failed:
        raise NotSent
    return document
