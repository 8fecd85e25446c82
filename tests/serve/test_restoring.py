"""A folder goes back to the copy of a day: nobody is told twice, and who was erased stays so."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.codec import from_item, key_item, to_item
from chalicelib.adapters.erased_marks import ErasedMarks
from chalicelib.domain.mail.messages import Message, State
from chalicelib.domain.mail.told import Told
from chalicelib.domain.people.erasures import Erasure
from chalicelib.domain.people.participants import Participant
from infra.restoring.one_machine import main
from infra.restoring.tables import Item, Tables
from infra.serve import database
from infra.serve.backups import back_up
from infra.serve.folder import Folder
from infra.serve.place import Place
from tests.support.examples import NOW, message, participant

DAY = f"{NOW:%Y-%m-%d}"
ANA, BO, NEW = (participant(id=f"p{n}", email=f"{n}@example.org") for n in ("ana", "bo", "new"))
LONG_AGO = NOW - timedelta(days=999)
WAITING = message(id="pana-b1-confirmed", due_at=LONG_AGO, next_at=LONG_AGO)
SENT = replace(WAITING, state=State.SENT, sent_at=NOW, next_at=None)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A day with Ana, Bo and a mail that waits; since, it left, Bo is erased, another is new."""
    monkeypatch.setenv("DATA", str(tmp_path))
    monkeypatch.setenv("YES", "1")
    place = Place(tmp_path)
    place.prepare()
    with table(place) as held:
        held.put(ANA, BO, WAITING)
    back_up(place, NOW)
    with table(place) as held:
        held.put(NEW, SENT)
        held.lose(BO)
    files: Any = Folder(place.files)
    ErasedMarks(lambda: files, "", place.keys()["ERASURE_KEY"]).note(BO.id, BO.email, NOW)
    return place


def test_it_goes_back_but_for_what_the_world_has_seen(folder: Place) -> None:
    keys = folder.keys()
    assert main("whole", DAY) == 0
    with table(folder) as held:
        assert held.one(Participant, ANA.id)
        assert held.one(Participant, NEW.id) is None
        assert held.one(Message, WAITING.id).state is State.PENDING
        assert held.one(Told, WAITING.id).certain
        assert held.one(Erasure, BO.id)
        assert database.TABLE in held.client.list_tables()["TableNames"]
        assert len(held.client.list_tables()["TableNames"]) == 1
    assert folder.keys() == keys
    [before] = (folder.backups / "before-restoring").glob("*.sqlite")
    with database.beside(before) as client:
        assert NEW.id in ids(client)


def test_what_is_missing_comes_back_and_nothing_else_changes(folder: Place) -> None:
    with table(folder) as held:
        held.lose(ANA)
    assert main("missing", DAY) == 0
    with table(folder) as held:
        assert held.one(Participant, ANA.id)
        assert held.one(Participant, NEW.id)
        assert held.one(Participant, BO.id) is None
        assert held.one(Message, SENT.id).state is State.SENT


def test_a_dry_run_says_what_would_change_also_while_it_is_served(
    folder: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DRY", "1")
    before = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}
    with folder.taken():
        assert main("whole", DAY) == 0
    assert "1 × participant: goes" in capsys.readouterr().out
    after = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}
    assert {path.name for path in after.keys() - before.keys()} <= {"lock"}
    assert all(after[path] == content for path, content in before.items() if path.name != "lock")


def test_killed_before_its_end_it_has_changed_nothing_and_is_run_again(
    folder: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Place, "replace_table", _killed)
        with pytest.raises(SystemExit):
            main("whole", DAY)
    with table(folder) as held:
        assert held.one(Participant, NEW.id)
        assert held.one(Told, WAITING.id) is None
    assert main("whole", DAY) == 0
    with table(folder) as held:
        assert held.one(Participant, NEW.id) is None


def test_what_was_put_aside_is_forgotten_with_the_other_copies(folder: Place) -> None:
    assert main("whole", DAY) == 0
    [aside] = (folder.backups / "before-restoring").glob("*.sqlite")
    made = datetime.fromtimestamp(aside.stat().st_mtime, UTC)
    back_up(folder, made + timedelta(days=34))
    assert aside.exists()
    back_up(folder, made + timedelta(days=36))
    assert not aside.exists()


@pytest.fixture(params=["not a table", "a hole", "gone"])
def damaged(folder: Place, request: pytest.FixtureRequest) -> Place:
    content = folder.table.read_bytes()
    if request.param == "gone":
        folder.table.unlink()
    elif request.param == "a hole":
        folder.table.write_bytes(content[:8192] + b"\xff" * 16384 + content[24576:])
    else:
        folder.table.write_bytes(request.param.encode() * 1000)
    return folder


def test_a_damaged_table_begins_anew_from_its_copy(
    damaged: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was due since may have left: it does not leave again; who was erased stays so."""
    was = damaged.table.read_bytes() if damaged.table.exists() else None
    assert main("whole", DAY) == 0
    assert WAITING.id in capsys.readouterr().out
    with table(damaged) as held:
        assert held.one(Participant, ANA.id)
        assert held.one(Message, WAITING.id).state is State.PENDING
        told = held.one(Told, WAITING.id)
        assert not told.certain
        assert held.one(Erasure, BO.id)
        assert held.client.list_tables()["TableNames"] == [database.TABLE]
    kept = [each.read_bytes() for each in (damaged.backups / "before-restoring").glob("*.sqlite")]
    assert kept == ([was] if was else [])


def test_a_part_of_a_damaged_table_is_not_mended(
    damaged: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main("missing", DAY) == 1
    assert "make restore" in capsys.readouterr().err


def test_a_damaged_copy_is_not_taken(folder: Place, capsys: pytest.CaptureFixture[str]) -> None:
    before = folder.table.read_bytes()
    (folder.backups / f"{DAY}.sqlite").write_bytes(b"not a table" * 1000)
    assert main("whole", DAY) == 1
    assert "take an earlier copy" in capsys.readouterr().err
    assert folder.table.read_bytes() == before


def test_what_is_served_is_not_restored(folder: Place, capsys: pytest.CaptureFixture[str]) -> None:
    with folder.taken():
        assert main("whole", DAY) == 1
    assert "stop `make serve` first" in capsys.readouterr().err


@pytest.mark.parametrize("at", ["", "2027-02-28", "2020-01-01T00:00:00Z", "hier"])
def test_a_day_without_a_copy_is_refused_with_those_that_there_are(
    folder: Place, at: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main("whole", at) == 1
    assert DAY in capsys.readouterr().err


def test_a_moment_is_the_last_copy_before_it(folder: Place) -> None:
    assert main("whole", "2099-01-01T00:00:00Z") == 0


class Held:
    def __init__(self, client: Any) -> None:
        self.client = client

    def put(self, *entities: Any) -> None:
        for each in entities:
            item = {**to_item(each), "version": {"N": "1"}}
            self.client.put_item(TableName=database.TABLE, Item=item)

    def lose(self, entity: Any) -> None:
        key = key_item(type(entity), entity.id)
        self.client.delete_item(TableName=database.TABLE, Key=key)

    def one(self, kind: type[Any], identifier: str) -> Any:
        key = key_item(kind, identifier)
        found: Item = self.client.get_item(TableName=database.TABLE, Key=key).get("Item")
        return from_item(found) if found else None


@contextmanager
def table(place: Place) -> Iterator[Held]:
    with database.running(place.table) as address:
        client = database.table_client("dynamodb", address)
        database.ensure_table(client)
        yield Held(client)


def ids(client: Any) -> set[str]:
    found = Tables(client, lambda _seconds: None).items(database.TABLE)
    return {item["id"]["S"] for item in found}


def _killed(*_: Any, **__: Any) -> None:
    raise SystemExit
