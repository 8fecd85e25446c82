"""Which tests are played once more on a stricter DynamoDB (`make test-database`).

It is asked whether it takes what we send, and answers as our doubles do. Recorded over 2,736 tests,
requests have 80 forms (operation, expressions without their numbers, types of the values); the
601 of them that were left by these rules send all 80.
"""

from collections import Counter
from collections.abc import Iterable

import pytest

IN_MEMORY = {"table", "world", "new_world"}
"""Fixtures that bring a table in memory, whatever holds the system's."""

OF_THE_WEB = (
    "tests/handlers/forms/",
    "tests/handlers/http/",
    "tests/handlers/openapi/test_described",
    "tests/handlers/journey/test_season.py",
)
"""Tests of HTTP, of forms and of descriptions: others ask the table for the same. And of a
season of `make demo`, which has a table of its own."""

EXAMPLES = 2
"""Of a test's parameters, which send requests of the same forms."""


def left_out(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Return those that are not played again; of those marked `database`, none."""
    played: Counter[str] = Counter()
    left = []
    for item in items:
        test = item.nodeid.partition("[")[0]
        if _elsewhere(item) or (not _of_a_database(item) and played[test] == EXAMPLES):
            left.append(item)
        else:
            played[test] += 1
    return left


def _elsewhere(item: pytest.Item) -> bool:
    """Return whether a test runs on another table, or says nothing of this one."""
    if item.get_closest_marker("moto") or IN_MEMORY & set(getattr(item, "fixturenames", ())):
        return True
    return item.nodeid.startswith(OF_THE_WEB) and not _of_a_database(item)


def _of_a_database(item: pytest.Item) -> bool:
    """Return whether it is the database that is tested: races, deaths, refusals, the store."""
    return bool(item.get_closest_marker("database")) or "tests/adapters/" in item.nodeid
