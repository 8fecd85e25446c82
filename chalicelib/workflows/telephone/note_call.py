"""Note what became of a call, or take that back."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ...domain.errors import NotFound
from ...domain.events.events import Event
from ...domain.ids import event_of, is_about_event, is_about_theme, subject_of
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...domain.people.roles import ensure_hers
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import Deed, StaffAct, done
from ...domain.programme import Programme
from ...domain.receipts import Once, Receipt
from ...domain.sessions.bookings import Booking
from ...domain.telephone.again import again_in, from_day, next_working_day
from ...domain.telephone.needed import changes
from ...domain.telephone.phone_calls import (
    CallChanged,
    CallNoted,
    CallState,
    Noted,
    PhoneCall,
    Result,
)
from ..callers import with_member
from ..ports import PeopleStore, Unit
from ..receipts import unchanged
from ..retrying import decided_afresh
from .keep_calls import write

DEEDS = {
    Result.REACHED: Deed.CALL_REACHED,
    Result.AGAIN: Deed.CALL_PUT_OFF,
    Result.NOT_INTERESTED: Deed.CALL_DECLINED,
    Result.UNREACHABLE: Deed.CALL_GIVEN_UP,
}


@dataclass(frozen=True)
class CallResult:
    """What a member says of a call; to be made again, it is the next working day if none is said.

    About what begins before that, it is soon.

    `attempts` is how often something had been noted of it when they read it, and `mail` the mail
    whose news they read, if they say so.
    """

    result: Result
    note: str = ""
    again_on: date | None = None
    attempts: int | None = None
    mail: str | None = None


@decided_afresh
def note_call(
    caller: Caller,
    call_id: str,
    said: CallResult,
    once: Once[PhoneCall],
    *,
    store: PeopleStore,
    programme: Programme,
    now: datetime,
) -> PhoneCall:
    """Write down what became of a call, with who says so; the same twice is once.

    Raises Forbidden, NotFound, InvalidFields, and CallNoted if somebody noted something else since,
    CallChanged if it tells something else.
    """
    subject = subject_of(call_id)
    member, call, receipt, *things = with_member(
        caller, store, (PhoneCall, call_id), (Receipt, once.id), known=about(subject)
    )
    once.check(receipt)
    existing = _hers(member, call)
    begins_at = next((each.starts_at for each in things if each is not None), None)
    noted = Noted(said.result, member.id, said.note, _again_at(said, begins_at, programme, now))
    if existing.says(noted):
        return unchanged(existing, once, store, now)
    if said.attempts not in (None, existing.attempts):
        raise CallNoted
    if said.mail not in (None, existing.message_id):
        raise CallChanged
    after = existing.noted(noted, now)
    unit = store.unit()
    _save(after, unit, store, programme, now)
    unit.add(*_deeds(caller, after), *once.receipts(after, now))
    unit.commit()
    return after


@decided_afresh
def undo_call(
    caller: Caller,
    call_id: str,
    once: Once[PhoneCall],
    *,
    store: PeopleStore,
    programme: Programme,
    now: datetime,
) -> PhoneCall:
    """Make a call what it was before something was noted of it; the deed goes too.

    Undoing twice changes nothing. Raises Forbidden, NotFound, TooLateToUndo.
    """
    member, call, receipt = with_member(caller, store, (PhoneCall, call_id), (Receipt, once.id))
    once.check(receipt)
    existing = _hers(member, call)
    if existing.before is None and existing.state is CallState.TO_MAKE:
        return unchanged(existing, once, store, now)
    was = existing.undone(now)
    unit = store.unit()
    _save(was, unit, store, programme, now)
    for each in _deeds(caller, existing):
        unit.discard(each)
    unit.add(*once.receipts(was, now))
    unit.commit()
    return was


def _hers(member: StaffMember, call: PhoneCall | None) -> PhoneCall:
    """Return a call that a member may see: hers, or nobody's. Raises Forbidden, NotFound."""
    if call is None:
        raise NotFound
    if call.adviser_id:
        ensure_hers(member, call.adviser_id)
    return call


def _save(
    call: PhoneCall, unit: Unit, store: PeopleStore, programme: Programme, now: datetime
) -> None:
    """Write a call, and what follows from it for the others of its person. Raises NotFound."""
    held = [each for each in store.person(call.person_id) if each.id != call.id]
    person = next((each for each in held if isinstance(each, Participant)), None)
    if person is None:
        raise NotFound
    unit.save(call)
    write(changes(person, [*held, call], programme, now), unit, but=call.id)


def about(subject: str) -> list[tuple[type[Booking | Event], str]]:
    """Return what to read of when something begins, by what a call is about."""
    if is_about_theme(subject):
        return []
    return [(Event, event_of(subject))] if is_about_event(subject) else [(Booking, subject)]


def _again_at(
    said: CallResult, begins_at: datetime | None, programme: Programme, now: datetime
) -> datetime | None:
    if said.result is not Result.AGAIN:
        return None
    zone = ZoneInfo(programme.zone)
    soon = None if said.again_on else again_in(begins_at, now, zone)
    if soon is not None:
        return now + soon
    return from_day(said.again_on or next_working_day(now.astimezone(zone).date()), zone)


def _deeds(caller: Caller, call: PhoneCall) -> tuple[StaffAct, ...]:
    """Return the deed of what was last noted of a call, by its time: its own, and no other's."""
    at = call.noted_at
    if at is None:
        return ()
    deed = DEEDS[Result(call.state.value)]
    return done(caller, deed, call.id, int(at.timestamp()), at, call.note)
