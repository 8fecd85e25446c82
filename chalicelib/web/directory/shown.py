"""Values to show of one person, for the API and for their page."""

from typing import Any

from ... import wiring
from ...domain.directory.history import Happened
from ...domain.events.registrations import EventRegistration
from ...domain.ids import mark_of, owned, suffix_of
from ...domain.journey.steps import steps
from ...domain.people.consents import Consent
from ...domain.people.staff_acts import Deed
from ...domain.sessions.bookings import Booking
from ...domain.surveys.surveys import Survey
from ...workflows.directory.read_person import PersonFile
from ..documents import views as documents
from ..events import views as events
from ..http.times import local, local_or_none
from ..letters import views as letters
from ..people import views as people
from ..privacy.views import plain
from ..sessions import views as sessions


def as_json(file: PersonFile) -> dict[str, Any]:
    """Return all that the team sees of a person."""
    person, profile = file.person, file.person.profile
    return {
        "id": person.id,
        "given_name": profile.given_name,
        "family_name": profile.family_name,
        "email": person.email or person.shared_email,
        "organization": profile.organization,
        "confirmed": person.proven,
        "mail": people.mail_of(person),
        "registered_at": local(person.registered_at),
        "profile": people.profile(person),
        "consents": people.consents(person),
        "consent_history": [_consent(each) for each in file.consents],
        "steps": journey(file),
        "note": sessions.team_notes(file.note_of(person.id)),
        "sessions": [_session(each, file) for each in file.bookings],
        "event_registrations": [
            events.registration(each, file.events.get(each.event_id)) for each in file.registrations
        ],
        "documents": [documents.document(each, person) for each in file.documents],
        "answers": [_answer(each) for each in file.surveys if each.answers is not None],
        "messages": [letters.message(each) for each in file.messages.listed],
        "messages_next": file.messages.older or None,
        "history": [happened(each, file) for each in file.history.listed],
        "history_next": file.history.older or None,
    }


def journey(file: PersonFile) -> list[dict[str, Any]]:
    """Return the steps of the journey, and where the person is."""
    titles = wiring.templates().words["step"]
    found = steps(file.bookings, file.documents, file.surveys)
    return [
        {"key": step.key.value, "title": titles[step.key], "status": step.state.value}
        for step in found
    ]


def happened(each: Happened, file: PersonFile) -> dict[str, Any]:
    """Return one line of a history: when, what, of what, and who of the team did it."""
    author = file.members.get(each.by)
    return {
        "at": local(each.at),
        "what": each.what.value,
        "title": happened_title(each),
        "about": subject(each, file),
        "by": author.name if author else "",
        "by_team": bool(each.by),
        "note": each.note,
    }


def happened_title(each: Happened) -> str:
    words = wiring.templates().words
    return str(words["deed" if isinstance(each.what, Deed) else "happening"][each.what])


def subject(each: Happened, file: PersonFile) -> str:
    """Return what something was about, as one calls it: a theme, an event, a purpose."""
    if not suffix_of(each.about):
        return str(wiring.templates().words["purpose"].get(each.about, ""))
    of_session = {booking.id: _theme(booking.theme) for booking in file.bookings}
    of_event = {each.id: _event(each, file) for each in file.registrations}
    return {**of_session, **of_event}.get(owned(file.person.id, mark_of(each.about)), "")


def _event(registration: EventRegistration, file: PersonFile) -> str:
    event = file.events.get(registration.event_id)
    return event.title if event else ""


def _theme(slug: str) -> str:
    theme = wiring.themes().get(slug)
    return theme.title if theme else slug


def _session(booking: Booking, file: PersonFile) -> dict[str, Any]:
    report, noted = booking.report, file.notes.get(booking.id)
    return {
        **sessions.booking(booking),
        "needs": booking.needs,
        "notes": report.notes if report else "",
        "team_notes": noted.text if noted else "",
        "tools": [plain(each) for each in report.tools] if report else [],
        "next_steps": list(report.next_steps) if report else [],
    }


def _consent(consent: Consent) -> dict[str, Any]:
    return {
        "purpose": consent.concerns,
        "granted": consent.granted,
        "pending": consent.pending,
        "source": consent.source.value,
        "at": local(consent.at),
        "confirmed_at": local_or_none(consent.confirmed_at),
        "text_version": consent.text_version,
        "text": consent.text,
    }


def _answer(survey: Survey) -> dict[str, Any]:
    return {
        "id": survey.id,
        "theme": survey.theme,
        "answered_at": local_or_none(survey.answered_at),
        "answers": plain(survey.answers),
    }
