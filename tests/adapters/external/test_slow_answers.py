"""An answer that never ends is given up, however it goes on: each read knows what time is left."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from chalicelib.adapters.external import fetching
from chalicelib.domain.week.external import CalendarUnread, Unread

HOST, ADDRESS = "agenda.example.org", "93.184.216.34"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
FOREVER = {
    "headers of an answer to come": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "what follows the last chunk": (CHUNKED + b"0\r\n", b"X-More: x\r\n"),
    "a body": (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and its own certificate, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(form, serialization.PrivateFormat.PKCS8, plain)
    path = tmp_path_factory.mktemp("tls") / "own.pem"
    path.write_bytes(private + signed.public_bytes(form))
    return path


@pytest.fixture
def served(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """What a server answers, the last part without end, to whoever connects to the address."""
    parts: list[bytes] = []
    ours, theirs = socket.socketpair()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setattr(socket, "create_connection", lambda *_: ours)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def serve() -> None:
        with suppress(OSError), closing(context.wrap_socket(theirs, server_side=True)) as sock:
            sock.recv(10_000)
            sock.sendall(parts[0])
            while parts[1]:
                sock.sendall(parts[1])

    server = Thread(target=serve)
    server.start()
    yield parts
    ours.close()
    server.join()


@pytest.mark.parametrize("how", FOREVER)
def test_an_answer_without_end_is_given_up(served: list[bytes], how: str) -> None:
    served += FOREVER[how]
    ticks = count()
    with pytest.raises(CalendarUnread) as told:
        fetching.fetch_by(
            f"https://{HOST}/a.ics",
            lambda _host: [ADDRESS],
            fetching._Connection,
            lambda: next(ticks) / 10,
        )
    assert told.value.reason is Unread.UNREACHABLE


def test_an_answer_that_ends_is_read(served: list[bytes]) -> None:
    served += (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nagend", b"")
    url, clock = f"https://{HOST}/a.ics", lambda: 0.0
    content = fetching.fetch_by(url, lambda _host: [ADDRESS], fetching._Connection, clock)
    assert content == b"agend"
