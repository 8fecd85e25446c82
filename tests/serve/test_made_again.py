"""Figures and the team's list are made again on one machine too, while it serves and when not."""

from pathlib import Path

import pytest

from infra import recounting, relisting
from infra.recounting.__main__ import main as recount
from infra.relisting.__main__ import main as relist
from tests.support.driver import REGISTRATION

from .machine import Machine

MAKE = (Path(__file__).resolve().parents[2] / "Makefile").read_text(encoding="utf-8")


def test_both_are_made_again_from_a_folder(
    machine: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.driver.register(REGISTRATION)
    data = str(tmp_path / "data")
    for _ in ("it serves", "it does not"):
        assert relist("data", data) == 0
        assert recount("data", data) == 0
        said = capsys.readouterr().out
        assert "1 people are listed" in said
        assert "1 people counted" in said
        machine.stop()


@pytest.mark.parametrize("again", [recount, relist])
def test_a_folder_that_was_never_served_is_not_begun(
    again: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(again)
    assert again("data", str(tmp_path / "dtaa")) == 1
    assert "nothing was served" in capsys.readouterr().err
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("package", [recounting, relisting])
def test_make_names_a_folder_as_well_as_a_stage(package: object) -> None:
    name = getattr(package, "__name__", "")
    assert f'{name} $(if $(DATA),data "$(DATA)",stage "$(STAGE)")' in MAKE
