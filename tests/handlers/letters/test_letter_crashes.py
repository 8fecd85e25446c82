"""A letter that is interrupted anywhere, run twice, or stopped between two pages."""

from collections.abc import Iterator
from itertools import batched
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.directory.entries import entry_of
from chalicelib.domain.letters.letters import Letter, LetterAudience, LetterState
from chalicelib.domain.mail.messages import Message
from chalicelib.domain.people.consents import Consent, ConsentSource
from chalicelib.workflows.letters.send_letter import PAGE, send_letter
from infra.doubles.table import Table
from tests.support.examples import DAY, HOUR, NOW, PROGRAMME, letter, participant

COUNT = 2 * PAGE + 7
AGREED = Consent("program", True, "1", NOW, ConsentSource.OWN_LINK, confirmed_at=NOW)
THEMES: dict[str, Any] = {}


class Died(Exception):
    """The worker was killed."""


def everybody() -> Iterator[Any]:
    """One in ten has no address."""
    for n in range(COUNT):
        email = "" if n % 10 == 0 else f"p{n}@example.org"
        person = participant(id=f"p{n:04}", email=email, consents=(AGREED,), proven_at=NOW)
        entry = entry_of(person, ())
        yield from (person, entry, *sorted(entry.found_by, key=lambda key: key.id))


@pytest.fixture
def table() -> Table:
    made = Table()
    held = letter(
        state=LetterState.HELD,
        next_at=NOW,
        told=0,
        audience=LetterAudience("Sans rencontre", filters=("alone",)),
    )
    for some in batched([held, *everybody()], 100):
        unit = store_of(made).unit()
        unit.add(*some)
        unit.commit()
    return made


def store_of(table: Table) -> Store:
    return Store(lambda: table, "table")  # type: ignore[arg-type, return-value]


def run(table: Table, after: int = 0) -> None:
    now = NOW + HOUR + after * DAY / 24
    send_letter("lt-lt1", store=store_of(table), programme=PROGRAMME, themes=THEMES, now=now)


def written(table: Table) -> list[str]:
    return sorted(i["id"]["S"] for i in table.items if i["type"]["S"] == "Message")


def state(table: Table) -> Letter:
    found = store_of(table).one(Letter, "lt-lt1")
    assert found is not None
    return found


def reached() -> list[str]:
    return [f"p{n:04}-lt1" for n in range(COUNT) if n % 10]


def test_each_person_is_written_to_once(table: Table) -> None:
    run(table)
    run(table, 1)
    assert written(table) == reached()
    left_out = {"no_address": len([n for n in range(COUNT) if not n % 10])}
    done = state(table)
    assert (done.state, done.told, done.left_out) == (LetterState.SENT, len(reached()), left_out)


def test_killed_at_any_call_it_goes_on_where_it_was(table: Table) -> None:
    before, calls = copied(table), list[str]()
    table.around = calls.append
    run(table)
    moments, items = len(calls), written(table)
    assert moments > 10
    for killed_at in range(1, moments, 3):
        again = copied(before)
        interrupt(again, killed_at)
        with pytest.raises(Died):
            run(again)
        again.around = lambda _moment: None
        run(again, 1)
        assert written(again) == items
        assert state(again).told == len(items)


def test_stopped_between_two_pages_nothing_more_is_written(table: Table) -> None:
    pages: list[int] = []

    def stop(moment: str) -> None:
        count = len(written(table))
        if moment == "after" and count and not pages:
            pages.append(count)
            store, letter = store_of(table), state(table)
            unit = store.unit()
            unit.save(letter.stopped(NOW))
            unit.commit()

    table.around = stop
    run(table)
    table.around = lambda _moment: None
    run(table, 1)
    assert len(written(table)) == pages[0] < len(reached())
    stopped = state(table)
    assert (stopped.state, stopped.told) == (LetterState.STOPPED, pages[0])
    first = store_of(table).one(Message, reached()[0])
    assert first is not None


def copied(table: Table) -> Table:
    again = Table()
    again._partitions = {pk: dict(held) for pk, held in table._partitions.items()}
    return again


def interrupt(table: Table, at: int) -> None:
    """Kill the worker at a moment: before or after a call."""
    left = [at]

    def around(_moment: str) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Died

    table.around = around
