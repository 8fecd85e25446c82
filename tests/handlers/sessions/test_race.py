"""Sixteen people want the same slot, two hundred times on the table in memory; some more on the
embedded AWS.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.errors import DomainError
from chalicelib.domain.levels import Maturity
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.consents import Consent
from chalicelib.domain.people.participants import (
    AddressHolder,
    Participant,
    ParticipantKind,
    Profile,
)
from chalicelib.domain.receipts import NO_KEY
from chalicelib.domain.sessions.bookings import Booking
from chalicelib.domain.sessions.slots import Slot, slot_id
from chalicelib.workflows.sessions.book_session import BookingRequest, book_session
from infra.doubles.table import Table
from tests.support.driver import THEME

pytestmark = pytest.mark.usefixtures("generous")

RACERS, TAPS = 16, 8
EVER = "attribute_exists(pk) OR attribute_not_exists(pk) OR"


def store() -> Store:
    found: Store = wiring.PROVIDERS["store"]()
    return found


def _participants() -> list[Caller]:
    profile = Profile("Ana", "Exemple", ParticipantKind.INDIVIDUAL, Maturity.EMERGENT, (THEME,))
    unit, now = store().unit(), wiring.now()
    agreed = Consent("program", True, "2026-11", now)
    for n in range(RACERS):
        unit.add(Participant(f"p{n}", f"p{n}@example.org", profile, now, now, (agreed,)))
        unit.add(AddressHolder(f"hash{n}", f"p{n}"))
    unit.commit()
    return [Caller(f"p{n}", 0) for n in range(RACERS)]


def _open_slot(number: int) -> Slot:
    starts_at = wiring.now() + timedelta(hours=1 + number)
    slot = Slot(
        slot_id("s1", starts_at), "s1", "Dominique", starts_at, starts_at + timedelta(hours=1)
    )
    unit = store().unit()
    unit.add(slot)
    unit.commit()
    return slot


def _race(callers: list[Caller], slot: Slot) -> list[str]:
    """What each racer was told: "booked" or the code of an error."""
    barrier = Barrier(RACERS)

    def run(caller: Caller) -> str:
        barrier.wait()
        try:
            wiring.run(book_session, BookingRequest(caller, slot.id, THEME), NO_KEY)
        except DomainError as error:
            return error.code
        return "booked"

    with ThreadPoolExecutor(RACERS) as pool:
        return list(pool.map(run, callers))


def _one_winner_each_time(rounds: int) -> None:
    callers = _participants()
    for number in range(rounds):
        told = sorted(_race(callers, _open_slot(number)))
        assert told == ["booked"] + ["slot_taken"] * (RACERS - 1)


@pytest.mark.usefixtures("table")
def test_one_slot_has_one_winner_whatever_the_concurrency() -> None:
    _one_winner_each_time(200)


@pytest.mark.database
@pytest.mark.usefixtures("system")
def test_the_same_on_the_embedded_aws() -> None:
    _one_winner_each_time(20)


@pytest.mark.usefixtures("system")
def test_one_person_s_taps_are_all_answered_with_their_one_booking(table: Table) -> None:
    """Eight at once: whoever loses to oneself has not lost to « une autre personne »."""
    ana = _participants()[0]
    for number in range(25):
        request = BookingRequest(ana, _open_slot(number).id, THEME)
        barrier = Barrier(TAPS)

        def tap(request: BookingRequest = request, barrier: Barrier = barrier) -> Booking:
            barrier.wait()
            booked: Booking = wiring.run(book_session, request, NO_KEY)
            return booked

        with ThreadPoolExecutor(TAPS) as pool:
            told = [each.result() for each in [pool.submit(tap) for _ in range(TAPS)]]
        assert len({booking.id for booking in told}) == 1
        mails = [item for item in table.items if item["id"]["S"].startswith(f"{told[0].id}-")]
        assert [item["kind"]["S"] for item in mails].count("booking_confirmed") == 1
    held = [item for item in table.items if item["type"]["S"] == "Booking"]
    assert len(held) == 25


def test_without_the_conditions_a_slot_is_oversold(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: each write goes through as if its conditions held."""
    write = table.transact_write_items

    def careless(TransactItems: Any, **_: Any) -> Any:  # noqa: N803 - AWS's own name
        for item in TransactItems:
            for operation in item.values():
                operation["ConditionExpression"] = f"{EVER} {operation['ConditionExpression']}"
        return write(TransactItems=TransactItems)

    monkeypatch.setattr(table, "transact_write_items", careless)
    callers = _participants()
    winners = [_race(callers, _open_slot(number)).count("booked") for number in range(20)]
    assert max(winners) > 1
