"""The bodies of the API of events."""

from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ...domain.events.events import Event, EventKind, EventMode, Mode
from ...domain.people.participants import Profile, Registration
from ...domain.programme import EVENT, PROGRAM
from ...workflows.events.record_attendance import Mark
from ..http.bodies import CHANGES, Body
from ..http.consents import ConsentsBody
from ..http.fields import (
    Email,
    Identifier,
    Label,
    Line,
    MaybeEmail,
    Name,
    OptionalName,
    Paragraphs,
    Phone,
    Remark,
    Second,
    ShortLine,
    SomeNotes,
    Themes,
    Url,
)

MOST_SEATS = 20_000

Seats = Annotated[int, Field(ge=0, le=MOST_SEATS)]


class CapacityBody(Body):
    """Seats of each mode the event has."""

    in_person: Seats | None = None
    online: Seats | None = None

    def capacities(self) -> dict[Mode, int]:
        given = {Mode.IN_PERSON: self.in_person, Mode.ONLINE: self.online}
        return {mode: seats for mode, seats in given.items() if seats is not None}


class EventDetails(Body):
    """What an event may say, or not, of itself."""

    about: ClassVar[str] = "event"

    venue: Line = ""
    venue_address: Line = ""
    venue_access: Remark = ""
    online_url: Url = ""
    registration_opens_at: Second | None = None
    registration_closes_at: Second | None = None
    description: Paragraphs = ""
    language: ShortLine = "fr"
    accessibility: Remark = ""
    speakers: list[Label] = Field(default_factory=list, max_length=20)
    replay_url: Url = ""


class EventBody(EventDetails):
    title: Label
    kind: EventKind
    themes: Themes = Field(default_factory=list)
    starts_at: Second
    ends_at: Second
    mode: EventMode
    capacity: CapacityBody
    public: bool = False

    def draft(self) -> Event:
        told = set(EventBody.model_fields) - {"capacity"}
        return Event(id="", **_fields(self.model_dump(include=told)))


class EventChangesBody(EventDetails):
    """Only what is given changes; null clears what may be empty."""

    model_config = CHANGES

    title: Label | None = None
    kind: EventKind | None = None
    themes: Themes | None = None
    starts_at: Second | None = None
    ends_at: Second | None = None
    mode: EventMode | None = None
    capacity: CapacityBody | None = None
    public: bool | None = None

    def changes(self) -> dict[str, Any]:
        given = self.model_dump(exclude_unset=True, exclude={"capacity"})
        windows = ("registration_opens_at", "registration_closes_at")
        kept = {n: v for n, v in given.items() if v is not None or n in windows}
        return _fields(kept)

    def capacities(self) -> dict[Mode, int]:
        return self.capacity.capacities() if self.capacity else {}


class SeatBody(Body):
    """Where a participant takes part."""

    mode: Mode


class GuestSeatBody(SeatBody):
    """The same, without an account."""

    email: Email
    given_name: Name
    family_name: OptionalName
    consents: ConsentsBody

    def person(self) -> Registration:
        """Return who asks. What the form's first box says is about the event, not the programme."""
        profile = Profile(self.given_name, self.family_name)
        asked = self.consents.asked()
        asked[EVENT] = asked.pop(PROGRAM)
        return Registration(self.email, profile, asked)


class ByHandBody(SeatBody):
    """The same, as the team hears it at the telephone: perhaps without an address."""

    email: MaybeEmail = None
    given_name: Name
    family_name: OptionalName = ""
    phone: Phone = ""
    consents: ConsentsBody

    def person(self) -> Registration:
        """Return who it is. What is agreed to is about the event, not the programme."""
        profile = Profile(self.given_name, self.family_name, phone=self.phone)
        return Registration(self.email or "", profile, {EVENT: self.consents.asked()[PROGRAM]})


class SeatForBody(SeatBody):
    """A seat for somebody who is known."""

    participant_id: Identifier


class AttendanceBody(Body):
    registration_id: Identifier
    status: Annotated[str, Field(pattern="^(attended|absent)$")]


class AttendancesBody(Body):
    attendances: Annotated[list[AttendanceBody], Field(max_length=500)]

    @model_validator(mode="after")
    def each_once(self) -> Self:
        ids = [each.registration_id for each in self.attendances]
        if len(set(ids)) < len(ids):
            raise PydanticCustomError("said_twice", "said twice")
        return self

    def marks(self) -> list[Mark]:
        return [Mark(each.registration_id, each.status == "attended") for each in self.attendances]


class SummaryBody(Body):
    markdown: SomeNotes
    replay_url: Url = ""


def _fields(given: dict[str, Any]) -> dict[str, Any]:
    """Rename a body's fields to those of Event."""
    renamed = {"registration_opens_at": "opens_at", "registration_closes_at": "closes_at"}
    fields = {renamed.get(name, name): value for name, value in given.items()}
    return {n: tuple(v) if isinstance(v, list) else v for n, v in fields.items()}
