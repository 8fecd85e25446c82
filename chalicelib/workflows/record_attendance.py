"""Who came to an event: a group session counts as a session for each of them."""

from collections.abc import Iterable
from datetime import datetime

from ..domain import events, follow_up
from ..domain.documents import Document
from ..domain.errors import FieldError, InvalidFields
from ..domain.event_registrations import PAST, EventRegistration, NotRegistered, as_session
from ..domain.events import Event, EventKind, Mode, event_of
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
    registration, document, survey = store.load(
        (EventRegistration, registration_id), (Document, registration_id), (Survey, registration_id)
    )
    if registration is None:
        raise NotRegistered
    recorded: EventRegistration = registration.came(attended, now, mode)
    if recorded == registration:
        return recorded
    unit = store.unit()
    recorded = unit.save(recorded)
    if attended and event.kind is EventKind.GROUP_SESSION and survey is None:
        _count(unit, event, recorded, document, programme, themes, now)
    unit.commit()
    return recorded


def _count(
    unit: Unit,
    event: Event,
    registration: EventRegistration,
    document: Document | None,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> None:
    """As a held session: its document, once it is over, and its survey."""
    session = as_session(event, registration, programme.name)
    theme = themes.get(session.theme)
    title = theme.title if theme else session.theme
    if document is None and theme is not None:
        due_at = max(now, event.ends_at)
        unit.add(Document(session.id, session.id, session.theme, title, now, next_at=due_at))
    unit.add(Survey(session.id, session.theme, min(now, event.starts_at)))
    unit.add(*follow_up.after_session(session, programme))


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
