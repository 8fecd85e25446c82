"""Who may read what was said and shown at an event."""

from dataclasses import replace

from ..people.participants import Participant
from .events import Event
from .registrations import EventRegistration


def may_read_summary(
    event: Event, person: Participant | None, registration: EventRegistration | None
) -> bool:
    """Anybody, of an event open to all; else the programme's people and who registered for it."""
    of_the_programme = person is not None and not person.profile.guest
    return event.public or of_the_programme or registration is not None


def as_read_by(
    event: Event,
    person: Participant | None = None,
    registration: EventRegistration | None = None,
) -> Event:
    """An event without its summary and its replay for who may not read them; by default nobody
    is known."""
    if may_read_summary(event, person, registration):
        return event
    return replace(event, summary="", replay_url="")
