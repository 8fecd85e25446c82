"""What a chart's title says is true of its numbers, and good French."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.report.protection.grouped import NOT_GIVEN, REGROUPED
from chalicelib.domain.report.sections import conclusions
from chalicelib.domain.report.sections.breakdowns import Breakdown, breakdown

Counts = dict[str, int | None]


def of(counts: Counts, total: int | None) -> Breakdown:
    return breakdown(counts, total, str.capitalize, "Autres, ensemble")


@pytest.mark.parametrize(
    ("counts", "total", "said"),
    [
        ({}, 0, "Aucun accompagnement n’a encore eu lieu"),
        ({"a": 1}, 1, "A, thème du seul accompagnement"),
        ({"a": 12}, 12, "A, thème de tous les accompagnements"),
        ({"a": 29, "b": 24}, 67, "A, premier thème : plus de quatre accompagnements sur dix"),
        ({"a": 5, "b": 5}, 10, "A et B : cinq accompagnements sur chacun de ces thèmes"),
        ({"a": 1, "b": 1, "c": 1}, 3, "A, B et C : un accompagnement sur chacun de ces thèmes"),
        ({"a": 20, "b": None}, 30, "A, premier thème : deux accompagnements sur trois"),
        ({"a": 20, "b": None}, 60, "A : 20 accompagnements"),
        ({"a": 20, "b": 8, REGROUPED: 22}, 50, "A : 20 accompagnements"),
        ({"a": 20, "b": 8, REGROUPED: None}, None, "A : 20 accompagnements"),
        ({"a": None, "b": None}, 30, "Les accompagnements par thème ne sont pas publiés"),
        ({"a": None}, None, "Les accompagnements par thème ne sont pas publiés"),
    ],
)
def test_a_theme_leads(counts: Counts, total: int | None, said: str) -> None:
    assert conclusions.themes(of(counts, total)).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, "Personne n’a encore été accompagné"),
        ({"student": 1}, "La seule personne accompagnée étudie"),
        ({"individual": 1, "student": 2}, "Deux personnes accompagnées sur trois étudient"),
        ({"individual": 6, "student": 6}, "Autant de personnes à leur compte qu’aux études"),
        (
            {"individual": 23, "organization": 32},
            "Près de six personnes accompagnées sur dix travaillent dans un organisme",
        ),
        (
            {"individual": 5, "organization": 4, "student": 4},
            "Près de quatre personnes accompagnées sur dix travaillent à leur compte",
        ),
        ({"organization": None, "student": None}, "Les personnes accompagnées par profil"),
    ],
)
def test_a_profile_leads(counts: Counts, said: str) -> None:
    total = sum(count or 0 for count in counts.values())
    assert conclusions.kinds(of(counts, total or (0 if not counts else 30))) == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"danse": 9}, "Danse : neuf personnes"),
        ({"danse": 9, "musique": 4}, "Danse, discipline la plus représentée : neuf personnes"),
        (
            {"danse": 1, "musique": 1},
            "Danse et musique : une personne dans chacune de ces disciplines",
        ),
        ({"danse": 9, REGROUPED: 9}, "Danse : neuf personnes"),
        ({"danse": 9, REGROUPED: 8}, "Danse, discipline la plus représentée : neuf personnes"),
        ({"danse": 9, NOT_GIVEN: 20}, "Danse, discipline la plus représentée : neuf personnes"),
        ({REGROUPED: 9}, "Les personnes accompagnées par discipline"),
    ],
)
def test_a_discipline_leads(counts: Counts, said: str) -> None:
    total = sum(count or 0 for count in counts.values())
    assert conclusions.disciplines(of(counts, total)).replace("\u00a0", " ") == said


def test_nobody_who_reads_the_same_numbers_can_doubt_that_a_part_is_the_first() -> None:
    assert not of({"a": 6, "b": None}, 12).sure, "b may be 6 too"
    assert of({"a": 7, "b": None}, 13).sure
    assert not of({"a": 7, "b": None}, None).sure


@given(
    st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 40), min_size=1),
    st.sets(st.sampled_from("abcdefg")),
    st.sets(st.sampled_from("abcdefg")),
)
def test_what_is_called_the_first_is_the_first(
    true: dict[str, int], hidden: set[str], merged: set[str]
) -> None:
    shown: Counts = {key: None if key in hidden else count for key, count in true.items()}
    together = [true[key] for key in merged & {*true}]
    shown = {key: count for key, count in shown.items() if key not in merged}
    found = of({**shown, REGROUPED: sum(together)}, sum(true.values()))
    if found.leaders and found.sure:
        assert found.leaders[0].count == max(true.values())


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ({"registered": 0, "held": 0, "shared": 0}, "Personne n’est encore inscrit"),
        ({"registered": 1, "held": 0, "shared": 0}, "Une personne inscrite, aucune accompagnée"),
        (
            {"registered": 3, "held": 1, "shared": 1},
            "Trois personnes inscrites, une accompagnée, une qui a transmis ce qu’elle a appris",
        ),
        (
            {"registered": 55, "held": 54, "shared": 15},
            "55 personnes inscrites, 54 accompagnées, 15 qui ont transmis ce qu’elles ont appris",
        ),
        ({"registered": None, "held": 5, "shared": 1}, "De l’inscription au partage"),
        ({"registered": 55, "held": None, "shared": None}, "55 personnes inscrites"),
    ],
)
def test_the_way_is_told_from_its_first_step(steps: Counts, said: str) -> None:
    assert conclusions.journey(steps).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("count", "attendances", "said"),
    [
        (0, 0, "Aucune rencontre de groupe n’a encore eu lieu"),
        (1, 0, "Aucune présence à une rencontre de groupe"),
        (1, 1, "Une présence à une rencontre de groupe"),
        (10, 71, "71 présences à dix rencontres de groupe"),
        (10, None, "Dix rencontres de groupe"),
        (None, None, "Les rencontres de l’édition"),
    ],
)
def test_meetings_are_told_with_those_who_came(
    count: int | None, attendances: int | None, said: str
) -> None:
    assert conclusions.meetings(count, attendances, []).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 9, "Aucune personne accompagnée n’a assisté à une rencontre de groupe"),
        (1, 1, "La seule personne accompagnée a assisté à une rencontre de groupe"),
        (1, 2, "Une personne accompagnée sur deux a assisté à une rencontre de groupe"),
        (
            39,
            55,
            "Plus de sept personnes accompagnées sur dix ont assisté à une rencontre de groupe",
        ),
        (55, 55, "Toutes les personnes accompagnées ont assisté à une rencontre de groupe"),
        (None, 55, "Des accompagnements aux rencontres de groupe"),
        (0, 0, "Des accompagnements aux rencontres de groupe"),
    ],
)
def test_who_came_after_a_session(part: int | None, whole: int | None, said: str) -> None:
    assert conclusions.attended(part, whole) == said


@pytest.mark.parametrize(
    ("direct", "accompanied", "said"),
    [
        (0, 0, "Personne n’a encore été rejoint"),
        (1, 1, "Une personne rejointe"),
        (146, 55, "146 personnes rejointes, dont 91 par le bouche-à-oreille"),
        (146, None, "146 personnes rejointes"),
        (None, 55, "Le rayonnement de l’édition"),
    ],
)
def test_reach_is_told_in_its_parts(direct: int | None, accompanied: int | None, said: str) -> None:
    assert conclusions.reach(direct, accompanied).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"mars 2021": 1}, "Mars 2021 : un accompagnement"),
        ({"mars 2021": 9, "mai 2021": 3}, "Mars 2021, mois le plus actif : neuf accompagnements"),
        ({"mars 2021": 9, "mai 2021": None}, "Mars 2021 : neuf accompagnements"),
        (
            {"mars 2021": 2, "mai 2021": 2},
            "Mai 2021 et mars 2021 : deux accompagnements dans chacun de ces mois",
        ),
        ({"mars 2021": None}, "Les mois ne sont pas publiés"),
    ],
)
def test_a_month_leads(counts: Counts, said: str) -> None:
    known = None if None in counts.values() else sum(count or 0 for count in counts.values())
    found = breakdown(counts, known, str, "Autres mois, ensemble")
    assert conclusions.months(found).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            {"shared": (15, 18)},
            "Plus de huit personnes répondantes sur dix ont transmis ce qu’elles ont appris",
        ),
        ({"shared": (1, 3)}, "Une personne répondante sur trois a transmis ce qu’elle a appris"),
        ({"shared": (0, 6)}, "Aucune personne répondante n’a encore transmis ce qu’elle a appris"),
        (
            {"shared": (None, 18), "project_planned": (13, 18)},
            "Plus de sept personnes répondantes sur dix prévoient un projet numérique",
        ),
        ({"project_planned": (0, 18)}, "Aucune personne répondante ne prévoit de projet numérique"),
        ({"shared": (0, 0)}, "Près d’une personne invitée sur trois a répondu au sondage"),
    ],
)
def test_the_first_answer_that_can_be_told_is(
    told: dict[str, tuple[int | None, int]], said: str
) -> None:
    rates = {key: {"numerator": part, "denominator": of} for key, (part, of) in told.items()}
    assert conclusions.survey(18, 55, rates) == said


def test_without_any_answer_nothing_is_made_of_it() -> None:
    assert conclusions.survey(None, 55, {}) == "Les réponses au sondage"
    assert conclusions.survey(0, 55, {}) == "Aucune personne invitée n’a encore répondu au sondage"
