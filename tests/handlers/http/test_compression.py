"""What is sent is compressed, as API Gateway does it, for who says that they can read it."""

import gzip
import zlib

import pytest

from infra.packaging.gateway import SMALLEST_COMPRESSED
from tests.support.driver import Client
from tests.support.systems import system_for

system = system_for("module", blank_pages=True)


@pytest.mark.parametrize(
    "path", ["/", "/themes", "/evenements", "/static/site.css", "/openapi.json", "/api/v1/themes"]
)
def test_what_is_long_is_compressed_and_says_the_same(client: Client, path: str) -> None:
    plain = client.http.get(path)
    sent = client.http.get(path, headers={"Accept-Encoding": "gzip, deflate, br"})
    assert sent.headers["Content-Encoding"] == "gzip"
    assert len(sent.data) < 0.6 * len(plain.data)
    assert gzip.decompress(sent.data) == plain.data
    assert int(sent.headers["Content-Length"]) == len(sent.data)
    told = ("Content-Type", "Cache-Control", "Content-Security-Policy")
    assert all(sent.headers[name] == plain.headers[name] for name in told)


@pytest.mark.parametrize("accepted", [None, "*", "br", "identity", "gzip;q=0"])
def test_who_names_no_coding_that_is_known_is_sent_plain_text(
    client: Client, accepted: str | None
) -> None:
    headers = {} if accepted is None else {"Accept-Encoding": accepted}
    answer = client.http.get("/", headers=headers)
    assert "Content-Encoding" not in answer.headers
    assert "<!doctype html>" in answer.text


def test_deflate_is_known_too(client: Client) -> None:
    answer = client.http.get("/", headers={"Accept-Encoding": "deflate"})
    assert b"<!doctype html>" in zlib.decompress(answer.data)


def test_what_is_short_is_sent_as_it_is(client: Client) -> None:
    answer = client.http.get("/healthz", headers={"Accept-Encoding": "gzip"})
    assert len(answer.data) < SMALLEST_COMPRESSED
    assert "Content-Encoding" not in answer.headers
