"""The seats of an event: how many there are, how many are taken, and who waits.

One item of the table decides for all. A newcomer's claim is one write on that item, which also
serves as its outbox: whoever finds a claim there finishes it. See
`docs/decisions/0008-seats-are-claimed.md`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ..errors import Conflict
from ..ids import owned, suffix_of, tail_of
from .events import Event, Mode

CLAIMS_AT_ONCE = 400
"""The most unfinished claims of one mode and kind.

They are in the seats' item, which each new claim rewrites.
"""

HELP_AFTER = timedelta(minutes=1)
"""How long a claim or a freed seat may wait before the sweep sees to it."""

RESTLESS_AFTER = 3
"""How many sweeps in a row leave something undone before somebody is told: 15 minutes.

A line whose number had to be mended counts as restless at once.
"""


class ModeFull(Conflict):
    """No seat of that mode is free; the person keeps what they have."""

    code = "mode_full"


class CapacityTooLow(Conflict):
    """More people have a seat than there would be.

    `registrations`: those who would lose theirs.
    """

    code = "capacity_too_low"

    def __init__(self, *registrations: dict[str, str]) -> None:
        super().__init__(self.code)
        self.registrations = registrations

    def details(self) -> dict[str, Any]:
        return {"registrations": list(self.registrations)}


@dataclass(frozen=True)
class Tickets:
    """The tickets of the places in a line, in order. `whole` is False if the line goes on."""

    numbers: tuple[int, ...] = ()
    whole: bool = True

    def lacks(self, ticket: int) -> bool:
        """Return whether no place has this ticket; False if it is behind those that were read."""
        seen = self.whole or ticket <= self.numbers[-1]
        return seen and ticket not in self.numbers


@dataclass(frozen=True)
class Places:
    """The seats of one mode.

    `taking` and `joining` are claims of a seat, and of a place in line, whose registrations are not
    written yet: registration id → ticket.
    """

    capacity: int
    taken: int = 0
    waiting: int = 0
    taking: dict[str, int] = field(default_factory=dict)
    joining: dict[str, int] = field(default_factory=dict)

    @property
    def free(self) -> int:
        """How many seats a newcomer may claim: none while somebody waits."""
        return 0 if self.waiting > 0 else max(0, self.capacity - self.taken)

    def waiting_in(self, line: Tickets) -> int:
        """Return what `waiting` should be: the places in line, and the claims without a place yet.

        If the line was not read to its end, it is at least the number recorded.
        """
        number = len(line.numbers) + sum(map(line.lacks, self.joining.values()))
        return number if line.whole else max(number, self.waiting)


STEPS: tuple[int, ...] = (0, 1, *(n * 10**power for power in range(5) for n in (5, 10, 20)))
"""The numbers of free seats that others than the team are told."""


def about(number: int) -> int:
    """Return a number as strangers are told it: at least so many; 0 is exact.

    Told exactly, it would say whether an address that somebody registers was registered before.
    """
    return max(step for step in STEPS if step <= number)


@dataclass(frozen=True)
class Claim:
    """A seat, or a place in line (`waits`), for which a registration has to be written.

    `position` is the place in line at the moment of the claim.
    """

    registration_id: str
    mode: Mode
    ticket: int
    waits: bool
    position: int = 0


@dataclass(frozen=True)
class Seats:
    """The seats of an event; `id` is the event's.

    They are only changed by arithmetic (claims, `Move`), never written as a whole. `freed` rises
    with each seat that becomes free: those who wait are told of each once. `next_at` (UTC) is when
    a sweep should look at them; `tended` counts the sweeps in a row that left something to do.
    """

    id: str
    starts_at: datetime
    closes_at: datetime
    places: dict[Mode, Places]
    opens_at: datetime | None = None
    cancelled: bool = False
    next_ticket: int = 1
    freed: int = 0
    next_at: datetime | None = None
    tended: int = 0
    version: int = 0

    @property
    def restless(self) -> bool:
        """Whether sweep after sweep leaves something undone."""
        return self.tended >= RESTLESS_AFTER

    def claims(self) -> list[Claim]:
        """Return the unfinished claims, in order of arrival."""
        return sorted(self._claims(), key=lambda claim: claim.ticket)

    def claim_of(self, registration_id: str) -> Claim | None:
        return next((c for c in self._claims() if c.registration_id == registration_id), None)

    def promotable(self, mode: Mode, now: datetime) -> bool:
        """Return whether a seat of the mode is free and somebody waits for it."""
        places = self.places.get(mode)
        if places is None or self.over(now):
            return False
        return places.waiting > 0 and places.taken < places.capacity

    def calm(self, now: datetime) -> bool:
        """Return whether nothing is left to finish."""
        promotable = any(self.promotable(mode, now) for mode in self.places)
        return not promotable and next(self._claims(), None) is None

    def full_lines(self) -> list[Mode]:
        """Return the modes where somebody waits and no seat is free."""
        return [m for m, p in self.places.items() if p.waiting > 0 and p.taken >= p.capacity]

    def over(self, now: datetime) -> bool:
        """Return whether nobody is given a seat any more."""
        return self.cancelled or now >= self.starts_at

    def agree(self, mode: Mode, line: Tickets) -> bool:
        """Return whether the number recorded as waiting is that of the line."""
        places = self.places.get(mode, Places(0))
        return places.waiting == places.waiting_in(line)

    def counted(self, mode: Mode, waits: bool) -> bool:
        """Return whether the number of those who wait (or have a seat) can be lowered by one."""
        places = self.places.get(mode, Places(0))
        return (places.waiting if waits else places.taken) > 0

    def free(self, mode: Mode) -> int:
        """Return how many seats of the mode a newcomer may claim."""
        return self.places[mode].free if mode in self.places else 0

    def crowded(self, mode: Mode, waits: bool) -> bool:
        """Return whether there are too many unfinished claims to take one more."""
        places = self.places.get(mode, Places(0))
        return len(places.joining if waits else places.taking) >= CLAIMS_AT_ONCE

    @property
    def people(self) -> int:
        """How many have a seat or wait for one, and so are told what becomes of the event."""
        return sum(places.taken + places.waiting for places in self.places.values())

    def _claims(self) -> Iterator[Claim]:
        for mode, places in self.places.items():
            for waits, held in ((False, places.taking), (True, places.joining)):
                for registration_id, ticket in held.items():
                    yield Claim(registration_id, mode, ticket, waits)


@dataclass(frozen=True)
class WaitingPlace:
    """A place in an event's line. Its `id` holds event, mode and ticket, so that places sort.

    `provisional` is as in the registration that waits there.
    """

    id: str
    registration_id: str
    version: int = 0
    provisional: bool = False

    @property
    def ticket(self) -> int:
        return int(suffix_of(tail_of(self.id)))


def waiting_place(
    event_id: str,
    mode: Mode,
    ticket: int,
    registration_id: str = "",
    provisional: bool = False,
) -> WaitingPlace:
    identifier = owned(event_id, mode.value, f"{ticket:08}")
    return WaitingPlace(identifier, registration_id, provisional=provisional)


@dataclass(frozen=True)
class Move:
    """What one transaction does to the seats; it is refused unless the numbers allow it.

    A seat is taken only if one is free: by the first in line if the move also `leaves` that line,
    by others if nobody waits. A line is joined only if no seat is free.

    A seat that `yields` is given up for somebody who waits: only if no other is free.

    `counted` is False if the number of those they leave is wrongly zero already: it stays so, and a
    sweep mends it.
    """

    event_id: str
    takes: Mode | None = None
    vacates: Mode | None = None
    joins: Mode | None = None
    leaves: Mode | None = None
    counted: bool = True
    yields: bool = False


@dataclass(frozen=True)
class Reshape:
    """What the team changes of the seats: the capacity of each mode, and the event's times.

    It is refused if a capacity is below what is taken, or somebody is in a mode that is removed.
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
