"""What workflows ask of the outside. `wiring` hands them the adapters that do it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Literal, Protocol, TypeVar

from ..domain.bookings import Booking
from ..domain.documents import Document, Toolbox
from ..domain.mail import Mail
from ..domain.messages import Message
from ..domain.people import Participant, StaffMember
from ..domain.slots import Slot
from ..domain.unreadable import Unreadable

T = TypeVar("T")


class Unit(Protocol):
    """One atomic write; `commit` raises Stale, with nothing written."""

    def add(self, *entities: Any) -> None: ...
    def save(self, entity: T) -> T: ...
    def delete(self, entity: Any) -> None: ...
    def unchanged(self, entity: Any) -> None: ...
    def commit(self) -> None: ...


class Store(Protocol):
    def unit(self) -> Unit: ...
    def load(self, *wanted: tuple[type[Any], str]) -> list[Any]: ...
    def one(self, entity: type[T], identifier: str) -> T | None: ...
    def person(self, person_id: str) -> list[Any]: ...
    def open_slots(
        self, now: datetime, limit: int, wanted: Callable[[Slot], bool]
    ) -> list[Slot]: ...
    def open_slots_between(self, since: datetime, until: datetime) -> list[Slot]: ...
    def agenda(self, since: datetime, until: datetime) -> list[Booking]: ...
    def adviser_slots(self, adviser_id: str, since: datetime, until: datetime) -> list[Slot]: ...
    def due(self, now: datetime, limit: int) -> list[Message | Document | Unreadable]: ...


class Files(Protocol):
    def put(self, key: str, content: bytes, content_type: str) -> None: ...
    def get(self, key: str) -> bytes: ...


class Queues(Protocol):
    def hand_over(
        self, queue: Literal["mail", "documents"], entries: Iterable[Message | Document]
    ) -> None: ...


class Composer(Protocol):
    def compose(
        self,
        message: Message,
        person: Participant | StaffMember,
        booking: Booking | None,
        now: datetime,
    ) -> Mail: ...


class Mailer(Protocol):
    def send(self, mail: Mail, message: Message, now: datetime) -> str: ...


class Renderer(Protocol):
    def render(self, toolbox: Toolbox) -> bytes: ...
