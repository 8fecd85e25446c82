"""Themes of ours in another region: they last as its sessions do, and say whose law they say."""

from pathlib import Path

import pytest

from chalicelib.adapters.texts.content import read_theme
from infra.region.adapting import adapted
from infra.region.laying import laid
from infra.region.merging import merged_with
from infra.region.rendering.labels import of_our_people
from infra.region.toml_text import toml_text
from infra.themes.__main__ import problems

from .own import OURS, SAID, ours_in, region_in, write

SECURITY = "themes/cybersecurite-loi-25.md"
LOI_25 = {**SAID["law"], "name": "la Loi 25"}


def region_saying(folder: Path, **said: object) -> Path:
    return write(region_in(folder), {"programme.toml": toml_text({**SAID, **said})})


def test_a_session_of_ours_lasts_as_long_as_all_do_there(tmp_path: Path) -> None:
    merged = merged_with(
        region_saying(tmp_path, session_minutes=45), ours_in(tmp_path), kept=tmp_path / "kept"
    )
    lasts = {read_theme(each).duration_minutes for each in (merged / "themes").glob("*.md")}
    assert lasts == {45}


def test_readers_are_told_that_a_law_is_not_theirs(tmp_path: Path) -> None:
    files = laid(ours_in(tmp_path), region_in(tmp_path))
    text = files[SECURITY].decode()
    assert "territoire (Québec)" in text
    assert "une autre loi : la loi sur la vie privée." in text
    assert text.index("## En bref") < text.index("::: attention Cette fiche vient d’ailleurs")


def test_such_a_theme_is_well_formed(tmp_path: Path) -> None:
    folder = write(tmp_path / "themes", {Path(SECURITY).name: ""})
    files = laid(ours_in(tmp_path), region_in(tmp_path))
    (folder / Path(SECURITY).name).write_bytes(files[SECURITY])
    wrong = [each for each in problems(folder) if not each.advice]
    assert [each for each in wrong if "figure" not in each.message] == []


@pytest.mark.parametrize(
    ("said", "own"), [({"law": LOI_25}, {}), ({}, {SECURITY: "# Le nôtre, selon la Loi 25"})]
)
def test_not_where_it_is_or_where_they_wrote_it(
    said: dict[str, object], own: dict[str, str], tmp_path: Path
) -> None:
    region = write(region_saying(tmp_path, **said), own)
    assert "vient d’ailleurs" not in laid(OURS, region)[SECURITY].decode()


def test_a_theme_that_says_no_law_stays_as_it_is() -> None:
    settings = {"session_minutes": 60, "law": {"name": "la Loi 25", "territory": "Québec"}}
    there = {"session_minutes": 60, "law": {"name": "le RGPD", "territory": "France"}}
    own = {"themes/a.md": b"## En bref\n\nRien.\n", "themes/b.md": "## A\n\nAu Québec.".encode()}
    assert list(adapted(own, {}, settings, there)) == ["themes/b.md"]
    assert adapted(own, {}, settings, settings) == {}


def test_labels_of_our_people_are_told_until_they_are_theirs(tmp_path: Path) -> None:
    region = region_saying(tmp_path, words={"sector": "la pêche"})
    told = of_our_people(merged_with(region, kept=tmp_path / "kept"))
    assert told[0] == "words.toml: role.adviser (« Brigadière ou brigadier »)"
    assert len(told) == 3
    write(region, {"words.toml": '[role]\nadviser = "Passeuse"\n'})
    assert len(of_our_people(merged_with(region, kept=tmp_path / "kept"))) == 2
    assert of_our_people(OURS) == []
    region = region_saying(tmp_path, name="Brigade numérique du Fjord")
    assert of_our_people(merged_with(region, kept=tmp_path / "kept")) == []
