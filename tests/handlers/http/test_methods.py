"""HEAD is answered wherever GET is; a method that an address lacks is told what it has."""

from collections.abc import Iterable

import pytest
from werkzeug.test import TestResponse

from app import app
from tests.handlers.http.test_bad_input import nothing_changes
from tests.handlers.http.test_routes import FILES, PLACES
from tests.support.driver import Client
from tests.support.systems import system_for

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
READ = sorted(path for path, methods in app.routes.items() if "GET" in methods)
TOKENS = ("Set-Cookie", "Content-Length")
"""What an answer without a body need not say alike: it tells no length, and a token is new."""

system = system_for("module", blank_pages=True)


def _at(path: str) -> str:
    return path.format(**PLACES, name=FILES.get(path, ""), code="0000")


def _allowed(known: Iterable[str]) -> set[str]:
    return {*known, "HEAD"} if "GET" in known else set(known)


def _said(answer: TestResponse) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in TOKENS}


@pytest.mark.parametrize("path", READ)
def test_head_says_what_get_says_without_a_body(client: Client, path: str) -> None:
    browser = Client(client.system).http
    read, looked_at = browser.get(_at(path)), browser.head(_at(path))
    assert (looked_at.status_code, looked_at.data) == (read.status_code, b"")
    assert _said(looked_at) == _said(read)


def test_a_405_names_what_the_address_answers_whatever_the_method(client: Client) -> None:
    with nothing_changes(client):
        for path, known in app.routes.items():
            for method in (*METHODS, "BREW"):
                if method in _allowed(known):
                    continue
                answer = client.http.open(_at(path), method=method)
                said = f"{method} {path}"
                assert answer.status_code == 405, said
                assert set(answer.headers["Allow"].split(", ")) == _allowed(known), said
                assert answer.headers["Cache-Control"] == "no-store", said


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/inscription/merci", "text/html"), ("/api/v1/me/export", "application/problem+json")],
)
def test_a_page_is_refused_in_words_for_people_and_the_api_in_its_own(
    client: Client, path: str, kind: str
) -> None:
    answer = client.http.delete(path)
    assert (answer.status_code, answer.mimetype) == (405, kind)
    assert "Méthode non permise" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/_local/", "/_local/mail", "/_local/clock", "/_local/drain"])
def test_the_console_names_what_it_answers_too(client: Client, path: str) -> None:
    answer = client.http.delete(path)
    assert answer.status_code == 405
    assert ("GET" in answer.headers["Allow"]) == (path != "/_local/drain")
