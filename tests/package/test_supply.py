"""What the project takes from others is pinned by content and licence; no file gives a key away."""

import re
from pathlib import Path

import pytest

from infra.supply.licences import Package, refused
from infra.supply.secrets import held

ROOT = Path(__file__).resolve().parents[2]
COMPILED = (
    "requirements.txt",
    *(f"requirements/{n}.txt" for n in ("audit", "dev", "fuzz", "layer", "rehearsal")),
)


@pytest.mark.parametrize("file", COMPILED)
def test_each_package_is_pinned_by_its_contents(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    pinned = re.split(r"\n(?=[a-z])", text)
    unpinned = [each for each in pinned if "==" in each and "--hash=sha256:" not in each]
    assert len(pinned) > 5
    assert not unpinned


@pytest.mark.parametrize(
    ("name", "licence", "may"),
    [
        ("quick", "MIT License", True),
        ("pygal", "GNU Lesser General Public License v3 or later (LGPLv3+)", True),
        ("viral", "GNU Affero General Public License v3", False),
        ("silent", "unknown", False),
    ],
)
def test_only_licences_that_we_may_ship_under_pass(name: str, licence: str, may: bool) -> None:
    told = list(refused([Package(name, licence, "every function's package")]))
    assert (told == []) is may


def test_a_key_among_the_files_is_told_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "infra"
    folder.mkdir()
    key = "AKIA" + "Z7QX2M9KJ4T1W8PB"
    (folder / "keys.py").write_text(f'"""Ours."""\n\nKEY = "{key}"\n', encoding="utf-8")
    told = list(held(tmp_path))
    assert told
    assert all(line.startswith("infra/keys.py:3:") for line in told)
    assert key not in "".join(told)
