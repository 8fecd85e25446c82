"""All that a report tells of people, sessions and meetings, in one program.

Unknown is how many people there are of each type: what they are, on which themes they were
accompanied, how and in which month, whether they answered, and to which meetings they came, those
never accompanied too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy
from scipy.optimize import linprog
from scipy.sparse import csr_array

from chalicelib.domain.report.facts import EventFacts, PersonFacts

from .attack import KEYS, REGROUPED, few
from .linked import Cell
from .seasons import Season
from .tables import Told

Numbers = Any
Asked = tuple[str, Numbers]


@dataclass(frozen=True)
class Type:
    """What somebody is; without cells, never accompanied. `more`: in one of them, several times."""

    kind: str
    cells: frozenset[Cell]
    more: bool
    answered: bool
    events: frozenset[str]
    booked: bool = True

    @property
    def several(self) -> bool:
        return self.more or len(self.cells) > 1

    @property
    def individual(self) -> bool:
        return any(form == "individual" for _, form, _ in self.cells)

    def before(self, event: EventFacts) -> bool:
        month = f"{event.starts_at:%Y-%m}"
        return any(theme in event.themes and at < month for theme, _, at in self.cells)


Test = Callable[[Type], Any]


def type_of(person: PersonFacts) -> Type:
    """Return somebody's type."""
    held = frozenset((s.theme, s.format, f"{s.starts_at:%Y-%m}") for s in person.sessions)
    more = len(person.sessions) > 1 and len(held) == 1
    events = frozenset(each.event for each in person.attendances)
    kind = person.kind if held else ""
    return Type(kind, held, more, bool(person.answers), events, bool(person.booked_at))


def groups[T](types: Sequence[T], true: Iterable[T], tests: Mapping[str, Any]) -> Iterator[Asked]:
    """Yield all groups, by up to three things that are true of them, of one to four people."""
    index = {each: n for n, each in enumerate(types)}
    counts = numpy.zeros(len(types))
    for each in true:
        counts[index[each]] += 1
    found = {
        name: numpy.array([bool(test(each)) for each in types]) for name, test in tests.items()
    }
    seen = set()
    for n in (1, 2, 3):
        for names in combinations(found, n):
            of = numpy.logical_and.reduce([found[name] for name in names])
            if 1 <= of @ counts <= 4 and of.tobytes() not in seen:
                seen.add(of.tobytes())
                yield " and ".join(names), of.astype(float)


def confined(
    asked: list[Asked], rows: Sequence[Numbers], values: Sequence[int], none_above: Any = None
) -> Iterator[str]:
    """Yield what is surely of one to four people. What is possible once clears many of them."""
    told = csr_array(numpy.array(rows, float))
    bounds = None if none_above is None else numpy.zeros(none_above.shape[0])
    while asked:
        name, costs = asked[0]
        for sign in (1, -1):
            found = linprog(sign * costs, none_above, bounds, told, values, method="highs")
            assert found.status == 0 or sign < 0, found.message
            if found.status:
                asked = asked[1:]
                break
            asked = [each for each in asked if few(each[1] @ found.x)]
            if not asked or asked[0][1] is not costs:
                break
        else:
            yield name
            asked = asked[1:]


class Joint:
    """What is known of a report: equations over the types, and the sessions besides the first."""

    def __init__(self, season: Season, report: Told) -> None:
        self.report, self.events = report, season.events
        self.true = [type_of(person) for person in season.people]
        found = [each for each in self.true if each.cells]
        self.cells = sorted({cell for each in found for cell in each.cells})
        self.kinds = sorted({each.kind for each in found})
        self.types = [*self._types()]
        self.again = [*product(self.cells, self.kinds)]
        self.rows: list[Numbers] = []
        self.values: list[int] = []
        self._people()
        self._meetings()
        self._accompaniments()

    def confined(self) -> Iterator[str]:
        """Yield some counts that are surely one to four people, by what is true of them."""
        return confined([*self._asked()], self.rows, self.values, self._bounds())

    def _types(self) -> Iterator[Type]:
        refs = [event.ref for event in self.events]
        came = [*_sets(refs, 0)]
        for kind, cells, answered, events in product(
            self.kinds, _sets(self.cells, 1), (False, True), came
        ):
            for more in (False, True) if len(cells) == 1 else (False,):
                yield Type(kind, cells, more, answered, events)
        for booked, events in product((False, True), came):
            yield Type("", frozenset(), False, False, events, booked)

    def _told(
        self, value: int | None, test: Test, again: Callable[[Cell, str], bool] | None = None
    ) -> None:
        if value is None:
            return
        besides = [again(*each) for each in self.again] if again else [0] * len(self.again)
        self.rows.append(numpy.array([*map(test, self.types), *besides], float))
        self.values.append(value)

    def _people(self) -> None:
        people, survey, journey = (self.report[each] for each in ("people", "survey", "journey"))
        self._told(people["total"], lambda t: bool(t.cells))
        self._told(people["individual"], lambda t: t.individual)
        self._told(people["group"], lambda t: bool(t.cells) and not t.individual)
        self._told(people["with_several"], lambda t: t.several)
        for key, n in people["by_kind"].items():
            kinds = self._keys("people.by_kind", key)
            self._told(n, _of_kinds(kinds))
        self._told(survey["invited"], lambda t: t.individual)
        self._told(survey["answered"], lambda t: t.individual and t.answered)
        self._told(survey["others"], lambda t: t.answered and not t.individual)
        self._told(journey["registered"], lambda t: True)
        self._told(journey["booked"], lambda t: t.booked)
        self._told(journey["held"], lambda t: bool(t.cells))

    def _meetings(self) -> None:
        events, conversion = self.report["events"], self.report["conversion"]
        self._told(events["people"], lambda t: bool(t.events))
        self._told(events["attendances"], lambda t: len(t.events))
        for each in events["list"]:
            self._told(each["attendances"], _at({each["ref"]}))
        for key, told in events["by_kind"].items():
            refs = self._refs(self._keys("events.by_kind", key))
            self._told(told["attendances"], _at(refs))
        came = conversion["accompanied_who_attended"]["numerator"]
        self._told(came, lambda t: bool(t.cells and t.events))
        for kind, told in conversion["by_kind"].items():
            refs = self._refs({kind})
            self._told(told["numerator"], _both(_accompanied, _at(refs)))
        by_ref = {event.ref: event for event in self.events}
        for told in conversion["by_event"]:
            event = by_ref[told["ref"]]
            self._told(told["denominator"], _before(event))
            self._told(told["numerator"], _both(_before(event), _at({event.ref})))

    def _accompaniments(self) -> None:
        of = self.report["accompaniments"]
        self._sessions(of["total"], lambda cell: True)
        for key, n in of["by_theme"].items():
            themes = self._keys("accompaniments.by_theme", key)
            self._sessions(n, _side(0, themes))
        for form, n in of["by_format"].items():
            forms = self._keys("accompaniments.by_format", form)
            self._sessions(n, _side(1, forms))
        for span, held in of["by_month"].items():
            first, _, last = span.partition("/")
            for form, n in held.items():
                self._sessions(n, _in_months(first, last or first, form))
        table = "accompaniments.by_theme_and_kind"
        for key, held in of["by_theme_and_kind"].items():
            for kind, n in held.items():
                themes, kinds = self._keys(table, key), self._keys(f"{table}.kinds", kind)
                self._sessions(n, _side(0, themes), kinds)

    def _sessions(
        self, n: int | None, of: Callable[[Cell], bool], kinds: Iterable[str] = ()
    ) -> None:
        who = {*kinds} or {*self.kinds}
        self._told(
            n,
            lambda t: sum(map(of, t.cells)) if t.kind in who else 0,
            lambda cell, kind: of(cell) and kind in who,
        )

    def _bounds(self) -> Any:
        """Return that who had several sessions of one kind had more than one of them."""
        rows = [
            [t.more and t.cells == {cell} and t.kind == kind for t in self.types]
            + [-(each == (cell, kind)) for each in self.again]
            for cell, kind in self.again
        ]
        return csr_array(numpy.array(rows, float))

    def _asked(self) -> Iterator[Asked]:
        besides = numpy.zeros(len(self.again))
        for name, of in groups(self.types, self.true, self._tests()):
            yield name, numpy.concatenate([of, besides])

    def _tests(self) -> dict[str, Test]:
        """Return what may be true of somebody who was accompanied, or came to a meeting."""
        tests: dict[str, Test] = {
            "came": lambda t: t.events,
            "came to several": lambda t: len(t.events) > 1,
            "came to all": lambda t: self.events and len(t.events) == len(self.events),
            "accompanied": lambda t: t.cells,
            "others who came": lambda t: t.events and not t.cells,
        }
        of_accompanied: dict[str, Test] = {
            "came to none": lambda t: not t.events,
            "several": lambda t: t.several,
            "individual": lambda t: t.individual,
            "group": lambda t: any(form == "group" for _, form, _ in t.cells),
            "answered": lambda t: t.answered,
        }
        for kind in self.kinds:
            of_accompanied[f"kind {kind}"] = _of_kinds({kind})
        for side in (0, 2):
            for value in sorted({cell[side] for cell in self.cells}):
                of_accompanied[f"on {value}"] = _any_session(_side(side, {value}))
        for event in self.events:
            tests[f"came to {event.ref}"] = _at({event.ref})
            of_accompanied[f"was at {event.ref}"] = _at({event.ref})
            of_accompanied[f"before {event.ref}"] = _before(event)
        for name, test in of_accompanied.items():
            tests[name] = _both(_accompanied, test)
            tests[f"not {name}"] = _both(_accompanied, _not(test))
        return tests

    def _keys(self, name: str, key: str) -> frozenset[str]:
        return frozenset(self.report[KEYS][name]) if key == REGROUPED else frozenset({key})

    def _refs(self, kinds: Iterable[str]) -> frozenset[str]:
        return frozenset(event.ref for event in self.events if event.kind in kinds)


def _sets[T](of: Iterable[T], least: int) -> list[frozenset[T]]:
    items = [*of]
    sizes = range(least, len(items) + 1)
    return [frozenset(some) for n in sizes for some in combinations(items, n)]


def _accompanied(each: Type) -> bool:
    return bool(each.cells)


def _both(one: Test, other: Test) -> Test:
    return lambda each: bool(one(each) and other(each))


def _not(test: Test) -> Test:
    return lambda each: not test(each)


def _of_kinds(kinds: Set[str]) -> Test:
    return lambda each: each.kind in kinds


def _at(refs: Set[str]) -> Test:
    """Return at how many of some meetings somebody was."""
    return lambda each: len(each.events & refs)


def _before(event: EventFacts) -> Test:
    return lambda each: each.before(event)


def _side(side: int, values: Set[str]) -> Callable[[Cell], bool]:
    return lambda cell: cell[side] in values


def _any_session(test: Callable[[Cell], bool]) -> Test:
    return lambda each: any(map(test, each.cells))


def _in_months(first: str, last: str, form: str) -> Callable[[Cell], bool]:
    return lambda cell: first <= cell[2] <= last and form in (REGROUPED, cell[1])
