"""Tables of people, of accompaniments and of answers, at one or two dates.

Those counted at the first date are among those of the second: `OLD` and `NEW` tell who came when.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

from chalicelib.domain.report.facts import PersonFacts, SessionFact

from .attack import System, cells, rows
from .seasons import AXES, DISCIPLINES, KINDS, LEVELS, Season

OLD, NEW = "old", "new"
NOT_GIVEN = "not_given"
Told = Mapping[str, Any]
When = tuple[str, ...]
DATES: tuple[When, ...] = ((OLD,), (OLD, NEW))


@dataclass(frozen=True)
class Tables:
    """Tables of the same people: what is known of each, and which tables tell of it."""

    total: tuple[str, str]
    values: tuple[tuple[str, ...], ...]
    alone: Mapping[str, int]
    """Table → which of the values it is by."""
    crossed: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def system(self, true: Mapping[Any, int], told: Sequence[Told]) -> System:
        """Return all that was told, and ask for each value and each two."""
        system = System()
        unknowns = [*product((OLD, NEW), *self.values)]
        for report, when in zip(told, DATES, strict=False):
            now = [each for each in unknowns if each[0] in when]
            section, name = self.total
            system.told(dict.fromkeys(now, 1), report[section][name])
            for name, side in self.alone.items():
                for keys, n in rows(report, name):
                    system.told({u: 1 for u in now if u[side] in keys}, n)
            for name, (one, two) in self.crossed.items():
                for keys, kinds, n in cells(report, name):
                    of = [u for u in now if u[one] in keys and u[two] in kinds]
                    system.told(dict.fromkeys(of, 1), n)
        sides = range(1, len(self.values) + 1)
        for when in (*DATES[: len(told)], (NEW,)):
            for chosen in [*combinations(sides, 1), *combinations(sides, 2)]:
                ask(system, unknowns, true, when, chosen)
        return system


def people(seasons: Sequence[Season], told: Sequence[Told]) -> System:
    """Return who is of which kind, level and discipline, and came before which date."""
    tables = Tables(
        ("people", "total"),
        (named(KINDS), named(LEVELS), named(DISCIPLINES)),
        {"people.by_kind": 1, "people.by_maturity": 2, "people.by_discipline": 3},
        {"people.by_maturity_and_kind": (2, 1), "people.by_discipline_and_kind": (3, 1)},
    )
    return tables.system(_since(seasons, lambda p: [(p.kind, p.level, p.discipline)]), told)


def levels(seasons: Sequence[Season], told: Sequence[Told]) -> System:
    """Return who went from which level to which."""
    tables = Tables(
        ("people", "total"),
        (named(LEVELS), named(LEVELS)),
        {"levels.before": 1, "levels.after": 2, "people.by_maturity": 2},
        {"levels.moves": (1, 2)},
    )
    moves = _since(seasons, lambda p: [(p.level and (p.level_before or p.level), p.level)])
    return tables.system(moves, told)


def themes_by_kind(seasons: Sequence[Season], told: Sequence[Told]) -> System:
    """Return how many accompaniments were on which theme, of which kind."""
    themes = tuple(sorted({each.theme for each in sessions_of(seasons[-1])}))
    tables = Tables(
        ("accompaniments", "total"),
        (themes, named(KINDS)),
        {"accompaniments.by_theme": 1},
        {"accompaniments.by_theme_and_kind": (1, 2)},
    )
    return tables.system(_since(seasons, lambda p: [(s.theme, p.kind) for s in p.sessions]), told)


def axes(seasons: Sequence[Season], told: Sequence[Told]) -> System:
    """Return what those who answered preferred."""
    tables = Tables(("survey", "answered"), (named(AXES),), {"survey.best_axis": 1})
    return tables.system(_since(seasons, _axis), told)


def _axis(person: PersonFacts) -> list[tuple[str, ...]]:
    asked = any(each.format == "individual" for each in person.sessions)
    return [(each.best_axis,) for each in person.answers if asked]


def _since(
    seasons: Sequence[Season], told_of: Callable[[PersonFacts], list[tuple[str, ...]]]
) -> Counter[Any]:
    """Return how often each was true at the first date, and how much more at the second."""
    counts = [
        Counter(
            tuple(value or NOT_GIVEN for value in values)
            for person in season.accompanied
            for values in told_of(person)
        )
        for season in seasons
    ]
    true = Counter({(OLD, *values): n for values, n in counts[0].items()})
    true.update({(NEW, *values): n - counts[0][values] for values, n in counts[-1].items()})
    return true


def ask(
    system: System,
    unknowns: Sequence[tuple[str, ...]],
    true: Mapping[Any, int],
    when: When,
    sides: tuple[int, ...],
) -> None:
    """Ask for each count of some sides, at a date or between two."""
    sums: dict[tuple[str, ...], dict[Any, float]] = {}
    for unknown in unknowns:
        if unknown[0] in when:
            sums.setdefault(tuple(unknown[side] for side in sides), {})[unknown] = 1
    for chosen, of in sums.items():
        system.target(f"{when} {chosen}", of, sum(true[unknown] for unknown in of))


def accompaniments(seasons: Sequence[Season], told: Sequence[Told]) -> System:
    """Return which accompaniments there were, by theme, format and month."""
    system = System()
    true = _since(seasons, lambda person: [_session(each) for each in person.sessions])
    values = [sorted({each[side] for each in true}) for side in range(1, 4)]
    unknowns = [*product((OLD, NEW), *values)]
    for report, when in zip(told, DATES, strict=False):
        now = [each for each in unknowns if each[0] in when]
        system.told(dict.fromkeys(now, 1), report["accompaniments"]["total"])
        for side, name in ((1, "accompaniments.by_theme"), (2, "accompaniments.by_format")):
            for keys, n in rows(report, name):
                system.told({u: 1 for u in now if u[side] in keys}, n)
        _months(system, report["accompaniments"]["by_month"], now)
    for when in (*DATES[: len(told)], (NEW,)):
        for sides in ((1,), (2,), (3,), (1, 3), (2, 3), (1, 2)):
            ask(system, unknowns, true, when, sides)
    return system


def _months(system: System, told: Mapping[str, Any], unknowns: Sequence[tuple[str, ...]]) -> None:
    """Say what was told by month, or span of months, and format."""
    for span, held in told.items():
        first, _, last = span.partition("/")
        months = [u for u in unknowns if first <= u[3] <= (last or first)]
        for form, n in held.items():
            of = [u for u in months if form in ("regrouped", u[2])]
            if of or n:
                system.told(dict.fromkeys(of, 1), n)


def sessions_of(season: Season) -> Iterable[SessionFact]:
    return (each for person in season.people for each in person.sessions)


def _session(session: SessionFact) -> tuple[str, str, str]:
    return session.theme, session.format, f"{session.starts_at:%Y-%m}"


def named(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value or NOT_GIVEN for value in values)
