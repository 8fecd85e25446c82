"""The fixture `system`, for a test or for a module: the table in memory, unless a test asks for a
database (marked `database` or `moto`) or `--database` names one for all."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends

from chalicelib import wiring
from infra.doubles.table import Table
from infra.local.clock import MovableClock
from infra.local.system import System, build

from .driver import BlankPages, BlankReport, SetClock

SITE = "http://127.0.0.1:8000"
START = "2027-03-01T09:00:00-05:00"


def stopped_clock() -> MovableClock:
    """It stands still until it is moved."""
    return SetClock(START)


def system_for(
    scope: Any = "function",
    site: str = SITE,
    clock: Callable[[], MovableClock] = stopped_clock,
    blank_pages: bool = False,
) -> Any:
    """The fixture: a table with two members of staff. With `blank_pages`, no PDF is drawn."""

    @pytest.fixture(scope=scope)
    def system(request: pytest.FixtureRequest) -> Iterator[System]:
        built = build(site, clock(), None if on_a_database(request) else Table())
        with pytest.MonkeyPatch.context() as patch:
            if blank_pages:
                patch.setitem(wiring.PROVIDERS, "toolboxes", BlankPages)
                patch.setitem(wiring.PROVIDERS, "report_paper", BlankReport)
            yield built
        built.close()

    return system


def keep(key: str, content: bytes, kind: str) -> None:
    """Have a file with this content, which may be there from a test before of the same system."""
    bucket = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets[os.environ["BUCKET_NAME"]]
    held = bucket.keys.get(key)
    if held is None or held.value != content:
        wiring.files().put(key, content, kind)


def on_a_database(request: pytest.FixtureRequest) -> bool:
    """Whether moto or Dynoxide holds the table."""
    marked = any(request.node.get_closest_marker(name) for name in ("database", "moto"))
    return marked or request.config.getoption("--database") != "memory"
