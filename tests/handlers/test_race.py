"""Sixteen people want the same slot, two hundred times."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

from chalicelib import wiring
from chalicelib.domain.errors import DomainError
from chalicelib.domain.people import Caller, EmailClaim, Kind, Maturity, Participant, Profile
from chalicelib.domain.slots import Slot, slot_id
from chalicelib.workflows.book_session import BookingRequest, book_session
from infra.local.system import System
from tests.support import THEME

RACERS = 16


def _participants() -> list[Caller]:
    profile = Profile("Ana", "Exemple", Kind.INDIVIDUAL, Maturity.EMERGENT, (THEME,))
    unit, now = wiring.store().unit(), wiring.now()
    for n in range(RACERS):
        unit.add(Participant(f"p{n}", f"p{n}@example.org", profile, now, now))
        unit.add(EmailClaim(f"hash{n}", f"p{n}"))
    unit.commit()
    return [Caller(f"p{n}", 0) for n in range(RACERS)]


def _open_slot(number: int) -> Slot:
    starts_at = wiring.now() + timedelta(hours=1 + number)
    slot = Slot(
        slot_id("s1", starts_at), "s1", "Dominique", starts_at, starts_at + timedelta(hours=1)
    )
    unit = wiring.store().unit()
    unit.add(slot)
    unit.commit()
    return slot


def _race(callers: list[Caller], slot: Slot) -> list[str]:
    """What each racer was told: "booked" or the code of an error."""
    barrier = Barrier(RACERS)

    def run(caller: Caller) -> str:
        barrier.wait()
        try:
            wiring.run(book_session, BookingRequest(caller, slot.id, THEME), None)
        except DomainError as error:
            return error.code
        return "booked"

    with ThreadPoolExecutor(RACERS) as pool:
        return list(pool.map(run, callers))


def test_one_slot_has_one_winner_whatever_the_concurrency(system: System) -> None:
    callers = _participants()
    for number in range(200):
        told = sorted(_race(callers, _open_slot(number)))
        assert told == ["booked"] + ["slot_taken"] * (RACERS - 1)


def test_without_the_conditions_a_slot_is_oversold(system: System) -> None:
    def strip(params: dict[str, Any], **_: Any) -> dict[str, Any]:
        for write in params["TransactItems"]:
            for operation in write.values():
                operation.pop("ConditionExpression", None)
                operation.pop("ExpressionAttributeValues", None)
        return params

    events = wiring.client("dynamodb").meta.events
    events.register("provide-client-params.dynamodb.TransactWriteItems", strip)
    callers = _participants()
    winners = [_race(callers, _open_slot(number)).count("booked") for number in range(20)]
    assert max(winners) > 1
