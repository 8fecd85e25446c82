"""Who was asked, who answered what, and the way from registration to sharing."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from .attack import System
from .seasons import Season
from .tables import DATES, NEW, Told, When


def survey(seasons: Sequence[Season], told: Sequence[Told]) -> System:
    """Return who was asked, answered, shared and gave a number; the way, and other groups."""
    system = System()
    numbers: dict[str, list[int]] = {}
    for n, (season, report) in enumerate(zip(seasons, told, strict=True)):
        for name, count in _groups(report).items():
            system.told(_grown(name, DATES[n]), count)
        for whole, part in _inclusions(seasons[-1]):
            system.at_least(_grown(whole, DATES[n]), _grown(part, DATES[n]), (n, whole, part))
        for name, count in _groups(season.report()).items():
            numbers.setdefault(name, []).append(count or 0)
    names = [*numbers]
    for name in names:
        _ask_group(system, name, numbers[name])
    for whole, part in _inclusions(seasons[-1]):
        left = [a - b for a, b in zip(numbers[whole], numbers[part], strict=True)]
        for n, count in enumerate(left):
            terms = dict(_grown(whole, DATES[n]))
            terms.update(dict.fromkeys(_grown(part, DATES[n]), -1.0))
            system.target(f"{DATES[n]} {whole} but not {part}", terms, count)
    return system


def _grown(name: str, when: When) -> dict[Any, float]:
    return {(name, each): 1.0 for each in when}


def _ask_group(system: System, name: str, counts: Sequence[int]) -> None:
    for n, count in enumerate(counts):
        system.target(f"{DATES[n]} {name}", _grown(name, DATES[n]), count)
    if len(counts) > 1:
        system.target(f"new {name}", {(name, NEW): 1}, counts[1] - counts[0])


def _groups(report: Told) -> dict[str, int | None]:
    asked, people = report["survey"], report["people"]
    groups = dict(report["journey"])
    groups |= {"people": people["total"], "referred": people["referred_by_colleague"]}
    groups |= {"invited": asked["invited"], "answered_": asked["answered"]}
    for question in ("shared", "project_planned", "concrete_action"):
        groups[f"{question} said"] = asked[question]["denominator"]
        groups[f"{question} yes"] = asked[question]["numerator"]
    for question in ("people_reached", "satisfaction"):
        groups[f"{question} given"] = asked[question]["answers"]
    groups["attended"] = report["conversion"]["accompanied_who_attended"]["numerator"]
    groups["through"] = report["reach"]["observed"]["registered_through_participants"]
    for kind, told in report["conversion"]["by_kind"].items():
        groups[f"attended {kind}"] = told["numerator"]
    for told in report["conversion"]["by_event"]:
        groups[f"before {told['ref']}"] = told["denominator"]
        groups[f"came {told['ref']}"] = told["numerator"]
    return groups


def _inclusions(season: Season) -> Iterator[tuple[str, str]]:
    """Yield what is part of what; some are the same groups."""
    steps = ["registered", "booked", "held", "answered", "shared"]
    yield from pairwise(steps)
    same = (("held", "people"), ("answered", "answered_"), ("shared", "shared yes"))
    yield from (pair for both in same for pair in (both, both[::-1]))
    yield from (("people", part) for part in ("referred", "invited", "attended"))
    yield from (("invited", "answered_"), ("registered", "through"))
    for question in ("shared", "project_planned", "concrete_action"):
        yield "answered_", f"{question} said"
        yield f"{question} said", f"{question} yes"
    for event in season.events:
        yield "attended", f"attended {event.kind}"
        if event.themes:
            yield "people", f"before {event.ref}"
            yield f"before {event.ref}", f"came {event.ref}"
            yield f"attended {event.kind}", f"came {event.ref}"
    yield "answered_", "satisfaction given"
    yield "shared yes", "people_reached given"


def reached(season: Season, report: Told) -> System:
    """Return how many answered which number."""
    system = System()
    for question, answers in (("people_reached", range(61)), ("satisfaction", range(1, 6))):
        told = report["survey"][question]
        unknowns = [(question, answer) for answer in answers]
        system.told(dict.fromkeys(unknowns, 1), told["answers"])
        system.told({u: float(u[1]) for u in unknowns}, told["sum"])
        said = [
            getattr(answer, question)
            for person in season.accompanied
            if any(s.format == "individual" for s in person.sessions)
            for answer in person.answers
            if getattr(answer, question) is not None
        ]
        for least in (*answers,)[:8]:
            more = {u: 1.0 for u in unknowns if u[1] >= least}
            less = {u: 1.0 for u in unknowns if u[1] < least}
            system.target(f"{question} ≥ {least}", more, sum(n >= least for n in said))
            system.target(f"{question} < {least}", less, sum(n < least for n in said))
            equal = {(question, least): 1.0}
            system.target(f"{question} = {least}", equal, sum(n == least for n in said))
    return system
