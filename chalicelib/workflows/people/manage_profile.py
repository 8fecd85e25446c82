"""A participant's own space: what it shows, and what they may change there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from ...domain.demand.alerts import Alert
from ...domain.documents.documents import Document, DocumentState
from ...domain.errors import Forbidden
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration
from ...domain.ids import NewId, new_request_id
from ...domain.mail import follow_up
from ...domain.mail.messages import Origin
from ...domain.merging.doubles import strongest
from ...domain.people.callers import Caller, recognise
from ...domain.people.consent_history import turned
from ...domain.people.consents import asked_no_more, record_consents
from ...domain.people.mail_purposes import lifted
from ...domain.people.participants import Participant
from ...domain.people.privacy_requests import own_act, own_acts
from ...domain.programme import Programme
from ...domain.receipts import Once
from ...domain.sessions.bookings import Booking
from ...domain.surveys.surveys import Survey
from ..callers import acting
from ..inviting import plan_invitation
from ..ports import PeopleStore, Records
from ..retrying import decided_afresh


@dataclass(frozen=True)
class Space:
    """One participant's space; sessions and events soonest first, documents newest first.

    `events` are those of the registrations, by id.
    """

    participant: Participant
    bookings: tuple[Booking, ...]
    documents: tuple[Document, ...]
    surveys: tuple[Survey, ...]
    registrations: tuple[EventRegistration, ...] = ()
    events: dict[str, Event] = field(default_factory=dict)
    alerts: tuple[Alert, ...] = ()


def read_space(caller: Caller, *, store: PeopleStore) -> Space:
    """Return what can be read of it. Raises Forbidden for staff, InvalidToken."""
    if caller.staff:
        raise Forbidden
    held = store.person(caller.person_id)
    found = next((e for e in held if isinstance(e, Participant)), None)
    participant = recognise(caller, found)
    documents = [e for e in held if isinstance(e, Document) and e.state is DocumentState.READY]
    registrations = [*strongest(e for e in held if isinstance(e, EventRegistration))]
    events = _events(registrations, store)
    return Space(
        participant,
        tuple(sorted((e for e in held if isinstance(e, Booking)), key=lambda b: b.starts_at)),
        tuple(sorted(documents, key=lambda d: d.created_at, reverse=True)),
        tuple(e for e in held if isinstance(e, Survey)),
        tuple(sorted(registrations, key=lambda r: _start(events.get(r.event_id)))),
        events,
        tuple(sorted((e for e in held if isinstance(e, Alert)), key=lambda a: a.asked_at)),
    )


def _events(registrations: list[EventRegistration], store: Records) -> dict[str, Event]:
    found = store.load(known=[(Event, each.event_id) for each in registrations])
    return {event.id: event for event in found if event is not None}


def _start(event: Event | None) -> datetime:
    return event.starts_at if event else datetime.max.replace(tzinfo=UTC)


@decided_afresh
def change_profile(
    caller: Caller,
    changes: Mapping[str, Any],
    consents: Mapping[str, bool],
    *,
    store: Records,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> None:
    """Change some fields of Profile and some consents, which keep their history.

    What they agreed to of a consent that is asked for no more may be withdrawn.
    What is corrected or withdrawn is in the register of requests, as done.
    Who agrees to a purpose of mail gets its mails again, if they had unsubscribed.
    Raises Forbidden for staff, InvalidToken.
    """
    participant = _participant(caller, store, programme)
    wanted = lifted(participant, [purpose for purpose, granted in consents.items() if granted])
    history = participant.consents
    asked = programme.asked_consents
    texts = (*asked, *asked_no_more(history, asked))
    said = record_consents(history, consents, texts, now, participant.speaker)
    described = wanted.describing(replace(participant.profile, **changes))
    changed, pages = turned(replace(described, consents=said))
    unit = store.unit()
    unit.save(changed)
    unit.add(*pages)
    plan_invitation(unit, participant, changed, store, programme, now)
    for kind in own_acts(participant, changed):
        unit.add(own_act(new_request_id(new_id, now), kind, participant.id, now))
    unit.commit()


@decided_afresh
def revoke_links(
    caller: Caller, once: Once[None], *, store: Records, programme: Programme, now: datetime
) -> None:
    """Revoke every link mailed so far, and mail a new one. Raises Forbidden, InvalidToken."""
    participant = _participant(caller, store, programme)
    unit = store.unit()
    unit.save(replace(participant.revoked(), link_sent_at=now))
    unit.add(follow_up.after_link_request(participant, now, Origin.OWN))
    unit.add(*once.receipts(None, now))
    unit.commit()


def _participant(caller: Caller, store: Records, programme: Programme) -> Participant:
    if caller.staff:
        raise Forbidden
    return acting(caller, store.one(Participant, caller.person_id), store, programme)
