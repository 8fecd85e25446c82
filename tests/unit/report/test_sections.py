"""The sections of a report: every published figure, whatever is withheld."""

import re
from pathlib import Path

import pytest

from chalicelib.domain.report.sections import definitions, headline, sections
from chalicelib.domain.report.sections.shapes import SECTIONS as NAMED
from chalicelib.domain.report.sections.shapes import ChartKind, Section
from chalicelib.domain.report.sections.wording import WITHHELD
from tests.support.reports.reading import NAMES, first_edition, with_withheld
from tests.unit.report.protection.seasons import season

SECTIONS = {section.key: section for section in sections(first_edition(), NAMES)}


def _cells(section: Section) -> str:
    return " ".join(cell for table in section.tables for row in table.rows for cell in row)


def test_the_first_edition_reads_as_it_was_published() -> None:
    told = {figure.label: figure.value for figure in headline(first_edition())}
    assert told["accompagnements"] == "67"
    assert told["personnes accompagnées"] == "55"
    assert told["présences aux rencontres de groupe"] == "71"
    assert told["personnes rejointes"] == "146"
    said = {key: section.conclusion.replace("\u00a0", " ") for key, section in SECTIONS.items()}
    themes = "Découvrabilité, premier thème : plus de quatre accompagnements sur dix"
    assert said["themes"] == themes
    assert said["mois"] == "Décembre 2021, mois le plus actif : 14 accompagnements"
    assert said["sondage"] == (
        "Plus de huit personnes répondantes sur dix ont transmis ce qu’elles ont appris"
    )
    assert "10 sur 12 (83\u00a0%)" in _cells(SECTIONS["suite"])
    assert "13 sur 18 (72\u00a0%)" in _cells(SECTIONS["sondage"])


def test_sections_stand_in_their_order_each_with_its_definition() -> None:
    assert list(SECTIONS) == [key for key in NAMED if key in SECTIONS]
    assert all(section.definition.endswith(".") for section in SECTIONS.values())


def test_a_chart_s_title_is_its_conclusion_and_its_numbers_are_in_a_table() -> None:
    for section in SECTIONS.values():
        for chart in section.charts:
            assert chart.title
            assert section.tables
            for line in chart.lines:
                assert line.label in chart.description


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_withheld_is_said_to_be_and_nothing_is_made_up(seed: int) -> None:
    public = with_withheld(first_edition(), seed)
    found = sections(public, NAMES)
    text = repr(found) + repr(headline(public))
    assert "None" not in re.sub(r"numbers=\([^)]*\)", "", text)
    assert WITHHELD in text
    assert not re.search("moins de (cinq|5)", text)
    for section in found:
        assert all(table.withheld == (WITHHELD in repr(table.rows)) for table in section.tables)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_public_of_any_edition_reads_well(seed: int) -> None:
    for each in season(seed):
        public = each.public()
        text = repr((headline(public), sections(public, NAMES)))
        assert not re.search(r"Regrouped|Not given|regrouped|not_given", text)


def test_an_edition_that_has_just_begun_has_its_sections_without_a_chart() -> None:
    empty = with_withheld(first_edition(), 1, share=0.0)

    def nothing(held: object) -> object:
        if isinstance(held, dict):
            return {key: nothing(each) for key, each in held.items()}
        return [] if isinstance(held, list) else 0 if isinstance(held, int | float) else held

    report = nothing(empty)
    assert isinstance(report, dict)
    found = sections({**report, "people": {**report["people"], "target": 70}}, NAMES)
    assert not any(section.charts for section in found)
    assert "Aucun accompagnement n’a encore eu lieu" in [section.conclusion for section in found]


def test_a_whole_of_which_a_part_is_withheld_is_not_drawn() -> None:
    report = first_edition()
    report["people"]["by_maturity"]["emergent"] = None
    report["levels"] = {}
    levels = next(each for each in sections(report, NAMES) if each.key == "niveaux")
    assert not levels.charts
    assert levels.tables[0].withheld


def test_what_a_reader_is_told_of_counting_is_what_its_documentation_says() -> None:
    documented = Path("docs/counting.md").read_text("utf-8")
    said = [text for name, text in vars(definitions).items() if name.isupper()]
    assert len(said) == len(NAMED)
    assert not [text for text in said if text not in documented]


def test_those_told_together_are_named_where_they_are_few() -> None:
    report = first_edition()
    by_theme = report["accompaniments"]["by_theme"]
    merged = ["collaboration-nuagique", "concertation-numerique"]
    by_theme["regrouped"] = sum(by_theme.pop(key) for key in merged)
    report["regrouped_keys"] = {"accompaniments.by_theme": merged}
    themes = sections(report, NAMES)[0]
    assert themes.tables[0].rows[-2][0] == (
        "Collaboration nuagique et Concertation numérique, ensemble"
    )
    assert themes.conclusion == SECTIONS["themes"].conclusion


def test_months_told_together_are_bars_and_no_calendar() -> None:
    report = first_edition()
    told = {"2021-07/2021-09": {"regrouped": 19}, "2021-10": {"regrouped": 8}}
    report["accompaniments"]["by_month"] = {**told, "2021-11/2022-02": {"regrouped": 40}}
    months = next(each for each in sections(report, NAMES) if each.key == "mois")
    assert [chart.kind for chart in months.charts] == [ChartKind.BARS]
    assert months.tables[0].rows[0][0] == "Juillet à septembre 2021"
    assert months.tables[0].rows[2][0] == "Novembre 2021 à février 2022"
    assert "le plus actif" not in months.conclusion


def test_the_site_s_peak_is_told_with_the_meeting_that_it_follows() -> None:
    report = first_edition()
    days = [("2021-11-15", 10), ("2021-11-17", 90), ("2021-11-20", 7)]
    counted = [{"day": day, "visits": n, "people": 5, "new_week": 5} for day, n in days]
    report["audience"] = {"visits": 107, "days": counted, "pages": {"/themes": 60, "/": 47}}
    site = next(each for each in sections(report, NAMES) if each.key == "visites")
    assert site.conclusion.replace("\u00a0", " ") == (
        "107 visites, avec une pointe le 17 novembre 2021, après la rencontre « Découvrabilité »"
    )
    assert len(site.charts[0].lines) == 6
    assert site.charts[0].marks == ((1, "Découvrabilité"),)


def test_of_each_peak_the_people_are_told_and_how_many_were_new_that_week() -> None:
    report = first_edition()
    days = [
        {"day": "2021-11-15", "visits": 10, "people": None, "new_week": None},
        {"day": "2021-11-17", "visits": 90, "people": 40, "new_week": 30},
        {"day": "2021-11-20", "visits": 7, "people": 6, "new_week": None},
    ]
    report["audience"] = {"visits": 107, "days": days, "pages": {}}
    site = next(each for each in sections(report, NAMES) if each.key == "visites")
    share = site.figures[1]
    assert (share.value.replace("\u00a0", " "), share.detail) == ("75 %", "30 sur 40")
    assert [[cell.replace("\u00a0", " ") for cell in row] for row in site.tables[1].rows] == [
        ["17 novembre 2021", "90", "40", "30 sur 40 (75 %)"],
        ["15 novembre 2021", "10", WITHHELD, WITHHELD],
        ["20 novembre 2021", "7", "6", WITHHELD],
    ]


def test_what_leads_in_a_chart_is_what_its_title_is_about() -> None:
    report = first_edition()
    report["people"]["by_discipline"] = {"danse": 9, "musique": 4, "regrouped": 10}
    disciplines = next(each for each in sections(report, NAMES) if each.key == "disciplines")
    assert [line.label for line in disciplines.charts[0].lines if line.leads] == ["Danse"]
    assert disciplines.conclusion.startswith("Danse")


def test_a_report_begins_with_answers_that_can_be_told() -> None:
    report = first_edition()
    report["survey"]["shared"] = {"numerator": None, "denominator": 18, "rate": None}
    told = headline(report)[4]
    assert (told.value, told.detail) == ("72\u00a0%", "13 sur 18")
    assert told.label == "des personnes répondantes prévoient un projet numérique"
