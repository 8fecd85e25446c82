"""A machine for which there is no database: it is said before anything is written."""

import os
import platform
import shutil
import subprocess
from pathlib import Path

import pytest

from infra.serve import database
from infra.serve.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
OTHERS = [("Linux", "aarch64"), ("Darwin", "arm64"), ("Darwin", "x86_64")]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SITE_URL", "https://brigade.example.org")
    monkeypatch.setenv("SMTP_URL", "smtp://mail.example.org")
    return tmp_path


@pytest.mark.parametrize(("system", "machine"), OTHERS)
@pytest.mark.parametrize("arguments", [(), ("staff", "ana@example.org", "Ana", "admin")])
def test_another_kind_of_machine_is_named(
    asked: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    system: str,
    machine: str,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    assert main(*arguments) == 2
    assert f"{system}, {machine}" in capsys.readouterr().err
    assert list(asked.iterdir()) == []


def test_a_database_that_was_not_installed_is_said(
    asked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(database, "PROGRAM", asked / "dynoxide")
    assert main() == 2
    assert "make serve" in capsys.readouterr().err
    assert list(asked.iterdir()) == []


@pytest.mark.parametrize(("system", "machine"), OTHERS)
def test_nothing_is_installed_on_it(tmp_path: Path, system: str, machine: str) -> None:
    uname = tmp_path / "uname"
    uname.write_text(f"#!/bin/sh\necho {system} {machine}\n", encoding="utf-8")
    uname.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    for command in (["machine"], ["database", str(tmp_path / "database")]):
        said = subprocess.run(
            ["bash", str(ROOT / "infra/setup.sh"), *command],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 1
        assert f"{system} {machine}" in said.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["uname"]


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm would be installed for it")
def test_why_the_database_could_not_be_installed_is_told(tmp_path: Path) -> None:
    """By npm itself: a volunteer who reads « Error 1 » alone can do nothing."""
    nowhere = {"npm_config_registry": "http://127.0.0.1:9", "npm_config_fetch_retries": "0"}
    cache = {"npm_config_cache": str(tmp_path / "cache")}
    said = subprocess.run(
        ["bash", str(ROOT / "infra/setup.sh"), "database", str(tmp_path / "database")],
        env={**os.environ, **nowhere, **cache},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode != 0
    assert "127.0.0.1" in said.stderr
