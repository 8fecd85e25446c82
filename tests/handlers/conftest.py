"""What keeps many rounds quick: a table in memory for the stories, pages that are not drawn."""

import sys
from collections.abc import Iterator

import pytest

from chalicelib import clock, wiring
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.people.staff import Role
from chalicelib.workflows.people.manage_staff import enrol
from infra.doubles.table import Table
from infra.local.system import STAFF, System
from tests.support.driver import BlankPages, BlankReport, Client


@pytest.fixture
def blank_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(wiring.PROVIDERS, "toolboxes", BlankPages)
    monkeypatch.setitem(wiring.PROVIDERS, "report_paper", BlankReport)


@pytest.fixture
def drawn(client: Client, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were drawn while who asks waits; drawing itself is tested elsewhere."""
    pages: list[str] = []

    def draw(html: str) -> bytes:
        pages.append(html)
        return f"%PDF-1.7 {len(pages)}".encode()

    def drawn_meanwhile(key: str) -> bytes | None:
        client.drain()
        return wiring.files().find(key)

    monkeypatch.setattr(wiring.report_paper(), "draw", draw)
    monkeypatch.setitem(wiring.PROVIDERS, "report_paper", wiring.report_paper)
    monkeypatch.setattr(wiring.files(), "wait_for", drawn_meanwhile)
    return pages


@pytest.fixture
def table(system: System, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    """With threads that take turns all the time, and the demonstration's members of staff."""
    table = Table()
    kept = Store(lambda: table, "table")  # type: ignore[arg-type, return-value]
    for email, name, role in STAFF:
        enrol(email, name, Role(role), store=kept, new_id=clock.random_id, now=wiring.now())
    monkeypatch.setitem(wiring.PROVIDERS, "store", lambda: kept)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield table
    sys.setswitchinterval(before)
