"""Erase a person: at once for everybody else, and in a minute for every copy.

The first write takes away who they are, the hash of their address and what was counted of them,
and leaves an `Erasure` in the index of what is due. From then on no link of theirs works, and
whatever is interrupted is gone on with: each step finds what is left, and may be repeated.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ...domain.directory.entries import PersonEntry
from ...domain.errors import Forbidden, NotFound
from ...domain.ids import NewId, erased_subject, new_request_id
from ...domain.people.callers import Caller, recognise
from ...domain.people.erasures import Erasure
from ...domain.people.participants import AddressHolder, Participant
from ...domain.people.privacy_requests import RequestKind, own_act
from ...domain.people.staff_acts import Deed, StaffAct, done
from ...domain.programme import Programme
from ...domain.report.person_count import PersonCount
from ...domain.sessions.bookings import Booking
from ..callers import for_team
from ..directory.keep_listed import count_demand
from ..people.move_address import holders_of
from ..ports import ErasedMarks, Records, Store
from ..report.count_erased import keep_counted
from ..report.count_figures import count_changed
from ..retrying import decided_afresh
from .forget_in_texts import forget_in_texts


def erase_me(
    caller: Caller,
    *,
    store: Store,
    marks: ErasedMarks,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> None:
    """Erase who asks; that somebody asked it stays in the register, without a name.

    Raises Forbidden for staff, InvalidToken.
    """
    if caller.staff:
        raise Forbidden
    recognise(caller, store.one(Participant, caller.person_id))
    erase_person(caller.person_id, store=store, marks=marks, programme=programme, now=now)
    unit = store.unit()
    unit.add(own_act(new_request_id(new_id, now), RequestKind.ERASURE, "", now))
    unit.commit()


def erase_for_team(
    caller: Caller,
    person_id: str,
    *,
    store: Store,
    marks: ErasedMarks,
    programme: Programme,
    now: datetime,
) -> None:
    """Erase a person for an admin of the team. Raises Forbidden, InvalidToken, NotFound."""
    (person,) = for_team(caller, store).load((Participant, person_id))
    if person is None:
        raise NotFound
    subject = erased_subject(marks.of_person(person_id))
    acts = done(caller, Deed.PERSON_ERASED, subject, 1, now)
    erase_person(person_id, acts, store=store, marks=marks, programme=programme, now=now)


def erase_person(
    person_id: str,
    acts: tuple[StaffAct, ...] = (),
    *,
    store: Store,
    marks: ErasedMarks,
    programme: Programme,
    now: datetime,
) -> None:
    """Begin to erase a person, whoever asked for it; somebody who is gone is left alone.

    They are noted first among those who were erased: no restoration brings them back. What they
    add to the figures is counted once more before, as nobody can do so after. `acts` stay: they do
    not say who it was.
    """
    person = store.one(Participant, person_id)
    if person is None:
        return
    marks.note(person.id, person.email, now)
    for each in person.absorbed:
        marks.note(each.id, each.email, now)
    count_changed([person.id], store=store, programme=programme, now=now)
    begin_erasing(person.id, False, acts, store=store, now=now)


@decided_afresh
def begin_erasing(
    person_id: str,
    silent: bool,
    acts: tuple[StaffAct, ...] = (),
    *,
    store: Store,
    now: datetime,
    unless: Callable[[list[Any]], bool] = lambda _held: False,
) -> bool:
    """Take away who somebody is, in one write; the rest follows. `silent`: they know already.

    Who was merged into them goes with them, and is told nothing more. Not if all that is held of
    them says that they are to stay. Returns whether they are gone.
    """
    held = store.held(person_id)
    people = [each for each in held if isinstance(each, Participant)]
    if not people:
        return True
    if unless(held):
        return False
    person, *merged = people
    bookings = [each for each in held if isinstance(each, Booking)]
    for each in people:
        forget_in_texts(each, bookings, store=store, now=now)
    counted = [each for each in held if isinstance(each, PersonCount)]
    silent = silent or not person.proven or person.bounced_at is not None
    unit = store.unit()
    for gone in (*people, *_addresses(people, store)):
        unit.delete(gone)
    keep_counted(person.id, counted, unit, store=store)
    for row in held:
        if isinstance(row, PersonEntry):
            unit.delete(row)
            count_demand(None, row, unit)
    told_at = person.guardian.email if person.guardian else person.shared_email
    unit.add(*acts)
    unit.add(Erasure(person.id, person.email, now, now, silent, guardian=told_at))
    unit.add(*(Erasure(each.id, each.email, now, now, silent=True) for each in merged))
    unit.commit()
    return True


def _addresses(people: list[Participant], store: Records) -> list[AddressHolder]:
    """Return what says that addresses are these people's."""
    ids = {each.id for each in people}
    held = holders_of((each.email for each in people), store)
    return [each for each in held if each.participant_id in ids]


def is_gone(person_id: str, *, store: Records) -> bool:
    """Return whether nobody has that id, or not any more."""
    return store.one(Participant, person_id) is None
