"""The team notes something of a session for itself: nobody is sent it."""

from datetime import datetime

from ...domain.people.callers import Caller
from ...domain.people.roles import ensure_hers
from ...domain.people.staff_acts import Deed, done
from ...domain.sessions.bookings import Booking, existing
from ...domain.sessions.team_files import TeamFile, ensure_read
from ..callers import with_member
from ..ports import Records
from ..retrying import decided_afresh


@decided_afresh
def keep_notes(
    caller: Caller, booking_id: str, text: str, read: str | None, *, store: Records, now: datetime
) -> TeamFile:
    """Keep the team's notes of a session in place of those before; "" takes them away.

    `read` marks the notes that were there when these were begun; None is of who read none.
    Keeping the same twice changes nothing. Raises Forbidden, NotFound, NotesChanged.
    """
    member, booking, file = with_member(
        caller, store, (Booking, booking_id), (TeamFile, booking_id)
    )
    ensure_hers(member, existing(booking).adviser_id)
    before: TeamFile = file or TeamFile(booking_id)
    if text == (before.notes.text if before.notes else ""):
        return before
    if read is not None:
        ensure_read(before.notes, read)
    unit = store.unit()
    saved = unit.save(before.noted(text, now))
    unit.add(*done(caller, Deed.SESSION_NOTED, booking_id, saved.version, now))
    unit.commit()
    return saved
