"""Make the personalised document of a session, then plan the mail that brings it."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from ...domain.documents.documents import Document, Toolbox
from ...domain.documents.themes import Theme, known_theme
from ...domain.errors import NotFound, Stale, StorageFailed
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration, as_session
from ...domain.ids import NewId, event_of, is_about_event, owner_of
from ...domain.mail import by_day, follow_up
from ...domain.people.callers import Caller, owned_by
from ...domain.people.participants import Participant
from ...domain.people.roles import ensure_hers
from ...domain.programme import Programme
from ...domain.sessions.bookings import Booking
from ..callers import with_caller
from ..ports import Records, SealedFiles, Toolboxes, Unit
from ..retrying import decided_afresh
from .person_keys import key_of_person


class DocumentFailed(Exception):
    """A document was given up: a person has to look (the alarm on dead letters)."""


def deliver_document(
    document_id: str,
    *,
    store: Records,
    sealed_files: SealedFiles,
    toolboxes: Toolboxes,
    themes: dict[str, Theme],
    new_secret: Callable[[], str],
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> None:
    """Render and store a document, then mark it ready and plan its mail in one write.

    Safe to run twice: a claim keeps two renderers apart, and the file is named after the document.
    A failure is planned again, or given up, and raised so that the queue sees it; a failure of the
    storage uses up no attempt. What was given up is tried once more each time the queue brings it
    back, so a dead letter can be redriven.

    Raises DocumentFailed, StorageFailed, and whatever stopped the rendering.
    """
    asked = _asked(document_id, store=store, programme=programme, new_id=new_id, now=now)
    if asked is None:
        return
    document, participant, booking = asked
    again = document.failed
    if booking is None or participant is None or (document.exhausted and not again):
        _commit_unless_stale(_failed(store, document.given_up(), booking, programme, now, again))
        raise DocumentFailed(document.id)
    claimed = document if again else _claimed(store, document, now)
    if claimed is None:
        return  # another renderer has it
    own = key_of_person(participant.id, store=store, new_secret=new_secret)
    try:
        pdf = toolboxes.render(toolbox_of(booking, participant, themes, programme))
        key = f"documents/{document.id}.pdf"
        sealed_files.put(key, pdf, "application/pdf", own)
    except StorageFailed:
        put_off = store.unit()
        put_off.save(claimed.put_off(now))
        _commit_unless_stale(put_off)
        raise
    except Exception:
        _commit_unless_stale(_failed(store, claimed.released(now), booking, programme, now, again))
        raise
    unit = store.unit()
    ready = unit.save(claimed.ready(key))
    unit.add(by_day.planned(follow_up.after_document(ready, now), programme.sleep))
    _commit_unless_stale(unit)


def read_document(
    document_id: str,
    caller: Caller,
    *,
    store: Records,
    sealed_files: SealedFiles,
    programme: Programme,
) -> tuple[Document, bytes]:
    """Return a ready document and its bytes, to its owner or to whom of the team may read it.

    Raises NotFound while it is not ready or if it is somebody else's, Forbidden if another adviser
    gave its session, InvalidToken, StorageFailed.
    """
    asking, document, booking, owner = with_caller(
        caller,
        store,
        programme,
        (Document, document_id),
        (Booking, "" if is_about_event(document_id) else document_id),
        (Participant, owner_of(document_id)),
    )
    owned_by(caller, owner)
    if booking is not None:
        ensure_hers(asking, booking.adviser_id)
    if document is None or not document.file_key:
        raise NotFound
    return document, sealed_files.get(document.file_key)


@decided_afresh
def _asked(
    document_id: str, *, store: Records, programme: Programme, new_id: NewId, now: datetime
) -> tuple[Document, Participant | None, Booking | None] | None:
    """Return a document to make now, its owner, and the booking or group session it follows.

    The document of a group session that the person did not attend after all is deleted.
    """
    of_event = is_about_event(document_id)
    document, participant, booking, registration, event = store.load(
        (Document, document_id),
        (Participant, owner_of(document_id)),
        (Booking, "" if of_event else document_id),
        (EventRegistration, document_id if of_event else ""),
        (Event, event_of(document_id) if of_event else ""),
    )
    if document is None or not (document.due(now) or document.failed):
        return None
    participant = _inviting(participant, store, new_id)
    if registration is None or event is None:
        return document, participant, booking
    session = as_session(event, registration, programme.name)
    if session is None:
        _drop(document, registration, store)
        return None
    return document, participant, session


def _inviting(person: Participant | None, store: Records, new_id: NewId) -> Participant | None:
    """Return a person with a code of their own, which their first document gives. Raises Stale."""
    if person is None or person.own_code:
        return person
    unit = store.unit()
    coded = unit.save(replace(person, own_code=new_id()))
    unit.commit()
    return coded


def _drop(document: Document, registration: EventRegistration, store: Records) -> None:
    """Delete the document, unless its owner is marked present meanwhile. Raises Stale."""
    unit = store.unit()
    unit.delete(document)
    unit.unchanged(registration)
    unit.commit()


def toolbox_of(
    booking: Booking, participant: Participant, themes: dict[str, Theme], programme: Programme
) -> Toolbox:
    """Return what goes on the pages of a session's document."""
    held_at = booking.held_at or booking.starts_at
    report, theme = booking.report, known_theme(booking.theme, themes)
    return Toolbox(
        participant_name=participant.profile.full_name,
        theme=theme,
        held_on=min(held_at, booking.starts_at).astimezone(ZoneInfo(programme.zone)).date(),
        adviser_name=booking.adviser_name,
        notes=report.notes if report else "",
        tools=report.tools if report else (),
        next_steps=report.next_steps if report else (),
        level=theme.level_for(participant.profile.maturity_level),
        referral_code=participant.own_code,
    )


def _failed(
    store: Records,
    document: Document,
    booking: Booking | None,
    programme: Programme,
    now: datetime,
    again: bool,
) -> Unit:
    """Write the document's state; if it is given up, tell the adviser once, in the same write."""
    unit = store.unit()
    unit.save(document)
    if document.failed and not again and booking is not None and booking.adviser_id:
        told = follow_up.after_document_failed(document, booking, now)
        unit.add(by_day.planned(told, programme.sleep))
    return unit


def _claimed(store: Records, document: Document, now: datetime) -> Document | None:
    unit = store.unit()
    claimed = unit.save(document.claimed(now))
    try:
        unit.commit()
    except Stale:
        return None
    return claimed


def _commit_unless_stale(unit: Unit) -> None:
    """Commit, unless another renderer finished after the lease: then its result stands."""
    with contextlib.suppress(Stale):
        unit.commit()
