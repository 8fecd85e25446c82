"""What members of the team did to somebody or to an event: by whom, and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..ids import owned
from .callers import Caller


class Deed(StrEnum):
    EVENT_CREATED = "event_created"
    EVENT_CHANGED = "event_changed"
    EVENT_CANCELLED = "event_cancelled"
    SUMMARY_SENT = "summary_sent"
    TOPICS_CHOSEN = "topics_chosen"
    REGISTERED = "registered"
    UNREGISTERED = "unregistered"
    MODE_SWITCHED = "mode_switched"
    SEAT_ACCEPTED = "seat_accepted"
    MARKED_PRESENT = "marked_present"
    MARKED_ABSENT = "marked_absent"
    ADDRESS_CORRECTED = "address_corrected"
    SESSION_MOVED = "session_moved"
    SESSION_CANCELLED = "session_cancelled"
    OUTCOME_RECORDED = "outcome_recorded"


@dataclass(frozen=True)
class StaffAct:
    """One deed, at a time (UTC), by the member whose id is `by`.

    `id` begins with that of the booking, registration or event that it was done to.
    """

    id: str
    deed: Deed
    by: str
    at: datetime
    version: int = 0


def done(
    caller: Caller | None, deed: Deed, subject: str, version: int, now: datetime
) -> tuple[StaffAct, ...]:
    """Return what the team did to a subject, to be written with it; nothing if it was not them.

    `version` is that of what was changed, as it will stand: no two deeds of a kind have one.
    """
    if caller is None or not caller.staff:
        return ()
    name = deed.value.replace("_", "")
    return (StaffAct(owned(subject, name, version), deed, caller.person_id, now),)
