"""Values to show of the calls to make."""

from typing import Any

from ... import wiring
from ...domain.demand.alerts import Alert
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.ids import event_of, is_about_event, subject_of
from ...domain.mail.messages import Kind
from ...domain.people.participants import Participant
from ...domain.people.staff import Role, StaffMember
from ...domain.sessions.bookings import Booking
from ...domain.surveys.surveys import Survey
from ...domain.telephone.phone_calls import PhoneCall, Reason
from ...workflows.telephone.read_calls import Calls
from ..http.times import local, local_or_none
from ..people import views as people

CALLS = "calls"
"""The list, by the name with which its places are sealed."""

TO_BOOK = frozenset({Kind.BOOKING_CANCELLED, Kind.THEME_OPEN})
"""News after which an hour is what to propose."""


def as_json(call: PhoneCall) -> dict[str, Any]:
    """Return a call alone: what becomes of it, for the answer that a receipt keeps."""
    return {
        "id": call.id,
        "reason": call.reason.value,
        "since": local(call.since),
        "at": local(call.at),
        "state": call.state.value,
        "attempts": call.attempts,
        "mail": call.message_id,
        "note": call.note,
        "noted_at": local_or_none(call.noted_at),
    }


def with_person(call: PhoneCall, calls: Calls) -> dict[str, Any]:
    """Return a call with whom it is to, and what to say."""
    person = calls.get(Participant, call.person_id)
    by = calls.get(StaffMember, call.by)
    return {
        **as_json(call),
        "noted_by": by.name if by else "",
        "person": people.who(person),
        "say": say(call, calls),
    }


def say(call: PhoneCall, calls: Calls) -> list[str]:
    """Return what to say, a sentence or two in each line; nothing of who was erased."""
    person = calls.get(Participant, call.person_id)
    if person is None:
        return []
    subject = subject_of(call.id)
    about_event = is_about_event(subject)
    text = wiring.templates().render(
        "pages/telephone/say.txt",
        call=call,
        person=person,
        session=calls.get(Booking, subject),
        survey=calls.get(Survey, subject),
        alert=calls.get(Alert, subject),
        registration=calls.get(EventRegistration, subject),
        event=calls.get(Event, event_of(subject)) if about_event else None,
        themes=wiring.themes(),
    )
    return [line.strip() for line in text.splitlines() if line.strip()]


def theme_of(call: PhoneCall, calls: Calls) -> str:
    """Return on which theme an hour would be proposed, "" if nothing says."""
    subject = subject_of(call.id)
    about = calls.get(Booking, subject) or calls.get(Alert, subject)
    person = calls.get(Participant, call.person_id)
    wanted = (about.theme,) if about else person.profile.themes if person else ()
    return next((slug for slug in wanted if slug in wiring.offered()), "")


def accompanies(member: StaffMember, call: PhoneCall) -> bool:
    """Return whether a member may open the page of the person."""
    return member.role is Role.ADMIN or call.adviser_id == member.id


def books(call: PhoneCall) -> bool:
    """Return whether an hour is what to propose."""
    return call.reason in (Reason.ABSENT, Reason.UNBOOKED) or call.kind in TO_BOOK
