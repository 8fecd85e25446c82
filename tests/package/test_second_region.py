"""The package of a second region (tests/fixtures/region/): theirs, and nothing that says ours."""

import re
import tomllib
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from infra.region.inheriting import NEVER_INHERITED
from infra.region.merging import merged_with
from infra.region.places import OURS, ROOT

from .conftest import made_in

THEIRS = ROOT / "tests/fixtures/region"
FIRST = tomllib.loads((OURS / "programme.toml").read_text("utf-8"))
SECOND = tomllib.loads((THEIRS / "programme.toml").read_text("utf-8"))
OF_THE_FIRST = re.compile(r"Laurentid|Brigade numérique|Québec|Montréal|Toronto|fr[-_]CA")
LEFT_OUT = {f"templates/themes/{slug}.md" for slug in SECOND["themes"]["leave_out"]}
"""Themes of ours whose text stays, so that what was made of one goes on."""

ALIKE = {"look.done", "look.glow"}
"""What is done is green everywhere, what is focused glows."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is in their functions' zip."""
    folder = tmp_path_factory.mktemp("second")
    merged = merged_with(THEIRS, kept=folder / "kept")
    made = made_in(folder / "brigade", REGION=str(THEIRS), TEMPLATES=str(merged))
    with zipfile.ZipFile(made / "deployment.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    for name, content in files.items():
        binary = name.endswith((".png", ".woff2"))
        if name.startswith("templates/") and name not in LEFT_OUT and not binary:
            yield name, content.decode("utf-8")


def test_it_has_their_settings_zone_locale_themes_and_logo(files: dict[str, bytes]) -> None:
    packaged = tomllib.loads(files["templates/programme.toml"].decode("utf-8"))
    for key in SECOND.keys() & set(NEVER_INHERITED):
        assert packaged[key] == SECOND[key], key
    assert f"tzdata/zoneinfo/{SECOND['zone']}" in files
    locales = {name for name in files if name.startswith("babel/locale-data/")}
    assert locales == {f"babel/locale-data/{which}.dat" for which in ("root", "fr", "fr_NC")}
    assert files["templates/static/lagon.svg"] == (THEIRS / "static/lagon.svg").read_bytes()
    for theme in ("decouvrabilite.md", "radio-de-quartier.md"):
        assert files[f"templates/themes/{theme}"] == (THEIRS / "themes" / theme).read_bytes()


def test_no_text_of_it_says_ours(files: dict[str, bytes]) -> None:
    said = dict(texts(files))
    assert len(said) > 300
    assert [name for name, text in said.items() if OF_THE_FIRST.search(text)] == []
    ours = {
        value
        for key, value in _values(FIRST)
        if key.startswith("look.") or key in NEVER_INHERITED
        if key not in ALIKE and len(value) > 6
    }
    assert FIRST["name"] in ours
    assert [(name, each) for name, text in said.items() for each in ours if each in text] == []
    picture = "templates/static/partage.png"
    assert files[picture] != (OURS / "static/partage.png").read_bytes()


def _values(said: dict[str, Any], way: str = "") -> Iterator[tuple[str, str]]:
    """Each text of the settings, by its key."""
    for name, each in said.items():
        if isinstance(each, dict):
            yield from _values(each, f"{way}{name}.")
        elif isinstance(each, str):
            yield f"{way}{name}", each
