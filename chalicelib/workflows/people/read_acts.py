"""The team reads who of it did what about a booking, or an event and its registrations."""

from dataclasses import dataclass

from ...domain.ids import is_event
from ...domain.people.callers import Caller
from ...domain.people.roles import ensure_hers
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import StaffAct
from ...domain.sessions.bookings import Booking, existing
from ..callers import with_member
from ..ports import PeopleStore

SHOWN = 20
"""How many a page shows."""

LONGEST_PLACE = 200  # characters: no place is longer


@dataclass(frozen=True)
class Acts:
    """Some of them, newest first, each with its author's name; `older` is where the rest begins."""

    listed: tuple[tuple[StaffAct, str], ...]
    older: str


def read_acts(caller: Caller, subject: str, before: str, *, store: PeopleStore) -> Acts:
    """Return the latest of them, or those `before` a place that was returned.

    Raises Forbidden, InvalidToken, NotFound.
    """
    acts, older = store.acts(subject, before[:LONGEST_PLACE], SHOWN)
    authors = sorted({act.by for act in acts})
    booking_id = "" if is_event(subject) else subject
    member, booking, *found = with_member(
        caller, store, (Booking, booking_id), known=[(StaffMember, each) for each in authors]
    )
    if booking_id:
        ensure_hers(member, existing(booking).adviser_id)
    names = {each.id: each.name for each in found if each is not None}
    return Acts(tuple((act, names.get(act.by, "")) for act in acts), older)
