"""Each thing around a folder, broken: named with what to do, and what needs it not is asked."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from infra.doctor.facts.names import NamesSilent
from infra.doctor.facts.pages import Answer
from infra.doctor.machine.asked import Machine
from infra.doctor.shared.answers import pages
from infra.dynoxide import free_port
from infra.moving import marks
from infra.serve.damage import last_copy
from infra.serve.folder import Folder
from infra.serve.place import Place
from tests.serve.machine import MailServer

from .test_folder import SITE, contents, mail, place, said
from .test_folder import machine as machine_of

__all__ = ["mail", "place"]


@pytest.fixture
def machine(place: Place, mail: MailServer, tmp_path: Path) -> Machine:
    """All is well but that nothing serves it."""
    return machine_of(place, mail, tmp_path)


def remove(name: str) -> Callable[[Machine], None]:
    return lambda machine: (machine.place.root / name).unlink()


def write(name: str, content: bytes) -> Callable[[Machine], None]:
    return lambda machine: _write(machine.place.root / name, content)


def _write(where: Path, content: bytes) -> None:
    where.write_bytes(content)


def say(**changes: str) -> Callable[[Machine], None]:
    def change(machine: Machine) -> None:
        for name, value in changes.items():
            setattr(machine, name, value)

    return change


def damage(machine: Machine) -> None:
    """A page in the middle of the file is not what it was."""
    table = machine.place.table
    content = bytearray(table.read_bytes())
    content[4096 * 2 : 4096 * 3] = b"\xff" * 4096
    table.write_bytes(bytes(content))


def mark(which: str, done: bool) -> Callable[[Machine], None]:
    def change(machine: Machine) -> None:
        left = marks.Mark("m", "prod", "2027-03-01T14:00:00Z", done)
        marks.write(Folder(machine.place.files), "", which, left)

    return change


def silent(machine: Machine) -> None:
    def names(name: str, kind: str) -> list[str]:
        raise NamesSilent(f"{name} ({kind}): no answer")

    machine.names = names


def no_mail(machine: Machine) -> None:
    machine.names = lambda _name, _kind: []


def days_later(machine: Machine) -> None:
    machine.now += timedelta(days=4)


def no_copy(machine: Machine) -> None:
    for copy in machine.place.backups.iterdir():
        copy.unlink()
    days_later(machine)


CASES: dict[str, tuple[str, Callable[[Machine], None], str]] = {
    "no address": ("address", say(address=""), "add the site's public address"),
    "no HTTPS": ("address", say(address="http://brigade.quebec"), "one-machine.md"),
    "no mail server": ("mail server", say(smtp_url=""), "add your provider's mail server"),
    "a mail server that is none": ("mail server", say(smtp_url="mail"), "one-machine.md"),
    "returns that are none": ("returns", say(bounces_url="imap"), "one-machine.md"),
    "no network": ("mailboxes", silent, "is there a network"),
    "nobody takes mail": ("mailboxes", no_mail, "an MX record"),
    "a folder that all may read": (
        "folder",
        lambda machine: machine.place.root.chmod(0o755),
        "chmod go=",
    ),
    "no table": ("folder", remove("table.sqlite"), "make restore DATA="),
    "no keys": ("keys", remove("keys.json"), "bring it back"),
    "damaged keys": ("keys", write("keys.json", b"\xff{"), "bring it back"),
    "another file": ("table", write("table.sqlite", b"none" * 5000), "make restore DATA="),
    "an empty file": ("table", write("table.sqlite", b""), "make restore DATA="),
    "a damaged page": ("table", damage, "make restore DATA="),
    "moved away": ("moved", mark(marks.LEAVING, done=True), "start nothing here"),
    "moving away": ("moved", mark(marks.LEAVING, done=False), "TO=prod goes on"),
    "on its way": ("moved", mark(marks.ARRIVING, done=False), "make move FROM=prod"),
    "a damaged mark": ("moved", write("files/moves/leaving.json", b"{"), "delete it if the site"),
    "an old copy": ("backups", days_later, "one is made each day"),
    "no copy": ("backups", no_copy, "one is made each day"),
    "a file among the copies": ("", write("backups/mine-of-today.sqlite", b""), ""),
    "dead letters": ("dead letters", write("dead-letters.jsonl", b"\xff\n"), "failed too often"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_broken_is_named_and_the_rest_is_asked(machine: Machine, case: str) -> None:
    check, break_it, told = CASES[case]
    (machine.place.files / "moves").mkdir(exist_ok=True)
    usual = said(machine)
    break_it(machine)
    before = contents(machine.place)
    found = said(machine)
    assert contents(machine.place) == before
    assert list(found) == list(usual)
    wrong = [name for name, line in found.items() if line[0] == "✗"]
    assert set(wrong) - {"running"} == {check} - {""}
    assert told in found.get(check, "")
    assert all("→" in found[each] for each in wrong)


def test_a_copy_is_offered_by_its_day_and_without_one_it_is_said(machine: Machine) -> None:
    day = last_copy(machine.place)
    damage(machine)
    assert f"make restore DATA={machine.data} AT={day}" in said(machine)["table"]
    (machine.place.backups / f"{day}.sqlite").unlink()
    assert "a copy that you have elsewhere" in said(machine)["table"]


def test_a_folder_that_a_command_holds_is_read_in_a_copy(machine: Machine) -> None:
    """As `make restore` and `make move` hold it."""
    with machine.place.taken():
        found = said(machine)
    assert found["running"].startswith("✗ running: a command holds the folder")
    assert found["table"] == "✓ table: it is whole"


def test_a_database_that_died_under_its_site_is_named(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    said_to_run = {"database": f"http://127.0.0.1:{free_port()}"}
    with machine.place.taken():
        (machine.place.root / "running.json").write_text(json.dumps(said_to_run))
        found = said(machine)
    assert found["table"].startswith("✗ table: the site runs, and its database does not answer")
    assert "stop `make serve`" in found["table"]


def test_pages_that_do_not_answer_tell_of_the_proxy(machine: Machine) -> None:
    machine.fetch = lambda _address: Answer(502, "")
    assert "/healthz: 502" in pages(machine).do

    def refuse(_address: str) -> Answer:
        raise ConnectionRefusedError("refused")

    machine.fetch = refuse
    found = pages(machine)
    assert ("Caddy" in found.do, SITE in found.says) == (True, True)
