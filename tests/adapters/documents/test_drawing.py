"""What breaks the renderer is refused, or ended at its limit; nothing is fetched."""

import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.adapters.documents.drawing import Drawer
from chalicelib.adapters.documents.pdf import LARGEST, DocumentError, draw
from chalicelib.settings import TEMPLATES

ENDLESS = "<style>p { width: 1e-9px; font-size: 900px }</style>" + "<p>" + "a " * 400_000
HEAVY = "<p>" + "<b>x</b> " * 200_000


@pytest.fixture(scope="module")
def drawer() -> Iterator[Drawer]:
    drawer = Drawer(TEMPLATES)
    yield drawer
    drawer.close()


def test_the_process_that_draws_is_told_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = ("SIGNING_KEYS", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "ANYTHING_NEW")
    for name in secrets:
        monkeypatch.setenv(name, "5ecret")
    drawing = Drawer(TEMPLATES)
    try:
        drawing.draw(page("<p>Bonjour</p>"))
        process = drawing._process
        assert process is not None
        assert b"5ecret" not in Path(f"/proc/{process.pid}/environ").read_bytes()
    finally:
        drawing.close()


def page(content: str) -> str:
    return f'<html lang="fr-CA"><title>Essai</title><body>{content}</body></html>'


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://192.0.2.1/x.png",
        "http://169.254.169.254/latest/meta-data/",
        "data:image/png;base64,AAAA",
        "asset:../requirements.txt",
        "asset:static/../themes/decouvrabilite.md",
        "asset:themes/decouvrabilite.md",
        "asset:documents/../programme.toml",
        "asset:/etc/passwd",
        "asset:static/missing.png",
    ],
)
@pytest.mark.parametrize(
    "asking",
    [
        '<img alt="x" src="{}">',
        '<link rel="stylesheet" href="{}">',
        '<style>@import url("{}");</style>',
        '<p style="background: url({})">x</p>',
        '<style>@font-face {{ font-family: f; src: url("{}") }} p {{ font-family: f }}</style><p>x',
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{}"/></svg>',
        '<link rel="attachment" href="{}">',
        '<object data="{}"></object>',
    ],
)
def test_a_document_that_asks_for_anything_not_packaged_stops(
    asking: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(DocumentError, match="not packaged"):
        draw(page(asking.format(address)), TEMPLATES)


def test_a_refusal_comes_back_from_the_process(drawer: Drawer) -> None:
    with pytest.raises(DocumentError, match=re.escape("not packaged: ")):
        drawer.draw(page('<img alt="x" src="file:///etc/passwd">'))
    assert drawer.draw(page("<p>Ensuite</p>")).startswith(b"%PDF")


def test_an_endless_document_is_ended_and_the_next_is_drawn() -> None:
    drawer = Drawer(TEMPLATES, seconds=2)
    with pytest.raises(DocumentError, match="not drawn within 2 seconds"):
        drawer.draw(page(ENDLESS))
    drawer = Drawer(TEMPLATES)
    assert drawer.draw(page("<p>Ensuite</p>")).startswith(b"%PDF")
    drawer.close()


def test_a_document_that_takes_all_memory_ends_alone() -> None:
    drawer = Drawer(TEMPLATES, megabytes=500)
    with pytest.raises(DocumentError):
        drawer.draw(page(HEAVY))
    assert drawer.draw(page("<p>Ensuite</p>")).startswith(b"%PDF")
    drawer.close()


def test_fifty_megabytes_of_notes_are_refused_before_they_are_drawn(drawer: Drawer) -> None:
    with pytest.raises(DocumentError, match="too large"):
        drawer.draw("a" * 50_000_000)
    with pytest.raises(DocumentError, match="too large"):
        draw("a" * (LARGEST + 1), TEMPLATES)


def test_threads_wait_for_each_other(drawer: Drawer) -> None:
    drawn: list[bytes] = []
    threads = [
        threading.Thread(target=lambda n=n: drawn.append(drawer.draw(page(f"<p>{n}</p>"))))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(drawn)) == 4


def test_a_process_that_died_is_replaced(drawer: Drawer) -> None:
    drawer.draw(page("<p>a</p>"))
    assert drawer._process is not None
    drawer._process.kill()
    drawer._process.wait()
    assert drawer.draw(page("<p>b</p>")).startswith(b"%PDF")
