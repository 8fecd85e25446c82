"""Budgets as they are taken from in the table: all or none, and what each call costs."""

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.errors import Busy
from chalicelib.domain.limits.budgets import Budget, Limit, milliseconds
from tests.support.examples import HOUR, NOW, SECOND

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("system")]

FEW = Limit(3, HOUR, 3)
ENOUGH = Limit(1000, HOUR, 1000)
MINUTES = timedelta(minutes=1)


@pytest.fixture
def calls() -> list[str]:
    """The names of the calls that reach the table."""
    made: list[str] = []

    def note(model: Any, **_: Any) -> None:
        made.append(model.name)

    wiring.client("dynamodb").meta.events.register("before-call.dynamodb", note)
    return made


def taken(**wanted: Limit) -> timedelta:
    return wiring.store().take(wanted, NOW)


def test_as_many_as_may_come_at_once_are_taken_then_none_until_there_is_room() -> None:
    assert [taken(a=FEW) for _ in range(4)] == [timedelta()] * 3 + [20 * MINUTES]
    assert wiring.store().take({"a": FEW}, NOW + 20 * MINUTES - SECOND) == SECOND
    assert not wiring.store().take({"a": FEW}, NOW + 20 * MINUTES)
    assert wiring.store().take({"a": FEW}, NOW + 20 * MINUTES)


def test_if_one_budget_is_full_nothing_is_taken_of_the_others() -> None:
    for _ in range(3):
        taken(a=FEW)
    before = wiring.store().one(Budget, "b")
    assert taken(a=FEW, b=ENOUGH) == 20 * MINUTES
    assert wiring.store().one(Budget, "b") == before is None


def test_a_refusal_costs_one_call_and_what_is_let_through_two_whatever_was_taken(
    calls: list[str],
) -> None:
    for _ in range(3):
        calls.clear()
        assert not taken(a=FEW, b=ENOUGH)
        assert calls == ["BatchGetItem", "TransactWriteItems"]
    calls.clear()
    assert taken(a=FEW, b=ENOUGH)
    assert calls == ["BatchGetItem"]


def test_what_is_kept_is_read_as_a_budget_and_goes_once_it_is_unused() -> None:
    taken(a=FEW)
    kept = wiring.store().one(Budget, "a")
    assert kept is not None
    assert kept.used_until == milliseconds(NOW + 20 * MINUTES)
    assert kept.expires_at >= NOW + 20 * MINUTES


def test_those_who_come_at_the_same_moment_take_no_more_than_there_is() -> None:
    waits: list[object] = []

    def take() -> None:
        try:
            waits.append(taken(a=FEW))
        except Busy as busy:
            waits.append(busy)

    threads = [Thread(target=take) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert waits.count(timedelta()) <= 3
    kept = wiring.store().one(Budget, "a")
    assert kept is not None
    assert kept.used_until == milliseconds(NOW) + waits.count(timedelta()) * FEW.step
