"""Feeds streams, queues, SES's events and schedules to the handlers, as AWS would."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import boto3

from ..invoking.events import queued, scheduled
from ..invoking.functions import READERS, SCHEDULE, SCHEDULED, WORKERS, call
from ..invoking.stream import Stream, position_behind
from .aws import held_until, streams, waiting
from .ses import Mailbox


class Pump:
    """`app` is the module whose handlers are called by name."""

    def __init__(
        self,
        app: Any,
        mailbox: Mailbox,
        now: Callable[[], datetime],
        queues: dict[str, str],
        table: str,
    ) -> None:
        self._app, self._mailbox, self._now = app, mailbox, now
        self._queues = queues
        self._sqs = boto3.client("sqs")
        self._stream = Stream(streams(), table)
        self._positions: dict[str, str] = {}
        self._lock, self._wake = threading.RLock(), threading.Event()
        self._stopped = False
        self._swept_at = now()

    def drain(self) -> None:
        """Run the handlers until nothing moves."""
        with self._lock:
            while self._readers() + self._queue_pass() + self._events():
                pass

    def held_until(self) -> datetime | None:
        """Return when the next of what the queues hold back comes out; None if nothing."""
        held = [moment for url in self._queues.values() if (moment := held_until(url))]
        return datetime.fromtimestamp(min(held) / 1000, UTC) if held else None

    def run_schedules(self) -> None:
        """Run each schedule once, at this time."""
        with self._lock:
            self._swept_at = self._now()
            for name in SCHEDULED:
                call(self._app, name, scheduled(self._now()))

    def wake(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        self._stopped = True
        self._wake.set()

    def run(self) -> None:
        """Run in a thread of its own: after each request, and when a schedule's time has come."""
        while not self._stopped:
            self._wake.wait(timeout=1)
            self._wake.clear()
            if self._now() - self._swept_at >= SCHEDULE:
                self.run_schedules()
            self.drain()

    def _readers(self) -> int:
        return sum(map(self._told_of, READERS))

    def _told_of(self, reader: str) -> int:
        """Hand a function the stream's next records; return how many. A failed one keeps them."""
        records = self._stream.records(self._positions.get(reader, ""))
        if not records or not call(self._app, reader, {"Records": records}):
            return 0
        self._positions[reader] = position_behind(records)
        return len(records)

    def _queue_pass(self) -> int:
        return sum(self._queue(name, *fed) for name, fed in WORKERS.items())

    def _queue(self, name: str, handler: str, batch: int) -> int:
        url = self._queues[name]
        if not waiting(url):
            return 0
        received = self._sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=batch, WaitTimeSeconds=0
        ).get("Messages", [])
        if not received:
            return 0
        answer = call(self._app, handler, {"Records": [queued(m, name) for m in received]})
        failed = {f["itemIdentifier"] for f in answer["batchItemFailures"]} if answer else None
        for message in received:
            if failed is not None and message["MessageId"] not in failed:
                self._sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return len(received)

    def _events(self) -> int:
        events = self._mailbox.take_events()
        for event in events:
            call(self._app, "settle_mail", event)
        return len(events)
