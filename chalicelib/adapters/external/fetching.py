"""Fetch a public file: over https alone, from addresses that anybody reaches, and bounded.

Each name is resolved once, its addresses are looked at, and the connection goes to one of these:
a name that answers otherwise the second time leads nowhere else. The same at each redirection.
"""

import socket
import ssl
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from ...domain.week.external import CalendarUnread, Unread

LARGEST = 2_000_000
"""Bytes of a calendar at most."""

PATIENCE = 5.0
"""Seconds for each step: to connect, to answer, to go on."""

WHOLE = 15.0
"""Seconds for all of it, redirections included, however little comes at a time."""

REDIRECTIONS = 3
CHUNK = 65_536
ACCEPTED = "text/calendar, */*;q=0.1"
INSIDE_OTHERS = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""Addresses that a gateway turns into IPv4 ones, whichever these are."""

Resolve = Callable[[str], list[str]]
Clock = Callable[[], float]
Left = Callable[[], float]
"""How many seconds are left of the whole."""


def fetch(url: str) -> bytes:
    """Return what an address answers. Raises CalendarUnread."""
    return fetch_by(url, resolved, _Connection, monotonic)


def resolved(host: str) -> list[str]:
    """Return the addresses of a name, by the system's resolver. Raises OSError."""
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def fetch_by(
    url: str,
    resolve: Resolve,
    connect: "Callable[[str, str, Left], HTTPSConnection]",
    clock: Clock,
) -> bytes:
    """Return what an address answers, by a resolver and a connection. Raises CalendarUnread."""
    until = clock() + WHOLE

    def left() -> float:
        return until - clock()

    try:
        for _ in range(REDIRECTIONS + 1):
            where = _public(url)
            address = _address(where.hostname or "", resolve)
            with (
                closing(connect(where.hostname or "", address, left)) as connection,
                closing(_asked(connection, where)) as answer,
            ):
                if answer.status not in (301, 302, 303, 307, 308):
                    return _content(answer, left)
                url = urljoin(url, answer.getheader("Location") or "")
    except (OSError, HTTPException, ValueError):  # the last of names and addresses that are none
        raise CalendarUnread(Unread.UNREACHABLE) from None
    raise CalendarUnread(Unread.REFUSED)


def _public(url: str) -> SplitResult:
    """Return the parts of an address where we may go. Raises CalendarUnread."""
    try:
        where = urlsplit(url)
        fine = where.scheme == "https" and bool(where.hostname) and where.port in (None, 443)
    except ValueError:
        fine = False
    if not fine or where.username is not None or where.password is not None:
        raise CalendarUnread(Unread.ADDRESS)
    return where


def _address(host: str, resolve: Resolve) -> str:
    """Return the address to connect to; all that a name has must be public."""
    addresses = resolve(host)
    if not addresses or not all(map(is_public, addresses)):
        raise CalendarUnread(Unread.ADDRESS)
    return addresses[0]


def is_public(text: str) -> bool:
    """Return whether an address is one that anybody reaches: neither ours nor a network's own."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return all(map(_is_global, (address, *_inside(address))))


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    of_a_site = isinstance(address, IPv6Address) and address.is_site_local
    elsewhere = address.is_multicast or address.is_reserved or of_a_site
    return address.is_global and not elsewhere


def _inside(address: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    """Return the IPv4 addresses that one of IPv6 stands for."""
    if isinstance(address, IPv4Address):
        return ()
    translated = [IPv4Address(int(address) & 0xFFFFFFFF)] if _translated(address) else []
    told = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
    return (*translated, *(each for each in told if each is not None))


def _translated(address: IPv6Address) -> bool:
    return any(address in network for network in INSIDE_OTHERS)


def _asked(connection: HTTPSConnection, where: SplitResult) -> HTTPResponse:
    path = urlunsplit(("", "", where.path or "/", *where[3:4], ""))
    headers = {"Accept": ACCEPTED, "Accept-Encoding": "identity", "User-Agent": "brigade-agenda"}
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def _content(answer: HTTPResponse, left: Left) -> bytes:
    """Return the body, as far as it is bounded in size and time. Raises CalendarUnread."""
    if answer.status != 200:
        raise CalendarUnread(Unread.REFUSED)
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(CHUNK):
        size += len(part)
        if size > LARGEST:
            raise CalendarUnread(Unread.TOO_LARGE)
        if left() < 0:
            raise CalendarUnread(Unread.UNREACHABLE)
        parts.append(part)
    return b"".join(parts)


class _Socket(ssl.SSLSocket):
    """A connection of which each step has its time, and all of them together what is left."""

    left: Left

    def recv_into(self, *buffer: Any, **how: Any) -> int:
        self.settimeout(_patience(self.left))
        return super().recv_into(*buffer, **how)


class _Connection(HTTPSConnection):
    """A connection for a name to an address that was looked at; the name is what is certified."""

    def __init__(self, host: str, address: str, left: Left) -> None:
        self._secure = ssl.create_default_context()
        self._secure.sslsocket_class = _Socket
        super().__init__(host, 443, context=self._secure)
        self._at, self._left = address, left

    def connect(self) -> None:
        plain = socket.create_connection((self._at, 443), _patience(self._left))
        made = self._secure.wrap_socket(plain, server_hostname=self.host)
        if isinstance(made, _Socket):
            made.left = self._left
        self.sock = made


def _patience(left: Left) -> float:
    """Return the seconds for a step. Raises TimeoutError if none are left."""
    seconds = min(PATIENCE, left())
    if seconds <= 0:
        raise TimeoutError
    return seconds
