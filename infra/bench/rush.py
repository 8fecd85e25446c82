"""The rush to a conference of five thousand: what registrations cost from the first to the last.

Also how many a second one event can take: a partition key's 1,000 write units a second, over the
units that a registration writes on the busiest key. It runs on a table in memory, whose items are
weighed as DynamoDB weighs them. The mails are sent too, so that their own writes count.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.adapters.texts.programme_file import read_programme
from chalicelib.domain.events.events import Event, EventKind, EventMode, Mode
from chalicelib.domain.events.registrations import registration_id
from chalicelib.domain.events.seats import Places, Seats
from chalicelib.domain.mail.mail import Mail
from chalicelib.domain.mail.messages import Message
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.participants import Participant, Profile
from chalicelib.domain.programme import Programme
from chalicelib.domain.receipts import NO_KEY
from chalicelib.settings import TEMPLATES
from chalicelib.workflows.events.register_for_event import SeatRequest, register_for_event
from chalicelib.workflows.mail.send_messages import send_message
from infra.costs.weighing import INDEXES, TRANSACTION, WRITTEN, weight
from infra.doubles.expressions import Item
from infra.doubles.table import Table

from .results import Comparison, Result

PEOPLE, SAMPLE = 5_000, 100
A_SECOND = 1_000
"""Write units that one partition key accepts in a second."""

GOAL = 100
NOW = datetime(2027, 3, 1, 14, tzinfo=UTC)
ID = "ev-v0123456789abcdef0123"


@dataclass
class Spent:
    """Counts calls, and write units by partition key, of the table and of its indexes."""

    calls: int = 0
    units: Counter[str] = field(default_factory=Counter)

    def note(self, before: Item, after: Item, whole: bool) -> None:
        factor = TRANSACTION if whole else 1
        key = (after or before)["pk"]["S"]
        self.units[_kind(key)] += factor * max(_units(before), _units(after))
        for index in INDEXES:
            for item in _entries(index, before, after):
                self.units[_kind(item[f"{index}_pk"]["S"])] += factor * _units(item)

    def less(self, earlier: "Spent") -> "Spent":
        return Spent(self.calls - earlier.calls, self.units - earlier.units)

    def copy(self) -> "Spent":
        return Spent(self.calls, Counter(self.units))


class Nobody:
    """A composer and sender that does nothing."""

    def compose(self, *_: Any) -> Mail:
        return Mail("", "", "", "", "")

    def holds_back(self, *_: Any) -> bool:
        return False

    def send(self, *_: Any) -> str:
        return "0100018f-0000-4000-8000-000000000000-000000"


def measure(people: int = PEOPLE) -> list[Result]:
    results = []
    line = people // 5
    for name, count, seats in (("with a seat each", people, people), ("ten seats", line, 10)):
        first, last = rush(count, seats)
        told = f"a registration of {count:,}, {name}"
        results += [
            Comparison(
                f"{told}: calls, last {SAMPLE}", last.calls, "calls", "the first", first.calls
            ).ratio_within(1.05),
            Comparison(
                f"{told}: write units, last {SAMPLE}",
                last.units.total(),
                "units",
                "the first",
                first.units.total(),
            ).ratio_within(1.05),
            _ceiling(told, last),
        ]
    return results


def rush(people: int, seats: int) -> tuple[Spent, Spent]:
    """Return what the first hundred and the last hundred registrations spent, mails included."""
    table, spent = Table(), Spent()
    store = Store(lambda: table, "table")  # type: ignore[arg-type, return-value]
    _open(store, seats)
    programme = read_programme(TEMPLATES / "programme.toml")
    marks = []
    for number in range(people):
        person = f"p{number:020}"
        unit = store.unit()
        unit.add(Participant(person, f"{person}@example.org", Profile("Ana", "E"), NOW, NOW))
        unit.commit()
        if number in (0, SAMPLE, people - SAMPLE):
            marks.append(spent.copy())
        _watch(table, spent, True)
        _register(store, person, programme)
        _watch(table, spent, False)
        table.written.clear()
    return marks[1].less(marks[0]), spent.less(marks[2])


def _open(store: Store, seats: int) -> None:
    starts_at = NOW + timedelta(days=30)
    event = Event(
        ID,
        "Conférence",
        EventKind.CONFERENCE,
        (),
        starts_at,
        starts_at + timedelta(hours=2),
        EventMode.ONLINE,
        public=True,
    )
    unit = store.unit()
    unit.add(event, Seats(ID, starts_at, starts_at, {Mode.ONLINE: Places(seats)}))
    unit.commit()


def _register(store: Store, person: str, programme: Programme) -> None:
    request = SeatRequest(Caller(person, 0), ID, Mode.ONLINE)
    placed = register_for_event(request, NO_KEY, store=store, programme=programme, now=NOW)
    news = "waitlisted" if placed.position else "confirmed"
    message = f"{registration_id(person, ID)}-{news}-0"
    nobody = Nobody()
    sent = send_message(
        message,
        store=store,
        composer=nobody,
        mailer=nobody,
        programme=programme,
        hide=lambda kind, subject: f"{kind}-{subject}",
        now=NOW,
    )
    assert isinstance(sent, Message)


def _watch(table: Table, spent: Spent, on: bool) -> None:
    def around(moment: str) -> None:
        spent.calls += moment == "before"

    table.around = around if on else lambda _moment: None
    table.noted = spent.note if on else lambda _before, _after, _whole: None


def _ceiling(told: str, last: Spent) -> Result:
    ((key, units),) = _shared(last).most_common(1)
    a_second = A_SECOND / (units / SAMPLE)
    name = f"{told}: a second on one event ({units / SAMPLE:g} units each on {key})"
    return Comparison(name, a_second, "registrations", "asked for", GOAL).value_of_at_least(GOAL)


def _shared(spent: Spent) -> Counter[str]:
    """Return the keys that all registrations write: a person's own key is no limit."""
    return Counter({key: units for key, units in spent.units.items() if key != "PERSON"})


def _kind(key: str) -> str:
    """Return PERSON for a person's own key, and any other key without its id."""
    return "PERSON" if key.startswith("PERSON#") else key.partition("#v")[0]


def _entries(index: str, before: Item, after: Item) -> list[Item]:
    """Return the entries an index writes: one changed in place, or one removed and one added."""
    keys = [(item.get(f"{index}_pk"), item.get(f"{index}_sk")) for item in (before, after)]
    if before == after:
        return []
    entries = [item for item, key in zip((before, after), keys, strict=True) if key[0]]
    return entries[1:] if keys[0] == keys[1] else entries


def _units(item: Item) -> int:
    return max(1, ceil(weight(item) / WRITTEN))
