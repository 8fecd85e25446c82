"""The team reads who of it did what: to one booking or event, or all that was done."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...domain.ids import is_event
from ...domain.people.callers import Caller
from ...domain.people.roles import ensure_hers
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import StaffAct
from ...domain.sessions.bookings import Booking, existing
from ..callers import member_of_team, with_member
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
    booking_id = "" if is_event(subject) else subject
    member, booking, *found = with_member(
        caller, store, (Booking, booking_id), known=_authors(acts)
    )
    if booking_id:
        ensure_hers(member, existing(booking).adviser_id)
    return _signed(acts, found, older)


def read_journal(caller: Caller, before: str, *, store: PeopleStore) -> Acts:
    """Return the latest of all acts, or those `before` a place that was returned, for an admin.

    Raises Forbidden, InvalidToken.
    """
    member_of_team(caller, store=store)
    acts, older = store.journal(before[:LONGEST_PLACE], SHOWN)
    return _signed(acts, store.load(known=_authors(acts)), older)


def acts_with_authors(subject: str, before: str, *, store: PeopleStore) -> Acts:
    """Return the latest acts on a thing, for who is known to be allowed to read them."""
    acts, older = store.acts(subject, before[:LONGEST_PLACE], SHOWN)
    return _signed(acts, store.load(known=_authors(acts)), older)


def _authors(acts: Iterable[StaffAct]) -> list[tuple[type[StaffMember], str]]:
    return [(StaffMember, each) for each in sorted({act.by for act in acts})]


def _signed(acts: Iterable[StaffAct], team: Iterable[StaffMember | None], older: str) -> Acts:
    """Return acts with their authors' names, "" for who is of the team no more."""
    names = {each.id: each.name for each in team if each is not None}
    return Acts(tuple((act, names.get(act.by, "")) for act in acts), older)
