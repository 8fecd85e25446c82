"""Who came to which meetings, and who had been accompanied on their themes before."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from typing import Any

from chalicelib.domain.report.facts import EventFacts

from .attack import System, rows
from .seasons import EVENT_KINDS, Season
from .tables import DATES, NEW, OLD, Told, ask, sessions_of


def meetings(season: Season, report: Told) -> System:
    """Return who came to which kinds of meetings, and who had been accompanied before."""
    system = System()
    conversion, events = report["conversion"], report["events"]
    patterns = [frozenset(some) for n in range(4) for some in combinations(EVENT_KINDS, n)]
    held = {event.kind for event in season.events}
    patterns = [each for each in patterns if each <= held]
    any_ = {each: 1.0 for each in patterns if each}
    system.told(dict.fromkeys(patterns, 1), report["people"]["total"])
    system.told(any_, conversion["accompanied_who_attended"]["numerator"])
    system.told({**any_, "others": 1}, events["people"])
    system.told(
        {(e.ref, who): 1 for e in season.events for who in ("x", "o")}, events["attendances"]
    )
    for keys, n in _attendances_by_kind(report):
        of = [e for e in season.events if e.kind in keys]
        system.told({(e.ref, who): 1 for e in of for who in ("x", "o")}, n)
    for kind in held:
        _of_kind(
            system, season, kind, patterns, conversion["by_kind"].get(kind, {}).get("numerator")
        )
    system.at_least({(e.ref, "o"): 1 for e in season.events}, {"others": 1}, "others")
    for event in season.events:
        system.at_least({"others": 1}, {(event.ref, "o"): 1}, (event.ref, "o"))
        told = next(each for each in events["list"] if each["ref"] == event.ref)
        system.told({(event.ref, "x"): 1, (event.ref, "o"): 1}, told["attendances"])
    _beforehand(system, season, report)
    _ask_meetings(system, season, patterns)
    return system


def _attendances_by_kind(report: Told) -> Iterator[tuple[frozenset[str], int]]:
    told = {kind: n["attendances"] for kind, n in report["events"]["by_kind"].items()}
    yield from rows({**report, "events": {"by_kind": told}}, "events.by_kind")


def _of_kind(
    system: System, season: Season, kind: str, patterns: Sequence[frozenset[str]], n: int | None
) -> None:
    came = {each: 1.0 for each in patterns if kind in each}
    system.told(came, n)
    of = [e for e in season.events if e.kind == kind]
    system.at_least({(e.ref, "x"): 1 for e in of}, came, kind)
    for event in of:
        system.at_least(came, {(event.ref, "x"): 1}, (kind, event.ref))


def _beforehand(system: System, season: Season, report: Told) -> None:
    """Say who was accompanied on the themes of a meeting before it, by theme and first session."""
    starts = sorted(event.starts_at for event in season.events)
    themes = sorted({each.theme for each in sessions_of(season)})
    bins = [*product(themes, range(len(starts) + 1))]
    for keys, n in rows(report, "accompaniments.by_theme"):
        of: dict[Any, float] = {("first", *b): 1 for b in bins if b[0] in keys}
        system.told(of | {("again", theme): 1 for theme in themes if theme in keys}, n)
    for told in report["conversion"]["by_event"]:
        event = next(e for e in season.events if e.ref == told["ref"])
        before = {
            ("first", t, b): 1.0
            for t, b in bins
            if t in event.themes and b <= starts.index(event.starts_at)
        }
        ref = event.ref
        system.told({(ref, "came"): 1, (ref, "not"): 1}, told["denominator"])
        system.told({(ref, "came"): 1}, told["numerator"])
        both = {(ref, "came"): 1.0, (ref, "not"): 1.0}
        if len(event.themes) == 1:
            system.told({**before, **dict.fromkeys(both, -1.0)}, 0)
        else:
            system.at_least(before, both, (ref, "either"))
            for theme in event.themes:
                of_it = {key: n for key, n in before.items() if key[1] == theme}
                system.at_least(both, of_it, (ref, theme))
        system.at_least({(ref, "x"): 1}, {(ref, "came"): 1}, (ref, "came"))


def _ask_meetings(system: System, season: Season, patterns: Sequence[frozenset[str]]) -> None:
    found = [frozenset(a.kind for a in p.attendances) for p in season.accompanied]
    true = Counter(found)
    groups: dict[str, Callable[[frozenset[str]], bool]] = {
        "nothing": lambda each: not each,
        "any": bool,
        "two kinds": lambda each: len(each) > 1,
    }
    for name, keep in groups.items():
        of = {each: 1.0 for each in patterns if keep(each)}
        system.target(name, of, sum(n for each, n in true.items() if keep(each)))
    for pattern in patterns:
        system.target(f"exactly {sorted(pattern)}", {pattern: 1}, true[pattern])
    for event in season.events:
        who = [
            bool(p.sessions) for p in season.people if event.ref in {a.event for a in p.attendances}
        ]
        ref = event.ref
        system.target(f"{ref} accompanied", {(ref, "x"): 1}, sum(who))
        system.target(f"{ref} others", {(ref, "o"): 1}, len(who) - sum(who))
        system.target(f"{ref} all", {(ref, "x"): 1, (ref, "o"): 1}, len(who))
        if event.themes:
            _ask_beforehand(system, season, event)


def _ask_beforehand(system: System, season: Season, event: EventFacts) -> None:
    before = [
        p
        for p in season.people
        if any(s.theme in event.themes and s.starts_at < event.starts_at for s in p.sessions)
    ]
    came = [p for p in before if event.ref in {a.event for a in p.attendances}]
    attended = [p for p in season.accompanied if event.ref in {a.event for a in p.attendances}]
    ref, n, m = event.ref, len(before), len(came)
    system.target(f"{ref} before", {(ref, "came"): 1, (ref, "not"): 1}, n)
    system.target(f"{ref} came", {(ref, "came"): 1}, m)
    system.target(f"{ref} did not", {(ref, "not"): 1}, n - m)
    system.target(f"{ref} without", {(ref, "x"): 1, (ref, "came"): -1}, len(attended) - m)


def attendances(seasons: Sequence[Season], told: Sequence[Told]) -> System:
    """Return attendances by meeting and mode, at both dates."""
    system = System()
    events, modes = seasons[0].events, ("online", "in_person", "")
    unknowns = [*product((OLD, NEW), [e.ref for e in events], modes)]
    of_kind = {e.ref: e.kind for e in events}
    for report, when in zip(told, DATES, strict=False):
        now = [u for u in unknowns if u[0] in when]
        system.told(dict.fromkeys(now, 1), report["events"]["attendances"])
        for keys, n in _attendances_by_kind(report):
            system.told({u: 1 for u in now if of_kind[u[1]] in keys}, n)
        for each in report["events"]["list"]:
            of = [u for u in now if u[1] == each["ref"]]
            system.told(dict.fromkeys(of, 1), each["attendances"])
            for mode in ("online", "in_person"):
                system.told({u: 1 for u in of if u[2] == mode}, each[mode])
    old = Counter((OLD, a.event, a.mode) for p in seasons[0].people for a in p.attendances)
    late = Counter((NEW, a.event, a.mode) for p in seasons[-1].people for a in p.attendances)
    true = old + Counter({(NEW, *k[1:]): n - old[(OLD, *k[1:])] for k, n in late.items()})
    for when in (*DATES[: len(told)], (NEW,)):
        for sides in ((1,), (1, 2)):
            ask(system, unknowns, true, when, sides)
        for kind in {*of_kind.values()}:
            of = [u for u in unknowns if u[0] in when and of_kind[u[1]] == kind]
            system.target(f"{when} {kind}", dict.fromkeys(of, 1), sum(true[u] for u in of))
    return system
