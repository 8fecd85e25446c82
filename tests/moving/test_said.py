"""What the operator typed wrongly is said before anything is touched."""

from pathlib import Path

import pytest

from infra.moving.__main__ import main


def test_a_damaged_table_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = tmp_path / "here"
    here.mkdir()
    (here / "table.sqlite").write_bytes(b"not a table" * 1000)
    assert main(str(here), str(tmp_path / "there")) == 1
    assert "Nothing was touched." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("source", "to", "said"),
    [
        ("here/", "./here", "FROM and TO are the same"),
        ("production", "there/", "a stage is dev, staging, prod"),
        ("", "prod", "a folder has a slash"),
        ("here/", "there/", "here/ holds no table"),
    ],
)
def test_a_side_that_is_none_is_said(
    source: str,
    to: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(source, to) == 1
    told = capsys.readouterr().err
    assert (said in told, "Nothing was touched." in told) == (True, True)
    assert [*tmp_path.iterdir()] == []
