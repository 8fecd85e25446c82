"""What the table's stream tells of: whose figures a changed item may change."""

from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.ids import event_marked
from ...domain.people.participants import Participant
from ...domain.sessions.bookings import Booking
from ...domain.surveys.surveys import Survey
from .layout import LAYOUTS

COUNTED = Participant, Booking, EventRegistration, Survey
OF_PERSON = tuple(LAYOUTS[each].sk("") for each in COUNTED)
"""How the sort keys begin of what counts of a person; the stream is filtered by them, too."""

OF_EVENT = LAYOUTS[Event].sk("")


def counted_by(pk: str, sk: str) -> str:
    """Return the id of the person or the event to be counted anew for a changed item, or ""."""
    owner, _, name = pk.partition("#")
    if owner == "EVENT":
        return event_marked(name) if sk == OF_EVENT else ""
    return name if owner == "PERSON" and sk.startswith(OF_PERSON) else ""
