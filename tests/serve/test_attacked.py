"""What a stranger sends to a site on one machine: slow, odd, or for routes that are not there."""

import socket
from contextlib import ExitStack
from http.client import HTTPConnection
from itertools import product
from urllib.parse import urlsplit

from .machine import SOON, Machine

BEGUN = b"POST /api/v1/participants HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
CLOCK = (
    "/_local/clock",
    "//_local/clock",
    "/%5Flocal/clock",
    "/_local%2Fclock",
    "/x/../_local/clock",
)
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "TRACE")


def test_who_sends_slowly_keeps_nobody_else_from_being_heard(machine: Machine) -> None:
    with ExitStack() as lines:
        for _ in range(150):
            lines.enter_context(socket.create_connection(place(machine))).sendall(BEGUN)
        assert machine.status("/healthz") == 200


def test_no_way_of_writing_it_leads_to_the_moving_clock(machine: Machine) -> None:
    for path, method in product(CLOCK, METHODS):
        assert status(machine, method, path) == 404, (method, path)


def test_what_is_no_request_is_refused_and_the_next_is_heard(machine: Machine) -> None:
    long = b"".join(b"X-%d: %s\r\n" % (n, b"a" * 900) for n in range(350))
    for head, refused in (
        (b"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        (b"GET /a%00b HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        (b'GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: "\r\n\r\n', b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + long + b"\r\n", b"431"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", b"413"),
    ):
        assert raw(machine, head).split(b" ")[1] == refused, head[:40]
    assert machine.status("/healthz") == 200


def place(machine: Machine) -> tuple[str, int]:
    where = urlsplit(machine.site)
    return where.hostname or "", where.port or 0


def status(machine: Machine, method: str, path: str) -> int:
    line = HTTPConnection(*place(machine), timeout=SOON)
    line.request(method, path)
    return line.getresponse().status


def raw(machine: Machine, sent: bytes) -> bytes:
    with socket.create_connection(place(machine), timeout=SOON) as line:
        line.sendall(sent)
        return line.recv(1000)
