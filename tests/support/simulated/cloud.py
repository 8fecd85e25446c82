"""The mail's whole way on a simulated clock: the table in memory, its stream, queues that bring
back and give up, three senders at once, a sweep every five minutes, SES, and what is counted."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib import handlers, observability, wiring
from chalicelib.adapters.dynamodb.patience import Patience
from chalicelib.adapters.dynamodb.store import Store
from chalicelib.adapters.files import Files
from chalicelib.adapters.mail import mailer
from chalicelib.adapters.mail.mailer import Mailer
from chalicelib.adapters.mail.pace import SENDERS, Pace
from chalicelib.adapters.queues import record_of
from chalicelib.adapters.sealed_files import SealedFiles
from chalicelib.domain.people.keys import PersonKey
from chalicelib.observability import SERVICE
from infra.doubles.table import Table
from infra.packaging.stack import stack

from ..examples import NOW, PROGRAMME, hide
from .invocations import Invocations
from .ringing import Metrics, ringing
from .services import Composer, Drawing, Ses, refusal
from .storage import Storage

MINUTE = 60
SWEEP_EVERY = 5 * MINUTE
FILTERS = [
    json.loads(each["Pattern"])
    for each in stack()["Resources"]["Dispatch"]["Properties"]["Events"][
        "DispatchDynamodbEventSource"
    ]["Properties"]["FilterCriteria"]["Filters"]
]


class Record:
    def __init__(self, body: str, at: float) -> None:
        self.body, self.sent_at, self.visible_at, self.receives = body, at, at, 0


class Queue:
    """As the stack sets it: how long it hides a record, how often it brings it back."""

    def __init__(self, name: str) -> None:
        properties = stack()["Resources"][name]["Properties"]
        self.name, self.hidden = name, properties["VisibilityTimeout"]
        self.most = properties["RedrivePolicy"]["maxReceiveCount"]
        self.records: list[Record] = []
        self.dead: list[Record] = []
        self.put = 0

    def receive(self, most: int, at: float) -> list[Record]:
        visible = [each for each in self.records if each.visible_at <= at][:most]
        for record in visible:
            record.receives += 1
            record.visible_at = at + self.hidden
            if record.receives > self.most:
                self.records.remove(record)
                self.dead.append(record)
        return [each for each in visible if each.receives <= self.most]


class Cloud:
    """`time` is in seconds, and what takes time moves it. What is `off` is not called; what is
    `throttled`, the table refuses. `longest`: what one batch took."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.time, self.metrics, self.ses = 0.0, Metrics(), Ses(self)
        self.table, self.composer, self.storage = Table(), Composer(), Storage()
        self.files = Files(lambda: self.storage, "documents")  # type: ignore[arg-type, return-value]
        self.drawing = Drawing(self.files)
        self.store = Store(lambda: self.table, "table")  # type: ignore[arg-type, return-value]
        self.mail, self.documents = Queue("MailQueue"), Queue("DocumentsQueue")
        self.off: set[str] = set()
        self.throttled: set[str] = set()
        self._invocations = Invocations(self._give_up)
        self.rung: dict[str, float] = {}
        self.longest = 0.0
        self._read, self._second = 0, 0
        self._streamed: set[tuple[str, str]] = set()
        self._mailers = [self._mailer() for _ in range(SENDERS)]
        self._free_at = [0.0] * SENDERS
        self._patch(patch)

    def now(self) -> datetime:
        return NOW + timedelta(seconds=int(self.time))

    def sleep(self, seconds: float) -> None:
        self.time += seconds

    def hand_over(self, queue: str, entries: Any, now: Any = None) -> None:
        chosen = self.mail if queue == "mail" else self.documents
        for entry in entries:
            record = Record(json.dumps(record_of(entry)), self.time)
            if now is not None and entry.next_at is not None and entry.next_at > now:
                record.visible_at += (entry.next_at - now).total_seconds()
            chosen.records.append(record)
            chosen.put += 1

    def write(self, *entities: Any) -> None:
        unit = self.store.unit()
        unit.add(*entities)
        unit.commit()

    def run(self, minutes: float) -> None:
        """Second by second."""
        end = self._second + int(minutes * MINUTE)
        while self._second < end:
            self._each_second()
            self._second += 1
            if self._second % MINUTE == 0:
                self._each_minute()

    def dead(self) -> int:
        return len(self.mail.dead) + len(self.documents.dead)

    def _each_second(self) -> None:
        self.time = float(self._second)
        if self._second % SWEEP_EVERY == 0:
            self._call("Sweep", handlers.sweep)
        self._follow_stream()
        for n in range(SENDERS):
            if self._free_at[n] <= self._second and self.mail.records:
                self._mailing = self._mailers[n]
                with self._apart():
                    self._take("SendMail", self.mail, 10, handlers.send_mail)
                    self._free_at[n] = self.time
        self._take("MakeDocuments", self.documents, 1, handlers.make_documents)
        self._settle()

    def _each_minute(self) -> None:
        for queue in (self.mail, self.documents):
            ages = [self._second - each.sent_at for each in queue.records]
            self._of_queue(queue.name, "ApproximateAgeOfOldestMessage", max(ages, default=0))
            dead = queue.name.replace("Queue", "DeadLetters")
            self._of_queue(dead, "ApproximateNumberOfMessagesVisible", len(queue.dead))
        for name in ringing(self.metrics, self._second):
            self.rung.setdefault(name, self._second)

    def _of_queue(self, queue: str, metric: str, value: float) -> None:
        name = {"Fn::GetAtt": [queue, "QueueName"]}
        self.metrics.count(self._second - 1, "AWS/SQS", metric, value, QueueName=name)

    @contextmanager
    def _apart(self) -> Iterator[None]:
        """A sender has its own time: the others go on meanwhile."""
        before = self.time
        yield
        self.time = before

    def _call(self, function: str, handler: Callable[..., Any], *given: Any) -> Any:
        if function in self.off:
            return None
        of: dict[str, Any] = {"FunctionName": {"Ref": function}}
        self.metrics.count(self.time, "AWS/Lambda", "Invocations", 1, **of)
        with self._served(function):
            return handler(*given)

    def _take(self, function: str, queue: Queue, most: int, handler: Any) -> None:
        received = [] if function in self.off else queue.receive(most, self.time)
        if not received:
            return
        records = [
            {"messageId": str(n), "body": each.body, "eventSource": "aws:sqs"}
            for n, each in enumerate(received)
        ]
        began = self.time
        answer = self._call(function, handler, {"Records": records}, None)
        self.longest = max(self.longest, self.time - began)
        failed = {each["itemIdentifier"] for each in answer["batchItemFailures"]}
        for n, record in enumerate(received):
            if str(n) not in failed:
                queue.records.remove(record)

    def _follow_stream(self) -> None:
        new = self.table.written[self._read :]
        self._read = len(self.table.written)
        records = [record for item in new if _passes(record := self._record(item))]
        if records:
            self._call("Dispatch", handlers.dispatch, {"Records": records})

    def _record(self, item: Any) -> dict[str, Any]:
        """As the stream tells of an item: new the first time."""
        place = item["pk"]["S"], item["sk"]["S"]
        event = "MODIFY" if place in self._streamed else "INSERT"
        self._streamed.add(place)
        return {"eventName": event, "dynamodb": {"NewImage": item}}

    def _settle(self) -> None:
        events, self.ses.events = self.ses.events, []
        for message, kind in events:
            tags = {"message": [message], "kind": [kind]}
            detail = {"eventType": "Delivery", "mail": {"tags": tags}}
            self.tell({"detail": detail})
        self._invocations.run(partial(self._call, "SettleMail", handlers.settle_mail), self.time)

    def tell(self, event: dict[str, Any]) -> None:
        """An event of SES's, by EventBridge."""
        self._invocations.add(event, self.time)

    def _give_up(self, body: str) -> None:
        self.mail.records.append(Record(body, self.time))

    def _told_store(self) -> Store:
        """Of one story: its patience is on this clock."""
        patience = Patience(self.sleep, lambda: self.time)
        return Store(lambda: self.table, "table", str, patience)  # type: ignore[arg-type, return-value]

    @contextmanager
    def _served(self, function: str) -> Iterator[None]:
        if function in self.throttled:
            self.table.around = _refuse
        try:
            yield
        finally:
            self.table.around = _let_pass

    def _measure(self, name: str, value: float, _stage: str, kind: str = "") -> None:
        of: dict[str, Any] = {"stage": {"Ref": "Stage"}}
        self.metrics.count(self.time, "Brigade", name, value, **of)
        if kind:
            self.metrics.count(self.time, "Brigade", name, value, kind=kind, **of)

    def _key_of(self, person_id: str) -> PersonKey | None:
        return self.store.one(PersonKey, person_id)

    def _mailer(self) -> Mailer:
        pace = Pace(lambda: float(self.ses.rate), lambda: self.time, self.sleep)
        sender = "set", "Brigade", "b@example.org", "r@example.org"
        return Mailer(lambda: self.ses, *sender, pace)  # type: ignore[arg-type, return-value]

    def _patch(self, patch: pytest.MonkeyPatch) -> None:
        tools = {
            "store": self._told_store,
            "mailer": lambda: self._mailing,
            "composer": lambda: self.composer,
            "queues": lambda: self,
            "programme": lambda: PROGRAMME,
            "toolboxes": lambda: self.drawing,
            "files": lambda: self.files,
            "hide": lambda: hide,
            "sealed_files": lambda: SealedFiles(self.files, self._key_of),
        }
        for name, provider in tools.items():
            patch.setitem(wiring.PROVIDERS, name, provider)
        patch.setattr(mailer, "to_bytes", lambda *_: b"")
        patch.setattr(wiring, "now", self.now)
        patch.setattr(wiring, "settings", lambda: SimpleNamespace(stage="test"))
        patch.setattr(observability, "measure", self._measure)
        patch.setattr(logging.getLogger(SERVICE), "disabled", True)


def _refuse(_moment: str) -> None:
    raise refusal("ProvisionedThroughputExceededException", "a call")


def _let_pass(_moment: str) -> None:
    pass


def _passes(record: Any) -> bool:
    """Whether the mapping's filters let a record through."""
    event, item = record["eventName"], record["dynamodb"]["NewImage"]
    return any(
        event in each.get("eventName", [event])
        and item["type"]["S"] in each["dynamodb"]["NewImage"]["type"]["S"]
        for each in FILTERS
    )
