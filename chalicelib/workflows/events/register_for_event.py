"""Register for an event: by one's personal link, or by the public form without an account."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ...domain.errors import Forbidden, Stale, Unauthenticated
from ...domain.events import events
from ...domain.events.asking import asked_event, one_more_asked
from ...domain.events.events import Event, Mode
from ...domain.events.registrations import (
    AlreadyRegistered,
    EventRegistration,
    registration_id,
)
from ...domain.ids import NewId, participant_id
from ...domain.mail import event_mail
from ...domain.mail.messages import Message, Origin
from ...domain.people.addresses import address_key
from ...domain.people.arriving.proof import asked
from ...domain.people.callers import Caller
from ...domain.people.consent_history import turned
from ...domain.people.consents import Consent, ConsentSource
from ...domain.people.participants import (
    AddressHolder,
    Participant,
    ProfileNeeded,
    Registration,
)
from ...domain.programme import EVENT, Programme
from ...domain.receipts import NO_KEY, Once, Receipt
from ..alike import alike
from ..callers import acting
from ..people.register import known
from ..ports import SeatStore
from ..retrying import decided_afresh
from .by_any_id import by_any_id
from .seating import Placed, claim_seat, finish, help_out

SECOND_TAP = timedelta(minutes=10)
"""How soon a second request is taken for a double tap: the mail is on its way."""


@dataclass(frozen=True)
class SeatRequest:
    """What a participant asks for.

    `by_team`: who of the team asks for them, for any event; `by_form`: they use the public form,
    which is answered by mail, unless another mail of the same form tells of it (`told` is False).
    """

    caller: Caller
    event_id: str
    mode: Mode
    by_team: Caller | None = None
    by_form: bool = False
    told: bool = True

    @property
    def by_anybody(self) -> bool:
        """Whether anybody may have sent it, for somebody else's address."""
        return self.by_form and not self.by_team

    @property
    def origin(self) -> Origin | None:
        """Who causes the mail that tells of it; None if none does."""
        if not self.told:
            return None
        if self.by_team:
            return Origin.TEAM
        return Origin.STRANGER if self.by_form else Origin.OWN


@dataclass(frozen=True)
class GuestRequest:
    """What the public form asks for; `person` only has a name and an address.

    `by_team`: who of the team filled it in, for any event. `told`: a mail tells of it.
    """

    person: Registration
    event_id: str
    mode: Mode
    by_team: Caller | None = None
    told: bool = True


@decided_afresh
def register_for_event(
    request: SeatRequest,
    once: Once[Placed],
    *,
    store: SeatStore,
    programme: Programme,
    now: datetime,
) -> Placed:
    """Take a seat if one is free and nobody waits, otherwise the end of the line.

    The registration is read, a seat is claimed, the registration is written, and the claim is
    released. The same request sent again is answered with the registration as it stands.

    Raises EventNotFound, AlreadyRegistered (in the other mode), InvalidFields (a mode it does not
    have), EventOver, EventCancelled, RegistrationClosed, ProfileNeeded, Busy.
    """
    if request.caller.staff:
        raise Forbidden
    identifier = registration_id(request.caller.person_id, request.event_id)
    participant, event, found, receipt = store.load(
        (Participant, request.caller.person_id),
        (Event, request.event_id),
        (EventRegistration, identifier),
        (Receipt, once.id),
    )
    participant = acting(request.caller, participant, store, programme)
    once.check(receipt)
    event = events.existing(event)
    event.ensure_offers(request.mode)
    found = by_any_id(participant, event.id, found, store)
    if found is not None and found.stands:
        return _answer(found, request, once, store, now)
    event.ensure_open(request.mode, now)
    if not (participant.joined or event.public or request.by_team):
        raise ProfileNeeded
    claim = claim_seat(event, identifier, request.mode, store, now)
    try:
        return finish(
            claim,
            event,
            found,
            once,
            store=store,
            now=now,
            origin=request.origin,
            by=request.by_team,
            provisional=request.by_anybody and not participant.proven,
        )
    except Stale:
        help_out(event, claim, store, now)
        raise


@alike(reads=4, writes=2, changes=3)
@decided_afresh
def register_guest(
    request: GuestRequest,
    once: Once[object],
    *,
    store: SeatStore,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> None:
    """Register somebody without an account; the answer does not tell whether they are known.

    A known address belongs to its participant, who is told again how they stand if they are
    registered already. Of an address that nobody has proven, forms hold a few events at a time:
    what they ask beyond is dropped, with the same answer. Raises Unauthenticated for an event
    that is not public, and what `register_for_event` raises except AlreadyRegistered.
    """
    event, address, receipt = store.load(
        (Event, request.event_id),
        (AddressHolder, address_key(request.person.email)),
        (Receipt, once.id),
    )
    once.check(receipt)
    event = events.existing(event)
    if not event.public and not request.by_team:
        raise Unauthenticated
    event.ensure_open(request.mode, now)
    if address is None:
        address = _guest(request, event, store, programme, new_id, now)
    participant = store.one(Participant, address.participant_id)
    if participant is None:
        raise Stale([])
    caller = Caller(participant.id, participant.link_epoch)
    seat = request.event_id, request.mode
    wanted = SeatRequest(caller, *seat, request.by_team, by_form=True, told=request.told)
    if not _written_down(participant, event, request, store, programme, now):
        return _dropped(once, store, now)
    try:
        register_for_event(wanted, once, store=store, programme=programme, now=now)
    except AlreadyRegistered:
        if not request.told:
            return None
        tell_again(registration_id(participant.id, event.id), once, store=store, now=now)


@decided_afresh
def tell_again(identifier: str, once: Once[None], *, store: SeatStore, now: datetime) -> None:
    """Send once more how a registration stands, with its links.

    Not after a double tap, and at most once an hour, so that nobody can flood a mailbox.
    """
    registration, told = store.load(
        (EventRegistration, identifier), (Message, event_mail.again_id(identifier, now))
    )
    unit = store.unit()
    untold = told is None and registration is not None
    if registration is not None and untold and now - registration.registered_at >= SECOND_TAP:
        unit.add(event_mail.told_again(registration, now))
    unit.add(*once.receipts(None, now))
    unit.commit()


def _written_down(
    participant: Participant,
    event: Event,
    request: GuestRequest,
    store: SeatStore,
    programme: Programme,
    now: datetime,
) -> bool:
    """Write what the form asks of somebody unproven; forget an old bounce of anybody's address.

    Returns False, with nothing written, if forms have asked for enough events for that address.
    """
    most, again = programme.limits.unproven_events, participant.tried_again(now)
    after = again if request.by_team else one_more_asked(again, event, most, now)
    if after is None:
        return False
    if not participant.proven:
        after = replace(after, consents=_asked(after.consents, request, programme, now))
    unit = store.unit()
    if after != participant:
        saved, pages = turned(after)
        unit.save(saved)
        unit.add(*pages)
    unit.commit()
    return True


def _dropped(once: Once[object], store: SeatStore, now: datetime) -> None:
    """Answer a form as if it was done: neither who sent it nor a mail tells of the bound."""
    unit = store.unit()
    unit.add(*once.receipts(None, now))
    unit.commit()


def _guest(
    request: GuestRequest,
    event: Event,
    store: SeatStore,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> AddressHolder:
    """Create a guest before their seat is claimed, so that whoever finishes the claim finds them.

    They agree to come to the event, which is not to join the programme.
    """
    person = request.person
    participant = Participant(
        id=participant_id(new_id()),
        email=person.email,
        profile=person.profile,
        registered_at=now,
        link_sent_at=now,
        consents=_asked((), request, programme, now),
        asked_events=() if request.by_team else (asked_event(event),),
    )
    address = AddressHolder(address_key(person.email), participant.id)
    unit = store.unit()
    unit.add(participant, address)
    try:
        unit.commit()
    except Stale as stale:
        return known(stale, NO_KEY)
    return address


def _asked(
    before: tuple[Consent, ...], request: GuestRequest, programme: Programme, now: datetime
) -> tuple[Consent, ...]:
    """Return consents with what the form asks, until it is proven. The team asks for no more."""
    answers = {EVENT: True} if request.by_team else request.person.consents
    source = ConsentSource.TEAM if request.by_team else ConsentSource.OWN_FORM
    return asked(before, answers, programme.event_consents, now, source)


def _answer(
    found: EventRegistration,
    request: SeatRequest,
    once: Once[Placed],
    store: SeatStore,
    now: datetime,
) -> Placed:
    """Return a registration that stands to somebody who asks for it again.

    By the public form, only if the first request died before it was answered; otherwise they are
    told by mail. Raises AlreadyRegistered.
    """
    if found.mode is not request.mode or (found.answered and request.by_form):
        raise AlreadyRegistered
    unit = store.unit()
    told = found if found.answered else unit.save(found.heard())
    placed = Placed(told, store.position(told) if told.waits else 0)
    unit.add(*once.receipts(placed, now))
    unit.commit()
    return placed
