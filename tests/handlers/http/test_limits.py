"""What is too long is refused in words, and no answer is longer than Lambda carries."""

import gzip
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from chalice.app import Response
from werkzeug.test import TestResponse

from app import app
from chalicelib.web.http.routing import DECLARED, LONGEST_FORM, LONGEST_JSON, LONGEST_NOTES
from chalicelib.web.site import api
from infra.invoking.gateway import LAMBDA_LARGEST
from tests.handlers.http.test_bad_input import assert_problem, nothing_changes
from tests.handlers.http.test_routes import PLACES
from tests.support.driver import REGISTRATION, Client
from tests.support.systems import system_for

FORMS = [
    path
    for path, methods in app.routes.items()
    if "POST" in methods and DECLARED["POST", path].page
]
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
RAW = LAMBDA_LARGEST * 3 // 4
"""Bytes that fill what Lambda takes, once they are in base64."""

system = system_for("module")


def send(client: Client, path: str, content: bytes, **headers: str) -> TestResponse:
    kind = "application/json" if path.startswith("/api/") else "application/x-www-form-urlencoded"
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.http.post(path, data=content, content_type=kind, headers=given)


@pytest.mark.parametrize("path", FORMS)
def test_a_form_that_is_too_long_is_refused_in_words(client: Client, path: str) -> None:
    limit = DECLARED["POST", path].limit
    with nothing_changes(client):
        answer = send(client, path.format(**PLACES), b"needs=".ljust(limit + 1, b'"'))
    assert (answer.status_code, answer.mimetype) == (413, "text/html")
    assert "trop long" in answer.text
    assert limit == LONGEST_FORM or path.startswith("/equipe/")


def test_what_a_form_shows_again_is_never_longer_than_lambda_carries(client: Client) -> None:
    token = client.register("longue@example.org")
    (slot,) = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T10:00:00-05:00")
    booking = client.book(token, slot)["id"]
    client.http.post("/_local/enter", data={"email": "brigadiere@example.org"})
    for limit, path in ((LONGEST_FORM, "/inscription"), (LONGEST_NOTES, _notes(booking))):
        answer = send(client, path, b"needs=&notes=".ljust(limit, b'"'))
        assert answer.status_code == 422, path
        assert len(answer.data) * 4 // 3 < LAMBDA_LARGEST, path


def _notes(booking: str) -> str:
    return f"/equipe/rencontres/{booking}"


def test_the_longest_notes_that_the_adviser_may_write_are_taken(client: Client) -> None:
    token = client.register("notes@example.org")
    (slot,) = client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T10:00:00-05:00")
    booking = client.book(token, slot)["id"]
    client.move_to("2027-03-10T10:00:00-05:00")
    client.http.post("/_local/enter", data={"email": "brigadiere@example.org"})
    notes, step = ("é" * 50 + " ") * 190, ("é" * 40 + " ") * 12
    report = {"outcome": "completed", "notes": notes, "next_step": [step] * 9}
    assert len(urlencode(report, doseq=True)) > LONGEST_FORM
    answer = client.http.post(_notes(booking), data=report)
    assert answer.status_code < 400, answer.text


@pytest.mark.parametrize(
    ("content", "status"),
    [(b" " * (LONGEST_JSON + 1), 413), (b" " * RAW, 413), (b" " * (10 * 1024 * 1024 + 1), 413)],
    ids=["of the API", "of Lambda", "of API Gateway"],
)
def test_the_api_tells_a_body_that_is_too_long_in_a_problem(
    client: Client, content: bytes, status: int
) -> None:
    with nothing_changes(client):
        answer = send(client, "/api/v1/registrations", content)
    assert assert_problem(answer, status)["code"] == "too_large"


def test_a_browser_reads_a_page_where_api_gateway_refuses_by_itself(client: Client) -> None:
    answer = send(client, "/inscription", b"x" * RAW, **BROWSER)
    assert (answer.status_code, answer.mimetype) == (413, "text/html")
    assert "trop long" in answer.text


def test_an_answer_longer_than_lambda_carries_is_502(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chalicelib.web.http import responses

    def long(request: Any) -> Response:
        return responses.raw(b"x" * RAW, "text/plain")

    monkeypatch.setattr(api, "healthz", long)
    assert assert_problem(client.http.get("/healthz"), 502)["code"] == "internal"


def test_a_compressed_body_is_read_within_the_same_bounds(client: Client) -> None:
    body = json.dumps({**REGISTRATION, "email": "gzip@example.org"}).encode()
    path, zipped = "/api/v1/registrations", {"Content_Encoding": "gzip"}
    assert send(client, path, gzip.compress(body), **zipped).status_code == 202
    bomb = gzip.compress(b" " * 20_000_000)
    assert assert_problem(send(client, path, bomb, **zipped), 413)["code"] == "too_large"
    for coding in ("gzip", "br"):
        answer = send(client, path, body, Content_Encoding=coding)
        assert assert_problem(answer, 400)["code"] == "not_json"
