"""What DynamoDB refuses for a moment is asked again, for so long; what it refuses for good, not."""

import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.adapters.dynamodb.patience import LONGEST, SHORTEST, TRIES, Patience
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.errors import Busy, Stale
from chalicelib.domain.events.events import Mode
from chalicelib.domain.sessions.slots import Slot
from tests.support.event_examples import seats
from tests.support.examples import HOUR, NOW, STARTS_AT, slot
from tests.support.injected import Calls, cancelled

TABLE = "table"
COMMIT = "TransactWriteItems"
TAKEN = {"Attributes": to_item(seats())}


class Waits:
    """A clock that stands still but for what is slept, and for what each call takes."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self.now = self.each_call = 0.0

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        self.now += self.each_call  # read before each call and after it
        return self.now


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def client() -> Any:
    """No call of it leaves: each is answered by the test."""
    return boto3.client(
        "dynamodb",
        "ca-central-1",
        endpoint_url="http://127.0.0.1:1",
        aws_access_key_id="none",
        aws_secret_access_key="none",  # pragma: allowlist secret - opens nothing
    )


@pytest.fixture
def store(client: Any, waits: Waits) -> Store:
    """Its pauses are half as long as they may be, so that what is asked fits in its time."""
    patience = Patience(waits.sleep, waits.clock, lambda least, most: (least + most) / 2)
    return Store(lambda: client, TABLE, patience=patience)


def commit(store: Store) -> None:
    unit = store.unit()
    unit.add(slot())
    unit.commit()


def error(code: str, status: int = 400) -> dict[str, Any]:
    answered = {"HTTPStatusCode": status}
    return {"Error": {"Code": code, "Message": ""}, "ResponseMetadata": answered}


ASKED: dict[str, tuple[str, Callable[[Store], Any], dict[str, Any]]] = {
    "a write": (COMMIT, commit, {}),
    "a plain write": ("UpdateItem", lambda s: s.draw_ticket("ev-v1", NOW), TAKEN),
    "a read": ("BatchGetItem", lambda s: s.one(Slot, "s1-x"), {"Responses": {}}),
    "a person": ("Query", lambda s: s.person("p1"), {"Items": []}),
    "a line": ("Query", lambda s: list(s.line("ev-v1", Mode.ONLINE)), {"Items": []}),
    "free slots": ("Query", lambda s: s.open_slots(NOW, 10, bool), {"Items": []}),
}
REFUSALS = [
    error("ThrottlingException"),
    error("ProvisionedThroughputExceededException"),
    error("RequestLimitExceeded"),
    error("TransactionInProgressException"),
    error("TransactionConflictException"),
    error("InternalServerError", 500),
    error("ServiceUnavailable", 503),
]


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_refused_for_a_moment_passes_later(
    asked: str, client: Any, store: Store, waits: Waits
) -> None:
    operation, ask, answer = ASKED[asked]
    calls = Calls(client, operation, *REFUSALS, answer)
    ask(store)
    assert (calls.count, len(waits.pauses)) == (len(REFUSALS) + 1, len(REFUSALS))


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("refusal", [error("ThrottlingException"), cancelled("ThrottlingError")])
def test_what_is_refused_each_time_ends_as_busy(
    asked: str, refusal: Any, client: Any, store: Store, waits: Waits
) -> None:
    operation, ask, _ = ASKED[asked]
    calls = Calls(client, operation, *[refusal] * 100)
    with pytest.raises(Busy):
        ask(store)
    assert 3 <= calls.count <= TRIES
    assert len(waits.pauses) == calls.count - 1  # nobody waits for nothing
    assert sum(waits.pauses) <= LONGEST


PASSING = [
    ("TransactionConflict",),
    ("ThrottlingError",),
    ("ProvisionedThroughputExceeded",),
    ("None", "ThrottlingError", "None"),
    ("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"),
]


@pytest.mark.parametrize("reasons", PASSING)
def test_a_transaction_cancelled_for_what_passes_is_tried_again(
    reasons: tuple[str, ...], client: Any, store: Store
) -> None:
    calls = Calls(client, COMMIT, *[cancelled(*reasons)] * 3, {})
    commit(store)
    assert calls.count == 4


@pytest.mark.parametrize("reasons", PASSING)
def test_a_condition_that_fails_is_never_tried_again_whatever_is_beside_it(
    reasons: tuple[str, ...], client: Any, store: Store, waits: Waits
) -> None:
    calls = Calls(client, COMMIT, cancelled(*reasons, "ConditionalCheckFailed"))
    with pytest.raises(Stale):
        commit(store)
    assert (calls.count, waits.pauses) == (1, [])


@pytest.mark.parametrize(
    "refusal",
    [
        cancelled("ValidationError"),
        cancelled("ValidationError", "ThrottlingError"),
        cancelled("None"),
        error("ValidationException"),
        error("AccessDeniedException"),
        error("ResourceNotFoundException"),
    ],
)
def test_what_never_passes_is_not_tried_again(
    refusal: Any, client: Any, store: Store, waits: Waits
) -> None:
    calls = Calls(client, COMMIT, refusal)
    with pytest.raises(ClientError):
        commit(store)
    assert (calls.count, waits.pauses) == (1, [])


def test_pauses_grow_and_no_two_stories_keep_step(client: Any) -> None:
    """Each is drawn from nothing to a bound that doubles: those who met do not meet again."""
    Calls(client, COMMIT, *[cancelled("TransactionConflict")] * 200)
    told: list[list[float]] = []
    for _ in range(20):
        waits = Waits()
        with pytest.raises(Busy):
            commit(Store(lambda: client, TABLE, patience=Patience(waits.sleep, waits.clock)))
        told.append(waits.pauses)
    assert all(0 <= p <= SHORTEST * 2**n for pauses in told for n, p in enumerate(pauses))
    assert len({tuple(pauses) for pauses in told}) == len(told)
    first, last = (sum(pauses[n] for pauses in told if n < len(pauses)) for n in (0, TRIES - 2))
    assert first < last


def test_a_story_waits_so_long_in_all_whatever_it_asks(
    client: Any, store: Store, waits: Waits
) -> None:
    """botocore waits too, a second here, before it says that a call was refused."""
    refused = error("ThrottlingException")
    waits.each_call = 1.0
    Calls(client, "BatchGetItem", refused, {"Responses": {}})
    Calls(client, "UpdateItem", refused, TAKEN)
    calls = Calls(client, COMMIT, *[refused] * 100)
    store.one(Slot, "s1-x")
    store.draw_ticket("ev-v1", NOW)
    with pytest.raises(Busy):
        commit(store)
    assert calls.count <= LONGEST - 1  # two of its seconds are gone


def left_aside(client: Any, at_once: int) -> Calls:
    """A table that reads so many of the keys it is asked for, and leaves the others."""

    def answer(params: Any, **_: Any) -> Any:
        keys = json.loads(params["body"])["RequestItems"][TABLE]["Keys"]
        found = {TABLE: [{**to_item(by_key[k["sk"]["S"]])} for k in keys[:at_once]]}
        left = {TABLE: {"Keys": keys[at_once:]}} if keys[at_once:] else {}
        calls.answers({"Responses": found, "UnprocessedKeys": left})

    by_key = {to_item(each)["sk"]["S"]: each for each in SLOTS}
    client.meta.events.register_first("before-call.dynamodb.BatchGetItem", answer)
    calls = Calls(client, "BatchGetItem")
    return calls


SLOTS = [slot(STARTS_AT + n * HOUR) for n in range(30)]


def test_what_a_busy_table_leaves_aside_is_asked_for_again_after_a_pause(
    client: Any, store: Store, waits: Waits
) -> None:
    calls = left_aside(client, at_once=2)
    found = store.load(*[(Slot, each.id) for each in SLOTS])
    assert [each.id for each in found] == [each.id for each in SLOTS]
    assert (calls.count, len(waits.pauses)) == (15, 14)


def test_a_table_that_leaves_everything_aside_is_not_asked_for_ever(
    client: Any, store: Store, waits: Waits
) -> None:
    calls = left_aside(client, at_once=0)
    with pytest.raises(Busy):
        store.load(*[(Slot, each.id) for each in SLOTS])
    assert 3 <= calls.count <= TRIES
    assert len(waits.pauses) == calls.count - 1


@pytest.fixture
def tokens(client: Any) -> list[str]:
    seen: list[str] = []

    def note(params: Any, **_: Any) -> None:
        seen.append(params["ClientRequestToken"])

    client.meta.events.register(f"provide-client-params.dynamodb.{COMMIT}", note)
    return seen


def test_every_try_of_a_write_carries_its_token_and_no_other_write_does(
    client: Any, store: Store, tokens: list[str]
) -> None:
    """So that one whose answer was lost is not refused by what it wrote itself."""
    Calls(client, COMMIT, error("InternalServerError", 500), cancelled("ThrottlingError"), {}, {})
    commit(store)
    commit(store)
    assert len(tokens) == 4
    assert len(set(tokens[:3])) == 1
    assert tokens[3] != tokens[0]
    assert all(1 <= len(token) <= 36 for token in tokens)
