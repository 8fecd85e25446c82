"""Small editions at random, of few themes and meetings, so that one program can hold everything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import product
from random import Random

from chalicelib.domain.programme import ReachFactors
from chalicelib.domain.report.editions import Edition
from chalicelib.domain.report.facts import (
    AnswerFact,
    AttendanceFact,
    EventFacts,
    PersonFacts,
    SessionFact,
)

from .seasons import EVENT_KINDS, KINDS, Season

FORMATS = ("individual", "group")
EDITION = Edition(
    "2026-2027",
    "Édition",
    date(2026, 9, 1),
    date(2027, 6, 30),
    70,
    ReachFactors("3", "1", "0"),
    "America/Toronto",
)

EDITION_BEGAN = datetime(2026, 9, 1)

Cell = tuple[str, str, str]
"""Theme, format and month of a session."""


@dataclass(frozen=True)
class Shape:
    """How many of each there may be."""

    kinds: int
    themes: int
    formats: int
    months: int
    events: int


SHAPES = (
    Shape(1, 2, 2, 1, 2),
    Shape(1, 2, 1, 2, 2),
    Shape(2, 2, 2, 1, 1),
    Shape(1, 3, 1, 1, 3),
    Shape(1, 1, 2, 2, 2),
    Shape(2, 2, 1, 2, 1),
    Shape(1, 3, 1, 2, 2),
    Shape(3, 2, 2, 1, 0),
    Shape(1, 2, 2, 2, 1),
)


def small_season(seed: int) -> Season:
    """Return an edition at random, of one of the shapes."""
    return _Chance(seed).season()


def grown(season: Season, seed: int) -> Season:
    """Return an edition later: sessions and presences are added, and people come."""
    return _Chance(seed).later(season)


def cells(shape: Shape) -> list[Cell]:
    """Return all that a session can be."""
    return [*product(_themes(shape), FORMATS[: shape.formats], _months(shape))]


def _themes(shape: Shape) -> list[str]:
    return [f"theme-{n}" for n in range(shape.themes)]


def _months(shape: Shape) -> list[str]:
    return [f"2026-{9 + n:02d}" for n in range(shape.months)]


class _Chance:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.shape = SHAPES[seed % len(SHAPES)]
        self.skew = self.random.choice((1, 2, 3))
        self.several = self.random.choice((0.05, 0.15, 0.3))
        self.cells = cells(self.shape)
        self.events = tuple(self._events())
        self.shares = [self.random.choice((0.2, 0.5, 0.8, 0.95)) for _ in self.events]

    def season(self) -> Season:
        held = [self._accompanied() for _ in range(self.random.choice((12, 20, 40, 80)))]
        less = self.random.choice((0.3, 1))
        others = [
            PersonFacts(
                EDITION_BEGAN,
                booked_at=(EDITION_BEGAN,) if self.random.random() < 0.5 else (),
                attendances=self._attendances(less),
            )
            for _ in range(self.random.choice((0, 0, 6, 15)))
        ]
        return Season((*held, *others), self.events, EDITION)

    def later(self, season: Season) -> Season:
        """Return people of whom some were accompanied since, or were at one more meeting."""
        share = self.random.choice((0, 0.05, 0.3))
        people = [self._later(person, season.events, share) for person in season.people]
        more = [self._accompanied() for _ in range(self.random.choice((0, 1, 6, 20)))]
        return replace(season, people=(*people, *more))

    def _later(
        self, person: PersonFacts, events: Sequence[EventFacts], share: float
    ) -> PersonFacts:
        known = {each.event for each in person.attendances}
        since = tuple(
            AttendanceFact(each.ref, each.kind, each.starts_at, "online")
            for each in events
            if each.ref not in known and self.random.random() < share
        )
        sessions = person.sessions
        if not sessions and self.random.random() < share:
            sessions = (self._session(),)
        return replace(person, attendances=(*person.attendances, *since), sessions=sessions)

    def _events(self) -> Iterator[EventFacts]:
        """Yield meetings, each on the first day of a month: what was before is known by month."""
        kinds, themes = EVENT_KINDS[: self.random.randint(1, 2)], _themes(self.shape)
        for n in range(self.shape.events):
            some = self.random.sample(themes, min(self.random.choice((0, 1, 1, 2)), len(themes)))
            start = datetime(2026, 9 + self.random.randint(1, self.shape.months), 1)
            kind = self.random.choice(kinds)
            yield EventFacts(f"E{n}", f"Activité {n}", kind, tuple(some), start)

    def _accompanied(self) -> PersonFacts:
        sessions = [self._session()]
        while self.random.random() < self.several:
            sessions.append(self._session())
        answers = (AnswerFact(EDITION_BEGAN),) if self.random.random() < 0.6 else ()
        return PersonFacts(
            EDITION_BEGAN,
            kind=self._skewed(KINDS[: self.shape.kinds]),
            booked_at=tuple(each.starts_at for each in sessions),
            sessions=tuple(sessions),
            attendances=self._attendances(1),
            answers=answers,
        )

    def _session(self) -> SessionFact:
        theme, form, month = self._skewed(self.cells)
        hours = self.random.randrange(9, 28 * 24)
        return SessionFact(
            theme, form, datetime.fromisoformat(f"{month}-01") + timedelta(hours=hours)
        )

    def _attendances(self, share: float) -> tuple[AttendanceFact, ...]:
        return tuple(
            AttendanceFact(each.ref, each.kind, each.starts_at, "online")
            for each, of in zip(self.events, self.shares, strict=True)
            if self.random.random() < share * of
        )

    def _skewed[T](self, values: Sequence[T]) -> T:
        return values[int(len(values) * self.random.random() ** self.skew)]
