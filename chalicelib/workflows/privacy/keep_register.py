"""The register of what people ask of what is held about them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ...domain.errors import NotFound
from ...domain.ids import NewId, new_request_id
from ...domain.mail import privacy_mail
from ...domain.people.addresses import address_key
from ...domain.people.callers import Caller
from ...domain.people.participants import AddressHolder, Participant, by_id
from ...domain.people.privacy_requests import (
    Channel,
    PrivacyRequest,
    RequestKind,
    asked_of_team,
)
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once
from ..callers import for_team
from ..ports import Records, RegisterStore
from ..retrying import decided_afresh


@dataclass(frozen=True)
class Asked:
    """What a member of the team writes down of who writes or telephones."""

    kind: RequestKind
    channel: Channel
    email: str
    who: str = ""
    note: str = ""


@dataclass(frozen=True)
class Register:
    """The requests, the latest first, and whom of those who ask we know, by id."""

    requests: tuple[PrivacyRequest, ...]
    people: Mapping[str, Participant]


def read_register(caller: Caller, *, store: RegisterStore) -> Register:
    """Return the whole register. Raises Forbidden, InvalidToken."""
    for_team(caller, store).load()
    requests = tuple(store.privacy_requests())
    asking = dict.fromkeys(each.person_id for each in requests if each.person_id)
    found = store.load(known=[(Participant, each) for each in asking])
    people = by_id(found)
    return Register(requests, people)


def read_request(
    caller: Caller, identifier: str, *, store: Records
) -> tuple[PrivacyRequest, Participant | None]:
    """Return a request and who asks, if we know them.

    Raises Forbidden, InvalidToken, NotFound.
    """
    (request,) = for_team(caller, store).load((PrivacyRequest, identifier))
    if request is None:
        raise NotFound
    return request, store.one(Participant, request.person_id)


@decided_afresh
def take_request(
    caller: Caller,
    asked: Asked,
    once: Once[PrivacyRequest],
    *,
    store: Records,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> PrivacyRequest:
    """Write down what somebody asks, and mail the address that is known to be sure that it is them.

    Raises Forbidden, InvalidToken.
    """
    held: AddressHolder | None
    (held,) = for_team(caller, store).load((AddressHolder, address_key(asked.email)))
    identifier = new_request_id(new_id, now)
    within = programme.law.answered_within
    taken = asked_of_team(identifier, asked.kind, asked.channel, caller.person_id, now, within)
    request = _described(taken, asked, held)
    unit = store.unit()
    unit.add(request, *privacy_mail.reminders(request, programme))
    unit.add(*done(caller, Deed.REQUEST_TAKEN, request.id, 1, now))
    if held is not None:
        unit.add(privacy_mail.is_it_you(request, now))
    unit.add(*once.receipts(request, now))
    unit.commit()
    return request


@decided_afresh
def answer_request(
    caller: Caller,
    identifier: str,
    granted: bool,
    outcome: str,
    once: Once[PrivacyRequest],
    *,
    store: Records,
    now: datetime,
) -> PrivacyRequest:
    """Close a request, with what was answered.

    Raises Forbidden, InvalidToken, NotFound, RequestClosed, IdentityUnknown.
    """
    request: PrivacyRequest | None
    (request,) = for_team(caller, store).load((PrivacyRequest, identifier))
    if request is None:
        raise NotFound
    answered = request.answered(granted, outcome, now)
    unit = store.unit()
    saved = unit.save(answered)
    unit.add(*done(caller, Deed.REQUEST_ANSWERED, saved.id, saved.version, now))
    unit.add(*once.receipts(answered, now))
    unit.commit()
    return answered


def _described(taken: PrivacyRequest, asked: Asked, held: AddressHolder | None) -> PrivacyRequest:
    """Return a request with who asks: a participant by their id, others as they said it."""
    if held is not None:
        return replace(taken, note=asked.note, person_id=held.participant_id)
    who = f"{asked.who} ({asked.email})" if asked.who else asked.email
    return replace(taken, note=asked.note, who=who)
