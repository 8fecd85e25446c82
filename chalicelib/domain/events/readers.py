"""Who may read what was said and shown at an event."""

from dataclasses import replace

from ..people.participants import Participant
from .events import Event
from .registrations import EventRegistration


def may_read_summary(
    event: Event, person: Participant | None, registration: EventRegistration | None
) -> bool:
    """Return whether somebody may read the summary and watch the replay.

    Anybody may if the event is open to all; otherwise the programme's participants and those
    registered for it may.
    """
    of_the_programme = person is not None and person.joined
    return event.public or of_the_programme or registration is not None


def as_read_by(
    event: Event,
    person: Participant | None = None,
    registration: EventRegistration | None = None,
) -> Event:
    """Return the event, without its summary and replay if the reader may not have them.

    By default the reader is unknown.
    """
    if may_read_summary(event, person, registration):
        return event
    return replace(event, summary="", replay_url="")
