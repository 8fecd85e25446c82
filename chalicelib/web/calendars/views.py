"""Values to show of a private calendar: its address."""

from ... import wiring
from ...adapters.links import Purpose
from ...domain.people.participants import Participant
from ...domain.people.staff import StaffMember


def address(person: Participant | StaffMember) -> str:
    """Return the address of somebody's calendar; good until it, or all their links, are revoked."""
    subject = f"{person.id} {person.calendar_epoch}"
    links = wiring.links()
    token = links.token(Purpose.CALENDAR, subject, person.link_epoch, wiring.now())
    return links.url("/calendrier.ics", token)
