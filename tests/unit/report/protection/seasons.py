"""Editions at random, small enough that groups of one to four people are everywhere."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from chalicelib.domain.programme import ReachFactors
from chalicelib.domain.report.contributions import contribution
from chalicelib.domain.report.editions import Edition
from chalicelib.domain.report.facts import (
    AnswerFact,
    AttendanceFact,
    EventFacts,
    PersonFacts,
    SessionFact,
)
from chalicelib.domain.report.figures import summed
from chalicelib.domain.report.protection.public import public_report
from chalicelib.domain.report.report import Report, report

FIRST_DAY = datetime(2026, 9, 1, 9)
DAYS = 270
KINDS = ("individual", "organization", "student", "")
LEVELS = ("debutant", "emergent", "operationnel", "avance", "")
DISCIPLINES = ("danse", "musique", "théâtre", "cirque", "")
AXES = ("session", "document", "meeting", "")
EVENT_KINDS = ("cohort", "conference", "codevelopment")


@dataclass(frozen=True)
class Season:
    """An edition, at one date."""

    people: tuple[PersonFacts, ...]
    events: tuple[EventFacts, ...]
    edition: Edition

    @property
    def accompanied(self) -> list[PersonFacts]:
        return [person for person in self.people if person.sessions]

    def report(self) -> Report:
        counts = summed(contribution(person, self.edition) for person in self.people)
        return report(self.edition, counts, self.events)

    def public(self, *earlier: Report) -> Report:
        return public_report(self.report(), self.edition, earlier)


def season(seed: int) -> tuple[Season, Season]:
    """Return an edition at random, and the same at a later date: more people, and more of some."""
    return _Chance(seed).seasons()


class _Chance:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.themes = [f"theme-{n}" for n in range(self.random.randint(2, 5))]
        self.skew = self.random.choice((1, 2, 4))
        self.several = self.random.choice((0, 0.05, 0.3))
        self.group = self.random.choice((0, 0.1, 0.4))
        self.events = self._events()

    def seasons(self) -> tuple[Season, Season]:
        factors = self.random.choice((("mean", "mean", "1"), ("3", "1", "0"), ("mean", "1", "1")))
        edition = Edition(
            "2026-2027",
            "Édition",
            date(2026, 9, 1),
            date(2027, 6, 30),
            70,
            ReachFactors(*factors),
            "America/Toronto",
        )
        people = tuple(self._person() for _ in range(self.random.choice((8, 20, 40, 80, 160))))
        more = tuple(self._person() for _ in range(self.random.choice((0, 1, 3, 6, 15, 60))))
        grown = tuple(self._grown(person) for person in people)
        events = tuple(self.events)
        return Season(people, events, edition), Season((*grown, *more), events, edition)

    def _events(self) -> list[EventFacts]:
        kinds = EVENT_KINDS[: self.random.randint(1, 3)]
        found = []
        for n in range(self.random.randint(0, 6)):
            themes = tuple(self.random.sample(self.themes, self.random.choice((0, 1, 1, 1, 2))))
            start = self._moment()
            found.append(
                EventFacts(f"E{n}", f"Activité {n}", self.random.choice(kinds), themes, start)
            )
        return found

    def _person(self) -> PersonFacts:
        registered = self._moment()
        person = PersonFacts(
            registered,
            kind=self._skewed(KINDS),
            level=self._skewed(LEVELS),
            level_before=self._skewed(LEVELS),
            discipline=self._skewed(DISCIPLINES),
            referred=self.random.random() < 0.2,
            through_participant=self.random.random() < 0.1,
        )
        if self.random.random() < 0.15:
            return replace(person, attendances=self._attendances(0.4))
        return self._accompanied(person)

    def _accompanied(self, person: PersonFacts) -> PersonFacts:
        sessions = [self._session()]
        while self.random.random() < self.several:
            sessions.append(self._session())
        answers = (self._answer(),) if self.random.random() < 0.6 else ()
        return replace(
            person,
            sessions=tuple(sessions),
            booked_at=tuple(each.starts_at for each in sessions),
            attendances=self._attendances(self.random.choice((0, 0.2, 0.6))),
            answers=answers,
        )

    def _grown(self, person: PersonFacts) -> PersonFacts:
        """Return somebody later: who may have had another session, or answered since."""
        if person.sessions and self.random.random() < self.several / 4:
            person = replace(person, sessions=(*person.sessions, self._session()))
        if person.sessions and not person.answers and self.random.random() < 0.05:
            person = replace(person, answers=(self._answer(),))
        return person

    def _session(self) -> SessionFact:
        form = "group" if self.random.random() < self.group else "individual"
        return SessionFact(self._skewed(tuple(self.themes)), form, self._moment())

    def _attendances(self, share: float) -> tuple[AttendanceFact, ...]:
        modes = ("online", "in_person", "")
        return tuple(
            AttendanceFact(each.ref, each.kind, each.starts_at, self._skewed(modes))
            for each in self.events
            if self.random.random() < share
        )

    def _answer(self) -> AnswerFact:
        shared = self.random.random() < 0.7
        said = (True, True, False, None)
        return AnswerFact(
            self._moment(),
            shared=shared,
            people_reached=self.random.randint(0, 5) if shared else None,
            project_planned=self.random.choice(said),
            concrete_action=self.random.choice(said),
            best_axis=self._skewed(AXES),
            satisfaction=self.random.choice((None, 5, 5, 4, 3, 1)),
        )

    def _moment(self) -> datetime:
        return FIRST_DAY + timedelta(hours=self.random.randrange(DAYS * 24))

    def _skewed(self, values: tuple[str, ...]) -> str:
        """Return one of some values, the first ones more often."""
        return values[int(len(values) * self.random.random() ** self.skew)]
