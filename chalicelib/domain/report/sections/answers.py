"""Sections about what came of it: answers to the survey, reach, figures of other tools."""

from collections.abc import Mapping
from typing import Any

from . import conclusions, definitions
from .breakdowns import breakdown
from .building import bars, charted, rows_table, table
from .shapes import AXES, Chart, ChartKind, Figure, Line, Names, Section, capital
from .wording import NBSP, WITHHELD, named, number, rate

ASKED = {
    "shared": "ont transmis ce qu’elles ont appris",
    "project_planned": "prévoient un projet numérique",
    "concrete_action": "ont déjà posé un geste concret",
}


INDICATORS = {
    "site_visits": "Visites du site",
    "site_new_visitors_rate": "Part de nouvelles visites",
    "newsletter_open_rate": "Taux d’ouverture de l’infolettre",
    "community_members": "Membres de la communauté",
    "community_messages": "Messages dans la communauté",
    "community_public_views_rate": "Part des messages publics dans ce qui est lu",
    "community_private_views_rate": "Part des canaux privés dans ce qui est lu",
    "community_direct_views_rate": "Part des messages directs dans ce qui est lu",
    "diagnostics": "Diagnostics de maturité numérique",
    "social_posts": "Publications dans les médias sociaux",
    "event_survey_response_rate": "Taux de réponse au sondage sur place",
    "event_expectations_met_rate": "Rencontres conformes aux attentes",
    "self_learning_members": "Inscriptions à l’autoapprentissage",
}


def survey(report: Mapping[str, Any], names: Names) -> Section:
    counts = report["survey"]
    conclusion = conclusions.survey(counts["answered"], counts["invited"], counts)
    told = counts.get("best_axis") or {}
    axes = breakdown(told, None, lambda key: names.word(AXES, key), "Autres réponses, ensemble")
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
        ("Personnes accompagnées", number(accompanied)),
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


def indicators(report: Mapping[str, Any]) -> Section | None:
    """Return what was counted elsewhere, with its source."""
    held = report.get("indicators")
    if not held:
        return None
    rows = tuple((_name(each["name"]), _value(each), each["source"]) for each in held)
    first = tuple(Figure(_value(each), _name(each["name"])) for each in held[:3])
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


def _name(name: str) -> str:
    return INDICATORS.get(name) or capital(name.replace("_", " "))


def _value(indicator: Mapping[str, Any]) -> str:
    value = indicator["value"]
    if value is None:
        return WITHHELD
    if indicator["name"].endswith("_rate") and 0 <= value <= 1:
        return f"{number(round(value * 100, 1))}{NBSP}%"
    return number(value)
