"""Take back what was recorded of a session, as long as nothing of it has left."""

from datetime import datetime

from ...domain.documents.documents import Document
from ...domain.mail.follow_up import survey_mail_id
from ...domain.mail.messages import Message
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...domain.people.roles import ensure_hers
from ...domain.people.staff_acts import Deed
from ...domain.receipts import Once, Receipt
from ...domain.sessions.bookings import Booking, BookingStatus, NotBooked, existing
from ...domain.sessions.engagements import AlreadyBooked, Engagement
from ...domain.sessions.team_files import Before, TeamFile, undone
from ...domain.surveys.surveys import Survey
from ...domain.undoing import TooLateToUndo
from ..callers import with_member
from ..ports import Records, Unit
from ..receipts import unchanged
from ..retrying import decided_afresh
from .put_back import put_back


@decided_afresh
def undo_outcome(
    caller: Caller, booking_id: str, once: Once[Booking], *, store: Records, now: datetime
) -> Booking:
    """Make a session what it was before its outcome, or before that was corrected.

    One read, one write. What was written with the outcome is deleted, the deed too. A session that
    has no outcome is as it was: undoing twice changes nothing. Raises Forbidden, NotFound,
    NotBooked (cancelled), TooLateToUndo.
    """
    member, booking, file, receipt, *caused = with_member(
        caller,
        store,
        (Booking, booking_id),
        (TeamFile, booking_id),
        (Receipt, once.id),
        (Document, booking_id),
        (Survey, booking_id),
        (Message, survey_mail_id(booking_id)),
    )
    once.check(receipt)
    booking = existing(booking)
    ensure_hers(member, booking.adviser_id)
    if booking.status is BookingStatus.CANCELLED:
        raise NotBooked
    if booking.booked:
        return unchanged(booking, once, store, now)
    was, before = undone(booking, file, now)
    unit = store.unit()
    if was.held:
        unit.save(_uncorrected(caused[0], before))
    else:
        _delete_all(caused, unit)
    for person in _engaged_again(was, before, store, now):
        unit.save(person)
    deed = Deed.OUTCOME_CORRECTED if was.held else Deed.OUTCOME_RECORDED
    put_back(unit, was, file, deed, caller, now)
    unit.add(*once.receipts(was, now))
    unit.commit()
    return was


def _delete_all(caused: list[Document | Survey | Message | None], unit: Unit) -> None:
    """Delete what an outcome caused. Raises TooLateToUndo."""
    for each in caused:
        if each is not None:
            _ensure_untouched(each)
            unit.delete(each)


def _uncorrected(document: Document | None, before: Before) -> Document:
    """Return the document with the PDF that was sent. Raises TooLateToUndo if it is being made."""
    if document is None or document.next_at != before.until:
        raise TooLateToUndo
    return document.uncorrected()


def _ensure_untouched(caused: Document | Survey | Message) -> None:
    """Raise TooLateToUndo if somebody has begun to make, to send or to answer it."""
    if caused.answers is not None if isinstance(caused, Survey) else caused.attempts > 0:
        raise TooLateToUndo


def _engaged_again(
    booking: Booking, before: Before, store: Records, now: datetime
) -> tuple[Participant, ...]:
    """Return the participant with the hour that an outcome before its end gave back to them.

    Raises TooLateToUndo if they have booked another session then.
    """
    if before.at >= booking.ends_at or not booking.booked:
        return ()
    person = store.one(Participant, booking.participant_id)
    engagement = Engagement(booking.id, booking.starts_at, booking.ends_at)
    try:
        return () if person is None else (person.engaged(engagement, now),)
    except AlreadyBooked:
        raise TooLateToUndo from None
