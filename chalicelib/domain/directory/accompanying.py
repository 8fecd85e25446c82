"""Who of the team accompanies a person: theirs is the person's page, and their row in the list."""

from collections.abc import Iterable
from typing import Any

from ..people.staff_acts import Deed, StaffAct
from ..sessions.bookings import Booking


def accompanying(held: Iterable[Any]) -> list[str]:
    """Return the ids of who has or had a session with a person, and of who registered them.

    `held` is what is in the person's partition, or some of it.
    """
    return [*dict.fromkeys(filter(None, map(_accompanied_by, held)))]


def _accompanied_by(held: Any) -> str:
    if isinstance(held, Booking):
        return held.adviser_id
    registered = isinstance(held, StaffAct) and held.deed is Deed.PERSON_REGISTERED
    return held.by if registered else ""
