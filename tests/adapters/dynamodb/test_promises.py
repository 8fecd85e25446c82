"""What the port promises of each read (consistent, or from an index; how many) is what is asked."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.events.events import Mode
from chalicelib.domain.ids import event_id
from chalicelib.domain.mail import broadcasts
from chalicelib.domain.mail.team.listing import Listing
from chalicelib.domain.people.participants import Participant
from chalicelib.workflows import ports
from infra.doubles.table import Table
from tests.package.reachable import ASK, READ, STORE
from tests.support.event_examples import EVENT_ID, event, registration
from tests.support.examples import ADVISER_ID, DAY, HOUR, NOW, PARTICIPANT_ID

READS: dict[str, tuple[Any, ...]] = {
    "adviser_slots": (ADVISER_ID, NOW, NOW + DAY),
    "agenda": (NOW, NOW + DAY),
    "day_changes": (ADVISER_ID,),
    "answers": (EVENT_ID,),
    "aside": (7,),
    "drafts": ("p1",),
    "due": (NOW, 7),
    "editions": (),
    "team": (),
    "acts": ("ev-v1", "", 1),
    "journal": ("", 1),
    "waiting": (NOW, 1),
    "bounced": (1,),
    "mails": (Listing.SETTLED, None, "", 1),
    "letters": ("", 1),
    "mails_of_letter": ("lt-lt1",),
    "everybody_of": (EVENT_ID, 7),
    "calls_to_make": (NOW, ""),
    "calls_of": (ADVISER_ID, NOW, ""),
    "line_for": ("decouvrabilite", 7),
    "turns": (7,),
    "settings_changes": (2, 1),
    "calendars_to_read": (NOW, 1),
    "sessions_of": ("p1",),
    "events_between": (NOW, NOW + DAY),
    "events_to_come": (NOW, 7),
    "latest_events": (7,),
    "figures": ("2021-2022", "1"),
    "counted_events": ("2021-2022", "1"),
    "counted_after": ("2026-2027", "p1", 3),
    "counted_people": ("2026-2027", 5),
    "accompanied": ("2021-2022", "1"),
    "line": (EVENT_ID, Mode.ONLINE),
    "held": ("p1",),
    "held_elsewhere": ("p1",),
    "load_any": ((Participant, PARTICIPANT_ID),),
    "load": ((Participant, PARTICIPANT_ID),),
    "one": (Participant, PARTICIPANT_ID),
    "open_slots": (NOW, 7, bool),
    "open_slots_between": (NOW, NOW + DAY),
    "spots": ("gau", "", 7),
    "people_lists": ("s1",),
    "page_days": (NOW.date(), NOW.date()),
    "person": ("p1",),
    "lists_seen": (NOW.date(),),
    "privacy_requests": (),
    "incidents": (),
    "position": (registration(),),
    "unproven_in_line": (EVENT_ID, Mode.ONLINE),
    "roster": (EVENT_ID,),
    "roster_page": (broadcasts.of_change(event(), NOW), 7),
    "topics": (EVENT_ID,),
}


DOCS = Path(__file__).parents[3] / "docs" / "data-model.md"
TOLD = DOCS.read_text("utf-8").partition("| query |")[2].partition("\n\n")[0]
QUERIES = [
    [cell.strip() for cell in line.split("|")[1:-1]] for line in TOLD.strip().split("\n")[2:]
]
"""What the documentation says of each query: its name, index, partition, sort keys."""


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


def asking(method: str) -> Asked:
    """The table, once a read has asked it for all that it yields."""
    table = Asked()
    found = getattr(Store(lambda: table, "table"), method)(*READS[method])  # type: ignore[arg-type, return-value]
    if isinstance(found, Iterator):
        list(found)
    return table


def promise(method: str) -> str:
    if method == "load":  # its overloads share their part's
        return str(ports.Loading.__doc__)
    declared = next(part for part in ports.Store.__mro__ if method in vars(part))
    return str(vars(declared)[method].__doc__)


@pytest.mark.parametrize("method", READS)
def test_a_read_is_as_consistent_as_the_port_says(method: str) -> None:
    table = asking(method)
    said = promise(method).lower()
    late, consistent = "index" in said, "consistent" in said or "as `load`" in said
    assert late != consistent, said
    assert {request.get("ConsistentRead", False) for request in table.requests} == {consistent}


@pytest.mark.parametrize("method", [name for name in READS if STORE[name] != (READ, "Table")])
def test_the_access_patterns_tell_what_each_query_asks(method: str) -> None:
    request = asking(method).requests[0]
    values = {name: str(value["S"]) for name, value in request["ExpressionAttributeValues"].items()}
    said = [row for row in QUERIES if method in row[0].split(", ")]
    assert len(said) == 1, f"{method} is not one line of the queries of docs/data-model.md"
    _, index, partitions, sort_keys = said[0]
    assert index == request.get("IndexName", "the table"), f"{method}: its index"
    assert beginning(values.pop(":pk")) in re.findall(r"`(.+?)`", partitions), (
        f"{method}: partition"
    )
    prefixes = {beginning(value) for value in values.values() if re.match("[A-Z]+#", value)}
    assert prefixes == set(re.findall(r"`(.+?)`", sort_keys)), f"{method}: its sort keys"


def test_the_access_patterns_tell_of_no_query_that_is_not_asked() -> None:
    told = {name for row in QUERIES for name in row[0].split(", ")}
    assert sorted(told - {name for name, need in STORE.items() if need and need[0] == ASK}) == []


def beginning(key: str) -> str:
    """The part of a key before what differs from one to another; `DUE` is spread over several."""
    return re.sub("#.*", "#", key).removesuffix("#" if key.startswith("DUE#") else "")


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
