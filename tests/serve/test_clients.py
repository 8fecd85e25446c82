"""What answers in the place of AWS's clients on one machine, as the adapters ask it."""

import errno
import json
import queue
import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from botocore.exceptions import ClientError, EndpointConnectionError

from chalicelib.adapters.erased_marks import ErasedMarks
from chalicelib.adapters.files import Files
from chalicelib.domain.errors import Stale
from infra.dynoxide import free_port
from infra.invoking.functions import SCHEDULED
from infra.serve.folder import Folder
from infra.serve.loops import Loops
from infra.serve.mailbox import Account, Mailbox
from infra.serve.names import Names
from infra.serve.place import Occupied, Place
from infra.serve.queues import TRIES, Queue, Queues
from infra.serve.returned import Returned, read
from infra.serve.smtp import Server, Smtp, WrongAddress

from .imap import Imap
from .returned import of_rfc3464

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


class Refusing:
    """A mail server that answers as it is told."""

    def __init__(self, rcpt: str = "250 OK", data: str = "250 OK") -> None:
        self.rcpt, self.data, self.taken = rcpt, data, 0
        self.hangs_up = False
        self.last = Envelope()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        envelope.rcpt_tos.append(address)
        if self.hangs_up:
            _server.transport.close()
        return self.rcpt

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken, self.last = self.taken + 1, envelope
        return self.data


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def answering(port: int) -> Iterator[Refusing]:
    said = Refusing()
    controller = Controller(said, hostname="127.0.0.1", port=port)
    controller.start()
    yield said
    controller.stop()


def sent(port: int, returns_to: str = "") -> list[str]:
    """Send a mail; return what is told of it."""
    told: list[str] = []
    server = Server.read(f"smtp://127.0.0.1:{port}")
    smtp = Smtp(server, lambda event: told.append(_kind(event)), NAMES, returns_to)
    smtp.send_email(
        FromEmailAddress="brigade@example.org",
        Destination={"ToAddresses": ["ana@example.org"]},
        Content={"Raw": {"Data": b"Subject: x\r\n\r\nx\r\n"}},
        EmailTags=[{"Name": "message", "Value": "p1-a"}],
    )
    return told


def _kind(event: dict[str, Any]) -> str:
    return str(event["detail"]["eventType"])


@pytest.mark.parametrize(
    ("rcpt", "data", "told"),
    [
        ("250 OK", "250 OK", ["Send"]),
        ("550 5.1.1 No such user", "250 OK", ["Send", "Bounce"]),
        ("550 No such user", "250 OK", ["Send", "Bounce"]),
        ("550 5.7.1 We do not take your mail", "250 OK", ["Send", "Reject"]),
        ("550 5.1.8 Sender domain not found", "250 OK", ["Send", "Reject"]),
        ("250 OK", "554 5.6.0 A virus", ["Send", "Reject"]),
    ],
)
def test_what_a_server_says_for_ever_is_told_as_ses_would(
    port: int, answering: Refusing, rcpt: str, data: str, told: list[str]
) -> None:
    answering.rcpt, answering.data = rcpt, data
    assert sent(port) == told


@pytest.mark.parametrize(("rcpt", "data"), [("450 Later", "250 OK"), ("250 OK", "451 Later")])
def test_what_it_does_not_take_now_is_tried_again(
    port: int, answering: Refusing, rcpt: str, data: str
) -> None:
    answering.rcpt, answering.data = rcpt, data
    with pytest.raises(ClientError) as refused:
        sent(port)
    assert refused.value.response["Error"]["Code"] == "Throttling"


def test_a_server_that_hangs_up_before_the_mail_has_none_of_it(
    port: int, answering: Refusing
) -> None:
    answering.hangs_up = True
    with pytest.raises(EndpointConnectionError):
        sent(port)


@pytest.mark.parametrize(
    ("before", "told"), [("554 5.7.1 Not from here", ["Send", "Reject"]), ("451 Later", None)]
)
def test_a_server_that_will_not_hear_the_mail_is_no_doubt(
    port: int,
    answering: Refusing,
    monkeypatch: pytest.MonkeyPatch,
    before: str,
    told: list[str] | None,
) -> None:
    async def smtp_data(server: Any, _arg: str) -> None:
        await server.push(before)

    monkeypatch.setattr("aiosmtpd.smtp.SMTP.smtp_DATA", smtp_data)
    if told is None:
        with pytest.raises(ClientError):
            sent(port)
    else:
        assert sent(port) == told
    assert answering.taken == 0


@pytest.mark.parametrize("returns_to", ["", "retours@example.org"])
def test_a_mail_that_comes_back_names_its_message_and_comes_to_whom_reads_it(
    port: int, answering: Refusing, returns_to: str
) -> None:
    sent(port, returns_to)
    assert answering.last.mail_from == (returns_to or "brigade@example.org")
    content = answering.last.content
    assert isinstance(content, bytes)
    assert NAMES.message(content) == "p1-a"
    back = of_rfc3464(NAMES.header("p1-a").decode().strip(), "5.1.1")
    assert read(back, NAMES) == Returned("Bounce", "p1-a", "ana@example.org", permanent=True)


@pytest.mark.parametrize(
    "url",
    [
        *("", "mail.example.org", "http://mail.example.org", "smtp://"),
        *("smtp://ana:s3/cret@mail.example.org", "smtp://ana:s3#cret@mail.example.org"),
        "smtp://ana:s3cr%C3%A9t@mail.example.org",  # pragma: allowlist secret - invented
    ],
)
def test_an_address_of_a_mail_server_that_is_none_is_said_without_its_password(url: str) -> None:
    with pytest.raises(WrongAddress, match="SMTP_URL") as said:
        Server.read(url)
    assert "s3" not in str(said.value)


def test_what_an_address_of_a_mail_server_holds_is_read() -> None:
    server = Server.read("smtps://ana%40example.org:s%2Fcret@mail.example.org")
    assert (server.host, server.port, server.secure) == ("mail.example.org", 465, True)
    assert (server.user, server.password) == ("ana@example.org", "s/cret")


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
