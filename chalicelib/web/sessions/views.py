"""Values of sessions, for the API and for the pages that show them among others."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ... import wiring
from ...adapters.mail.calendars import add_links, session_title
from ...domain.sessions.bookings import Booking
from ...domain.sessions.slots import Slot
from ...domain.sessions.team_files import TeamFile, TeamNotes, mark
from ..http.times import local


def slot(slot: Slot) -> dict[str, Any]:
    return {
        "id": slot.id,
        "themes": list(slot.themes),
        "adviser": slot.adviser_name,
        "starts_at": local(slot.starts_at),
        "ends_at": local(slot.ends_at),
        "format": slot.format.value,
    }


def booking(booking: Booking) -> dict[str, Any]:
    return {
        "id": booking.id,
        "status": booking.status.value,
        "theme": booking.theme,
        "starts_at": local(booking.starts_at),
        "ends_at": local(booking.ends_at),
        "format": booking.format.value,
        "adviser": booking.adviser_name,
    }


def notes(file: TeamFile) -> dict[str, Any]:
    """Return the team's own notes; `read` is what says that they were read."""
    return team_notes(file.notes)


def team_notes(kept: TeamNotes | None) -> dict[str, Any]:
    """Return the same, of what was noted, if anything was."""
    return {
        "notes": kept.text if kept else "",
        "noted_at": local(kept.at) if kept else None,
        "read": mark(kept),
    }


def title(booking: Booking) -> str:
    """Return a session's name in calendars."""
    return session_title(wiring.themes().get(booking.theme), wiring.programme())


def of_space(bookings: Iterable[Booking]) -> dict[str, Any]:
    """Return a participant's bookings: those to come in order, the others latest first."""
    mine, now = list(bookings), wiring.now()
    upcoming = [b for b in mine if b.upcoming(now)]
    deadline = wiring.programme().cancel_deadline
    return {
        "upcoming": [
            {
                **_with_theme(b),
                "can_change": b.changeable(now, deadline),
                "undo_until": undo_until(b, now),
                "calendar": add_links(b, title(b)),
            }
            for b in upcoming
        ],
        "past": [_with_theme(b) for b in reversed(mine) if b not in upcoming],
    }


def undo_until(booking: Booking, now: datetime) -> datetime | None:
    """Return until when a booking made by mistake may be cancelled, as long as it may."""
    until = booking.undo_until(wiring.programme().undo_within)
    return until if now < until else None


def _with_theme(booking: Booking) -> dict[str, Any]:
    return {"booking": booking, "theme": wiring.themes().get(booking.theme)}
