"""How many sessions people had, by format, kind and theme."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from .attack import System, cells, over, rows
from .seasons import KINDS, Season
from .tables import NOT_GIVEN, Told, named, sessions_of


def several(season: Season, report: Told) -> System:
    """Return how many people of each kind had so many sessions, and their themes."""
    system = System()
    people, of = report["people"], report["accompaniments"]
    kinds = named(KINDS)
    unknowns = [(k, i, g) for k in kinds for i in range(9) for g in range(7) if i + g]
    themes = sorted({each.theme for each in sessions_of(season)})
    system.told(dict.fromkeys(unknowns, 1), people["total"])
    system.told(over(unknowns, lambda k, i, g: i > 0), people["individual"])
    system.told(over(unknowns, lambda k, i, g: i == 0), people["group"])
    system.told(over(unknowns, lambda k, i, g: i + g > 1), people["with_several"])
    for keys, n in rows(report, "people.by_kind"):
        system.told({u: 1 for u in unknowns if u[0] in keys}, n)
    for side, form in ((1, "individual"), (2, "group")):
        count = {u: float(u[side]) for u in unknowns}
        system.told(count, of["by_format"].get(form))
    for kind in kinds:
        held: dict[Any, float] = {(kind, theme): -1 for theme in themes}
        held |= {u: float(u[1] + u[2]) for u in unknowns if u[0] == kind}
        system.told(held, 0)
    system.told({(kind, theme): 1 for kind in kinds for theme in themes}, of["total"])
    for keys, n in rows(report, "accompaniments.by_theme"):
        system.told({(kind, theme): 1 for kind in kinds for theme in themes if theme in keys}, n)
    for keys, those, n in cells(report, "accompaniments.by_theme_and_kind"):
        system.told(
            {(kind, t): 1 for kind in kinds for t in themes if kind in those and t in keys}, n
        )
    _ask_several(system, season, unknowns, themes)
    return system


def _ask_several(
    system: System,
    season: Season,
    unknowns: Sequence[tuple[str, int, int]],
    themes: Sequence[str],
) -> None:
    true = Counter(
        (
            person.kind or NOT_GIVEN,
            sum(each.format == "individual" for each in person.sessions),
            sum(each.format == "group" for each in person.sessions),
        )
        for person in season.accompanied
    )
    asked: dict[str, Callable[[int, int], bool]] = {
        "several": lambda i, g: i + g > 1,
        "three": lambda i, g: i + g > 2,
        "one": lambda i, g: i + g == 1,
        "individual": lambda i, g: i > 0,
        "group alone": lambda i, g: i == 0,
        "several individual": lambda i, g: i > 1,
        "several group": lambda i, g: g > 1,
        "both": lambda i, g: i > 0 and g > 0,
    }
    for name, keep in asked.items():
        for kinds in (named(KINDS), *((kind,) for kind in named(KINDS))):
            of = [u for u in unknowns if u[0] in kinds and keep(*u[1:])]
            found = sum(n for u, n in true.items() if u[0] in kinds and keep(*u[1:]))
            system.target(f"{name} of {kinds}", dict.fromkeys(of, 1), found)
    held = Counter((p.kind or NOT_GIVEN, s.theme) for p in season.people for s in p.sessions)
    for kind, theme in product(named(KINDS), themes):
        system.target(f"{theme} of {kind}", {(kind, theme): 1}, held[kind, theme])
