"""What answers in the place of AWS's clients on one machine, as the adapters ask it."""

import errno
import json
import queue
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.erased_marks import ErasedMarks
from chalicelib.adapters.files import Files
from chalicelib.domain.errors import Stale
from chalicelib.domain.ids import letter_id, suffix_of
from infra.invoking.functions import SCHEDULED
from infra.serve.dead_letters import DeadLetters
from infra.serve.folder import Folder
from infra.serve.loops import Loops
from infra.serve.mail.mailbox import Account, Mailbox
from infra.serve.mail.names import Names
from infra.serve.mail.rate import Rate
from infra.serve.place import Occupied, Place
from infra.serve.queues import TRIES, Queue, Queues, Record

from .mail.imap import Imap
from .mail.returned import of_rfc3464

LETTER = suffix_of(letter_id("0a1b2c"))
NOW = datetime(2027, 3, 1, 14, tzinfo=UTC)
NAMES = Names("k" * 32)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    folder: Any = Folder(tmp_path, sleep=lambda _seconds: None)
    return Files(lambda: folder, "files", patience=2)


def test_a_file_is_what_was_written_last_and_is_its_owners_alone(
    files: Files, tmp_path: Path
) -> None:
    files.put("documents/p1-a.pdf", b"one", "application/pdf")
    files.put("documents/p1-a.pdf", b"two", "application/pdf")
    assert files.get("documents/p1-a.pdf") == b"two"
    assert files.wait_for("documents/p1-a.pdf") == b"two"
    [kept] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_file_that_is_not_there_is_none(files: Files) -> None:
    assert files.find("documents/p1-b.pdf") is None
    assert files.wait_for("documents/p1-b.pdf") is None
    files.forget("documents/p1-b.pdf")


def test_who_was_overtaken_is_told(files: Files) -> None:
    files.put("drafts/d", b"one", "text/plain")
    seen = files.marked("drafts/d")
    assert seen
    files.replace("drafts/d", b"two", "text/plain", seen[1])
    with pytest.raises(Stale):
        files.replace("drafts/d", b"three", "text/plain", seen[1])
    assert files.get("drafts/d") == b"two"


def test_all_that_begins_alike_is_forgotten_and_nothing_else(files: Files) -> None:
    for key in ("documents/p1-a.pdf", "documents/p1-b.pdf", "documents/p2-a.pdf"):
        files.put(key, b"%PDF", "application/pdf")
    files.forget_all("documents/p1-")
    assert files.keys("documents/") == ["documents/p2-a.pdf"]


def test_no_key_leads_out_of_the_folder(tmp_path: Path) -> None:
    inside: Any = Folder(tmp_path / "files")
    Files(lambda: inside, "files").put("../../etc/x", b"", "text/plain")
    assert [path.name for path in tmp_path.iterdir()] == ["files"]


def test_the_list_of_the_erased_is_read_back(tmp_path: Path) -> None:
    folder: Any = Folder(tmp_path)
    marks = ErasedMarks(lambda: folder, "files", "k" * 32)
    marks.note("p1", "ana@example.org", NOW)
    assert marks.read().has("p1")
    assert not marks.read().has("p2")


def test_a_record_waits_for_its_delay_and_comes_in_order() -> None:
    now = [0.0]
    queue = Queue(clock=lambda: now[0])
    queue.put("later", delay=60)
    queue.put("first")
    queue.put("second")
    assert [each.body for each in queue.take(10)] == ["first", "second"]
    now[0] = 60
    assert [each.body for each in queue.take(10)] == ["later"]
    queue.close()
    assert queue.take(10) == []


def test_who_signs_in_does_not_wait_behind_a_letter_to_hundreds() -> None:
    queue = Queue()
    letter = [json.dumps({"type": "Message", "id": f"p{n}-{LETTER}"}) for n in range(3)]
    other = [json.dumps({"type": "Message", "id": f"p{n}-signin"}) for n in range(2)]
    for body in (letter[0], other[0], letter[1], "{}", letter[2], other[1]):
        queue.put(body)
    found = [queue.take(1)[0].body for _ in range(6)]
    assert found == [other[0], "{}", other[1], *letter]


def test_what_fails_is_handed_over_again_then_listed(tmp_path: Path) -> None:
    now = [0.0]
    letters = tmp_path / "dead.jsonl"
    queues = Queues(letters, clock=lambda: now[0])
    queues.send_message_batch(QueueUrl="documents", Entries=[{"Id": "0", "MessageBody": "d1"}])
    for _ in range(3):
        [record] = queues.by_url["documents"].take(1)
        queues.failed("documents", record)
        now[0] += 3600
    said = json.loads(letters.read_text(encoding="utf-8"))
    assert (said["queue"], said["record"]) == ("documents", "d1")


def test_keys_are_made_once_and_a_folder_is_one_processs(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    with place.taken():
        keys = place.keys()
        with pytest.raises(Occupied), place.taken():
            pass
    assert place.keys() == keys
    assert len(keys["SIGNING_KEYS"]) >= 32


def test_a_full_disk_is_not_filled_with_parts_of_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    place = Place(tmp_path)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        place.note_served(code="x")
    place.table.write_bytes(b"not a table" * 1000)
    with pytest.raises(sqlite3.DatabaseError):
        place.copy_table(tmp_path / "copy.sqlite")
    assert [*tmp_path.iterdir()] == [place.table]


def test_dead_letters_are_kept_for_fourteen_days(tmp_path: Path) -> None:
    letters = DeadLetters(tmp_path / "dead-letters.jsonl")
    letters.add("mail", "old", NOW - timedelta(days=15))
    letters.add("mail", "new", NOW - timedelta(days=13))
    with (tmp_path / "dead-letters.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"queue": "mail", "at": "20')
    assert [each.record for each in letters.read()] == ["old", "new"]
    letters.forget(NOW)
    assert [each.record for each in letters.read()] == ["new"]
    letters.forget(NOW + timedelta(days=2))
    assert not [*tmp_path.iterdir()]


def test_dead_letters_are_handed_over_again_once_that_is_asked(tmp_path: Path) -> None:
    queues = Queues(tmp_path / "dead-letters.jsonl")
    queues.failed("documents", Record(0, 0, "d1", tries=TRIES["documents"] - 1))
    queues.see_to_dead_letters(datetime.now(UTC))
    assert len(queues.dead_letters.read()) == 1
    assert DeadLetters(tmp_path / "dead-letters.jsonl").ask_again() == 1
    queues.see_to_dead_letters(datetime.now(UTC))
    [again] = queues.by_url["documents"].take(1)
    assert (again.body, again.tries) == ("d1", 0)
    assert not [*tmp_path.iterdir()]
    assert queues.dead_letters.ask_again() == 0
    assert not [*tmp_path.iterdir()]


def test_a_full_disk_ends_no_worker(tmp_path: Path) -> None:
    """What cannot be listed is told, and the next mail goes."""
    place = Place(tmp_path / "data")
    place.prepare()
    place.dead_letters.mkdir()
    app, queues = App(), Queues(place.dead_letters)
    app.failing = {"send_mail"}
    loops = Loops(queues, lambda: None, place)
    loops.app = app
    loops.start()
    queues.by_url["mail"].put("{}", tries=TRIES["mail"] - 1)
    while app.called.get(timeout=30) != "send_mail":
        pass
    queues.by_url["mail"].put("{}")
    while app.called.get(timeout=30) != "send_mail":
        pass
    loops.stop()


def test_a_mail_waits_its_turn_unclaimed_and_keeps_nobody_from_stopping(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    place.prepare()
    queues, rate = Queues(place.dead_letters), Rate(1 / 3600)
    loops = Loops(queues, lambda: None, place, rate=rate)
    loops.app = app = App()
    rate.used()
    queues.by_url["mail"].put("{}")
    loops.start()
    loops.stop()
    assert "send_mail" not in [app.called.get() for _ in range(app.called.qsize())]


class App:
    """Notes which of its functions are called."""

    def __init__(self) -> None:
        self.called: queue.Queue[str] = queue.Queue()
        self.failing: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return lambda _event, _context: self._called(name)

    def _called(self, name: str) -> None:
        self.called.put(name)
        if name in self.failing:
            raise RuntimeError(name)


def test_each_schedule_runs_on_one_machine_too(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    place.prepare()
    loops = Loops(Queues(place.dead_letters), lambda: None, place)
    loops.app = app = App()
    loops.start()
    assert {app.called.get(timeout=30) for _ in SCHEDULED} == {*SCHEDULED}
    loops.stop()


def test_what_came_back_is_settled_on_one_machine_too(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    place.prepare()
    server = Imap()
    server.inbox = [of_rfc3464(NAMES.header("p1-a").decode().strip(), "5.1.1")]
    account = Account.read("imaps://ana:x@mail.example.org")
    bounces = Mailbox(account, NAMES, lambda _account: server)
    loops = Loops(Queues(place.dead_letters), lambda: None, place, bounces)
    loops.app = app = App()
    loops.start()
    called = (app.called.get(timeout=30) for _ in range(len(SCHEDULED) + 1))
    assert "settle_mail" in called
    loops.stop()
