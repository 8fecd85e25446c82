"""What is refused leaves both sides as they were: no folder half made, nothing stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.domain.mail.messages import State
from infra.moving import marks
from infra.moving.__main__ import main
from infra.moving.sides import NotMoved, opened
from infra.restoring.one_machine import main as restore
from infra.serve import database
from infra.serve.backups import back_up
from infra.serve.folder import Folder
from infra.serve.place import Place
from infra.serve.starting import this_release
from tests.support.examples import NOW, message, participant

from .sides import Killed, Life, Memory, lived_in, moved

SOUND = {**to_item(participant()), "version": {"N": "1"}}
DAMAGED = {"pk": {"S": "PERSON#pbad"}, "sk": {"S": "PROFILE"}, "type": {"S": "Participant"}}


@pytest.fixture
def here(tmp_path: Path) -> Place:
    """A folder that this release has served."""
    place = Place(tmp_path / "here")
    place.prepare()
    place.keys()
    put(place, SOUND)
    place.note_served(**this_release())
    return place


def put(place: Place, item: Any) -> None:
    with database.running(place.table) as address:
        client = database.table_client("dynamodb", address)
        database.ensure_table(client)
        client.put_item(TableName=database.TABLE, Item=item)


@pytest.mark.parametrize("answer", ["nobody", "no", "unreadable"])
@pytest.mark.parametrize("found", ["", "made", "kept"])
def test_a_folder_in_which_nothing_began_is_as_it_was(
    here: Place,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    found: str,
) -> None:
    there = tmp_path / "new" / "there"
    if found:
        there.mkdir(parents=True)
    if found == "kept":
        (there / "note.txt").write_text("mine")
    before = [*tmp_path.rglob("new*"), *there.rglob("*")]
    if answer == "unreadable":
        put(here, DAMAGED)
    monkeypatch.setattr("builtins.input", _eof if answer == "nobody" else lambda _asked: "n")
    main(str(here.root), str(there))
    assert [*tmp_path.rglob("new*"), *there.rglob("*")] == before


def _eof(_asked: str) -> str:
    raise EOFError


def test_a_move_that_began_is_left_to_go_on(
    here: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YES", "1")
    monkeypatch.setattr("infra.moving.procedure.copy_items", _cut_off)
    assert main(str(here.root), str(tmp_path / "there")) == 1
    monkeypatch.undo()
    monkeypatch.setenv("YES", "1")
    assert main(str(here.root), str(tmp_path / "there")) == 0
    assert Place(tmp_path / "there").keys() == here.keys()


def _cut_off(*_: Any) -> int:
    raise ConnectionError("cut off")


@pytest.mark.parametrize("content", [None, "{", '{"SIGNING_KEYS": "short", "ERASURE_KEY": "x"}'])
@pytest.mark.parametrize("dry", ["0", "1"])
def test_without_its_keys_nothing_moves_and_none_are_made(
    here: Place,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: str | None,
    dry: str,
) -> None:
    keys = here.root / "keys.json"
    keys.write_text(content) if content else keys.unlink()
    for name, said in (("YES", "1"), ("DRY", dry), ("NEW_KEYS", "1")):
        monkeypatch.setenv(name, said)
    assert main(str(here.root), str(tmp_path / "there")) == 1
    assert "keys.json" in capsys.readouterr().err
    assert (keys.exists(), (tmp_path / "there").exists()) == (content is not None, False)


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"odd": 1}'])
def test_a_mark_that_is_damaged_is_named(
    here: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    Folder(here.files).put_object(Key=marks.LEAVING, Body=content)
    assert main(str(here.root), str(tmp_path / "there")) == 1
    assert f"{marks.LEAVING} among the files is damaged" in capsys.readouterr().err
    assert not (tmp_path / "there").exists()


def test_a_table_that_does_not_open_is_named_with_what_to_do(
    here: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back_up(here, NOW)
    here.table.write_bytes(b"not a table" * 1000)
    assert main(str(here.root), str(tmp_path / "there")) == 1
    told = capsys.readouterr().err
    assert str(here.table) in told
    assert f"make restore DATA={here.root} AT={NOW:%Y-%m-%d}" in told


def test_what_a_later_release_wrote_is_not_moved_by_an_older_one(
    here: Place, tmp_path: Path
) -> None:
    later = this_release()
    later["known"]["Kite"] = ["id"]
    here.note_served(**later)
    with pytest.raises(NotMoved, match="Kite"), side(here.root, source=True):
        pass


def test_an_older_release_does_not_serve_what_moved(
    here: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YES", "1")
    there = Place(tmp_path / "there")
    assert main(str(here.root), str(there.root)) == 0
    assert there.served["known"] == this_release()["known"]


@contextmanager
def side(folder: Path, source: bool) -> Iterator[Any]:
    with opened(str(folder), None, source, False) as found:
        yield found


def test_a_part_of_a_site_does_not_move_on(tmp_path: Path) -> None:
    life = Life()
    here, there = lived_in("here", tmp_path, life, 12), Memory("there", tmp_path, life)
    life.left = 60
    with pytest.raises(Killed):
        moved(here, there)
    life.left = None
    assert marks.read(there.folder, "", marks.ARRIVING)
    with pytest.raises(NotMoved, match="make move FROM=here TO=there goes on"):
        moved(there, Memory("elsewhere", tmp_path, life))
    moved(here, there)
    assert there.all == here.all


def test_who_came_there_while_it_was_asked_is_not_replaced(tmp_path: Path) -> None:
    life = Life()
    here, there = lived_in("here", tmp_path, life, 12), Memory("there", tmp_path, life)

    def registered() -> bool:
        there.put(SOUND)
        return True

    with pytest.raises(NotMoved, match="there is not empty"):
        moved(here, there, agreed=registered)
    assert [*there.all.values()] == [SOUND]
    assert (here.writing, there.writing) == (True, True)
    assert marks.read(here.folder, "", marks.LEAVING) is None


def test_files_that_are_replaced_and_versions_that_stay_are_said(tmp_path: Path) -> None:
    life = Life()
    here, there = lived_in("here", tmp_path, life, 12), Memory("there", tmp_path, life)
    there.file("documents/old.pdf", b"%PDF")
    said = "\n".join(moved(here, there, dry=True))
    assert "1 × file" in said
    assert "what they were before they were replaced stays behind" in said


def test_keys_that_may_not_be_read_are_known_before_anything_stops(tmp_path: Path) -> None:
    life = Life()
    here, there = lived_in("here", tmp_path, life, 12), Memory("there", tmp_path, life)

    def denied() -> Any:
        raise PermissionError("AccessDenied")

    here.keys = denied  # type: ignore[method-assign]
    with pytest.raises(PermissionError):
        moved(here, there)
    assert (here.writing, there.writing) == (True, True)


def test_mails_that_may_have_left_are_counted_before_it_is_asked(tmp_path: Path) -> None:
    life = Life()
    here, there = lived_in("here", tmp_path, life, 12), Memory("there", tmp_path, life)
    for mail, state in (
        ("pana-x", State.UNKNOWN),
        ("pana-y", State.CLAIMED),
        ("pana-z", State.SENT),
    ):
        here.put({**to_item(message(id=mail, state=state)), "version": {"N": "1"}})
    said = "\n".join(moved(here, there, agreed=lambda: False))
    assert "whether 2 mails left" in said


@pytest.mark.parametrize("command", ["whole", "missing"])
@pytest.mark.parametrize(
    ("which", "done", "told"),
    [
        (marks.LEAVING, True, "moved to prod on 2027-03-01: restore there"),
        (marks.ARRIVING, False, "the move from prod to"),
    ],
)
def test_where_the_site_is_not_nothing_is_restored(
    here: Place,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    which: str,
    done: bool,
    told: str,
) -> None:
    back_up(here, NOW)
    marks.write(Folder(here.files), "", which, marks.Mark("m", "prod", "2027-03-01", done))
    for name, said in (("YES", "1"), ("DATA", str(here.root))):
        monkeypatch.setenv(name, said)
    before = here.table.read_bytes()
    assert restore(command, f"{NOW:%Y-%m-%d}") == 1
    assert told in capsys.readouterr().err
    assert here.table.read_bytes() == before
