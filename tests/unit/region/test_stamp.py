"""What a site is made of is rendered once before it is packaged or served: once for the same."""

import subprocess
from pathlib import Path

import pytest

from infra.packaging import __main__ as packaging
from infra.region.merging import merged_with
from infra.region.rendering import stamp
from infra.region.rendering.stamp import NotRendered, digest_of, ensure_rendered
from infra.serve import __main__ as serving

from .own import OURS, region_in, write

WRONG = "✗ region/pages/site/home.html:2: UndefinedError (GET /)\n✗ another\n"


class Rendering:
    """Stands for the process that renders; counts how often it was asked."""

    def __init__(self) -> None:
        self.times, self.wrong = 0, ""

    def __call__(self, _templates: Path) -> "subprocess.CompletedProcess[str]":
        self.times += 1
        code = 1 if self.wrong else 0
        return subprocess.CompletedProcess([], code, f"rendered: {self.times}\n", self.wrong)


@pytest.fixture
def rendering(monkeypatch: pytest.MonkeyPatch) -> Rendering:
    found = Rendering()
    monkeypatch.setattr(stamp, "_rendered", found)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return merged_with(region_in(tmp_path), kept=tmp_path / "kept")


def test_the_same_texts_are_rendered_once(
    rendering: Rendering, folder: Path, tmp_path: Path
) -> None:
    assert ensure_rendered(folder, tmp_path / "stamps") == "rendered: 1\n"
    assert ensure_rendered(folder, tmp_path / "stamps") == "rendered: 1\n"
    other = merged_with(write(region_in(tmp_path), {"words.toml": ""}), kept=tmp_path / "kept")
    assert ensure_rendered(other, tmp_path / "stamps") == "rendered: 2\n"
    assert digest_of(folder) != digest_of(other)


def test_what_is_wrong_is_told_and_never_taken_for_right(
    rendering: Rendering, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendering.wrong = WRONG
    for _ in range(2):
        with pytest.raises(NotRendered, match=r"^region/pages/site/home\.html:2.*\nanother$"):
            ensure_rendered(folder, tmp_path / "stamps")
    assert rendering.times == 2
    monkeypatch.setenv("UNRENDERED", "1")
    assert ensure_rendered(folder, tmp_path / "stamps")
    assert not (tmp_path / "stamps").exists()


def test_who_may_not_write_the_stamp_renders_and_goes_on(
    rendering: Rendering, folder: Path, tmp_path: Path
) -> None:
    nowhere = write(tmp_path, {"a-file": ""}) / "a-file"
    assert ensure_rendered(folder, nowhere)
    assert ensure_rendered(folder, nowhere)
    assert rendering.times == 2


def test_ours_alone_are_not_rendered(rendering: Rendering, tmp_path: Path) -> None:
    assert ensure_rendered(OURS, tmp_path / "stamps") == ""
    assert rendering.times == 0


@pytest.mark.parametrize("start", [packaging, serving])
def test_nothing_is_packaged_or_served_that_cannot_be_rendered(
    start: object,
    rendering: Rendering,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rendering.wrong = WRONG
    monkeypatch.setattr(start, "TEMPLATES", folder)
    monkeypatch.setattr(start, "ensure_merged", lambda _templates: None)
    assert getattr(start, "main")() in (1, 2)  # noqa: B009 - of either
    assert "✗ region/pages/site/home.html:2: UndefinedError" in capsys.readouterr().err
