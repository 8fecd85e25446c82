"""What a mail is about, from the table: one loader for each class of `About`.

A message's id alone tells what to read, so that one read brings the message and all that its mail
tells. A mail about something new is one more class, with one more loader.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...domain.demand.alerts import Alert
from ...domain.events.events import Event
from ...domain.events.registrations import EventRegistration, as_session
from ...domain.events.seats import Seats
from ...domain.events.topics import TopicProposal, topic_of
from ...domain.ids import (
    event_of,
    is_about_event,
    is_about_request,
    is_about_theme,
    is_of_team,
    is_trial,
    letter_of,
    owner_of,
    request_of,
    session_of,
    subject_of,
)
from ...domain.letters.letters import Letter
from ...domain.mail import adviser_mail
from ...domain.mail.about import (
    About,
    AboutAttendance,
    AboutLetter,
    AboutPerson,
    AboutRequest,
    AboutRoundup,
    AboutSession,
    AboutTheme,
    AboutTrial,
)
from ...domain.mail.kinds import KINDS
from ...domain.mail.messages import Kind, Message
from ...domain.mail.roundups import Roundup, news_of, told_by
from ...domain.mail.topic_mail import NEWS
from ...domain.mail.wording.trials import TriedText
from ...domain.people.participants import Participant, by_id
from ...domain.people.privacy_requests import PrivacyRequest
from ...domain.programme import Programme
from ...domain.sessions.bookings import Booking
from ...domain.sessions.slots import Slot
from ...domain.surveys.surveys import Survey
from ...domain.unreadable import Unreadable
from ..ports import MailStore

HOURS_TOLD = 20
"""How many of the next free hours of a theme are looked at for a mail."""

Key = tuple[type[object], str]


class Read:
    """What one read brought, by its type: one of each, or none."""

    def __init__(self, entities: Iterable[object]) -> None:
        self._by_type = {type(entity): entity for entity in entities}

    def get[T](self, entity: type[T]) -> T | None:
        found = self._by_type.get(entity)
        return found if isinstance(found, entity) else None


@dataclass(frozen=True)
class Loader:
    """`keys` tells by a message's id what to read; `made` returns None if that is not there."""

    keys: Callable[[str], tuple[Key, ...]]
    made: Callable[[Message, Read, MailStore, Programme], About | None]


def keys(message_id: str) -> tuple[Key, ...]:
    """Return what to read to know what a message is about."""
    found = (key for loader in LOADERS.values() for key in loader.keys(message_id))
    return tuple(dict.fromkeys(found))


def load_about(
    message: Message, read: Read, store: MailStore, programme: Programme
) -> About | None:
    """Return what a message is about, of what was read by `keys`; None if it is not there."""
    made = (LOADERS[kind].made for kind in KINDS[message.kind].about)
    found = (make(message, read, store, programme) for make in made)
    return next((about for about in found if about is not None), None)


def _person(message: Message, read: Read, store: MailStore, programme: Programme) -> AboutPerson:
    return AboutPerson()


def _session_keys(message_id: str) -> tuple[Key, ...]:
    if is_about_event(message_id):
        return ()
    session_id = session_of(message_id)
    keys: tuple[Key, ...] = (Booking, session_id), (Survey, session_id)
    return (*keys, (Participant, owner_of(session_id))) if is_of_team(message_id) else keys


def _session(
    message: Message, read: Read, store: MailStore, programme: Programme
) -> AboutSession | None:
    session = read.get(Booking)
    if session is None:
        return None
    participant = read.get(Participant) if is_of_team(message.id) else None
    return AboutSession(session, read.get(Survey), participant, _invited(message, store))


def _invited(message: Message, store: MailStore) -> bool:
    """Return whether who changed a session herself was sent an invitation of it before."""
    if message.kind is not Kind.STAFF_OWN_CHANGE:
        return False
    found = store.load_any(*[(Message, each) for each in adviser_mail.before(message)])
    return adviser_mail.invited(message, [each for each in found if isinstance(each, Message)])


def _roundup_keys(message_id: str) -> tuple[Key, ...]:
    roundup_id = told_by(message_id)
    return ((Roundup, roundup_id),) if roundup_id else ()


def _roundup(
    message: Message, read: Read, store: MailStore, programme: Programme
) -> AboutRoundup | None:
    roundup = read.get(Roundup)
    if roundup is None:
        return None
    ids = [each.booking_id for each in roundup.changes]
    people = sorted({owner_of(each) for each in ids})
    keys = [*((Booking, each) for each in ids), *((Participant, each) for each in people)]
    found = store.load_any(*keys)
    sessions = {each.id: each for each in found if isinstance(each, Booking)}
    names = by_id(found)
    unread = sum(isinstance(each, Unreadable) for each in found[: len(ids)])
    return AboutRoundup(roundup, news_of(roundup, sessions, names), unread)


def _attendance_keys(message_id: str) -> tuple[Key, ...]:
    if not is_about_event(message_id):
        return ()
    about_id = subject_of(message_id)
    return (EventRegistration, about_id), (Survey, about_id), (Event, event_of(message_id))


def _attendance(
    message: Message, read: Read, store: MailStore, programme: Programme
) -> AboutAttendance | None:
    event, registration = read.get(Event), read.get(EventRegistration)
    if event is None:
        return None
    if registration is None:
        return AboutAttendance(event, None, survey=read.get(Survey))
    follows = KINDS[message.kind].follows_session
    return AboutAttendance(
        event,
        registration,
        position=store.position(registration) if registration.waits else 0,
        topic=_topic(message, registration, store),
        seats=store.one(Seats, event.id) if message.kind is Kind.EVENT_SEAT_FREE else None,
        session=as_session(event, registration, programme.name) if follows else None,
        survey=read.get(Survey),
    )


def _topic(
    message: Message, registration: EventRegistration, store: MailStore
) -> TopicProposal | None:
    if message.kind not in NEWS.values():
        return None
    return store.one(TopicProposal, topic_of(registration))


def _request_keys(message_id: str) -> tuple[Key, ...]:
    return ((PrivacyRequest, request_of(message_id)),) if is_about_request(message_id) else ()


def _request(
    message: Message, read: Read, store: MailStore, programme: Programme
) -> AboutRequest | None:
    request = read.get(PrivacyRequest)
    return AboutRequest(request) if request else None


def _theme_keys(message_id: str) -> tuple[Key, ...]:
    return ((Alert, subject_of(message_id)),) if is_about_theme(message_id) else ()


def _theme(
    message: Message, read: Read, store: MailStore, programme: Programme
) -> AboutTheme | None:
    """Return the next hours that could be booked when the mail was due."""
    alert, at = read.get(Alert), message.due_at
    if alert is None:
        return None

    def wanted(slot: Slot) -> bool:
        return slot.offers(alert.theme) and slot.bookable(at, programme.booking_notice)

    return AboutTheme(alert, tuple(store.open_slots(at, HOURS_TOLD, wanted)))


def _trial_keys(message_id: str) -> tuple[Key, ...]:
    return ((TriedText, message_id),) if is_trial(message_id) else ()


def _trial(
    message: Message, read: Read, store: MailStore, programme: Programme
) -> AboutTrial | None:
    tried = read.get(TriedText)
    return AboutTrial(tried) if tried else None


def _letter_keys(message_id: str) -> tuple[Key, ...]:
    letter = letter_of(message_id)
    return ((Letter, letter),) if letter else ()


def _letter(
    message: Message, read: Read, store: MailStore, programme: Programme
) -> AboutLetter | None:
    letter = read.get(Letter)
    return AboutLetter(letter, read.get(Event), read.get(EventRegistration)) if letter else None


def stopped_since(about: About, store: MailStore) -> bool:
    """Return whether the team has stopped a letter since a mail of it was claimed."""
    if not isinstance(about, AboutLetter):
        return False
    letter = store.one(Letter, about.letter.id)
    return letter is None or not letter.leaves


LOADERS: dict[type[About], Loader] = {
    AboutPerson: Loader(lambda message_id: (), _person),
    AboutSession: Loader(_session_keys, _session),
    AboutRoundup: Loader(_roundup_keys, _roundup),
    AboutAttendance: Loader(_attendance_keys, _attendance),
    AboutRequest: Loader(_request_keys, _request),
    AboutTheme: Loader(_theme_keys, _theme),
    AboutTrial: Loader(_trial_keys, _trial),
    AboutLetter: Loader(_letter_keys, _letter),
}
