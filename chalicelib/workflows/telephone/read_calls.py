"""The calls that a member has to make: one with all that it takes to make it, then the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from ...domain.demand.alerts import Alert
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.ids import event_of, is_about_event, is_about_theme, subject_of
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...domain.people.roles import sees
from ...domain.people.staff import Role, StaffMember
from ...domain.sessions.bookings import Booking
from ...domain.surveys.surveys import Survey
from ...domain.telephone.phone_calls import OF_PERSON, PhoneCall, Reason
from ..callers import with_member
from ..ports import TelephoneStore

SHOWN = 15
"""Calls on a page."""

LOOKED_AT = 400
"""Calls that one page looks at for a reason that is asked for."""

COUNTED = 50
"""Up to how many calls are counted for the team's day."""

LONGEST_PLACE = 200  # characters: no place is longer

Placed = tuple[str, PhoneCall]


@dataclass(frozen=True)
class Calls:
    """Some of the calls to make; `after` is where the rest begins, "" at the end.

    `asked` are those that were asked for by id, as they are now, be they noted already. `things`
    are the people, sessions, registrations, events and surveys that they are about, and who noted
    something, by type and id.
    """

    member: StaffMember
    listed: tuple[PhoneCall, ...]
    after: str
    asked: dict[str, PhoneCall]
    things: dict[tuple[type[Any], str], Any]

    def get[T](self, kind: type[T], identifier: str) -> T | None:
        found = self.things.get((kind, identifier))
        return found if isinstance(found, kind) else None


def read_calls(
    caller: Caller,
    after: str,
    asked: Sequence[str] = (),
    reason: Reason | None = None,
    *,
    store: TelephoneStore,
    now: datetime,
) -> Calls:
    """Return the next calls to make: of an adviser, hers and those that are nobody's.

    Of one reason there may be fewer on a page than it might have, and yet more behind it.

    The number of calls of the table depends on the page alone. Raises Forbidden, InvalidToken.
    """
    member, *ones = with_member(caller, store, known=[(PhoneCall, each) for each in asked])
    hers = {each.id: each for each in ones if each is not None and _is_hers(member, each)}
    ahead = _to_make(member, after[:LONGEST_PLACE], store, now)
    listed, further = _page(ahead, reason)
    keys = list(dict.fromkeys(key for each in (*listed, *hers.values()) for key in _about(each)))
    found_of = dict(zip(keys, store.load(known=keys), strict=True))
    things = {key: each for key, each in found_of.items() if each is not None}
    known = tuple(each for each in listed if (Participant, each.person_id) in things)
    return Calls(member, known, further, hers, things)


def _page(ahead: Iterator[Placed], reason: Reason | None) -> tuple[tuple[PhoneCall, ...], str]:
    """Return the next calls of a reason, or of any, and the place behind which the rest is."""
    found: list[Placed] = []
    for looked_at, (place, call) in enumerate(ahead, 1):
        if reason in (None, call.reason):
            if len(found) == SHOWN:
                return tuple(each for _, each in found), found[-1][0]
            found.append((place, call))
        if looked_at == LOOKED_AT:
            return tuple(each for _, each in found), place
    return tuple(each for _, each in found), ""


def count_calls(member: StaffMember, *, store: TelephoneStore, now: datetime) -> int:
    """Return how many calls a member has to make; one more than `COUNTED` stands for more."""
    return len([*islice(_to_make(member, "", store, now), COUNTED + 1)])


def _to_make(
    member: StaffMember, after: str, store: TelephoneStore, now: datetime
) -> Iterator[Placed]:
    if member.role is Role.ADMIN:
        ahead = store.calls_to_make(now, after)
    else:
        hers = (store.calls_of(each, now, after) for each in (member.id, ""))
        ahead = merge(*hers, key=_place)
    return (each for each in ahead if each[1].to_make(now))


def _is_hers(member: StaffMember, call: PhoneCall) -> bool:
    return not call.adviser_id or sees(member, call.adviser_id)


def _place(placed: Placed) -> str:
    return placed[0]


def _about(call: PhoneCall) -> Iterator[tuple[type[Any], str]]:
    """Yield what to read of what a call is about, by its id alone."""
    yield Participant, call.person_id
    if call.by:
        yield StaffMember, call.by
    if call.reason in OF_PERSON:
        return
    subject = subject_of(call.id)
    if is_about_theme(subject):
        yield Alert, subject
        return
    yield Survey, subject
    if is_about_event(subject):
        yield EventRegistration, subject
        yield Event, event_of(subject)
    else:
        yield Booking, subject
