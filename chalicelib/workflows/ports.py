"""What workflows need from outside. `wiring` hands them the adapters that provide it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Literal, Protocol, TypeVar, overload

from ..domain.documents.documents import Toolbox
from ..domain.documents.themes import ThemeSheet
from ..domain.events.events import Event, Mode
from ..domain.events.registrations import EventRegistration
from ..domain.events.seats import Claim, Move, Reshape, Seats, Tickets, WaitingPlace
from ..domain.events.topics import TopicProposal
from ..domain.mail.broadcasts import Broadcast
from ..domain.mail.due import Due, Misplaced, SetAside
from ..domain.mail.event_mail import Attendance
from ..domain.mail.mail import Mail
from ..domain.mail.messages import Message
from ..domain.mail.sweeps import Place
from ..domain.people.participants import Participant
from ..domain.people.staff import StaffMember
from ..domain.sessions.bookings import Booking
from ..domain.sessions.slots import Slot
from ..domain.surveys.on_the_spot import EventAnswer
from ..domain.unreadable import Unreadable

T = TypeVar("T")


class Unit(Protocol):
    """One atomic write. `commit` raises Stale, with nothing written, or Busy, or UnreadableItem."""

    def add(self, *entities: Any) -> None: ...
    def overwrite(self, entity: Any) -> None: ...
    def save(self, entity: T) -> T: ...
    def delete(self, entity: Any) -> None: ...
    def discard(self, entity: Any) -> None: ...
    def unchanged(self, entity: Any) -> None: ...
    def seats(self, change: Move | Reshape, now: datetime) -> None: ...
    def release(self, event_id: str, claim: Claim, now: datetime) -> None: ...
    def count(self, counter: type[Any], identifier: str) -> None: ...
    def uncount(self, counter: type[Any], identifier: str) -> None: ...
    def commit(self) -> None: ...


class EventStore(Protocol):
    """The part of the store that is about events: seats, lines, who comes. Times are UTC.

    `claim` and `draw_ticket` raise Stale; `position` counts from 1, 0 if it is too far to count.
    """

    def claim(
        self, event_id: str, registration_id: str, mode: Mode, waits: bool, now: datetime
    ) -> Claim: ...
    def draw_ticket(self, event_id: str, now: datetime) -> int: ...
    def release(self, event_id: str, claim: Claim, now: datetime) -> bool: ...
    def give_back(self, event_id: str, claim: Claim, now: datetime) -> bool: ...
    def seen_to(self, seats: Seats, now: datetime) -> bool: ...
    def line(self, event_id: str, mode: Mode) -> tuple[Tickets, Iterator[list[WaitingPlace]]]: ...
    def count_waiting(self, seats: Seats, mode: Mode, line: Tickets, now: datetime) -> bool: ...
    def position(self, registration: EventRegistration) -> int: ...
    def roster(self, event_id: str) -> list[EventRegistration]: ...
    def roster_page(
        self, broadcast: Broadcast, size: int
    ) -> tuple[list[EventRegistration | Participant], str | None]: ...
    def answers(self, event_id: str) -> list[EventAnswer]: ...
    def topics(self, event_id: str) -> list[TopicProposal]: ...
    def events_to_come(self, now: datetime, limit: int) -> list[Event]: ...
    def events_between(self, since: datetime, until: datetime) -> list[Event]: ...


class Aside(Protocol):
    """The part of the store for what came due and could not be handled."""

    def place(self, kind: str, identifier: str) -> Unreadable: ...
    def set_aside(
        self, item: Unreadable, cause: Unreadable, now: datetime, since: datetime | None = None
    ) -> bool: ...
    def put_back(self, item: Unreadable, entity: Any) -> bool: ...
    def put_right(self, misplaced: Misplaced) -> bool: ...
    def aside(self, limit: int) -> list[SetAside]: ...


class Store(EventStore, Aside, Protocol):
    """The table: load by id, query by time, write as one. Times are UTC.

    `load` returns None for what is not there. It raises UnreadableItem if something wanted cannot
    be read; of what is `known`, only to be shown, such an item is None. `load_any` returns
    Unreadable in its place.
    """

    def unit(self) -> Unit: ...
    @overload
    def load[A](self, a: tuple[type[A], str], /) -> tuple[A | None]: ...
    @overload
    def load[A, B](
        self, a: tuple[type[A], str], b: tuple[type[B], str], /
    ) -> tuple[A | None, B | None]: ...
    @overload
    def load[A, B, C](
        self, a: tuple[type[A], str], b: tuple[type[B], str], c: tuple[type[C], str], /
    ) -> tuple[A | None, B | None, C | None]: ...
    @overload
    def load[A, B, C, D](
        self,
        a: tuple[type[A], str],
        b: tuple[type[B], str],
        c: tuple[type[C], str],
        d: tuple[type[D], str],
        /,
    ) -> tuple[A | None, B | None, C | None, D | None]: ...
    @overload
    def load[A, B, C, D, E](
        self,
        a: tuple[type[A], str],
        b: tuple[type[B], str],
        c: tuple[type[C], str],
        d: tuple[type[D], str],
        e: tuple[type[E], str],
        /,
    ) -> tuple[A | None, B | None, C | None, D | None, E | None]: ...
    @overload
    def load[A, B, C, D, E, F](
        self,
        a: tuple[type[A], str],
        b: tuple[type[B], str],
        c: tuple[type[C], str],
        d: tuple[type[D], str],
        e: tuple[type[E], str],
        f: tuple[type[F], str],
        /,
    ) -> tuple[A | None, B | None, C | None, D | None, E | None, F | None]: ...
    @overload
    def load[A, B, C, D, E, F, G](
        self,
        a: tuple[type[A], str],
        b: tuple[type[B], str],
        c: tuple[type[C], str],
        d: tuple[type[D], str],
        e: tuple[type[E], str],
        f: tuple[type[F], str],
        g: tuple[type[G], str],
        /,
    ) -> tuple[A | None, B | None, C | None, D | None, E | None, F | None, G | None]: ...
    @overload
    def load[A, B, C, D, E, F, G, H](
        self,
        a: tuple[type[A], str],
        b: tuple[type[B], str],
        c: tuple[type[C], str],
        d: tuple[type[D], str],
        e: tuple[type[E], str],
        f: tuple[type[F], str],
        g: tuple[type[G], str],
        h: tuple[type[H], str],
        /,
    ) -> tuple[A | None, B | None, C | None, D | None, E | None, F | None, G | None, H | None]: ...
    @overload
    def load[K](self, *, known: Iterable[tuple[type[K], str]]) -> tuple[K | None, ...]: ...
    @overload
    def load(
        self, *wanted: tuple[type[Any], str], known: Iterable[tuple[type[Any], str]] = ()
    ) -> tuple[Any, ...]: ...
    def load_any(self, *wanted: tuple[type[Any], str]) -> list[Any]: ...
    def one(self, entity: type[T], identifier: str) -> T | None: ...
    def person(self, person_id: str) -> list[Any]: ...
    def open_slots(
        self, now: datetime, limit: int, wanted: Callable[[Slot], bool]
    ) -> list[Slot]: ...
    def open_slots_between(self, since: datetime, until: datetime) -> list[Slot]: ...
    def agenda(self, since: datetime, until: datetime) -> list[Booking]: ...
    def adviser_slots(self, adviser_id: str, since: datetime, until: datetime) -> list[Slot]: ...
    def due(
        self, now: datetime, limit: int, after: Place | None = None
    ) -> list[Due | Unreadable | Misplaced]: ...


class Files(Protocol):
    """Files by key. Raises StorageBusy for now, StorageFailed otherwise.

    `find` and `wait_for` return None if there is none, `wait_for` after some seconds.
    """

    def find(self, key: str) -> bytes | None: ...
    def wait_for(self, key: str) -> bytes | None: ...
    def put(self, key: str, content: bytes, content_type: str) -> None: ...
    def get(self, key: str) -> bytes: ...


class Queues(Protocol):
    """The queues, for what is due now or was just asked for."""

    def hand_over(
        self, queue: Literal["mail", "documents"], entries: Iterable[Due | ThemeSheet]
    ) -> None: ...


class Composer(Protocol):
    """Writes the mail that a message stands for."""

    def compose(
        self,
        message: Message,
        person: Participant | StaffMember,
        booking: Booking | None,
        now: datetime,
        attendance: Attendance | None = None,
    ) -> Mail: ...


class Mailer(Protocol):
    """Sends mails.

    `send` returns SES's id of the mail; raises NotAccepted, Throttled, Refused, Unsettled.
    `holds_back` tells whether a mail should wait, as SES's events do not arrive.
    """

    def holds_back(self, message: Message, now: datetime) -> bool: ...
    def send(self, mail: Mail, message: Message, now: datetime) -> str: ...


class Toolboxes(Protocol):
    """Draws PDFs: `render` returns one, `theme_pdf` also stores it, under `theme_key`."""

    def render(self, toolbox: Toolbox) -> bytes: ...
    def theme_pdf(self, sheet: ThemeSheet) -> bytes: ...
    def theme_key(self, sheet: ThemeSheet) -> str: ...
