"""Sections about what came of it: answers to the survey, reach, figures of other tools."""

from collections.abc import Mapping
from typing import Any

from . import conclusions, definitions
from .breakdowns import breakdown
from .building import bars, charted, rows_table, table
from .shapes import Chart, ChartKind, Figure, Line, Names, Section, capital
from .wording import NBSP, WITHHELD, named, number, rate

ASKED = {
    "shared": "ont transmis ce qu’elles ont appris",
    "project_planned": "prévoient un projet numérique",
    "concrete_action": "ont déjà posé un geste concret",
}


def survey(report: Mapping[str, Any], names: Names) -> Section:
    counts = report["survey"]
    shared = counts.get("shared") or {}
    conclusion = conclusions.survey(
        counts["answered"], counts["invited"], shared.get("numerator"), shared.get("denominator")
    )
    told = counts.get("best_axis") or {}
    axes = breakdown(told, None, names.figure, "Autres réponses, ensemble")
    rows = [("ont répondu", rate(counts["answered"], counts["invited"]))]
    rows += [
        (label, rate(counts[key]["numerator"], counts[key]["denominator"]))
        for key, label in ASKED.items()
        if counts.get(key) and counts[key]["denominator"] != 0
    ]
    tables = [rows_table("Réponses au sondage", ("Ces personnes…", "Nombre"), tuple(rows))]
    if axes.parts:
        tables.append(table(names.caption("survey.best_axis"), "Volet", "Réponses", axes))
    return Section(
        "sondage",
        conclusion,
        definitions.SURVEY,
        figures=_figures(counts),
        charts=_asked(conclusion, counts) + bars(conclusions.best_axis(axes), axes),
        tables=tuple(tables),
    )


def reach(report: Mapping[str, Any], names: Names) -> Section:
    """Return the estimate of how many people were reached, in the parts it is made of."""
    counts, accompanied = report["reach"], report["people"]["total"]
    direct = counts["direct"]
    conclusion = conclusions.reach(direct, accompanied)
    beyond = None if direct is None or accompanied is None else direct - accompanied
    line = Line("Personnes rejointes", (accompanied, beyond), number(direct))
    series = ("Accompagnées", "Par le bouche-à-oreille")
    rows = [
        (names.caption("people"), number(accompanied)),
        ("Rejointes par le bouche-à-oreille (estimation)", number(beyond)),
        (names.figure("direct"), number(direct)),
    ]
    observed = (counts.get("observed") or {}).get("registered_through_participants")
    if observed is not None:
        rows.append((names.figure("registered_through_participants"), number(observed)))
    known = direct is not None and accompanied is not None
    return Section(
        "rayonnement",
        conclusion,
        counts["method"] or definitions.REACH,
        charts=charted(ChartKind.SHARES, conclusion, (line,), series) if known else (),
        tables=(rows_table("Rayonnement", ("", "Personnes"), tuple(rows)),),
    )


def indicators(report: Mapping[str, Any], names: Names) -> Section | None:
    """Return what was counted elsewhere, with its source."""
    held = report.get("indicators")
    if not held:
        return None
    rows = tuple((names.figure(each["name"]), _value(each), each["source"]) for each in held)
    first = tuple(Figure(_value(each), names.figure(each["name"])) for each in held[:3])
    return Section(
        "ailleurs",
        conclusions.indicators(len(held)),
        definitions.INDICATORS,
        figures=first,
        tables=(rows_table("Indicateurs", ("Indicateur", "Valeur", "Source"), rows),),
    )


def _figures(counts: Mapping[str, Any]) -> tuple[Figure, ...]:
    reached = counts.get("people_reached") or {}
    answered, label = counts["answered"], named(counts["answered"], conclusions.ANSWER)
    figures = [Figure(number(answered), label, rate(answered, counts["invited"]))]
    if reached.get("answers"):
        given = f"{number(reached['answers'])}{NBSP}{named(reached['answers'], conclusions.ANSWER)}"
        label = "personnes rejointes en moyenne par réponse"
        figures.append(Figure(number(reached.get("mean")), label, f"d’après {given}"))
    return tuple(figures)


def _asked(title: str, counts: Mapping[str, Any]) -> tuple[Chart, ...]:
    """Return each question as a whole of its answers: yes, and the rest."""
    lines = []
    for key, label in ASKED.items():
        held = counts.get(key) or {}
        part, whole = held.get("numerator"), held.get("denominator")
        if whole and part is not None:
            lines.append(Line(capital(label), (part, whole - part), rate(part, whole)))
    return charted(ChartKind.SHARES, title, tuple(lines), ("Oui", "Non"))


def _value(indicator: Mapping[str, Any]) -> str:
    value = indicator["value"]
    if value is None:
        return WITHHELD
    if indicator["name"].endswith("_rate") and 0 <= value <= 1:
        return f"{number(round(value * 100, 1))}{NBSP}%"
    return number(value)
