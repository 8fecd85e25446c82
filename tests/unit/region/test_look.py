"""The colours of `[look]`: each follows from few, and each can be told from what it stands on."""

import re
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.texts.look_file import VARIABLE, appearance_of
from chalicelib.domain.appearance import BLACK, MAIN, WHITE, contrast, mixed
from chalicelib.settings import TEMPLATES
from infra.region.inheriting import inherited_settings
from infra.region.look.contrast import faint
from infra.region.problems import problems_in

SAID = tomllib.loads((TEMPLATES / "programme.toml").read_text(encoding="utf-8"))
COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
DARK_RED = {
    "text": "#241414",
    "background": "#fbf3f0",
    "primary": "#6d1a24",
    "accent": "#b06f1b",
    "link": "#7a1f3d",
}
PAINTED = {"static", "pages", "emails", "documents", "themes"}
WRITTEN_HERE = {WHITE, "#fff", "#000"}
"""Fields are white, and so are letters on a dark ground; what is printed is black."""


def with_look(**changes: Any) -> list[str]:
    said = deepcopy(SAID)
    said["look"] |= changes
    return list(problems_in(said))


def sources(*suffixes: str) -> Iterator[Path]:
    places = (path for path in TEMPLATES.rglob("*") if path.suffix in suffixes)
    return (path for path in sorted(places) if "assessments" not in path.parts)


def test_five_colours_are_a_whole_look_that_can_be_read() -> None:
    assert list(problems_in({**deepcopy(SAID), "look": DARK_RED})) == []


def test_a_region_s_look_has_nothing_of_ours() -> None:
    assert inherited_settings(SAID, {"look": DARK_RED})["look"] == DARK_RED
    assert inherited_settings(SAID, {})["look"] == SAID["look"]


def test_a_shade_that_is_said_is_taken_as_it_is() -> None:
    said = {**DARK_RED, "muted": "#123456", "dark": {"panel": "#654321"}}
    made, plain = appearance_of(said), appearance_of(DARK_RED)
    assert (made.colours.muted, made.dark.panel) == ("#123456", "#654321")
    assert (made.colours.rule, made.dark.link) == (plain.colours.rule, plain.dark.link)


@pytest.mark.parametrize(
    ("key", "colour", "told"),
    [
        ("muted", "#9aa7ad", "look.muted: #9aa7ad on background #f7f3ec"),
        ("primary", "#6fb2c4", "look.primary: #6fb2c4 on background #f7f3ec"),
        ("accent", "#f0c0b4", "look.accent: #f0c0b4 on surface #fffdf9"),
        ("glow", "#7a5a2a", "look.glow: #7a5a2a on primary #0f4c5c"),
    ],
)
def test_a_colour_that_cannot_be_read_is_told_by_its_name(key: str, colour: str, told: str) -> None:
    assert any(each.startswith(told) for each in with_look(**{key: colour}))


def test_so_is_one_of_mails_in_the_dark() -> None:
    dark = {**SAID["look"]["dark"], "link": "#0b5d73"}
    told = with_look(dark=dark)
    assert any(each.startswith("look.dark.link: #0b5d73 on surface #1f2a30") for each in told)


@pytest.mark.parametrize(
    ("name", "light"),
    [("link", "#9fd3c7"), ("accent", "#f4d35e"), ("text", "#777777"), ("primary", "#77aabb")],
)
def test_for_a_colour_that_is_too_light_one_that_would_do_is_told(name: str, light: str) -> None:
    told = list(faint(appearance_of({**DARK_RED, name: light})))
    [advice] = [each for each in told if each.endswith("would do")]
    assert advice.startswith(f"look.{name}: #")
    better = advice.removeprefix(f"look.{name}: ")[:7]
    assert list(faint(appearance_of({**DARK_RED, name: better}))) == []


def test_none_is_told_where_it_is_a_shade_of_the_region_s_own_that_is_too_light() -> None:
    told = list(faint(appearance_of({**DARK_RED, "muted": "#9aa7ad"})))
    assert told
    assert not any(each.endswith("would do") for each in told)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.005)


@given(COLOUR, COLOUR, st.floats(0, 1))
def test_a_mix_lies_between_two_colours(one: str, other: str, share: float) -> None:
    made = mixed(one, other, share)
    for at in (1, 3, 5):
        ends = sorted((one[at : at + 2], other[at : at + 2]))
        assert ends[0] <= made[at : at + 2] <= ends[1]
    assert (mixed(one, other, 0), mixed(one, other, 1)) == (one, other)


@given(st.fixed_dictionaries(dict.fromkeys(MAIN, COLOUR)))
def test_any_five_colours_make_a_look(main: dict[str, str]) -> None:
    look = appearance_of(main)
    assert all(re.fullmatch("#[0-9a-f]{6}", each) for each in look.colours.by_property.values())
    list(faint(look))


def test_each_variable_that_a_style_sheet_or_a_drawing_names_is_declared() -> None:
    known = {*appearance_of(DARK_RED).colours.by_property, "--logo", "--face"}
    texts = {path: path.read_text("utf-8") for path in sources(".css", ".svg", ".html")}
    own = {name for text in texts.values() for name in re.findall(r"(--[a-z-]+):", text)}
    unknown = {
        f"{path.name}: {name}"
        for path, text in texts.items()
        for name in VARIABLE.findall(text)
        if name not in known | own
    }
    assert unknown == set()


def test_no_colour_is_written_outside_of_the_look() -> None:
    found = {
        f"{path.relative_to(TEMPLATES)}: {colour}"
        for path in sources(".css", ".svg", ".html")
        if path.relative_to(TEMPLATES).parts[0] in PAINTED
        for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text("utf-8"))
        if colour not in WRITTEN_HERE
    }
    assert found == set()
