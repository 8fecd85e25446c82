"""The seats of an event: how many, how many taken, who waits. One item arbitrates them all.

A newcomer's claim is one write on that item, which is also its own outbox: whoever finds a claim
there finishes it. See `docs/decisions/0008-seats-are-claimed.md`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ..errors import Conflict
from ..ids import owned, suffix_of, tail_of
from .events import Event, Mode

CLAIMS_AT_ONCE = 400
"""Of one mode and kind, unfinished: they are in the seats' item, which each claim rewrites."""

HELP_AFTER = timedelta(minutes=1)
"""A claim or a freed seat that nobody saw to by then is for the sweep."""

RESTLESS_AFTER = 3
"""Times in a row that a sweep saw to the seats and left something to do: a quarter of an hour.
A line whose number had to be mended says the same at once."""


class ModeFull(Conflict):
    """No seat is free there: one keeps what one has."""

    code = "mode_full"


class CapacityTooLow(Conflict):
    """More people have a seat than there would be. `registrations`: who would lose theirs."""

    code = "capacity_too_low"

    def __init__(self, *registrations: dict[str, str]) -> None:
        super().__init__(self.code)
        self.registrations = registrations

    def details(self) -> dict[str, Any]:
        return {"registrations": list(self.registrations)}


@dataclass(frozen=True)
class Tickets:
    """Those of the places in a line, in order. `whole` False: there are more behind them."""

    numbers: tuple[int, ...] = ()
    whole: bool = True

    def lacks(self, ticket: int) -> bool:
        """Whether no place has it; of those behind, nobody can tell."""
        seen = self.whole or ticket <= self.numbers[-1]
        return seen and ticket not in self.numbers


@dataclass(frozen=True)
class Places:
    """Of one mode. `taking` and `joining`: claims of a seat, or of a place in line, by
    registration, with their tickets; their registrations are not written yet."""

    capacity: int
    taken: int = 0
    waiting: int = 0
    taking: dict[str, int] = field(default_factory=dict)
    joining: dict[str, int] = field(default_factory=dict)

    @property
    def free(self) -> int:
        """For newcomers: what is freed is the line's, while there is one."""
        return 0 if self.waiting > 0 else max(0, self.capacity - self.taken)

    def waiting_in(self, line: Tickets) -> int:
        """What `waiting` has to be: the places, and the claims of one that is not written yet."""
        number = len(line.numbers) + sum(map(line.lacks, self.joining.values()))
        return number if line.whole else max(number, self.waiting)


@dataclass(frozen=True)
class Claim:
    """A seat, or a place in line (`waits`), that a registration has to be written for.

    `position` is the place in line at the moment of the claim.
    """

    registration_id: str
    mode: Mode
    ticket: int
    waits: bool
    position: int = 0


@dataclass(frozen=True)
class Seats:
    """`id` is the event's. Written by arithmetic alone (`Move`, claims), never as a whole.

    `next_at` is when a sweep should look at it; `tended`: how often in a row one did, in vain.
    """

    id: str
    starts_at: datetime
    closes_at: datetime
    places: dict[Mode, Places]
    opens_at: datetime | None = None
    cancelled: bool = False
    next_ticket: int = 1
    next_at: datetime | None = None
    tended: int = 0
    version: int = 0

    @property
    def restless(self) -> bool:
        return self.tended >= RESTLESS_AFTER

    def claims(self) -> list[Claim]:
        """In order of arrival."""
        return sorted(self._claims(), key=lambda claim: claim.ticket)

    def claim_of(self, registration_id: str) -> Claim | None:
        return next((c for c in self._claims() if c.registration_id == registration_id), None)

    def promotable(self, mode: Mode, now: datetime) -> bool:
        places = self.places.get(mode)
        if places is None or self.over(now):
            return False
        return places.waiting > 0 and places.taken < places.capacity

    def calm(self, now: datetime) -> bool:
        """Nothing is left to finish."""
        promotable = any(self.promotable(mode, now) for mode in self.places)
        return not promotable and next(self._claims(), None) is None

    def over(self, now: datetime) -> bool:
        """Nobody is given a seat any more."""
        return self.cancelled or now >= self.starts_at

    def agree(self, mode: Mode, line: Tickets) -> bool:
        """Whether as many are counted as waiting as the line has."""
        places = self.places.get(mode, Places(0))
        return places.waiting == places.waiting_in(line)

    def counted(self, mode: Mode, waits: bool) -> bool:
        """Whether there is somebody to take off the number of those who have a seat, or wait."""
        places = self.places.get(mode, Places(0))
        return (places.waiting if waits else places.taken) > 0

    def free(self, mode: Mode) -> int:
        return self.places[mode].free if mode in self.places else 0

    def crowded(self, mode: Mode, waits: bool) -> bool:
        """Too many claims are unfinished for one more."""
        places = self.places.get(mode, Places(0))
        return len(places.joining if waits else places.taking) >= CLAIMS_AT_ONCE

    @property
    def people(self) -> int:
        """How many have a seat or wait for one: they hear of what becomes of the event."""
        return sum(places.taken + places.waiting for places in self.places.values())

    def _claims(self) -> Iterator[Claim]:
        for mode, places in self.places.items():
            for waits, held in ((False, places.taking), (True, places.joining)):
                for registration_id, ticket in held.items():
                    yield Claim(registration_id, mode, ticket, waits)


@dataclass(frozen=True)
class WaitingPlace:
    """A place in an event's line: `id` tells event, mode and ticket, so that they sort."""

    id: str
    registration_id: str
    version: int = 0

    @property
    def ticket(self) -> int:
        return int(suffix_of(tail_of(self.id)))


def waiting_place(
    event_id: str, mode: Mode, ticket: int, registration_id: str = ""
) -> WaitingPlace:
    return WaitingPlace(owned(event_id, mode.value, f"{ticket:08}"), registration_id)


@dataclass(frozen=True)
class Move:
    """What one transaction does to the seats; it holds only if the numbers allow.

    A seat is taken only where one is free: for the first in line if it `leaves` the same line, for
    others if nobody waits. A line is joined only where none is.

    `counted` False: the number of those they leave is nought already, and stays so; a sweep sees
    what is wrong with it.
    """

    event_id: str
    takes: Mode | None = None
    vacates: Mode | None = None
    joins: Mode | None = None
    leaves: Mode | None = None
    counted: bool = True


@dataclass(frozen=True)
class Reshape:
    """What staff make of the seats: capacities of each mode, the times that bound them.

    Holds only if no capacity is below what is taken, and nobody is in a mode that goes.
    """

    before: Seats
    event: Event
    capacities: Mapping[Mode, int]

    @property
    def event_id(self) -> str:
        return self.event.id


def new_seats(event: Event, capacities: Mapping[Mode, int]) -> Seats:
    return Seats(
        id=event.id,
        starts_at=event.starts_at,
        closes_at=event.registration_ends_at,
        opens_at=event.opens_at,
        places={mode: Places(capacities[mode]) for mode in event.modes},
    )
