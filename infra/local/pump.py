"""Feeds streams, queues, SES's events and schedules to the handlers, as AWS would."""

import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

import boto3

from ..invoking.events import Context, queued, scheduled
from .aws import held_until, streams, waiting
from .ses import Mailbox

SCHEDULE = timedelta(minutes=5)
READERS = ("dispatch", "count_figures")
"""The functions that read the table's stream, each at its own pace and without its filter."""

SCHEDULED = ("sweep", "fetch_calendars")

Handler = Callable[[dict[str, Any], Any], Any]


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
        self._queues, self._table = queues, table
        self._sqs = boto3.client("sqs")
        self._streams = streams()
        self._positions: dict[str, str] = {}
        self._lock, self._wake = threading.RLock(), threading.Event()
        self._stopped = False
        self._swept_at = now()

    def drain(self) -> None:
        """Run the handlers until nothing moves."""
        with self._lock:
            while self._stream() + self._queue_pass() + self._events():
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
                self._call(name, scheduled(self._now()))

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

    def _stream(self) -> int:
        return sum(map(self._told_of, READERS))

    def _told_of(self, reader: str) -> int:
        """Hand a function the stream's next records; return how many. A failed one keeps them."""
        records = self._records(self._positions.get(reader, ""))
        if not records or not self._call(reader, {"Records": records}):
            return 0
        self._positions[reader] = records[-1]["dynamodb"]["SequenceNumber"]
        return len(records)

    def _records(self, position: str) -> list[Any]:
        where: dict[str, Any] = {"ShardIteratorType": "TRIM_HORIZON"}
        if position:
            where = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": position}
        iterator = self._streams.get_shard_iterator(**self._shard, **where)["ShardIterator"]
        return list(self._streams.get_records(ShardIterator=iterator, Limit=100)["Records"])

    @cached_property
    def _shard(self) -> dict[str, str]:
        """The table's stream and its one shard, as moto has them."""
        stream = self._streams.list_streams(TableName=self._table)["Streams"][0]["StreamArn"]
        shards = self._streams.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"]
        return {"StreamArn": stream, "ShardId": shards[0]["ShardId"]}

    def _queue_pass(self) -> int:
        return self._queue("mail", "send_mail", 10) + self._queue("documents", "make_documents", 1)

    def _queue(self, name: str, handler: str, batch: int) -> int:
        url = self._queues[name]
        if not waiting(url):
            return 0
        received = self._sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=batch, WaitTimeSeconds=0
        ).get("Messages", [])
        if not received:
            return 0
        answer = self._call(handler, {"Records": [queued(m, name) for m in received]})
        failed = {f["itemIdentifier"] for f in answer["batchItemFailures"]} if answer else None
        for message in received:
            if failed is not None and message["MessageId"] not in failed:
                self._sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return len(received)

    def _events(self) -> int:
        events = self._mailbox.take_events()
        for event in events:
            self._call("settle_mail", event)
        return len(events)

    def _call(self, name: str, event: dict[str, Any]) -> Any:
        """Return what the handler answers (True for nothing), or None if it failed.

        A failure is told on stderr.
        """
        handler: Handler = getattr(self._app, name)
        try:
            answer = handler(event, Context(name))
        except Exception as error:
            print(f"{name}: {type(error).__name__}", file=sys.stderr)
            return None
        return True if answer is None else answer
