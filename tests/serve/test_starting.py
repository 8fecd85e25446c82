"""A release that cannot go on with a folder does not serve it, and says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.codec import to_item
from infra.moving import marks
from infra.serve import database
from infra.serve.backups import back_up
from infra.serve.damage import Damaged
from infra.serve.folder import Folder
from infra.serve.machine import database_of
from infra.serve.place import Place
from infra.serve.starting import COPIES, NotHere, this_release
from tests.support.examples import NOW, participant

SOUND = {**to_item(participant()), "version": {"N": "1"}}
DAMAGED = {"pk": {"S": "PERSON#pbad"}, "sk": {"S": "PROFILE"}, "type": {"S": "Participant"}}
PAGE = 4096
OURS = this_release()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder that this release has served."""
    place = Place(tmp_path)
    place.prepare()
    place.keys()
    put(place, SOUND)
    place.note_served(**OURS)
    return place


def put(place: Place, item: Any) -> None:
    with database.running(place.table) as address:
        client = database.table_client("dynamodb", address)
        database.ensure_table(client)
        client.put_item(TableName=database.TABLE, Item=item)


def start(place: Place) -> None:
    with database_of(place):
        pass


def copies(place: Place) -> list[Path]:
    return [*(place.backups / "before-updates").glob("*.sqlite")]


def test_the_release_that_served_it_goes_on_at_once(place: Place) -> None:
    put(place, DAMAGED)
    start(place)
    assert copies(place) == []


def test_another_release_reads_a_copy_first_and_keeps_it(place: Place) -> None:
    place.note_served(**{**OURS, "code": "of yesterday"})
    start(place)
    [kept] = copies(place)
    with database.beside(kept) as client:
        assert client.scan(TableName=database.TABLE)["Items"] == [SOUND]


def test_few_copies_are_kept(place: Place) -> None:
    folder = place.backups / "before-updates"
    folder.mkdir()
    for day in range(1, 9):
        (folder / f"2020-01-0{day}T120000Z.sqlite").touch()
    place.note_served(**{**OURS, "code": "of yesterday"})
    start(place)
    assert len(copies(place)) == COPIES


def test_what_it_cannot_read_is_named_and_nothing_starts(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(place, DAMAGED)
    place.note_served(**{**OURS, "code": "of yesterday"})
    before = place.table.read_bytes()
    with pytest.raises(NotHere, match=r"1 items.*\n  PERSON#pbad PROFILE"):
        start(place)
    assert place.table.read_bytes() == before
    monkeypatch.setenv("UNREADABLE", "1")
    start(place)


def test_a_folder_that_says_nothing_of_its_release_is_read_too(place: Place) -> None:
    (place.root / "served.json").unlink()
    start(place)
    assert copies(place)


def test_an_older_release_is_told_what_it_would_lose(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = [*OURS["known"]["Participant"], "nickname"]
    newer = {**OURS["known"], "Participant": fields, "Novelty": ["id"]}
    place.note_served(code="of tomorrow", known=newer)
    with pytest.raises(NotHere, match=r"later release.*Novelty, Participant\.nickname"):
        start(place)
    monkeypatch.setenv("OLDER", "1")
    start(place)


def test_a_release_that_knows_other_things_and_not_only_fewer_is_not_older(place: Place) -> None:
    """A field was given another name."""
    _, *fields = OURS["known"]["Participant"]
    place.note_served(code="x", known={**OURS["known"], "Participant": [*fields, "telephone"]})
    start(place)


def test_where_the_site_left_from_it_is_not_served(place: Place) -> None:
    mark(place, marks.LEAVING, done=False)
    start(place)
    mark(place, marks.LEAVING, done=True)
    with pytest.raises(NotHere, match="moved to prod"):
        start(place)


def test_a_site_that_is_on_its_way_is_not_served(place: Place) -> None:
    mark(place, marks.ARRIVING, done=False)
    with pytest.raises(NotHere, match="is not over"):
        start(place)
    mark(place, marks.ARRIVING, done=True)
    start(place)


def test_a_table_without_its_keys_is_not_served_with_others(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place.root / "keys.json").unlink()
    with pytest.raises(NotHere, match=r"keys\.json is missing"):
        start(place)
    assert not place.has_keys
    monkeypatch.setenv("NEW_KEYS", "1")
    start(place)
    assert place.has_keys


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"SIGNING_KEYS": "x", "ERASURE_KEY": "x"}'])
def test_damaged_keys_are_named(place: Place, text: str) -> None:
    (place.root / "keys.json").write_text(text, encoding="utf-8")
    with pytest.raises(NotHere, match=r"keys\.json is damaged"):
        start(place)


def test_keys_are_there_before_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between the two, it starts again."""
    place = Place(tmp_path / "new")
    place.prepare()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(database, "running", killed)
    with pytest.raises(KeyboardInterrupt):
        start(place)
    assert place.has_keys
    assert not place.table.exists()


def test_a_damaged_table_is_named(place: Place) -> None:
    for beside in place.root.glob("table.sqlite-*"):
        beside.unlink()
    place.table.write_bytes(b"not a table" * 1000)
    with pytest.raises(NotHere, match=r"is damaged \(file is not a database\): .* elsewhere"):
        start(place)


def test_a_first_start_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    """Killed, or on a full disk, before its table was made: nothing is there to be read."""
    place = Place(tmp_path / "new")
    with place.taken():
        start(place)
    start(place)
    assert place.table.exists()


def test_a_full_disk_is_named(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def not_started(*_: object, **__: object) -> Iterator[str]:
        raise ChildProcessError("Dynoxide did not start")
        yield ""

    full = SimpleNamespace(free=4096)
    monkeypatch.setattr(database, "serving", not_started)
    monkeypatch.setattr("shutil.disk_usage", lambda _where: full)
    with pytest.raises(ChildProcessError, match=r"is full \(4 KiB free\)"):
        start(place)
    full.free = 1 << 30
    with pytest.raises(ChildProcessError, match=r"did not start$"):
        start(place)


def test_a_damaged_page_is_found_and_the_last_copy_named(place: Place) -> None:
    back_up(place, NOW)
    hole(place)
    with pytest.raises(NotHere, match=f"is damaged .*make restore DATA=.* AT={NOW:%Y-%m-%d}"):
        start(place)


def test_a_damaged_table_is_not_copied_over_the_copies_of_before(place: Place) -> None:
    hole(place)
    with pytest.raises(Damaged):
        back_up(place, NOW)
    assert not [*place.backups.glob("*.sqlite")]


def test_what_a_kill_left_of_a_copy_is_gone_a_day_later(place: Place) -> None:
    place.workshop.mkdir()
    (place.backups / "before-updates").mkdir()
    parts = [
        place.backups / ".2027-02-28.sqlite.part",
        place.backups / "before-updates" / ".x.sqlite.part",
    ]
    for part in parts:
        part.touch()
    made = datetime.now(UTC)
    back_up(place, made)
    assert all(part.exists() for part in (*parts, place.workshop)), "somebody may be at it"
    back_up(place, made + timedelta(days=2))
    assert not any(part.exists() for part in (*parts, place.workshop))


def hole(place: Place) -> None:
    """Have a page in the midst of the table be nothing."""
    with place.table.open("r+b") as file:
        file.seek(PAGE * 2)
        file.write(b"\xff" * PAGE * 4)


def mark(place: Place, which: str, done: bool) -> None:
    files: Any = Folder(place.files)
    marks.write(files, "", which, marks.Mark("m", "prod", "2027-03-01T14:00:00Z", done))


def test_a_table_that_a_full_disk_emptied_is_not_begun_anew(place: Place) -> None:
    """With a copy of a day there was somebody; without one it was never served."""
    back_up(place, NOW)
    place.table.write_bytes(b"")
    with pytest.raises(NotHere, match=f"nothing is in it.*make restore DATA=.*{NOW:%Y-%m-%d}"):
        start(place)
    [copy] = place.backups.glob("*.sqlite")
    copy.unlink()
    start(place)
