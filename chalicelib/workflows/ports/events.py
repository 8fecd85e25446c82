"""What stories of events ask of the table."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from ...domain.events.events import Event, Mode
from ...domain.events.registrations import EventRegistration
from ...domain.events.seats import Claim, Seats, Tickets, WaitingPlace
from ...domain.events.topics import TopicProposal
from ...domain.mail.broadcasts import Broadcast
from ...domain.people.participants import Participant
from .loading import Records


class Rosters(Records, Protocol):
    """Who is registered for an event."""

    def roster(self, event_id: str) -> list[EventRegistration]:
        """Return all who are registered or wait, by arrival; from an index."""


class EventStore(Rosters, Protocol):
    """Lists of events, and of who comes to one."""

    def events_to_come(self, now: datetime, limit: int) -> list[Event]:
        """Return those that are not over, by start, `limit` at most; from an index."""

    def latest_events(self, limit: int) -> list[Event]:
        """Return those that start last, to come or past, the last one first; from an index."""

    def events_between(self, since: datetime, until: datetime) -> list[Event]:
        """Return all that start from `since` to before `until`, by start; from an index."""

    def roster_page(
        self, broadcast: Broadcast, size: int
    ) -> tuple[list[EventRegistration | Participant], str | None]:
        """Return the next whom a broadcast tells, by arrival or id, `size` at most; from an index.

        With them comes the cursor after them, None at the end.
        """

    def topics(self, event_id: str) -> list[TopicProposal]:
        """Return all that are proposed for an event, in no order of note; consistent."""


class SeatStore(Rosters, Protocol):
    """The seats of events and the lines for them. A change is one conditional write."""

    def claim(
        self, event_id: str, registration_id: str, mode: Mode, waits: bool, now: datetime
    ) -> Claim:
        """Claim a seat or the end of the line, before the registration is written.

        Raises Stale, with the seats as they are, if the numbers do not allow it.
        """

    def draw_ticket(self, event_id: str, now: datetime) -> int:
        """Return the next ticket; raises Stale once the event has begun or is cancelled."""

    def release(self, event_id: str, claim: Claim, now: datetime) -> bool:
        """Settle a claim whose registration is written; False if it is not there any more."""

    def give_back(self, event_id: str, claim: Claim, now: datetime) -> bool:
        """Undo a claim, and free what it held; False if it is not there any more."""

    def seen_to(self, seats: Seats, now: datetime, rests_until: datetime | None = None) -> bool:
        """Take seats out of the sweep's way, or have them looked at later; False if they changed.

        A free seat may rest with those who wait: until then, or for good if that is past.

        Only what matters to a sweep counts as a change: places, claims.
        """

    def count_waiting(self, seats: Seats, mode: Mode, line: Tickets, now: datetime) -> bool:
        """Set the number that waits to what the line holds; False if the seats changed at all."""

    def line(self, event_id: str, mode: Mode) -> tuple[Tickets, Iterator[list[WaitingPlace]]]:
        """Return a line's tickets, the first 201, and their places, by ticket; consistent.

        Places come one first, then 25 at a time; one that cannot be read has its ticket only.
        """

    def position(self, registration: EventRegistration) -> int:
        """Return the rank in line, from 1, as `rank` tells it; consistent.

        0 behind the first 200, or unproven in a line that is longer.
        """

    def unproven_in_line(self, event_id: str, mode: Mode, before: int = ...) -> int:
        """Count the tickets before one, of the first 201, that nobody is known to want.

        Consistent.
        """
