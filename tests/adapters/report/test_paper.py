"""A report on paper: accessible, without a page that is half empty, the same bytes each time."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from outloud import check  # type: ignore[import-untyped]

from chalicelib import wiring
from chalicelib.adapters.documents.document_pages import Paper
from chalicelib.adapters.documents.pdf import draw
from chalicelib.adapters.imports.archives import write_archive
from chalicelib.adapters.report.open_data import About, package
from chalicelib.adapters.report.paper import MOST_LINES, ReportPaper, shortened
from chalicelib.domain.report.open_data import open_tables
from chalicelib.domain.report.printed import Printing
from chalicelib.domain.report.protection.public import public_report
from chalicelib.domain.report.report import report
from chalicelib.domain.report.sections.shapes import Chart, ChartKind, Line
from chalicelib.settings import TEMPLATES
from tests.adapters.documents.test_every_document import _filled, _is_of_a_running_title, _sizes
from tests.adapters.documents.test_toolboxes import SITE
from tests.support.readers.pdf import faults
from tests.support.reports.past_edition import past_edition
from tests.support.reports.reading import NAMES, first_edition
from tests.support.reports.recomputing import printed, unexplained

DAY = date(2026, 11, 28)


def paper() -> ReportPaper:
    return ReportPaper(
        Paper(TEMPLATES, wiring.programme(), SITE),
        NAMES,
        lambda html: draw(html, TEMPLATES),
        TEMPLATES,
    )


def printing(public: bool) -> Printing:
    edition = past_edition()
    if public:
        told = public_report(first_edition(), edition)
        return Printing(edition, told, True, DAY)
    texts = {"faits-saillants": "- Un **engouement**", "themes": "## Constat\n\nBeaucoup."}
    return Printing(replace(edition, texts=texts), first_edition())


@cache
def document(public: bool) -> bytes:
    made = paper()
    return made.draw(made.pages(printing(public), DAY))


both = pytest.mark.parametrize("public", [False, True], ids=["team", "public"])


@both
def test_a_checker_of_accessibility_finds_no_error(public: bool, tmp_path: Path) -> None:
    path = tmp_path / "bilan.pdf"
    path.write_bytes(document(public))
    result = check(str(path))
    assert result.error is None
    found = [each for each in result.findings if not _is_of_a_running_title(each, path)]
    assert [f"{each.rule} {each.message}" for each in found if each.severity == "error"] == []
    assert "ORD-001" not in {each.rule for each in found}


@both
def test_it_is_tagged_soundly_and_its_rows_have_heads(public: bool) -> None:
    assert faults(document(public)) == []
    scopes = _scopes(document(public))
    assert {"/Column", "/Row"} == scopes


@both
def test_no_page_is_left_half_empty_and_all_are_of_the_programme_s_paper(public: bool) -> None:
    filled = [_filled(page) for page in _opened(document(public))]
    assert [n for n, share in enumerate(filled, 1) if n > 1 and share < 0.5] == []
    size = wiring.programme().paper
    for width, height in _sizes(document(public)):
        assert width == pytest.approx(size.width, abs=0.1)
        assert height == pytest.approx(size.height, abs=0.1)


def test_an_edition_with_nobody_yet_is_printed_too() -> None:
    made, edition = paper(), replace(past_edition(), indicators=())
    pdf = made.draw(made.pages(Printing(edition, report(edition, {}, []))))
    assert faults(pdf) == []
    filled = [_filled(page) for page in _opened(pdf)]
    assert [n for n, share in enumerate(filled, 1) if n > 1 and share < 0.5] == []


def test_what_there_is_nothing_to_show_of_is_one_line_and_the_funder_is_thanked() -> None:
    edition = replace(past_edition(), id=wiring.programme().edition.slug, indicators=())
    asked = Printing(edition, report(edition, {}, []))
    pages = paper().pages(asked)
    assert "Rien encore à montrer\u00a0: Thèmes, Profils" in pages
    assert 'id="themes"' not in pages
    assert "qui soutient cette édition" not in pages
    funded = replace(wiring.programme().edition, funder="Ministère des Exemples")
    programme = replace(wiring.programme(), edition=funded)
    made = ReportPaper(Paper(TEMPLATES, programme, SITE), NAMES, str.encode, TEMPLATES)
    assert "merci à Ministère des Exemples, qui soutient cette édition" in made.pages(asked)
    other = replace(asked, edition=past_edition())
    assert "Ministère des Exemples" not in made.pages(other)


def test_each_section_is_in_the_contents_and_each_chart_says_its_conclusion() -> None:
    text = "\n".join(page.get_text() for page in _opened(document(False))).replace("\xa0", " ")
    for said in ("Sommaire", "Faits saillants", "Comment c’est compté", "CC0 1.0", "engouement"):
        assert said in text
    assert "Découvrabilité, premier thème : plus de quatre accompagnements sur dix" in _told(
        document(False)
    )
    assert "petits groupes compris" in text
    assert "petits groupes compris" not in "".join(
        page.get_text() for page in _opened(document(True))
    )


@both
def test_each_number_is_recomputed_from_the_open_data_alone(public: bool) -> None:
    text, asked = printed(document(public)), printing(public)
    made = datetime(2026, 11, 28, tzinfo=UTC) if public else None
    about = About(asked.edition, wiring.programme(), SITE, made)
    archive = write_archive(package(open_tables(asked.report, NAMES), about))
    assert unexplained(text, archive) == []
    assert len(re.findall(r"\d+", text)) > 300
    for number in set(re.findall(r"(?<!\d)\d\d sur \d\d(?!\d)", text)):
        wrong = text.replace(number, f"{int(number[:2]) + 1}{number[2:]}")
        assert unexplained(wrong, archive), f"a false {number} is seen"


def test_the_same_report_gives_the_same_bytes_and_another_text_another_file() -> None:
    made, asked = paper(), printing(False)
    assert made.draw(made.pages(asked, DAY)) == document(False)
    other = replace(asked, edition=replace(asked.edition, texts={"themes": "Autre"}))
    assert made.printed(asked) == made.printed(asked)
    assert made.printed(asked) != made.printed(other)


def test_a_chart_with_many_bars_keeps_the_largest_in_their_order() -> None:
    lines = tuple(Line(f"r{n}", (n % 7,)) for n in range(40))
    short = shortened(Chart(ChartKind.BARS, "Titre", "…", lines)).lines
    assert len(short) == MOST_LINES
    assert sorted(line.numbers[0] or 0 for line in short) == [5] * 5 + [6] * 5
    assert [line.label for line in short] == sorted(
        (line.label for line in short), key=lambda label: int(label[1:])
    )


def _opened(pdf: bytes) -> Any:
    reader: Any = pymupdf.open
    return reader(stream=pdf)


def _elements(pdf: bytes) -> list[Any]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [_plain(each) for each in opened.objects if _is_element(each)]


def _is_element(found: Any) -> bool:
    return isinstance(found, pikepdf.Dictionary) and "/S" in found and "/P" in found


def _plain(element: Any) -> tuple[str, str, str]:
    attributes = element.get("/A", {})
    scope = attributes.get("/Scope", "") if isinstance(attributes, pikepdf.Dictionary) else ""
    return str(element.S), str(element.get("/Alt", "")), str(scope)


def _scopes(pdf: bytes) -> set[str]:
    return {scope for kind, _, scope in _elements(pdf) if kind == "/TH"}


def _told(pdf: bytes) -> list[str]:
    return [alt.replace("\xa0", " ") for kind, alt, _ in _elements(pdf) if kind == "/Figure"]
