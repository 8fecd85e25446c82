"""Around a folder on one machine: what is missing is said in order, and nothing is changed."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.adjusting.adjustments import ADJUSTMENTS_ID, Adjusted, Adjustments
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.people.staff import Role
from chalicelib.workflows.people.manage_staff import enrol
from infra.demonstrated import STAFF
from infra.doctor.checks import CHECKS
from infra.doctor.facts.pages import Answer, fetched
from infra.doctor.machine.asked import Machine
from infra.doctor.report import Report
from infra.dynoxide import free_port
from infra.moving import marks
from infra.serve.backups import back_up
from infra.serve.database import TABLE, ensure_table, table_client
from infra.serve.database import running as running_database
from infra.serve.folder import Folder
from infra.serve.place import Place
from tests import FIRST_REGION
from tests.serve.machine import Machine as Served
from tests.serve.machine import MailServer

from .account import PAGES, RECORDS, settings_of_theirs

NOW = datetime.now(UTC)
SITE = "https://inscription.brigade.quebec"


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    server = MailServer(free_port())
    yield server
    server.stop()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder that was served and is not any more: an admin, a copy of today."""
    place = Place(tmp_path / "data")
    place.prepare()
    place.keys()
    (place.root / "lock").touch()
    with running_database(place.table) as address:
        client = table_client("dynamodb", address)
        ensure_table(client)
        store = Store(lambda: client, TABLE)
        enrol(
            "ana@brigade.quebec", "Ana", Role.ADMIN, store=store, new_id=lambda: "1" * 26, now=NOW
        )
    back_up(place, NOW)
    return place


def machine(place: Place, mail: MailServer, settings: Path) -> Machine:
    """All is well but that nothing serves the folder."""
    where = settings_of_theirs(settings / "programme.toml")
    return Machine(
        data=str(place.root),
        address=SITE,
        smtp_url=f"smtp://127.0.0.1:{mail.port}",
        sender="brigade@brigade.quebec",
        bounces_url="",
        now=NOW,
        names=lambda name, kind: RECORDS.get((name, kind), []),
        fetch=lambda address: Answer(200, PAGES[address.removeprefix(SITE)]),
        settings=lambda: where,
    )


def said(asked: Machine) -> dict[str, str]:
    lines: list[str] = []
    Report(lines.append).examine(asked, CHECKS)
    found: dict[str, str] = {}
    for line in lines[:-1]:
        if line.startswith("    "):
            found[next(reversed(found))] += f"\n{line.strip()}"
        else:
            found[line[2:].partition(":")[0]] = line
    return found


def wrong(asked: Machine) -> list[str]:
    return [name for name, line in said(asked).items() if line[0] == "✗"]


def contents(place: Place) -> dict[str, tuple[str, int, int]]:
    return {
        str(path): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
            path.stat().st_mode,
            path.stat().st_mtime_ns,
        )
        for path in [place.root, *place.root.rglob("*")]
    }


def test_a_folder_that_is_not_served_is_read_and_left_as_it_was(
    place: Place, mail: MailServer, tmp_path: Path
) -> None:
    before = contents(place)
    found = said(machine(place, mail, tmp_path))
    assert contents(place) == before
    assert {name: line for name, line in found.items() if line[0] != "✓"} == {
        "running": f"✗ running: nothing serves the folder\n→ make serve DATA={place.root} …",
        "pages": "– pages: not asked; « running » comes first",
    }
    assert mail.mails.empty()


def test_a_site_that_runs_is_well(tmp_path: Path, mail: MailServer) -> None:
    served = Served(tmp_path / "data", free_port(), mail.port)
    served.start()
    try:
        served.let_in("ana@brigade.quebec")
        asked = machine(Place(tmp_path / "data"), mail, tmp_path)
        asked.address, asked.fetch = served.site, fetched
        found = said(asked)
        assert {line[0] for line in found.values()} == {"✓"}, found
    finally:
        served.kill()


def test_the_demonstration_is_not_served(place: Place, mail: MailServer, tmp_path: Path) -> None:
    with running_database(place.table) as address:
        client = table_client("dynamodb", address)
        store = Store(lambda: client, TABLE)
        for number, (email, name, role) in enumerate(STAFF, 2):
            new_id = partial(str, f"{number}" * 26)
            enrol(email, name, Role(role), store=store, new_id=new_id, now=NOW)
    refused = Served(place.root, free_port(), mail.port).serve_again()
    assert refused.returncode == 1
    assert "demonstration" in refused.stderr


def test_nothing_is_there_yet_and_nothing_is_made(mail: MailServer, tmp_path: Path) -> None:
    asked = machine(Place(tmp_path / "nowhere"), mail, tmp_path)
    asked.address = asked.smtp_url = ""
    assert wrong(asked) == ["address", "mail server", "folder"]
    assert not (tmp_path / "nowhere").exists()


def test_what_admins_set_in_place_of_an_example_is_none(
    place: Place, mail: MailServer, tmp_path: Path
) -> None:
    asked = machine(place, mail, tmp_path)
    asked.settings().write_bytes((FIRST_REGION / "programme.toml").read_bytes())
    assert "contact_email" in said(asked)["examples"]
    with running_database(place.table) as address:
        client = table_client("dynamodb", address)
        unit = Store(lambda: client, TABLE).unit()
        theirs = Adjusted("contact_email", '"equipe@brigade.quebec"', "s1", NOW, 1)
        unit.put(Adjustments(ADJUSTMENTS_ID, (theirs,), 1))
        unit.commit()
    again = machine(place, mail, tmp_path / "again")
    again.settings().write_bytes((FIRST_REGION / "programme.toml").read_bytes())
    assert "contact_email" not in said(again)["examples"]
    assert "privacy_email" in said(again)["examples"]


def test_rights_that_are_too_wide(place: Place, mail: MailServer, tmp_path: Path) -> None:
    place.root.chmod(0o755)
    assert f"chmod go= {place.root}" in said(machine(place, mail, tmp_path))["folder"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"SIGNING_KEYS": "short", "ERASURE_KEY": ""}'])
def test_keys_that_sign_nothing(
    place: Place, mail: MailServer, tmp_path: Path, content: str
) -> None:
    (place.root / "keys.json").write_text(content)
    assert said(machine(place, mail, tmp_path))["keys"].startswith("✗")


def test_a_site_that_moved_elsewhere(place: Place, mail: MailServer, tmp_path: Path) -> None:
    files: Any = Folder(place.files)
    left = marks.Mark("m", "prod", "2027-03-01T14:00:00Z", done=True)
    marks.write(files, "", marks.LEAVING, left)
    assert "moved to prod" in said(machine(place, mail, tmp_path))["moved"]


def test_a_copy_that_is_old(place: Place, mail: MailServer, tmp_path: Path) -> None:
    asked = machine(place, mail, tmp_path)
    asked.now = NOW + timedelta(days=4)
    assert f"the last is of {NOW:%Y-%m-%d}" in said(asked)["backups"]
    assert "backups" in wrong(asked)


def test_a_copy_of_before_anybody_was_in(place: Place, mail: MailServer, tmp_path: Path) -> None:
    copy = place.backups / f"{NOW:%Y-%m-%d}.sqlite"
    copy.unlink()
    with running_database(copy) as address:
        ensure_table(table_client("dynamodb", address))
    found = said(machine(place, mail, tmp_path))["backups"]
    assert "before anybody was let in" in found
    assert "make backup" in found


def test_a_table_that_cannot_be_read(place: Place, mail: MailServer, tmp_path: Path) -> None:
    place.table.write_bytes(b"no table" * 1000)
    found = said(machine(place, mail, tmp_path))
    assert found["table"].startswith("✗")
    assert found["admin"].startswith("– ")


def test_what_was_given_up_and_what_is_late(place: Place, mail: MailServer, tmp_path: Path) -> None:
    place.dead_letters.write_text(json.dumps({"queue": "mail"}) + "\n")
    with running_database(place.table) as address:
        client = table_client("dynamodb", address)
        unit = Store(lambda: client, TABLE).unit()
        since = NOW - timedelta(hours=1)
        unit.add(Message("p1-x", Kind.REGISTRATION, since, since))
        unit.commit()
    found = said(machine(place, mail, tmp_path))
    assert "1 in" in found["dead letters"]
    assert "1 should have left" in found["mails"]


def test_a_mail_server_that_does_not_answer(place: Place, mail: MailServer, tmp_path: Path) -> None:
    asked = machine(place, mail, tmp_path)
    asked.smtp_url = f"smtp://127.0.0.1:{free_port()}"
    assert "SMTP_URL=" in said(asked)["mail server"]


def test_a_mailbox_of_returns_that_does_not_open(
    place: Place, mail: MailServer, tmp_path: Path
) -> None:
    asked = machine(place, mail, tmp_path)
    asked.bounces_url = f"imap://ana:x@127.0.0.1:{free_port()}"
    told = said(asked)["returns"]
    assert "BOUNCES_URL=" in told
    assert "secret" not in told
    asked.bounces_url = "imaps://nowhere"
    assert said(asked)["returns"].startswith("✗")


def test_a_password_where_the_server_takes_none(
    place: Place, mail: MailServer, tmp_path: Path
) -> None:
    asked = machine(place, mail, tmp_path)
    # pragma: allowlist nextline secret - invented
    asked.smtp_url = f"smtp://ana:secret@127.0.0.1:{mail.port}"
    told = said(asked)["mail server"]
    assert told.startswith("✗")
    assert "secret" not in told
