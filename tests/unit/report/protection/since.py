"""Who was accompanied, and at which meetings, at two dates: all that two reports tell of it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product

import numpy

from chalicelib.domain.report.facts import PersonFacts

from .joint import Numbers, confined, groups
from .seasons import Season
from .tables import Told

State = tuple[bool, frozenset[str]]
"""Whether somebody was accompanied, and at which meetings they were."""

Type = tuple[State, State]
NOBODY: State = (False, frozenset())


class Since:
    """What is known from two reports of one edition."""

    def __init__(self, seasons: tuple[Season, Season], told: Sequence[Told]) -> None:
        before, after = seasons
        new = len(after.people) - len(before.people)
        were = [*map(_state, before.people), *[NOBODY] * new]
        self.true = [*zip(were, map(_state, after.people), strict=True)]
        self.events = before.events
        self.types = [*self._types()]
        self.rows: list[Numbers] = []
        self.values: list[int] = []
        for when, report in enumerate(told):
            self._report(when, report)

    def confined(self) -> Iterator[str]:
        """Yield some counts that are surely one to four people, by what is true of them."""
        tests: dict[str, Callable[[Type], object]] = {}
        for name, test in self._tests().items():
            tests |= {f"{name} {when}": each for when, each in _dated(test).items()}
        return confined([*groups(self.types, self.true, tests)], self.rows, self.values)

    def _types(self) -> Iterator[Type]:
        refs = [event.ref for event in self.events]
        some = [frozenset(each) for n in range(len(refs) + 1) for each in combinations(refs, n)]
        for was, now in product(product((False, True), some), repeat=2):
            if was[0] <= now[0] and was[1] <= now[1]:
                yield was, now

    def _report(self, when: int, report: Told) -> None:
        events, conversion = report["events"], report["conversion"]
        self._told(report["people"]["total"], when, lambda state: state[0])
        came = conversion["accompanied_who_attended"]["numerator"]
        self._told(came, when, lambda state: state[0] and bool(state[1]))
        self._told(events["people"], when, lambda state: bool(state[1]))
        self._told(events["attendances"], when, lambda state: len(state[1]))
        for each in events["list"]:
            self._told(each["attendances"], when, _at(each["ref"]))

    def _told(self, value: int | None, when: int, test: Callable[[State], int]) -> None:
        if value is not None:
            self.rows.append(numpy.array([test(both[when]) for both in self.types], float))
            self.values.append(value)

    def _tests(self) -> dict[str, Callable[[State], bool]]:
        tests: dict[str, Callable[[State], bool]] = {
            "accompanied": lambda state: state[0],
            "accompanied and came": lambda state: state[0] and bool(state[1]),
            "accompanied and never came": lambda state: state[0] and not state[1],
            "other who came": lambda state: not state[0] and bool(state[1]),
        }
        return tests | {f"at {event.ref}": _at(event.ref) for event in self.events}


def _dated(test: Callable[[State], bool]) -> dict[str, Callable[[Type], object]]:
    return {
        "before": lambda both: test(both[0]),
        "now": lambda both: test(both[1]),
        "since": lambda both: test(both[1]) and not test(both[0]),
    }


def _state(person: PersonFacts) -> State:
    return bool(person.sessions), frozenset(each.event for each in person.attendances)


def _at(ref: str) -> Callable[[State], bool]:
    return lambda state: ref in state[1]
