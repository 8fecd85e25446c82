"""The whole system, in this process, for one test."""

from collections.abc import Iterator

import pytest

from infra.local.system import System, build

from .support import Client, SetClock


@pytest.fixture
def system() -> Iterator[System]:
    """An empty table, two members of staff, a clock that stands still until it is moved."""
    built = build("http://127.0.0.1:8000", SetClock("2027-03-01T09:00:00-05:00"))
    yield built
    built.close()


@pytest.fixture
def client(system: System) -> Client:
    return Client(system)
