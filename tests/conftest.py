"""The whole system, in this process, for one test; templates compiled once for all tests."""

import gc
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jinja2
import pytest

from chalicelib import wiring
from infra import dynoxide
from infra.local.system import System

from .support.asked_again import left_out
from .support.driver import Client
from .support.spreading import Spreading
from .support.systems import system_for


class Compiled(jinja2.BytecodeCache):
    """Templates compiled in this process: each test is a new container, which would again."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Any) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Any) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "where the system's table is, but for tests that ask for a database (moto, then)"
    names = ("memory", "moto", "dynoxide")
    parser.addoption("--database", choices=names, default="memory", help=told)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Spreading:
    return Spreading(config, log)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what all tests are made of: it would go through it again and
    again, a tenth of their time."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database") != "dynoxide":
        return
    left = left_out(items)
    config.hook.pytest_deselected(items=left)
    names = {item.nodeid for item in left}
    items[:] = [item for item in items if item.nodeid not in names]


@pytest.fixture(scope="session", autouse=True)
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Its name. One process for all of a worker's tests: each system makes a table of its own."""
    name: str = request.config.getoption("--database")
    with dynoxide.running() if name == "dynoxide" else nullcontext():
        yield name


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    build_environment, kept = jinja2.Environment.__init__, Compiled()

    def with_kept(self: jinja2.Environment, *given: Any, **named: Any) -> None:
        build_environment(self, *given, **named)
        self.bytecode_cache = kept

    jinja2.Environment.__init__ = with_kept  # type: ignore[method-assign]


system = system_for()
"""For one test."""


@pytest.fixture
def generous(monkeypatch: pytest.MonkeyPatch) -> None:
    """A programme where each books as many sessions as they like, and until the last second."""
    freely = replace(wiring.programme(), booking_notice=timedelta(), open_bookings_per_person=100)
    monkeypatch.setitem(wiring.PROVIDERS, "programme", lambda: freely)


@pytest.fixture
def client(system: System) -> Client:
    return Client(system)
