"""A calendar is fetched from where anybody may go, within bounds, and from nowhere else."""

from itertools import count
from typing import Any

import pytest

from chalicelib.adapters.external import fetching
from chalicelib.adapters.external.fetching import fetch_by, is_public, resolved
from chalicelib.domain.week.external import CalendarUnread, Unread

HERE = "93.184.216.34"
URL = "https://agenda.example.org/a.ics?cle=x"


class Answer:
    def __init__(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.status, self._body, self._headers = status, body, headers

    def getheader(self, name: str) -> str | None:
        return self._headers.get(name)

    def read1(self, size: int) -> bytes:
        part, self._body = self._body[:size], self._body[size:]
        return part

    def close(self) -> None:
        """Nothing is open."""


class Net:
    """Names with their addresses, and what each address answers in turn."""

    def __init__(self, *answers: Answer, **names: list[str]) -> None:
        self.answers, self.names = list(answers), names
        self.asked: list[tuple[str, str, str]] = []

    def resolve(self, host: str) -> list[str]:
        return self.names.get(host.replace(".", "_"), [HERE])

    def connect(self, host: str, address: str, left: Any) -> Any:
        net = self

        class Connection:
            def request(self, method: str, path: str, headers: dict[str, str]) -> None:
                assert "Cookie" not in headers
                net.asked.append((host, address, path))

            def getresponse(self) -> Answer:
                return net.answers.pop(0)

            def close(self) -> None:
                """Nothing is open."""

        return Connection()

    def fetch(self, url: str = URL, clock: Any = None) -> bytes:
        return fetch_by(url, self.resolve, self.connect, clock or (lambda: 0.0))


def why(net: Net, url: str = URL, **how: Any) -> Unread:
    with pytest.raises(CalendarUnread) as told:
        net.fetch(url, **how)
    return told.value.reason


def test_a_calendar_is_read_from_the_address_that_was_looked_at() -> None:
    net = Net(Answer(200, b"x" * 100_000))
    assert net.fetch() == b"x" * 100_000
    assert net.asked == [("agenda.example.org", HERE, "/a.ics?cle=x")]


@pytest.mark.parametrize(
    "url",
    [
        "http://agenda.example.org/a.ics",
        "file:///etc/passwd",
        "https://me:secret@agenda.example.org/",  # pragma: allowlist secret - invented
        "https://agenda.example.org:8443/",
        "https://agenda.example.org:x/",
        "https://[::1/",
        "https:///a",
        "",
    ],
)
def test_an_address_that_is_no_public_one_of_https_is_not_asked(url: str) -> None:
    net = Net(Answer(200))
    assert why(net, url) is Unread.ADDRESS
    assert not net.asked


PRIVATE = [
    "127.0.0.1",
    "10.0.0.8",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "169.254.170.2",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "fec0::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "localhost",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_inside_is_not_asked_also_beside_a_public_address(address: str) -> None:
    assert not is_public(address)
    for found in ([address], [HERE, address]):
        net = Net(Answer(200), agenda_example_org=found)
        assert why(net) is Unread.ADDRESS
        assert not net.asked


def test_public_addresses_are_public() -> None:
    assert is_public(HERE)
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")


@pytest.mark.parametrize(
    "to", ["http://agenda.example.org/", "https://inside.example.org/", "file:///etc/passwd"]
)
def test_a_redirection_is_looked_at_as_the_first_address_was(to: str) -> None:
    net = Net(Answer(302, Location=to), Answer(200), inside_example_org=["169.254.169.254"])
    assert why(net) is Unread.ADDRESS
    assert len(net.asked) == 1


@pytest.mark.parametrize("to", ["https://[::1/", "https://a\0b/", "https://" + "a" * 300 + ".org/"])
def test_a_redirection_to_what_is_no_address_is_told(to: str) -> None:
    net = Net(Answer(302, Location=to), Answer(200))
    net.resolve = lambda host: [HERE] if host == "agenda.example.org" else resolved(host)  # type: ignore[method-assign]
    assert why(net) is Unread.UNREACHABLE


def test_some_redirections_are_followed_and_no_ring_of_them() -> None:
    assert Net(Answer(301, Location="/b.ics"), Answer(200, b"b")).fetch() == b"b"
    assert why(Net(*(Answer(302, Location="/a.ics") for _ in range(9)))) is Unread.REFUSED


def test_what_is_refused_too_large_or_too_slow_is_given_up() -> None:
    assert why(Net(Answer(403))) is Unread.REFUSED
    large = Answer(200, b"x" * (fetching.LARGEST + 1))
    assert why(Net(large)) is Unread.TOO_LARGE
    ticks = count(step=20)
    assert why(Net(Answer(200, b"x")), clock=lambda: float(next(ticks))) is Unread.UNREACHABLE


def test_a_name_that_is_none_is_unreachable() -> None:
    def fails(_host: str) -> list[str]:
        raise OSError

    net = Net()
    net.resolve = fails  # type: ignore[method-assign,assignment]
    assert why(net) is Unread.UNREACHABLE
