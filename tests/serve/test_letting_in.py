"""Who is let into the team of one machine: what is wrong is said, and then nobody is."""

from pathlib import Path

import pytest

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.people.staff import Role, StaffMember
from infra.demonstrated import STAFF, Demonstrated, ensure_real
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
    assert f"✗ {told}: " in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_address_of_the_demonstration_is_nobody_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SITE_URL", "https://brigade.example.org")
    monkeypatch.setenv("SMTP_URL", "smtp://localhost")
    monkeypatch.delenv("MAIL_RATE", raising=False)
    assert main("staff", "Equipe@example.org", "Ada Exemple", "admin") == 1
    assert "demonstration" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("alone", range(len(STAFF)))
def test_one_of_them_given_by_mistake_keeps_no_site_from_starting(alone: int) -> None:
    members = [StaffMember(f"s{n}", *each[:2], Role.ADMIN) for n, each in enumerate(STAFF)]
    ensure_real(Team([members[alone], StaffMember("s9", ADA, "Ada", Role.ADMIN)]))
    with pytest.raises(Demonstrated):
        ensure_real(Team(members))


class Team(Store):
    def __init__(self, members: list[StaffMember]) -> None:
        self._members = members

    def team(self) -> list[StaffMember]:
        return self._members


def test_the_last_admin_who_goes_is_told_of_and_who_is_unknown_too(machine: Machine) -> None:
    machine.let_in(ADA)
    machine.let_in(EVE)
    assert machine.enrol(EVE, "Eve Exemple", "adviser").stderr == ""
    unknown = machine.enrol("qui@example.org", "", "none")
    assert (unknown.returncode, "nobody of the team" in unknown.stderr) == (1, True)
    last = machine.enrol(f" Ada <{ADA}>", "", "none")
    assert last.returncode == 0
    assert "nobody has the role admin" in last.stderr
