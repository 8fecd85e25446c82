"""The names of files that pages show: they change with what the files hold."""

from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib.adapters.assets import Assets
from tests.support.examples import PROGRAMME

LOOK = PROGRAMME.look


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/a.woff2").write_bytes(b"a font")
    (tmp_path / "site.css").write_text('@font-face { src: url("fonts/a.woff2") }')
    (tmp_path / "secret.txt").write_text("not for the site")
    return tmp_path


def test_a_file_is_found_by_its_name_and_by_that_of_its_content(folder: Path) -> None:
    assets = Assets(folder, LOOK)
    lasting, plain = assets.find(assets.stamped("site.css")), assets.find("site.css")
    assert lasting is not None
    assert plain is not None
    assert (lasting.lasting, plain.lasting) == (True, False)
    assert lasting.content == plain.content
    assert assets.stamped("fonts/a.woff2").encode() in plain.content


def test_a_style_sheet_s_name_changes_with_its_own_text_and_with_its_files(folder: Path) -> None:
    names = [Assets(folder, LOOK).stamped("site.css")]
    (folder / "fonts/a.woff2").write_bytes(b"another font")
    names.append(Assets(folder, LOOK).stamped("site.css"))
    (folder / "site.css").write_text("body {}")
    names.append(Assets(folder, LOOK).stamped("site.css"))
    assert len(set(names)) == 3
    assert names == [*names[:2], Assets(folder, LOOK).stamped("site.css")]


def test_the_name_of_an_older_content_finds_today_s_for_a_while(folder: Path) -> None:
    found = Assets(folder, LOOK).find("fonts/a.0123456789ab.woff2")
    assert found is not None
    assert (found.content, found.lasting) == (b"a font", False)


def test_a_page_that_names_a_file_that_is_not_there_fails(folder: Path) -> None:
    with pytest.raises(KeyError, match=r"sait\.css"):
        Assets(folder, LOOK).stamped("sait.css")
    assert Assets(folder, LOOK).find("secret.txt") is None


def test_a_style_sheet_has_the_colours_declared_and_the_logo_by_its_content(folder: Path) -> None:
    (folder / "icon.svg").write_text('<svg fill="var(--primary)" stroke="var(--measure)"/>')
    (folder / "site.css").write_text(":root {\n  /* [look] */\n}")
    assets = Assets(folder, LOOK)
    sheet, logo = assets.find("site.css"), assets.find("icon.svg")
    assert sheet is not None
    assert logo is not None
    for name, colour in LOOK.colours.by_property.items():
        assert f"{name}: {colour};" in sheet.content.decode()
    assert f'--logo: url("{assets.stamped("icon.svg")}");' in sheet.content.decode()
    assert logo.content == b'<svg fill="#0f4c5c" stroke="var(--measure)"/>'
    other = replace(LOOK, colours=replace(LOOK.colours, primary="#7a1f1f"))
    assert Assets(folder, other).stamped("site.css") != assets.stamped("site.css")
    assert Assets(folder, other).stamped("icon.svg") != assets.stamped("icon.svg")
