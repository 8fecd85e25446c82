"""Each theme at each level as it is sent: joined to a participant's pages, read by a checker."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from outloud import check  # type: ignore[import-untyped]
from outloud.findings import Finding  # type: ignore[import-untyped]

from chalicelib import wiring
from chalicelib.adapters.documents.document_pages import Paper
from chalicelib.adapters.documents.toolboxes import Toolboxes
from chalicelib.domain.documents.documents import Tool, Toolbox
from chalicelib.domain.documents.themes import ThemeSheet
from chalicelib.settings import TEMPLATES
from tests.adapters.documents.test_toolboxes import SITE, Bucket, Drawing
from tests.support.readers.pdf import faults

SHEETS = [
    ThemeSheet(slug, level) for slug, theme in wiring.themes().items() for level in theme.levels
]
TOP_MARGIN, BOTTOM_MARGIN = 28 / 25.4 * 72, 26 / 25.4 * 72
"""In points: running titles and page numbers are in them, the text between."""


@cache
def document(sheet: ThemeSheet) -> bytes:
    return _toolboxes().render(
        Toolbox(
            participant_name="Zoé Exemple",
            theme=wiring.themes()[sheet.slug],
            held_on=date(2027, 3, 9),
            adviser_name="Dominique Exemple",
            notes="## Constat\n\n- [x] Fait\n- [ ] À faire\n\n| a | b |\n| - | - |\n| 1 | 2 |",
            tools=(Tool("Wikidata", "https://www.wikidata.org", "Se relier."),),
            next_steps=("Corriger la fiche",),
            level=sheet.level,
            referral_code="p0123456789abcdef0123",
        )
    )


@cache
def _toolboxes() -> Toolboxes:
    paper = Paper(TEMPLATES, wiring.programme(), SITE)
    return Toolboxes(wiring.library(), paper, Drawing(), Bucket(), TEMPLATES)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.slug}-{sheet.level}")
def test_a_checker_of_accessibility_finds_no_error(sheet: ThemeSheet, tmp_path: Path) -> None:
    path = tmp_path / "document.pdf"
    path.write_bytes(document(sheet))
    result = check(str(path))
    assert result.error is None
    found = [finding for finding in result.findings if not _is_of_a_running_title(finding, path)]
    assert [f"{each.rule} {each.message}" for each in found if each.severity == "error"] == []
    assert "ORD-001" not in {finding.rule for finding in found}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.slug}-{sheet.level}")
def test_both_parts_are_tagged_soundly(sheet: ThemeSheet) -> None:
    assert faults(document(sheet)) == []


def test_a_theme_s_sheet_is_mended_too() -> None:
    for sheet in SHEETS[:2]:
        assert faults(_toolboxes().theme_pdf(sheet)) == []


def test_every_page_is_of_the_programme_s_paper() -> None:
    size = wiring.programme().paper
    for sheet in SHEETS:
        for width, height in _sizes(document(sheet)):
            assert width == pytest.approx(size.width, abs=0.1)
            assert height == pytest.approx(size.height, abs=0.1)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.slug}-{sheet.level}")
def test_no_page_is_left_half_empty(sheet: ThemeSheet) -> None:
    reader: Any = pymupdf.open
    with reader(stream=document(sheet)) as opened:
        filled = [_filled(page) for page in opened]
    assert [n for n, share in enumerate(filled, 1) if n > 1 and share < 0.5] == []


def _filled(page: Any) -> float:
    """Of the height for text, the share that is above the last line."""
    bottom = page.rect.height - BOTTOM_MARGIN
    ends = [y1 for _, y0, _, y1, *_ in page.get_text("blocks") if y0 > TOP_MARGIN - 2]
    ends = [y1 for y1 in ends if y1 < bottom + 6]
    return float((max(ends) - TOP_MARGIN) / (bottom - TOP_MARGIN))


def _sizes(pdf: bytes) -> Iterator[tuple[float, float]]:
    """Of each page, in millimetres."""
    from io import BytesIO

    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            left, bottom, right, top = map(float, page.mediabox)
            yield (right - left) / 72 * 25.4, (top - bottom) / 72 * 25.4


def _is_of_a_running_title(finding: Finding, path: Path) -> bool:
    """Whether it is the one known to be false.

    The checker takes a running title of eight words for prose that nobody hears: it knows one by
    its being the same on most pages, and ours says the section.
    """
    if finding.rule != "TAG-002" or not finding.boxes:
        return False
    height = wiring.programme().paper.height / 25.4 * 72
    return all(min(box["y0"], box["y1"]) > height - TOP_MARGIN for box in finding.boxes)
