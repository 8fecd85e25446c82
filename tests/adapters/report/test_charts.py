"""Charts as they are written: for eyes, for screen readers, for a strict page, and on paper."""

import re
from xml.etree import ElementTree

import pytest

from chalicelib.adapters.report.charts import DRAWN_AS, draw
from chalicelib.adapters.report.svg import PAPER, SCREEN, Ground, room
from chalicelib.domain.report.sections import sections
from chalicelib.domain.report.sections.shapes import Chart, ChartKind, Line
from tests.support.reports.reading import NAMES, first_edition, with_withheld

DAYS = Chart(
    ChartKind.DAYS,
    "Des pointes après les rencontres",
    "Jour par jour.",
    tuple(
        Line(f"{at}", (None if at == 9 else at % 7,), short="août" if at == 0 else "")
        for at in range(60)
    ),
    ("le plus vu", "rencontres"),
    ((3, "Marketing"), (40, "Découvrabilité")),
)
LEVELS = Chart(
    ChartKind.SHARES,
    "Plus à l’aise",
    "Avant, après.",
    (Line("Avant", (10, 20, 20, 5, 1, 2)), Line("Après", (4, 18, 24, 9, 0, 0))),
    ("Débutant", "Émergent", "Opérationnel", "Avancé", "Autres", "Non précisé"),
)
CHARTS = [c for s in sections(first_edition(), NAMES) for c in s.charts] + [DAYS, LEVELS]


def _shapes(svg: str, name: str) -> list[dict[str, str]]:
    drawn = ElementTree.fromstring(svg).iter(f"{{http://www.w3.org/2000/svg}}{name}")
    return [dict(each.attrib) for each in drawn]


def test_every_kind_of_chart_is_drawn() -> None:
    assert {chart.kind for chart in CHARTS} == {*ChartKind} == {*DRAWN_AS}


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title[:30])
def test_a_chart_is_told_aloud_and_needs_nothing_from_elsewhere(chart: Chart) -> None:
    svg = draw(chart, "g1")
    root = ElementTree.fromstring(svg)
    title, description, *_ = root
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == title.get("id") == "g1-t"
    assert root.get("aria-describedby") == description.get("id") == "g1-d"
    assert (title.text, description.text) == (chart.title, chart.description)
    assert not re.search(r"<script|<style|style=|<!--|href=|url\(|20\d\d-\d\d-\d\d", svg)
    assert svg == draw(chart, "g1"), "the same each time"


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title[:30])
def test_nothing_of_a_chart_lies_outside_of_it(chart: Chart) -> None:
    svg = draw(chart, "g1")
    height = float(ElementTree.fromstring(svg).get("height", "0"))
    for box in _shapes(svg, "rect"):
        x, y, wide, tall = (float(box[name]) for name in ("x", "y", "width", "height"))
        assert x >= -0.1
        assert x + wide <= SCREEN.width + 0.2
        assert y >= 0
        assert y + tall <= height
    assert all(float(each["y"]) <= height for each in _shapes(svg, "text"))


def test_a_bar_is_as_long_as_its_number() -> None:
    themes = next(chart for chart in CHARTS if chart.kind is ChartKind.BARS)
    lengths = [float(box["width"]) for box in _shapes(draw(themes, "g"), "rect")]
    numbers = [line.numbers[0] or 0 for line in themes.lines]
    for length, number in zip(lengths, numbers, strict=True):
        assert length == pytest.approx(SCREEN.width * number / max(numbers), abs=0.1)


def test_the_parts_of_a_whole_fill_it() -> None:
    widths = [float(box["width"]) for box in _shapes(draw(LEVELS, "g"), "rect")[6:]]
    assert sum(widths) == pytest.approx(2 * SCREEN.width, abs=20)


def test_what_leads_is_seen_to_and_nothing_is_drawn_of_what_is_withheld() -> None:
    lines = (
        Line("A", (9,), "9", leads=True),
        Line("B", (4,), "4"),
        Line("C", (None,), "non publié"),
    )
    svg = draw(Chart(ChartKind.BARS, "A", "A.", lines), "g")
    assert [box["class"] for box in _shapes(svg, "rect")] == ["chart-tone-1", "chart-tone-7"]
    assert "non publié" in svg


@pytest.mark.parametrize("seed", range(5))
def test_charts_of_what_is_public_are_drawn_too(seed: int) -> None:
    public = with_withheld(first_edition(), seed)
    for section in sections(public, NAMES):
        for chart in section.charts:
            ElementTree.fromstring(draw(chart, "g"))


@pytest.mark.parametrize("ground", [SCREEN, PAPER])
def test_a_long_word_typed_by_people_stays_in_the_chart(ground: Ground) -> None:
    word = "anticonstitutionnellement-et-découvrabilité-de-la-francophonie-numérique"
    svg = draw(Chart(ChartKind.BARS, "a", "b", (Line(word, (1,), "1"),)), "g", ground)
    drawn = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    said = [each.text or "" for each in drawn]
    assert "".join(said) == f"{word}1"
    assert max(room(line) for line in said) <= ground.width


def test_a_text_typed_by_people_stays_text() -> None:
    svg = draw(Chart(ChartKind.BARS, "<b>", "a & b", (Line("<script>", (1,), "1"),)), "g")
    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg
