"""What a session's document will look like, before anybody is sent it."""

from dataclasses import replace
from datetime import datetime

from ...domain.documents.themes import Theme
from ...domain.errors import NotFound
from ...domain.ids import NewId, owner_of
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...domain.people.roles import ensure_hers
from ...domain.programme import Programme
from ...domain.sessions.bookings import Booking, OutcomeReport, existing
from ..callers import with_member
from ..documents.deliver_document import toolbox_of
from ..documents.print_binder import print_binder
from ..ports import Files, Queues, Records, SealedFiles, Toolboxes


def preview_document(
    caller: Caller,
    booking_id: str,
    report: OutcomeReport,
    correlation: str,
    *,
    store: Records,
    files: Files,
    sealed_files: SealedFiles,
    queues: Queues,
    toolboxes: Toolboxes,
    themes: dict[str, Theme],
    programme: Programme,
    new_secret: NewId,
    now: datetime,
) -> bytes | None:
    """Return the person's own pages of a document as PDF, or None while they are being drawn.

    Nothing of it is in their space; the file goes within a day. The theme's pages, which follow in
    the document, are everybody's. Raises Forbidden, NotFound.
    """
    member, booking, person = with_member(
        caller, store, (Booking, booking_id), (Participant, owner_of(booking_id))
    )
    session = existing(booking)
    ensure_hers(member, session.adviser_id)
    if person is None:
        raise NotFound
    reported = replace(session, report=report, held_at=session.held_at or now)
    pages = toolboxes.pages(toolbox_of(reported, person, themes, programme))
    return print_binder(
        person.id,
        pages,
        correlation,
        store=store,
        files=files,
        sealed_files=sealed_files,
        queues=queues,
        new_secret=new_secret,
    )
