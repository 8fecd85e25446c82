"""Send one message: decide, claim, send in a single attempt, write down what became of it."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from ...domain.errors import Stale
from ...domain.events import topics
from ...domain.events.events import Event, event_of, is_about_event
from ...domain.events.registrations import EventRegistration, as_session
from ...domain.events.topics import TopicProposal
from ...domain.ids import STAFF, owned, owner_of, subject_of
from ...domain.mail import follow_up, topic_mail
from ...domain.mail.event_mail import Attendance
from ...domain.mail.mail import NotAccepted, Refused, Throttled, Unsettled
from ...domain.mail.messages import DailyCount, Kind, Message, State
from ...domain.mail.told import Told
from ...domain.mail.wanted import LASTING, OF_THE_PERSON, why_unwanted
from ...domain.people.participants import Participant
from ...domain.people.staff import StaffMember
from ...domain.programme import Programme
from ...domain.sessions.bookings import Booking
from ...domain.surveys.surveys import Survey
from ..ports import Composer, Mailer, Store, Unit
from ..retrying import decided_afresh

NOT_COMPOSED = "not_composed"

About = tuple[Booking | None, Attendance | None]
Ready = tuple[Message, Participant | StaffMember, About]


class MessageFailed(Exception):
    """A message was given up. Its record fails until it is a dead letter: a person has to look."""

    def __init__(self, message: Message) -> None:
        super().__init__(f"{message.kind.value}: {message.reason}")
        self.message = message


class StillFailed(MessageFailed):
    """The message was given up before, for a reason that another try would not mend."""


class NotComposed(Exception):
    """A mail could not be composed; like one that SES did not take, it is tried again later.

    `message` is as it is now; `error` is why.
    """

    def __init__(self, message: Message, error: Exception) -> None:
        super().__init__(message.kind.value)
        self.message, self.error = message, error


def send_message(
    message_id: str,
    *,
    store: Store,
    composer: Composer,
    mailer: Mailer,
    programme: Programme,
    now: datetime,
) -> Message | None:
    """Send a message and return it as it is now; None if it was left alone.

    Safe to run twice and out of order. Raises NotComposed; MessageFailed once a message is given
    up, and again each time the queue brings it back. One that SES certainly did not take is then
    tried once more, so a dead letter can be redriven.
    """
    claimed = _claim(message_id, store=store, mailer=mailer, programme=programme, now=now)
    if not isinstance(claimed, tuple):
        return claimed
    message, person, (booking, attendance) = claimed
    try:
        mail = composer.compose(message, person, booking, now, attendance)
    except Exception as error:
        put_off = _put_off(store, message.not_accepted(now, NOT_COMPOSED), now)
        raise NotComposed(put_off or message, error) from error
    try:
        provider_id = mailer.send(mail, message, now)
    except Throttled as answer:
        return _put_off(store, message.throttled(now, str(answer)), now)
    except NotAccepted as answer:
        return _put_off(store, message.not_accepted(now, str(answer)), now)
    except Refused as answer:
        return _write(store, message.failed("refused", str(answer)))
    except Unsettled as answer:
        return _write(store, message.unknown(now, str(answer)))
    sent = message.settled(State.SENT, now, provider_id)
    return _write(store, sent, *follow_up.after_sending(sent, programme))


@decided_afresh
def _claim(
    message_id: str, *, store: Store, mailer: Mailer, programme: Programme, now: datetime
) -> Ready | Message | None:
    """Return the claimed message with what its mail tells, or what became of it instead."""
    owner, about_id = owner_of(message_id), subject_of(message_id)
    counted, of_event = _counted(message_id, now), is_about_event(message_id)
    whose: type[Participant | StaffMember] = StaffMember if owner.startswith(STAFF) else Participant
    what: type[EventRegistration | Booking] = EventRegistration if of_event else Booking
    message, person, about, survey, count, event, told = store.load(
        (Message, message_id),
        (whose, owner),
        (what, about_id),
        (Survey, about_id),
        (DailyCount, counted),
        (Event, event_of(message_id) if of_event else ""),
        (Told, message_id),
    )
    if message is not None and message.state is State.FAILED and not message.redeemable:
        raise StillFailed(message)
    if message is None or not (message.due(now) or message.redeemable):
        return None
    if told is not None or message.state is State.CLAIMED:
        return _held_back(message, told, store, programme, now)
    booking, attendance = _about(message, about, event, store, programme)
    reason = why_unwanted(message, person, booking, survey, now, attendance)
    if reason or person is None:
        return _cancelled(store, message.cancelled(reason), person, about)
    count = count or DailyCount(counted, now + timedelta(days=3))
    begins_at = event.starts_at if event is not None else None
    later = _later(message, count.count, mailer, programme, begins_at, now)
    if later is not None:
        return _write(store, later)
    unit = store.unit()
    claimed = unit.save(message.claimed(now))
    unit.save(replace(count, count=count.count + 1))
    for read in (person, about, survey):
        if read is not None:
            unit.unchanged(read)
    # The event may have changed: if it were checked, thousands of mails would block one another.
    unit.commit()
    return claimed, person, (booking, attendance)


def _held_back(
    message: Message, told: Told | None, store: Store, programme: Programme, now: datetime
) -> Message | None:
    """Return what became of a message that is not sent now.

    If it left before a restoration, it does not leave again, but its follow-up goes on. Otherwise
    its lease is over: the sender that held it died.
    """
    if told is None:
        return _write(store, message.unknown(now))
    planned = follow_up.after_sending(replace(message, sent_at=now), programme)
    new = [each for each in planned if store.one(Message, each.id) is None]
    _write(store, told.settles(message, now), *new)
    return None


def _cancelled(
    store: Store,
    message: Message,
    person: Participant | StaffMember | None,
    about: Booking | EventRegistration | None,
) -> Message:
    """Give up a message for good, if the reason for it is still as it was read. Raises Stale."""
    unit = store.unit()
    cancelled = unit.save(message)
    rests_on = person if message.reason in OF_THE_PERSON else about
    if rests_on is not None and message.reason not in LASTING:
        unit.unchanged(rests_on)
    unit.commit()
    return cancelled


def _about(
    message: Message | None,
    about: Booking | EventRegistration | None,
    event: Event | None,
    store: Store,
    programme: Programme,
) -> About:
    """Return what the mail tells of: a session, an event, or both for a group session."""
    if message is None or event is None:
        return (about if isinstance(about, Booking) else None), None
    registration = about if isinstance(about, EventRegistration) else None
    waits = registration is not None and registration.waits
    position = store.position(registration) if registration and waits else 0
    session = as_session(event, registration, programme.name) if registration else None
    follows = message.kind in (Kind.DOCUMENT, Kind.SURVEY_INVITATION, Kind.SURVEY_REMINDER)
    topic = _topic(message, registration, store)
    return session if follows else None, Attendance(event, registration, position, topic)


def _topic(
    message: Message, registration: EventRegistration | None, store: Store
) -> TopicProposal | None:
    """Return the topic that a mail tells of, if any."""
    if registration is None or message.kind not in topic_mail.NEWS.values():
        return None
    return store.one(TopicProposal, topics.topic_of(registration))


def _later(
    message: Message,
    count: int,
    mailer: Mailer,
    programme: Programme,
    begins_at: datetime | None,
    now: datetime,
) -> Message | None:
    """Return the message put off, if it is not to be sent now."""
    if mailer.holds_back(message, now):
        return message.held_back(now)
    if _capped(message, count, programme.mails_per_day, begins_at, now):
        return message.deferred(_tomorrow(now))
    return None


def _capped(
    message: Message, count: int, cap: int, begins_at: datetime | None, now: datetime
) -> bool:
    """Return whether the daily limit puts a message off; what cannot wait has twice the limit."""
    if message.kind is Kind.STAFF_SIGN_IN:
        return False  # it has its own limit, and others' requests must not lock a person out
    ends = [moment for moment in (message.expires_at, begins_at) if moment is not None]
    cannot_wait = bool(ends) and now < min(ends) <= _tomorrow(now)
    return count >= cap * (2 if cannot_wait else 1)


def _counted(message_id: str, now: datetime) -> str:
    """Return the id of the person's count of mails for the day."""
    return owned(owner_of(message_id), f"{now:%Y-%m-%d}")


def _put_off(store: Store, message: Message, now: datetime) -> Message | None:
    """Write a message that did not leave, and take it off the day's count."""
    unit = store.unit()
    unit.uncount(DailyCount, _counted(message.id, now))
    return _write(store, message, unit=unit)


def _write(
    store: Store, message: Message, *planned: Message, unit: Unit | None = None
) -> Message | None:
    """Save, unless SES's own event was faster: then that stands. Raises MessageFailed."""
    unit = unit or store.unit()
    unit.save(message)
    unit.add(*planned)
    try:
        unit.commit()
    except Stale:
        return None
    if message.state is State.FAILED:
        raise MessageFailed(message)
    return message


def _tomorrow(now: datetime) -> datetime:
    """Return noon UTC of the next day: the morning in Québec."""
    return datetime.combine(now.date() + timedelta(days=1), time(12), now.tzinfo)
