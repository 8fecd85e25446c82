"""Queues in this process, which answer as SQS's client does to our adapters.

What is in them is lost with the process, and that is harmless: what they carry is in the table,
and a sweep hands it over again.
"""

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import heappop, heappush
from pathlib import Path
from threading import Condition
from typing import Any

from chalicelib.domain.ids import letter_of

from .dead_letters import DeadLetters

TRIES = {"mail": 5, "documents": 3}
"""How often a record is handed over before it is a dead letter: `maxReceiveCount` of the stack."""

AGAIN_AFTER = 30.0
"""Seconds until a record that failed is handed over again, longer each time."""


@dataclass(order=True)
class Record:
    ready_at: float
    number: int
    body: str = field(compare=False)
    tries: int = field(default=0, compare=False)


class Queue:
    """Records, each from when it is ready; letters after all else. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._count = clock, 0
        self._waiting: list[Record] = []
        self._ready: list[tuple[bool, int, Record]] = []
        self._changed = Condition()
        self._closed = False

    def put(self, body: str, delay: float = 0.0, tries: int = 0) -> None:
        with self._changed:
            self._count += 1
            heappush(self._waiting, Record(self._clock() + delay, self._count, body, tries))
            self._changed.notify()

    def take(self, most: int) -> list[Record]:
        """Return what is ready, waiting for the first; nothing once the queue is closed."""
        with self._changed:
            while not self._closed:
                now = self._clock()
                self._get_ready(now)
                if self._ready:
                    return [heappop(self._ready)[2] for _ in range(min(most, len(self._ready)))]
                ahead = self._waiting[0].ready_at - now if self._waiting else None
                self._changed.wait(ahead)
        return []

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _get_ready(self, now: float) -> None:
        while self._waiting and self._waiting[0].ready_at <= now:
            record = heappop(self._waiting)
            heappush(self._ready, (_is_letter(record.body), record.number, record))


class Queues:
    """Answers `send_message_batch`; a queue's URL is its name."""

    def __init__(self, dead_letters: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.dead_letters = DeadLetters(dead_letters)
        self.by_url = {name: Queue(clock) for name in TRIES}

    def send_message_batch(self, *, QueueUrl: str, Entries: list[Any]) -> Any:  # noqa: N803
        for entry in Entries:
            self.by_url[QueueUrl].put(entry["MessageBody"], entry.get("DelaySeconds", 0))
        return {"Successful": [{"Id": each["Id"]} for each in Entries]}

    def failed(self, name: str, record: Record) -> None:
        """Hand a record over again later; after its last try, list it and leave it."""
        tries = record.tries + 1
        if tries < TRIES[name]:
            self.by_url[name].put(record.body, AGAIN_AFTER * 2**record.tries, tries)
            return
        self.dead_letters.add(name, record.body, datetime.now(UTC))

    def see_to_dead_letters(self, now: datetime) -> None:
        """Hand over again those for which that was asked, and forget the old ones."""
        self.dead_letters.hand_over_again(lambda each: self.by_url[each.queue].put(each.record))
        self.dead_letters.forget(now)

    def close(self) -> None:
        for queue in self.by_url.values():
            queue.close()


def _is_letter(body: str) -> bool:
    """Return whether a record is of one mail of a letter: hundreds may be before who signs in."""
    try:
        identifier = json.loads(body)["id"]
    except (ValueError, KeyError, TypeError):
        return False
    return isinstance(identifier, str) and letter_of(identifier) != ""


def message_of(record: Record) -> dict[str, Any]:
    """Return a record as SQS receives it."""
    return {
        "MessageId": str(uuid.uuid4()),
        "ReceiptHandle": "",
        "Body": record.body,
        "MD5OfBody": "",
    }
