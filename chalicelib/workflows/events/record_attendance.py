"""Record who came to an event: a group session counts as a session for each of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from ...domain.documents.documents import Document, DocumentState
from ...domain.documents.themes import Theme, known_theme
from ...domain.errors import FieldError, InvalidFields
from ...domain.events import events
from ...domain.events.events import Event, EventKind, Mode
from ...domain.events.registrations import EventRegistration, NotRegistered, as_session
from ...domain.ids import event_of, owner_of
from ...domain.mail import by_day, event_mail, follow_up
from ...domain.mail.messages import Kind, Message, State
from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.sessions.bookings import Booking
from ...domain.surveys.on_the_spot import EventAnswer, answer_id
from ...domain.surveys.surveys import Survey
from ...domain.unreadable import UnreadableItem
from ..callers import for_team
from ..ports import Records, Unit
from ..retrying import decided_afresh


@dataclass(frozen=True)
class Mark:
    """What the team says of one person's attendance.

    If it does not correct (`corrects`), it leaves a presence as it is: that was recorded, at the
    door or by the link, after the attendance sheet behind this mark was drawn up.
    """

    registration_id: str
    attended: bool
    corrects: bool = True


def record_attendances(
    caller: Caller,
    event_id: str,
    marks: Iterable[Mark],
    *,
    store: Records,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> list[EventRegistration]:
    """Record the attendance of several people, each in a write of its own.

    Recording the same again changes nothing. Raises Forbidden, EventNotFound, EventCancelled;
    InvalidFields, before anything is written, if somebody is not registered for this event or has
    no seat; UnreadableItem once all the others are recorded.
    """
    wanted = list(marks)
    event, *registrations = for_team(caller, store).load(
        (Event, event_id),
        *[(EventRegistration, mark.registration_id) for mark in wanted],
    )
    event = events.existing(event)
    if event.cancelled_at is not None:
        raise events.EventCancelled
    _check(event, registrations)
    recorded, unreadable = [], None
    tools: Any = {"store": store, "programme": programme, "themes": themes, "now": now}
    for mark in wanted:
        try:
            recorded.append(record_attendance(event, mark, by=caller, **tools))
        except UnreadableItem as error:
            unreadable = error  # only this person's: the others are recorded
    if unreadable is not None:
        raise unreadable
    return recorded


@decided_afresh
def record_attendance(
    event: Event,
    mark: Mark,
    mode: Mode | None = None,
    by: Caller | None = None,
    *,
    store: Records,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> EventRegistration:
    """Record one person's attendance, by the team or by a check-in; safe to run twice.

    `mode` is the one they came in, if it is not that of their seat; `by` is who says so, if it is
    not themselves. Raises NotRegistered.
    """
    registration, document, mail, survey, answer, digest, summary, *asked = store.load(
        (EventRegistration, mark.registration_id),
        *_known_of(event, mark.registration_id, programme),
    )
    if registration is None:
        raise NotRegistered
    recorded: EventRegistration = registration.came(mark.attended, now, mode)
    if recorded == registration or (registration.attended and not mark.corrects):
        return cast(EventRegistration, registration)
    unit = store.unit()
    recorded = unit.save(recorded)
    deed = Deed.MARKED_PRESENT if mark.attended else Deed.MARKED_ABSENT
    unit.add(*done(by, deed, recorded.id, recorded.version, now))
    known = Known(document, mail, survey, answer, digest, summary, tuple(asked))
    _follow_up(unit, event, recorded, known, programme, themes, now)
    unit.commit()
    return recorded


@dataclass(frozen=True)
class Known:
    """What somebody's attendance has caused so far.

    For a group session: its document with that mail, its survey with those mails in order, and what
    they answered on the spot. For any event: the digest or summary they were sent.
    """

    document: Document | None
    document_mail: Message | None
    survey: Survey | None
    answer: EventAnswer | None
    digest: Message | None
    summary: Message | None
    survey_mails: tuple[Message | None, ...]

    def undecided(self) -> Iterator[Document | Message]:
        """Yield what somebody may be giving up now, having read that the person was absent."""
        if self.document is not None and self.document.state is not DocumentState.READY:
            yield self.document
        for mail in (self.document_mail, *self.survey_mails):
            if mail is not None and (mail.open or mail.redeemable):
                yield mail

    @property
    def not_asked(self) -> Message | None:
        """The survey's mail that was given up when the person was marked absent.

        The mails after it are planned once it has left.
        """
        given_up = (m for m in self.survey_mails if m and m.state is State.CANCELLED)
        return next(given_up, None)


def _known_of(event: Event, registration_id: str, programme: Programme) -> list[tuple[type, str]]:
    steps = range(len(programme.survey_after))
    return [
        (Document, registration_id),
        (Message, follow_up.document_mail_id(registration_id)),
        (Survey, registration_id),
        (EventAnswer, answer_id(event.id, owner_of(registration_id))),
        (Message, event_mail.summary_id(registration_id, event)),
        (Message, event_mail.late_summary_id(registration_id, event)),
        *[(Message, follow_up.survey_mail_id(registration_id, step)) for step in steps],
    ]


def _follow_up(
    unit: Unit,
    event: Event,
    registration: EventRegistration,
    known: Known,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> None:
    session = as_session(event, registration, programme.name)
    if session is None:
        _discount(unit, known)
        return
    if event.kind is EventKind.GROUP_SESSION:
        _count(unit, event, session, known, programme, themes, now)
    if known.digest and known.digest.kind is Kind.EVENT_DIGEST and known.summary is None:
        unit.add(by_day.planned(event_mail.late_summary(known.digest, now), programme.sleep))


def _count(
    unit: Unit,
    event: Event,
    session: Booking,
    known: Known,
    programme: Programme,
    themes: dict[str, Theme],
    now: datetime,
) -> None:
    """Count the attendance as a held session, with its document once it is over, and its survey.

    The survey is answered already if they answered on the spot. What was given up when they were
    marked absent is planned again; what was not must still be as it was read.
    """
    for each in known.undecided():
        unit.unchanged(each)
    mail = known.document_mail
    if known.document is None and session.theme:
        title, due_at = known_theme(session.theme, themes).title, max(now, event.ends_at)
        unit.add(Document(session.id, session.id, session.theme, title, now, next_at=due_at))
    elif mail is not None and mail.state is State.CANCELLED:
        unit.save(mail.planned_again(now))
    if known.survey is None:
        survey, spoken = Survey(session.id, session.theme, min(now, event.starts_at)), known.answer
        unit.add(survey.answered(spoken.answers, spoken.answered_at) if spoken else survey)
    if known.not_asked is not None:
        unit.save(known.not_asked.planned_again(max(now, known.not_asked.due_at)))
    elif not any(known.survey_mails):
        unit.add(*follow_up.after_session(session, programme))


def _discount(unit: Unit, known: Known) -> None:
    """Delete what has not reached somebody who was not there after all.

    The mails are dropped when they are next looked at: they are no longer wanted.
    """
    if known.document is not None and known.document.state is DocumentState.REQUESTED:
        unit.delete(known.document)
    if known.survey is not None and known.survey.answers is None:
        unit.delete(known.survey)


def _check(event: Event, registrations: list[EventRegistration | None]) -> None:
    errors = [
        FieldError(f"attendances.{n}.registration_id", "not_registered")
        for n, registration in enumerate(registrations)
        if registration is None or event_of(registration.id) != event.id or not registration.seated
    ]
    if errors:
        raise InvalidFields(*errors)
