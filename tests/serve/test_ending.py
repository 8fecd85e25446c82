"""A site without its database would answer errors: it ends, also before it listens."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
import waitress.server

from infra.serve import __main__ as served
from infra.serve import site


def test_a_database_that_ends_before_the_site_listens_ends_it_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @contextmanager
    def running(_asked: object, ended: Callable[[], None]) -> Iterator[tuple[Any, Any]]:
        ended()
        yield SimpleNamespace(app=None), SimpleNamespace(wake=None, start=lambda: None)

    def listens() -> None:
        raise AssertionError("it listens")

    server = SimpleNamespace(run=listens, close=lambda: None)
    monkeypatch.setattr(served, "running", running)
    monkeypatch.setattr(served, "_try_mail", lambda _said: None)
    monkeypatch.setattr(served, "asked", lambda: SimpleNamespace(site_url="https://example.org"))
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(site, "Site", lambda *_: None)
    monkeypatch.setattr(waitress.server, "create_server", lambda *_, **__: server)
    with pytest.raises(served.DatabaseEnded):
        served.serve()
