"""The team's page of one session: what it is, what became of it, and its forms."""

from datetime import datetime
from typing import Any

from chalice.app import Response

from ... import wiring
from ...domain.documents.documents import Document
from ...domain.errors import Conflict, InvalidFields, NotFound
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import Deed
from ...domain.sessions.bookings import Booking, OutcomeReport
from ...domain.sessions.slots import Format
from ...domain.sessions.team_files import NotesChanged, TeamFile, mark
from ...workflows.back_office.agenda import next_without_outcome, read_session
from ...workflows.callers import member_of_team
from ...workflows.people.read_acts import Acts, read_acts
from ...workflows.sessions.give_link import kept_link
from ...workflows.sessions.keep_shelf import read_shelf
from ..http import forms, requests, responses
from ..http.lasting import drafts
from ..http.problems import problem_of, status_of
from .forms import ROWS
from .shelf_forms import PICKED_STEP, box_of

SUIVI = "suivi"
"""What an address says once an outcome was recorded."""

PRINTED = ("notes", "tool_name", "tool_url", "tool_why", "next_step", PICKED_STEP)
"""Fields of the outcome's form that become the document."""


def shown_session(
    caller: Caller,
    booking_id: str,
    sent: forms.Fields | None = None,
    failure: Conflict | InvalidFields | None = None,
    done: str = "",
    before: str = "",
    notes_sent: forms.Fields | None = None,
    correcting: bool = False,
    link_sent: forms.Fields | None = None,
) -> Response:
    """Return a session's page: its form as it was sent, or with the draft that is kept of it."""
    member: StaffMember = wiring.run(member_of_team, caller)
    identifier = requests.identifier(booking_id)
    booking, person, document, file = wiring.run(read_session, caller, identifier)
    if person is None:
        raise NotFound
    draft = drafts.shown(caller, f"/equipe/rencontres/{booking.id}", sent)
    values, now = draft.typed if sent is None else sent, wiring.now()
    acts = wiring.run(read_acts, caller, booking.id, before)
    shown = responses.page(
        "sessions/team",
        status_of(failure) if failure else 200,
        member=member,
        booking=booking,
        person=person,
        unmade=unmade(document),
        correcting=correcting,
        made=document is not None and not document.next_at and not document.failed,
        document=document.id if document and document.file_key else "",
        theme=wiring.themes().get(booking.theme),
        themes=wiring.themes(),
        values=values,
        draft=draft,
        rows=_rows(values, booking.report),
        **_shelf(caller),
        errors={} if notes_sent or link_sent else forms.error_messages(failure, values),
        problem=problem_of(failure) if failure else None,
        done=done,
        following=wiring.run(next_without_outcome, caller, booking.id) if done == SUIVI else None,
        now=now,
        **_notes(caller, booking.id, file, notes_sent, failure),
        **_link(booking, now, link_sent, failure),
        undo_until=file.undoable_until(now) if file else None,
        acts=acts,
        begun=booking.starts_at <= now,
        under_way=booking.under_way(now),
        awaited=_awaited(booking, acts),
        unprintable=_unprintable(booking, person, values),
        notes=wiring.templates().markdown(booking.report.notes, under=3) if booking.report else "",
    )
    return responses.with_script(shown)


def _notes(
    caller: Caller,
    booking_id: str,
    file: TeamFile | None,
    sent: forms.Fields | None,
    failure: Conflict | InvalidFields | None,
) -> dict[str, Any]:
    """Return the form of the team's own notes, as it was sent or as they are kept."""
    typed = sent or drafts.typed(caller, f"/equipe/rencontres/{booking_id}/notes")
    told = forms.error_messages(failure, typed) if sent else {}
    kept = file.notes if file else None
    return {
        "team_notes": kept,
        "note_values": typed,
        "note_errors": {"team_notes": told["notes"]} if "notes" in told else {},
        "notes_read": mark(kept),
        "others": isinstance(failure, NotesChanged),
    }


def _link(
    booking: Booking,
    now: datetime,
    sent: forms.Fields | None,
    failure: Conflict | InvalidFields | None,
) -> dict[str, Any]:
    """Return the form of the link, as it was sent or with the link that is at hand."""
    asked = booking.upcoming(now) and booking.format is Format.VIDEO
    return {
        "link_asked": asked,
        "link_values": sent or {},
        "link_errors": forms.error_messages(failure, sent) if sent else {},
        "kept_link": wiring.run(kept_link, booking) if asked else "",
    }


def _rows(values: forms.Fields, report: OutcomeReport | None) -> int:
    """Return how many rows of tools and of steps a form needs for what is in it."""
    written = [len(values.get(name, [])) for name in ("tool_name", "next_step")]
    if report is not None:
        written += [len(report.tools), len(report.next_steps)]
    return max(ROWS, *written)


def _shelf(caller: Caller) -> dict[str, Any]:
    """Return the boxes of what the adviser keeps at hand."""
    shelf = wiring.run(read_shelf, caller)
    hers = {tool.name.casefold() for tool in shelf.tools}
    usual = [t for t in wiring.programme().tools if t.name.casefold() not in hers]
    return {
        "kept_tools": [(box_of(t), t) for t in shelf.tools],
        "usual_tools": [(box_of(t), t) for t in usual],
        "kept_steps": shelf.next_steps,
    }


def _awaited(booking: Booking, acts: Acts) -> datetime | None:
    """Return when the person was told that they are expected at the time of the session."""
    told = (act.at for act, _ in acts.listed if act.deed is Deed.PERSON_AWAITED)
    return next((at for at in told if at >= booking.starts_at), None)


def unmade(document: Document | None) -> bool:
    return document is not None and document.failed


def _unprintable(booking: Booking, person: Participant, values: dict[str, list[str]]) -> str:
    """Return the characters that the document would print as boxes: of names, of what is typed."""
    names = (person.profile.full_name, booking.adviser_name)
    typed = [text for field in PRINTED for text in values.get(field, [])]
    report = None if values else booking.report
    if report is not None:
        tools = [part for tool in report.tools for part in (tool.name, tool.url, tool.why)]
        typed = [report.notes, *report.next_steps, *tools]
    return wiring.printable().lacks(*names, *typed)
