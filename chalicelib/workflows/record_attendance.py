"""Who came to an event: a group session counts as a session for each of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from ..domain import events, follow_up
from ..domain.bookings import Booking
from ..domain.documents import Document, DocumentState
from ..domain.errors import FieldError, InvalidFields
from ..domain.event_registrations import PAST, EventRegistration, NotRegistered, as_session
from ..domain.event_surveys import EventAnswer, answer_id
from ..domain.events import Event, EventKind, Mode, event_of
from ..domain.ids import owner_of
from ..domain.messages import Message, State
from ..domain.people import Caller, StaffMember, recognise, require_staff
from ..domain.programme import Programme
from ..domain.surveys import Survey
from ..domain.themes import Theme
from .deciding import decided_afresh
from .ports import Store, Unit


def record_attendances(
    caller: Caller,
    event_id: str,
    came: Iterable[tuple[str, bool]],
    *,
    store: Store,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> list[EventRegistration]:
    """`came` has registration ids; each is a write of its own, and the same again changes nothing.

    Raises Forbidden, EventNotFound, EventCancelled; InvalidFields, before anything is written, for
    who is not registered for this event or has no seat.
    """
    require_staff(caller)
    wanted = list(came)
    member, event, *registrations = store.load(
        (StaffMember, caller.person_id),
        (Event, event_id),
        *[(EventRegistration, each) for each, _ in wanted],
    )
    recognise(caller, member)
    event = events.found(event)
    if event.cancelled_at is not None:
        raise events.EventCancelled
    _check(event, registrations)
    return [
        record_attendance(
            event, each, attended, store=store, programme=programme, themes=themes, now=now
        )
        for each, attended in wanted
    ]


@decided_afresh
def record_attendance(
    event: Event,
    registration_id: str,
    attended: bool,
    mode: Mode | None = None,
    *,
    store: Store,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> EventRegistration:
    """One person's, by the team or by a check-in: safe twice. `mode`: where they came, if not where
    their seat is. Raises NotRegistered."""
    registration, document, survey, invitation, spoken = store.load(
        (EventRegistration, registration_id),
        (Document, registration_id),
        (Survey, registration_id),
        (Message, follow_up.survey_mail_id(registration_id)),
        (EventAnswer, answer_id(event.id, owner_of(registration_id))),
    )
    if registration is None:
        raise NotRegistered
    recorded: EventRegistration = registration.came(attended, now, mode)
    if recorded == registration:
        return recorded
    unit = store.unit()
    recorded = unit.save(recorded)
    if event.kind is EventKind.GROUP_SESSION and not attended:
        _discount(unit, document, survey)
    elif event.kind is EventKind.GROUP_SESSION:
        session = as_session(event, recorded, programme.name)
        if document is None and session.theme in themes:
            title, due_at = themes[session.theme].title, max(now, event.ends_at)
            unit.add(Document(session.id, session.id, session.theme, title, now, next_at=due_at))
        if survey is None:
            _ask(unit, session, invitation, spoken, programme, now)
    unit.commit()
    return recorded


def _ask(
    unit: Unit,
    session: Booking,
    invitation: Message | None,
    spoken: EventAnswer | None,
    programme: Programme,
    now: datetime,
) -> None:
    """The survey of a session, answered if they did on the spot; its first mail leaves once."""
    survey = Survey(session.id, session.theme, min(now, session.starts_at))
    unit.add(survey.answered(spoken.answers, spoken.answered_at) if spoken else survey)
    for planned in follow_up.after_session(session, programme):
        if invitation is None:
            unit.add(planned)
        elif invitation.state is State.CANCELLED:  # when they were said to be absent
            unit.save(replace(planned, version=invitation.version))


def _discount(unit: Unit, document: Document | None, survey: Survey | None) -> None:
    """They were not there after all: what has not reached them does not. Mails about a survey
    that is gone are not wanted any more."""
    if document is not None and document.state is DocumentState.REQUESTED:
        unit.delete(document)
    if survey is not None and survey.answers is None:
        unit.delete(survey)


def _check(event: Event, registrations: list[EventRegistration | None]) -> None:
    errors = [
        FieldError(f"attendances.{n}.registration_id", "not_registered")
        for n, registration in enumerate(registrations)
        if registration is None
        or event_of(registration.id) != event.id
        or not (registration.seated or registration.status in PAST)
    ]
    if errors:
        raise InvalidFields(*errors)
