"""Who is let into the team of one machine: what is wrong is said, and then nobody is."""

from pathlib import Path

import pytest

from infra.serve.__main__ import main

from .machine import Machine

ADA, EVE = "ada@example.org", "eve@example.org"


@pytest.mark.parametrize(
    ("email", "name", "role", "told"),
    [
        ("", "Ada", "admin", "EMAIL="),
        ("ada", "Ada", "admin", "EMAIL="),
        ("a da@example.org", "Ada", "admin", "EMAIL="),
        ("ada@ici", "Ada", "admin", "EMAIL="),
        (ADA, "", "admin", "NAME="),
        (ADA, "www.example.org", "admin", "NAME="),
        (ADA, "Ada", "", "ROLE="),
        (ADA, "Ada", "reine", "ROLE="),
    ],
)
def test_what_is_wrong_is_named_before_anything_is_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    email: str,
    name: str,
    role: str,
    told: str,
) -> None:
    monkeypatch.setenv("DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SITE_URL", "https://brigade.example.org")
    monkeypatch.setenv("SMTP_URL", "smtp://localhost")
    monkeypatch.delenv("MAIL_RATE", raising=False)
    assert main("staff", email, name, role) == 2
    assert f"✗ {told} : " in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_last_admin_who_goes_is_told_of_and_who_is_unknown_too(machine: Machine) -> None:
    machine.let_in(ADA)
    machine.let_in(EVE)
    assert machine.enrol(EVE, "Eve Exemple", "adviser").stderr == ""
    unknown = machine.enrol("qui@example.org", "", "none")
    assert (unknown.returncode, "personne de l’équipe" in unknown.stderr) == (1, True)
    last = machine.enrol(f" Ada <{ADA}>", "", "none")
    assert last.returncode == 0
    assert "plus personne n’a le rôle admin" in last.stderr
