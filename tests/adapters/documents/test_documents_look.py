"""Documents of another region: its name on each page, its colours, its figures in them."""

from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.documents.document_pages import Paper
from chalicelib.adapters.documents.pdf import draw
from chalicelib.adapters.documents.toolboxes import looks
from chalicelib.adapters.texts.programme_file import read_programme
from chalicelib.settings import TEMPLATES
from infra.region.merging import merged_with
from infra.region.toml_text import toml_text
from tests.adapters.documents.test_toolboxes import SITE, TOOLBOX
from tests.adapters.report.test_paper import _opened
from tests.unit.region.own import SAID, write

DARK_RED = {
    "text": "#241414",
    "background": "#fbf3f0",
    "primary": "#6d1a24",
    "accent": "#b06f1b",
    "link": "#7a1f3d",
}
LOGO_COLOUR = "#123456"
LOGO = f'''<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 32">
<rect width="64" height="32" fill="{LOGO_COLOUR}"/></svg>'''
FIGURE = '<img alt="" src="asset:themes/figures/decouvrabilite.svg">'


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("regions")
    said = toml_text({**SAID, "look": {**DARK_RED, "logo": "fjord.svg"}})
    files = {"programme.toml": said, "static/fjord.svg": LOGO}
    return merged_with(write(folder / "fjord", files), kept=folder / "kept")


@pytest.fixture(scope="module")
def pages(templates: Path) -> list[Any]:
    paper = Paper(templates, read_programme(templates / "programme.toml"), SITE)
    html = paper.participant_html(TOOLBOX).replace("</body>", f"<p>{FIGURE}</p></body>")
    return [*_opened(draw(html, templates))]


def test_each_inner_page_has_the_programme_s_name_at_its_foot(pages: Any) -> None:
    _, *inner = pages
    assert inner
    for page in inner:
        assert "Relais numérique du Fjord" in page.get_text()
        assert "Laurentides" not in page.get_text()


def test_pages_and_their_figures_are_drawn_in_its_colours(pages: Any) -> None:
    cover, *_, last = ({_hex(each["fill"]) for each in page.get_drawings()} for page in pages)
    assert {DARK_RED["primary"], DARK_RED["accent"], DARK_RED["background"]} <= cover
    assert DARK_RED["primary"] in last
    ours = {*vars(read_programme(TEMPLATES / "programme.toml").look.colours).values()}
    assert (cover | last) & ours == set()


def test_the_cover_has_its_logo_above_its_name_and_no_other_page(pages: Any) -> None:
    cover, *inner = pages
    [logo] = [each["rect"] for each in cover.get_drawings() if _hex(each["fill"]) == LOGO_COLOUR]
    [name, *_] = cover.search_for("Relais numérique du Fjord")
    assert logo.y1 < name.y0
    assert abs(logo.x0 - name.x0) < 2
    assert logo.width > 2 * logo.height * 0.95
    assert not any(
        _hex(each["fill"]) == LOGO_COLOUR for page in inner for each in page.get_drawings()
    )


def test_a_theme_that_was_drawn_in_other_colours_is_drawn_anew(templates: Path) -> None:
    assert looks(templates) != looks(TEMPLATES)


def _hex(fill: tuple[float, float, float] | None) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in fill or ())
