"""What was wrong once does not stay: what a file says is mended in the file alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.region import __main__ as commands
from infra.region import merging
from infra.region.beginning import first_settings
from infra.region.checking import WrongSettings
from infra.region.merging import AT_MOST, merged, merged_aside, merged_with
from infra.region.places import ROOT
from infra.region.questions import QUESTIONS

from .own import region_in, write

STARTED = ("local", "packaging", "region", "serve", "themes")
"""What runs once a region is merged, and has to tell what is wrong with it."""


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    region, kept = region_in(tmp_path), tmp_path / "build/regions"
    monkeypatch.setattr(merging, "MERGED", tmp_path / "build/templates")
    monkeypatch.setattr(merging, "merged_with", lambda region: merged_with(region, kept=kept))
    monkeypatch.setenv("REGION", str(region))
    return region


@pytest.mark.parametrize("name", STARTED)
def test_what_tells_what_is_wrong_reads_no_setting_before_it(name: str, tmp_path: Path) -> None:
    """A wrong setting that is read by an import is a traceback, without file or key."""
    subprocess.run(
        [sys.executable, "-c", f"import infra.{name}.__main__"],
        cwd=ROOT,
        env={**os.environ, "TEMPLATES": str(tmp_path)},
        check=True,
    )


def test_who_merges_says_where_the_templates_are_before_anything_notes_it() -> None:
    """The tests do: they would go by a region that happens to be merged."""
    code = (
        "import sys, infra.region.merging;"
        "assert not {'chalicelib.packaged', 'chalicelib.wiring'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_what_nobody_answered_is_told_by_file_and_key(
    region: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(region, {"programme.toml": first_settings({"name": "Relais"})})
    assert commands.main() == 1
    told = capsys.readouterr().err
    for each in QUESTIONS:
        key = each.key.replace("consents.", "consents[1].")
        assert each.may_be_nothing or f"✗ {region.name}/programme.toml: {key}: is " in told


def test_what_is_wrong_is_led_to_by_nothing(region: Path) -> None:
    right, led_to = merged(), region.parent / "build/templates"
    said = (region / "programme.toml").read_text("utf-8")
    write(region, {"programme.toml": said.replace("undo_minutes = 30", 'undo_minutes = "30"')})
    with pytest.raises(WrongSettings, match=r"programme\.toml: delays\.undo_minutes: is \"30\""):
        merged()
    assert led_to.resolve() == right.resolve()
    write(region, {"programme.toml": said.replace("undo_minutes = 30", "undo_minutes = 31")})
    mended = merged()
    assert led_to.resolve() == mended.resolve() != right.resolve()


def test_what_the_site_is_made_of_outlives_what_was_tried(region: Path) -> None:
    right = merged()
    os.utime(right, (0, 0))
    for number in range(AT_MOST + 2):
        write(region, {"words.toml": f"wrong{number} = 1"})
        merged_aside()
    assert right.is_dir()
