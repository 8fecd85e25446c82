"""What a mail server answers, told as SES would; no password is said where others can read it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from botocore.exceptions import ClientError, EndpointConnectionError

from infra.dynoxide import free_port
from infra.serve.mail.mailbox import Account
from infra.serve.mail.names import Names
from infra.serve.mail.rate import Rate
from infra.serve.mail.returned import Returned, read
from infra.serve.mail.server import Server, Unencrypted, WrongAddress
from infra.serve.mail.smtp import Smtp
from infra.serve.mail.trying import wrong_with_mailbox, wrong_with_server

from .returned import of_rfc3464

NAMES = Names("k" * 32)
SIGNING_IN = "ana%40example.org:s%2Fcret"


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
    smtp = Smtp(server, lambda event: told.append(_kind(event)), NAMES, Rate(9), returns_to)
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


@pytest.mark.parametrize(
    ("rcpt", "data"),
    [
        ("450 Later", "250 OK"),
        ("250 OK", "451 Later"),
        ("550 5.4.5 Daily user sending limit exceeded", "250 OK"),
        ("550 Domain example.org has exceeded the max emails per hour: rate limit", "250 OK"),
        ("250 OK", "554 5.2.0 SubmissionQuotaExceededException; message limit exceeded"),
    ],
)
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


@pytest.fixture
def asking(port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A mail server that asks who comes, without encryption; whatever host is asked, it answers."""
    said: list[str] = []

    def allowed(_server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> AuthResult:
        said.append(data.password.decode())
        return AuthResult(success=data.password == b"s/cret", handled=False)

    def here(_where: Any, *arguments: Any, **_: Any) -> socket.socket:
        return connect(("127.0.0.1", port), *arguments)

    connect = socket.create_connection
    controller = Controller(
        Refusing(),
        hostname="127.0.0.1",
        port=port,
        authenticator=allowed,
        auth_require_tls=False,
    )
    controller.start()
    monkeypatch.setattr(socket, "create_connection", here)
    yield said
    controller.stop()


def test_a_password_is_not_said_in_clear_to_another_machine(asking: list[str]) -> None:
    server = Server.read(f"smtp://{SIGNING_IN}@mail.example.org")
    with pytest.raises(Unencrypted):
        server.opened()
    assert "could be read on the way" in wrong_with_server(server)
    assert asking == []


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_server_on_the_same_machine_is_told_who_comes(asking: list[str], host: str) -> None:
    assert wrong_with_server(Server.read(f"smtp://{SIGNING_IN}@{host}")) == ""
    assert asking == ["s/cret"]


def test_a_wrong_password_is_named_and_never_repeated(asking: list[str]) -> None:
    said = wrong_with_server(Server.read("smtp://ana:wrongone@localhost"))
    assert "the user or the password" in said
    assert "wrongone" not in said
    assert asking


def test_a_server_that_is_not_there_is_named() -> None:
    assert "does not answer" in wrong_with_server(Server.read(f"smtp://localhost:{free_port()}"))


@pytest.mark.parametrize(
    ("greeting", "error"),
    [("421 Too many from you", ClientError), ("554 Not you", EndpointConnectionError)],
)
def test_a_server_that_hears_nobody_now_is_asked_again(
    greeting: str, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    with _greeting(greeting) as port, pytest.raises(error):
        sent(port)


@contextmanager
def _greeting(said: str) -> Iterator[int]:
    """Answer the first who comes with one line."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            coming, _ = listening.accept()
            with coming:
                coming.sendall(f"{said}\r\n".encode())

        thread = threading.Thread(target=answer)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


class InClear:
    """A mailbox's server that does not encrypt."""

    signed_in: ClassVar[list[str]] = []

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def has_capability(self, _name: str) -> bool:
        return False

    def shutdown(self) -> None:
        pass

    def login(self, user: str, _password: str) -> None:
        self.signed_in.append(user)


def test_the_password_of_a_mailbox_is_not_said_in_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imapclient.IMAPClient", InClear)
    account = Account.read(f"imap://{SIGNING_IN}@mail.example.org")
    assert "could be read on the way" in wrong_with_mailbox(account)
    assert InClear.signed_in == []
