"""Record what became of a session: held causes the document and the survey, in the same write.

What it causes is held for a moment, in which `undo_outcome` takes all of it back.
"""

from datetime import datetime

from ...domain.documents.documents import Document
from ...domain.documents.themes import Theme, known_theme
from ...domain.mail import follow_up
from ...domain.mail.messages import Message
from ...domain.people.callers import Caller
from ...domain.people.drafts import notes_draft
from ...domain.people.participants import Participant
from ...domain.people.roles import ensure_hers
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ...domain.sessions.bookings import Booking, BookingStatus, Outcome, OutcomeReport, existing
from ...domain.sessions.team_files import TeamFile
from ...domain.surveys.surveys import Survey
from ...domain.undoing import held
from ..callers import with_member
from ..ports import Records
from ..receipts import unchanged
from ..retrying import decided_afresh


@decided_afresh
def record_outcome(
    caller: Caller,
    booking_id: str,
    report: OutcomeReport,
    once: Once[Booking],
    *,
    store: Records,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> Booking:
    """Record a session as held, or its participant as absent: one read, one write.

    Recording the same report twice changes nothing; if its document could not be made, a report
    recorded again asks for it again.

    Raises Forbidden, NotFound, NotBooked (cancelled), OutcomeRecorded (held already, with another
    report).
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
    if document is not None and document.failed:
        return _once_more(caller, booking, document, report, once, store, now)
    if booking.report == report and booking.status is not BookingStatus.CANCELLED:
        return unchanged(booking, once, store, now)
    recorded = booking.with_outcome(report, now)
    unit = store.unit()
    saved = unit.save(recorded)
    unit.save((file or TeamFile(booking_id)).remembering(booking, now, programme.held_for))
    unit.add(*done(caller, Deed.OUTCOME_RECORDED, booking.id, saved.version, now))
    early = store.one(Participant, booking.participant_id) if now < booking.ends_at else None
    if early is not None:  # that hour is free again, and no longer one of their open bookings
        unit.save(early.released(booking_id))
    unit.discard(notes_draft(caller.person_id, booking_id, now))
    if report.outcome is Outcome.COMPLETED:
        unit.add(*_caused(recorded, themes, programme, now))
    unit.add(*once.receipts(recorded, now))
    unit.commit()
    return recorded


def _caused(
    recorded: Booking, themes: dict[str, Theme], programme: Programme, now: datetime
) -> tuple[Document | Survey | Message, ...]:
    """Return the document of a session that was held, its survey and the invitation to that."""
    title, until = known_theme(recorded.theme, themes).title, now + programme.held_for
    document = Document(recorded.id, recorded.id, recorded.theme, title, now, next_at=now)
    began = min(recorded.held_at or now, recorded.starts_at)
    invitations = follow_up.after_session(recorded, programme)
    return (
        held(document, until),
        Survey(recorded.id, recorded.theme, began),
        *(held(each, until) for each in invitations),
    )


def _once_more(
    caller: Caller,
    booking: Booking,
    document: Document,
    report: OutcomeReport,
    once: Once[Booking],
    store: Records,
    now: datetime,
) -> Booking:
    """Write a new report from which the failed document can be made. Raises OutcomeRecorded."""
    unit = store.unit()
    recorded = unit.save(booking.reported_again(report))
    unit.save(document.asked_again(now))
    unit.add(*done(caller, Deed.OUTCOME_RECORDED, booking.id, recorded.version, now))
    unit.add(*once.receipts(recorded, now))
    unit.commit()
    return recorded
