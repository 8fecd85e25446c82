"""What the port promises of each read (consistent, or from an index; how many) is what is asked."""

from typing import Any

import pytest

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.events.events import Mode
from chalicelib.domain.ids import event_id
from chalicelib.domain.mail import broadcasts
from chalicelib.domain.people.participants import Participant
from chalicelib.workflows import ports
from infra.doubles.table import Table
from tests.package.reachable import ASK, READ, STORE
from tests.support.event_examples import EVENT_ID, event, registration
from tests.support.examples import ADVISER_ID, DAY, HOUR, NOW, PARTICIPANT_ID

READS: dict[str, tuple[Any, ...]] = {
    "adviser_slots": (ADVISER_ID, NOW, NOW + DAY),
    "agenda": (NOW, NOW + DAY),
    "answers": (EVENT_ID,),
    "aside": (7,),
    "due": (NOW, 7),
    "events_between": (NOW, NOW + DAY),
    "events_to_come": (NOW, 7),
    "line": (EVENT_ID, Mode.ONLINE),
    "load_any": ((Participant, PARTICIPANT_ID),),
    "load": ((Participant, PARTICIPANT_ID),),
    "one": (Participant, PARTICIPANT_ID),
    "open_slots": (NOW, 7, bool),
    "open_slots_between": (NOW, NOW + DAY),
    "person": ("p1",),
    "position": (registration(),),
    "roster": (EVENT_ID,),
    "roster_page": (broadcasts.of_change(event(), NOW), 7),
    "topics": (EVENT_ID,),
}


class Asked(Table):
    """Remembers what was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[Any] = []

    def query(self, **request: Any) -> Any:
        self.requests.append(request)
        return super().query(**request)

    def batch_get_item(self, **request: Any) -> Any:
        self.requests += request["RequestItems"].values()
        return super().batch_get_item(**request)


def promise(method: str) -> str:
    if method == "load":  # its overloads share their part's
        return str(ports.Loading.__doc__)
    declared = next(part for part in ports.Store.__mro__ if method in vars(part))
    return str(vars(declared)[method].__doc__)


@pytest.mark.parametrize("method", READS)
def test_a_read_is_as_consistent_as_the_port_says(method: str) -> None:
    table = Asked()
    store: ports.Store = Store(lambda: table, "table")  # type: ignore[arg-type, return-value]
    getattr(store, method)(*READS[method])
    said = promise(method).lower()
    late, consistent = "index" in said, "consistent" in said or "as `load`" in said
    assert late != consistent, said
    assert {request.get("ConsistentRead", False) for request in table.requests} == {consistent}


def test_each_read_of_the_port_is_tried() -> None:
    named = {name: need for name, need in STORE.items() if need}
    assert {name for name, (action, _) in named.items() if action in (READ, ASK)} == READS.keys()


def test_no_more_events_come_than_asked_for() -> None:
    store = Store(Table, "table")  # type: ignore[arg-type]
    starts = [NOW + n * HOUR for n in range(1, 6)]
    unit = store.unit()
    unit.add(*[event(each, id=event_id(str(n))) for n, each in enumerate(starts)])
    unit.commit()
    assert [each.starts_at for each in store.events_to_come(NOW, 2)] == starts[:2]
