"""A typeface of a region's own: its files are there, loaded, and draw French."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from chalicelib.adapters.assets import Assets
from chalicelib.adapters.documents.pdf import draw
from chalicelib.adapters.report import svg
from chalicelib.adapters.texts.look_file import appearance_of, painted
from infra.region.look.drawn_with import wide_of_look
from infra.region.merging import merged_with
from infra.region.problems import problems
from infra.region.toml_text import toml_text
from tests.adapters.report.test_paper import _opened

from .own import OURS, SAID, write

LOOK: dict[str, Any] = {
    "text": "#241414",
    "background": "#fbf3f0",
    "primary": "#6d1a24",
    "accent": "#b06f1b",
    "link": "#7a1f3d",
    "face": {"name": "Fjord", "regular": "fjord.woff2", "bold": "fjord-700.woff2", "serif": True},
}
OUR_FONT = OURS / "static/fonts/atkinson-hyperlegible-next-latin-700-normal.woff2"


def region_with(folder: Path, *fonts: str, **face: Any) -> Path:
    """Return the folder of a region whose face has these files, ours under other names."""
    said = {**SAID, "look": {**LOOK, "face": {**LOOK["face"], **face}}}
    region = write(folder / "fjord", {"programme.toml": toml_text(said)})
    (region / "static/fonts").mkdir(parents=True)
    for font in fonts:
        shutil.copy(OUR_FONT, region / "static/fonts" / font)
    return region


def few(region: Path, name: str) -> None:
    """Leave but few letters in a font."""
    path = region / "static/fonts" / name
    subset.main([str(OUR_FONT), "--text=abé Pge1", "--flavor=woff2", f"--output-file={path}"])


@pytest.fixture
def region(tmp_path: Path) -> Path:
    return region_with(tmp_path, "fjord.woff2", "fjord-700.woff2")


def told(region: Path, tmp_path: Path) -> list[str]:
    return list(problems(merged_with(region, kept=tmp_path / "kept") / "programme.toml"))


def test_pages_load_it_and_begin_with_it(region: Path, tmp_path: Path) -> None:
    assert told(region, tmp_path) == []
    folder, look = merged_with(region, kept=tmp_path / "kept"), appearance_of(LOOK)
    assets = Assets(folder / "static", look)
    sheet = assets.find("site.css")
    assert sheet is not None
    text = sheet.content.decode()
    assert '--face: "Fjord", Georgia, "Times New Roman", serif;' in text
    assert f'font-family: "Fjord"; src: url("{assets.stamped("fonts/fjord.woff2")}")' in text
    assert look.first_font == "fjord.woff2"


def test_documents_are_drawn_with_it_and_with_ours_where_it_lacks_a_letter(
    region: Path, tmp_path: Path
) -> None:
    for name in ("fjord.woff2", "fjord-700.woff2"):
        few(region, name)
    folder = merged_with(region, kept=tmp_path / "kept")
    page = '<html lang="fr"><title>Essai</title><body data-programme="abé"><p>abé</p>'
    assert fonts_of(draw(page, folder)) == {"Fjord"}
    assert fonts_of(draw(f"{page}<p>xyz</p>", folder)) == {"Fjord", "Atkinson"}


def test_charts_are_drawn_with_it_on_screen_and_on_paper(region: Path, tmp_path: Path) -> None:
    folder = merged_with(region, kept=tmp_path / "kept")
    chart = svg.document("c", "Titre", "Dit", [svg.text(0, 20, "abé")], 40, svg.PAPER)
    drawn = painted(chart, appearance_of(LOOK))
    assert "font-family=\"'Fjord', Atkinson, Atkinson Ext, " in drawn
    page = f'<html lang="fr"><title>Essai</title><body data-programme="abé">{drawn}'
    assert fonts_of(draw(page, folder)) == {"Fjord"}
    assert svg.SCREEN.family == "var(--face)"


def test_a_face_that_charts_have_no_room_for_is_told(region: Path, tmp_path: Path) -> None:
    assert wide_of_look(merged_with(region, kept=tmp_path / "kept")) == []
    path = region / "static/fonts/fjord.woff2"
    with TTFont(path) as font:
        font["head"].unitsPerEm = font["head"].unitsPerEm // 2
        font.save(path)
    [told] = wide_of_look(merged_with(region, kept=tmp_path / "kept"))
    assert told.startswith("fjord.woff2: a letter is 0.9")
    assert wide_of_look(OURS) == []


@pytest.mark.parametrize(
    ("fonts", "face", "problem"),
    [
        (["fjord.woff2"], {}, "look.face.bold: fjord-700.woff2 is not in static/fonts/"),
        ([], {"regular": "OFL.txt"}, "look.face.regular: is "),
        ([], {"name": 'Fjord"; }'}, "look.face.name: is "),
        ([], {"names": "Fjord"}, "look.face.names: is not a key; did you mean name?"),
    ],
)
def test_what_is_wrong_with_it_is_told(
    fonts: list[str], face: dict[str, Any], problem: str, tmp_path: Path
) -> None:
    found = told(region_with(tmp_path, *fonts, **face), tmp_path)
    assert any(problem in each for each in found), found


def test_a_font_that_does_not_draw_french_is_told(region: Path, tmp_path: Path) -> None:
    few(region, "fjord.woff2")
    [found] = told(region, tmp_path)
    assert "look.face.regular: fjord.woff2 does not draw À à" in found
    (region / "static/fonts/fjord-700.woff2").write_bytes(b"no font")
    assert any("fjord-700.woff2 is no font" in each for each in told(region, tmp_path))


def fonts_of(pdf: bytes) -> set[str]:
    return {font[3].partition("+")[2] for page in _opened(pdf) for font in page.get_fonts()}
