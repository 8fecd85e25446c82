"""What a chart shows, in one French sentence computed from its numbers.

Everything is said from numbers that are shown: what is withheld changes a sentence only in that it
claims less.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from .breakdowns import Breakdown
from .wording import Noun, Verb, counted, day, listed, named, number, sentence, share, spelled, than

ACCOMPANIMENT = Noun("accompagnement", "accompagnements")
PERSON = Noun("personne", "personnes", feminine=True)
ACCOMPANIED = Noun("personne accompagnée", "personnes accompagnées", feminine=True)
REGISTERED = Noun("personne inscrite", "personnes inscrites", feminine=True)
RESPONDENT = Noun("personne répondante", "personnes répondantes", feminine=True)
INVITED = Noun("personne invitée", "personnes invitées", feminine=True)
MEETING = Noun("rencontre de groupe", "rencontres de groupe", feminine=True)
ATTENDANCE = Noun("présence", "présences", feminine=True)
HELD = Noun("rencontre", "rencontres", feminine=True)
REACHED = Noun("personne rejointe", "personnes rejointes", feminine=True)
ANSWER = Noun("réponse", "réponses", feminine=True)
VISIT = Noun("visite", "visites", feminine=True)
INDICATOR = Noun("indicateur", "indicateurs")

ATTENDED = Verb(
    "a assisté à une rencontre de groupe",
    "ont assisté à une rencontre de groupe",
    "n’a assisté à une rencontre de groupe",
)
SHARED = Verb(
    "a transmis ce qu’elle a appris",
    "ont transmis ce qu’elles ont appris",
    "n’a encore transmis ce qu’elle a appris",
)
ANSWERS = {
    "shared": SHARED,
    "project_planned": Verb(
        "prévoit un projet numérique",
        "prévoient un projet numérique",
        "ne prévoit de projet numérique",
    ),
    "concrete_action": Verb(
        "a posé un geste concret", "ont posé un geste concret", "n’a encore posé de geste concret"
    ),
}
"""Questions of the survey, and what is said of who answered yes; the first that can be told."""
ANSWERED = Verb("a répondu au sondage", "ont répondu au sondage", "n’a encore répondu au sondage")
AT_LEVEL = Verb("se dit au niveau", "se disent au niveau", "ne se dit au niveau")
HIGHER = Verb(
    "se dit plus à l’aise qu’à l’inscription", "se disent plus à l’aise qu’à l’inscription", ""
)

KINDS = {
    "individual": Verb("travaille à son compte", "travaillent à leur compte", ""),
    "organization": Verb("travaille dans un organisme", "travaillent dans un organisme", ""),
    "student": Verb("étudie", "étudient", ""),
}
KINDS_TOGETHER = {
    "individual": "à leur compte",
    "organization": "dans un organisme",
    "student": "aux études",
}


def themes(found: Breakdown) -> str:
    """Return which theme was asked for most."""
    if found.total == 0:
        return "Aucun accompagnement n’a encore eu lieu"
    leaders = found.leaders
    if not leaders:
        return "Les accompagnements par thème ne sont pas publiés"
    first, most = leaders[0].label, leaders[0].count or 0
    if len(leaders) > 1:
        said = listed([part.label for part in leaders])
        return f"{said}\u00a0: {counted(most, ACCOMPANIMENT)} sur chacun de ces thèmes"
    if most == found.total:
        return f"{first}, thème {_of_all(most)}"
    if found.sure and found.total:
        return f"{first}, premier thème\u00a0: {share(most, found.total, ACCOMPANIMENT).text}"
    return f"{first}\u00a0: {counted(most, ACCOMPANIMENT)}"


def kinds(found: Breakdown) -> str:
    """Return whether most people work for themselves, for an organisation, or study."""
    leaders = tuple(part for part in found.leaders if part.key in KINDS)
    if not leaders or not found.total:
        return _of_people(found, "profil")
    if len(leaders) > 1:
        groups = [KINDS_TOGETHER[part.key] for part in leaders]
        if len(groups) == 2:
            return f"Autant de personnes {groups[0]} {than(groups[1])}"
        return f"Autant de personnes {listed(groups)}"
    said = share(leaders[0].count or 0, found.total, ACCOMPANIED)
    return said.does(KINDS[leaders[0].key])


def disciplines(found: Breakdown) -> str:
    """Return the discipline of most people."""
    leaders = found.leaders
    if not leaders:
        return _of_people(found, "discipline")
    most = counted(leaders[0].count or 0, PERSON)
    if len(leaders) > 1:
        names = sentence(listed([part.label.lower() for part in leaders]))
        return f"{names}\u00a0: {most} dans chacune de ces disciplines"
    if found.sure and len(found.parts) > 1:
        return f"{leaders[0].label}, discipline la plus représentée\u00a0: {most}"
    return f"{leaders[0].label}\u00a0: {most}"


def levels(found: Breakdown) -> str:
    """Return the level of most people as they registered."""
    leaders = found.leaders
    if not leaders or not found.total:
        return _of_people(found, "niveau")
    names = [part.label.lower() for part in leaders]
    if len(leaders) > 1:
        return f"Autant de personnes aux niveaux {listed(names)}"
    said = share(leaders[0].count or 0, found.total, ACCOMPANIED)
    return f"{said.does(AT_LEVEL)} {names[0]}"


def moved(up: int, people: int) -> str:
    """Return how many place themselves higher than when they registered."""
    said = share(up, people, ACCOMPANIED)
    if said.number == 0:
        return "Les personnes accompagnées se disent au même niveau qu’à l’inscription"
    return said.does(HIGHER)


def months(found: Breakdown) -> str:
    """Return the month with the most accompaniments."""
    leaders = found.leaders
    if not leaders:
        return _without_first(found)
    most = counted(leaders[0].count or 0, ACCOMPANIMENT)
    if len(leaders) > 3:
        return sentence(f"{most} par mois, dans {spelled(len(leaders))} mois différents")
    if len(leaders) > 1:
        return sentence(
            f"{listed([p.label.lower() for p in leaders])}\u00a0: {most} dans chacun de ces mois"
        )
    first = leaders[0].label.lower()
    if not found.sure or len(found.parts) == 1:
        return sentence(f"{first}\u00a0: {most}")
    return sentence(f"{first}, mois le plus actif\u00a0: {most}")


def _without_first(found: Breakdown) -> str:
    if found.total == 0:
        return themes(found)
    told = any(part.count for part in found.parts)
    return "Les accompagnements, par période" if told else "Les mois ne sont pas publiés"


def journey(steps: Mapping[str, int | None]) -> str:
    """Return how many of those registered were accompanied, and how many passed it on."""
    registered, held, shared = (steps.get(key) for key in ("registered", "held", "shared"))
    if not registered:
        return "Personne n’est encore inscrit" if registered == 0 else "De l’inscription au partage"
    said = counted(registered, REGISTERED)
    if held is not None:
        said += f", {_so_many(held)} accompagnée{'s' if held > 1 else ''}"
    if shared:
        passed = "a transmis ce qu’elle a" if shared == 1 else "ont transmis ce qu’elles ont"
        said += f", {_so_many(shared)} qui {passed} appris"
    return sentence(said)


def meetings(count: int | None, attendances: int | None, largest: Sequence[str]) -> str:
    """Return how many came to how many meetings. `largest` names the meetings with the most."""
    if count == 0:
        return "Aucune rencontre de groupe n’a encore eu lieu"
    if count is None or attendances is None:
        return "Les rencontres de l’édition" if count is None else sentence(counted(count, MEETING))
    said = sentence(f"{counted(attendances, ATTENDANCE)} à {counted(count, MEETING)}")
    if attendances and count > 1 and len(largest) == 1:
        return f"{said}\u00a0: la plus suivie, {largest[0]}"
    return said


def attended(part: int | None, whole: int | None) -> str:
    """Return which share of the people accompanied came to a meeting."""
    if not whole or part is None:
        return "Des accompagnements aux rencontres de groupe"
    return share(part, whole, ACCOMPANIED).does(ATTENDED)


def survey(answered: int | None, invited: int | None, told: Mapping[str, Any]) -> str:
    """Return the first share of the answers that can be told, or that of who answered.

    `told` are the rates by question.
    """
    for question, verb in ANSWERS.items():
        held = told.get(question) or {}
        if held.get("denominator") and held["numerator"] is not None:
            return share(held["numerator"], held["denominator"], RESPONDENT).does(verb)
    if invited and answered is not None:
        return share(answered, invited, INVITED).does(ANSWERED)
    return "Les réponses au sondage"


def best_axis(found: Breakdown) -> str:
    """Return what people find most useful."""
    leaders = found.leaders
    if not leaders:
        return "Les volets du programme selon les réponses"
    most = counted(leaders[0].count or 0, ANSWER)
    if len(leaders) > 1:
        return f"{listed([part.label for part in leaders])}\u00a0: {most} chaque fois"
    if not found.sure:
        return f"{leaders[0].label}\u00a0: {most}"
    return f"{leaders[0].label}, ce qui aide le plus\u00a0: {most}"


def reach(direct: int | None, accompanied: int | None) -> str:
    """Return how many people the edition reached."""
    if direct is None:
        return "Le rayonnement de l’édition"
    if direct == 0:
        return "Personne n’a encore été rejoint"
    said = sentence(counted(direct, REACHED))
    if accompanied and direct > accompanied:
        return f"{said}, dont {number(direct - accompanied)} par le bouche-à-oreille"
    return said


def viewed(views: int | None) -> str:
    return named(views, VISIT)


def audience(views: int | None, peak: date, after: str) -> str:
    """Return how much the site was looked at, and on which day most; `after` a meeting, or "".

    Names a day that everybody can see in the chart.
    """
    said = sentence(counted(views, VISIT)) if views is not None else "Les visites"
    followed = f", après la rencontre «\u00a0{after}\u00a0»" if after else ""
    return f"{said}, avec une pointe le {day(peak)}{followed}"


def indicators(count: int) -> str:
    came = "vient" if count == 1 else "viennent"
    return sentence(f"{counted(count, INDICATOR)} {came} d’autres outils")


def _of_all(total: int) -> str:
    if total == 1:
        return "du seul accompagnement"
    return "des deux accompagnements" if total == 2 else "de tous les accompagnements"


def _of_people(found: Breakdown, what: str) -> str:
    """Return what is said of people where nothing leads: nobody yet, or nothing that is public."""
    if found.total == 0:
        return "Personne n’a encore été accompagné"
    return f"Les personnes accompagnées par {what}"


def _so_many(value: int) -> str:
    return "aucune" if value == 0 else spelled(value, feminine=True)
