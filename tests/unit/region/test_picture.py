"""The picture of links says whose programme it is, in its colours."""

import tomllib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from infra.packaging.archive import read_folder
from infra.region.laying import laid
from infra.region.look.picture import PICTURE, picture_of
from infra.region.toml_text import toml_text

from .own import OURS, SAID, region_in, write

LOOK = {
    "text": "#241414",
    "background": "#fbf3f0",
    "primary": "#6d1a24",
    "accent": "#b06f1b",
    "link": "#7a1f3d",
}


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def apart(one: Image.Image, other: Image.Image) -> float:
    """How far apart two pictures are on average, of 255."""
    return float(max(ImageStat.Stat(ImageChops.difference(one, other)).mean))


def test_ours_is_that_of_our_look() -> None:
    """Else draw it anew: `python -m infra.region.look.draw_picture`."""
    files = read_folder(OURS)
    made = opened(picture_of(tomllib.loads(files["programme.toml"].decode()), files))
    assert made.size == (1200, 630)
    assert apart(made, opened(files[PICTURE])) < 0.5


def test_a_region_s_is_in_its_colours_and_has_its_name(tmp_path: Path) -> None:
    said = {**SAID, "look": LOOK}
    region = write(tmp_path / "fjord", {"programme.toml": toml_text(said)})
    made = opened(laid(OURS, region)[PICTURE])
    assert made.getpixel((5, 5)) == (0xFB, 0xF3, 0xF0)
    assert made.getpixel((600, 600)) == (0x6D, 0x1A, 0x24)
    assert made.getpixel((1015, 330)) == (0xB0, 0x6F, 0x1B)
    other = opened(picture_of({**said, "name": "Relais"}, read_folder(OURS)))
    assert apart(made, other) > 0.5


def test_a_picture_of_their_own_stays(tmp_path: Path) -> None:
    region = region_in(tmp_path)
    (region / "static").mkdir()
    (region / PICTURE).write_bytes(b"theirs")
    assert laid(OURS, region)[PICTURE] == b"theirs"


LONG = "Réseau des littératies numériques du Saguenay " * 4


@pytest.mark.parametrize("of", ["Arts du Fjord", LONG, "X" * 60])
@pytest.mark.parametrize("name", ["Relais", LONG, "X" * 40])
def test_names_of_any_length_stay_above_the_hills(name: str, of: str) -> None:
    said: dict[str, Any] = {**SAID, "look": LOOK}
    without = opened(picture_of({**said, "name": " ", "organisation": " "}, read_folder(OURS)))
    made = opened(picture_of({**said, "name": name, "organisation": of}, read_folder(OURS)))
    changed = ImageChops.difference(made, without).convert("L").point(lambda by: by > 40 and 255)
    box = changed.getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert (left > 60, top > 60, right < 1140, bottom < 370) == (True, True, True, True)


def test_what_the_face_does_not_draw_is_left_out() -> None:
    said: dict[str, Any] = {**SAID, "look": LOOK}
    plain = picture_of({**said, "name": "Le Renard"}, read_folder(OURS))
    assert picture_of({**said, "name": "🦊 Le Renard"}, read_folder(OURS)) == plain
