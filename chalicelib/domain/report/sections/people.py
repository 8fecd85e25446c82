"""Sections about who came: profiles, disciplines, levels."""

from collections.abc import Mapping
from typing import Any

from ...levels import Maturity
from ..protection.grouped import NOT_GIVEN, REGROUPED
from . import conclusions, definitions
from .breakdowns import Breakdown, breakdown, together
from .building import bars, charted, table
from .shapes import TOGETHER, ChartKind, Figure, Line, Names, Section
from .wording import NBSP, number, rate

LAST = (REGROUPED, NOT_GIVEN, "")
LEVELS = tuple(level.value for level in Maturity)


def profiles(report: Mapping[str, Any], names: Names) -> Section:
    people = report["people"]
    found = _of_people(report, "kind", "participant_kind_team", names, TOGETHER)
    conclusion = conclusions.kinds(found)
    return Section(
        "profils",
        conclusion,
        definitions.PEOPLE,
        figures=_figures(people),
        charts=bars(conclusion, found),
        tables=(table(names.caption("people.by_kind"), "Profil", "Personnes", found),),
    )


def disciplines(report: Mapping[str, Any], names: Names) -> Section:
    found = _of_people(report, "discipline", "discipline", names, "Autres disciplines, ensemble")
    conclusion = conclusions.disciplines(found)
    caption = names.caption("people.by_discipline")
    return Section(
        "disciplines",
        conclusion,
        definitions.DISCIPLINES,
        charts=bars(conclusion, found),
        tables=(table(caption, "Discipline", "Personnes", found),),
    )


def levels(report: Mapping[str, Any], names: Names) -> Section:
    """Return the levels as people registered, and as they place themselves since, if it changed."""
    people, held = report["people"], report.get("levels") or {}
    before, after = held.get("before") or people["by_maturity"], held.get("after")
    moments = [("À l’inscription", _by_level(before, people["total"], names))]
    conclusion = conclusions.levels(moments[0][1])
    if after and after != before:
        moments.append(("Depuis", _by_level(after, people["total"], names)))
        conclusion = _moved(held.get("moves") or {}, people["total"]) or conclusion
    return Section(
        "niveaux",
        conclusion,
        definitions.LEVELS,
        charts=_by_moment(conclusion, moments),
        tables=tuple(
            table(names.caption(f"levels.{side}"), "Niveau", "Personnes", found)
            for side, (_, found) in zip(("before", "after"), moments, strict=False)
        ),
    )


def _moved(moves: Mapping[str, Mapping[str, int | None]], people: int | None) -> str:
    """Return how many moved up; "" if not all of it is public."""
    up = 0
    for before, held in moves.items():
        for after, count in held.items():
            if count is None or before not in LEVELS or after not in LEVELS:
                return ""
            up += count if LEVELS.index(after) > LEVELS.index(before) else 0
    return conclusions.moved(up, people) if people and moves else ""


def _of_people(
    report: Mapping[str, Any], by: str, table: str, names: Names, otherwise: str
) -> Breakdown:
    people = report["people"]

    def label(key: str) -> str:
        return names.word(table, key)

    merged = together(report, f"people.by_{by}", label, otherwise)
    return breakdown(people[f"by_{by}"], people["total"], label, merged)


def _figures(people: Mapping[str, Any]) -> tuple[Figure, ...]:
    total, target = people["total"], people.get("target")
    figures = [
        Figure(number(people.get("with_several")), "avec plus d’un accompagnement"),
        Figure(
            number(people.get("referred_by_colleague")),
            "sur la recommandation d’un ou d’une collègue",
        ),
    ]
    if people.get("returning"):
        again = Figure(number(people["returning"]), "de retour d’une édition précédente")
        figures.insert(1, again)
    if target:
        aim = Figure(
            number(total), f"sur un objectif de{NBSP}{number(target)}", rate(total, target)
        )
        figures.insert(0, aim)
    return tuple(figures)


def _by_level(counts: Mapping[str, int | None], total: int | None, names: Names) -> Breakdown:
    known = (*LEVELS, *sorted(set(counts) - {*LEVELS, *LAST}), *LAST)
    return breakdown(counts, total, lambda key: names.word("maturity", key), TOGETHER, known)


def _by_moment(title: str, moments: list[tuple[str, Breakdown]]) -> tuple[Any, ...]:
    series = tuple(dict.fromkeys(part.label for _, found in moments for part in found.parts))
    lines = []
    for moment, found in moments:
        held = {part.label: part.count for part in found.parts}
        lines.append(Line(moment, tuple(held.get(label, 0) for label in series)))
    return charted(ChartKind.SHARES, title, tuple(lines), series)
