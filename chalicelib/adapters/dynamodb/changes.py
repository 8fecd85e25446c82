"""What the table's stream tells of: whose figures a changed item may change."""

from ...domain.demand.alerts import Alert
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.ids import event_marked, owned
from ...domain.people.participants import Participant
from ...domain.sessions.bookings import Booking
from ...domain.sessions.slots import Slot
from ...domain.surveys.surveys import Survey
from .layout import LAYOUTS

COUNTED = Participant, Booking, EventRegistration, Survey, Alert
OF_PERSON = tuple(LAYOUTS[each].sk("") for each in COUNTED)
"""How the sort keys begin of what counts of a person, in figures or in demand.

The stream is filtered by them, too.
"""

FREED = tuple(LAYOUTS[each].sk("") for each in (Slot, Alert))
"""The same of what may let somebody be told of a free hour."""

OF_ACCESS = "ACT#access-"
"""How the sort key begins of what was done to the access of a member of the team."""

OF_EVENT = LAYOUTS[Event].sk("")


def counted_by(pk: str, sk: str) -> str:
    """Return the id of the person or the event to be counted anew for a changed item, or ""."""
    owner, _, name = pk.partition("#")
    if owner == "EVENT":
        return event_marked(name) if sk == OF_EVENT else ""
    return name if owner == "PERSON" and sk.startswith(OF_PERSON) else ""


def freed_by(pk: str, sk: str) -> str:
    """Return the id of a changed slot or alert, after which somebody may be told, or ""."""
    owner, _, name = pk.partition("#")
    mark = sk.partition("#")[2]
    return owned(name, mark) if owner == "PERSON" and sk.startswith(FREED) else ""


def access_of(pk: str, sk: str) -> str:
    """Return the id of a member of the team whose access changed, or ""."""
    owner, _, name = pk.partition("#")
    return name if owner == "PERSON" and sk.startswith(OF_ACCESS) else ""
