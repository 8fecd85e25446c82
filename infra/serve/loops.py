"""What moves by itself: the table's stream, the queues, the schedules, each in a thread."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property, partial
from queue import SimpleQueue
from typing import Any

from infra.invoking.events import queued, scheduled
from infra.invoking.functions import READERS, SCHEDULE, SCHEDULED, WORKERS, call, tell
from infra.invoking.stream import Stream, position_behind

from .backups import back_up
from .database import TABLE
from .mail.mailbox import Mailbox
from .mail.rate import USUAL, Rate
from .place import Place, write_json
from .queues import Queues, Record, message_of
from .stream_records import forget

BACKED_UP_AT = 4
"""The hour of the day, UTC, after which the day's backup is made."""

OFTEN = 15.0
"""Seconds between two times that what was read of the stream is forgotten."""

SOON, LATER = 0.5, 5.0
"""Seconds: until a stream without news is asked again, and one that failed."""

MAIL = "mail"
"""The queue whose records become mails."""

Event = dict[str, Any]


class Loops:
    """Begun once `app` is there.

    Each failure is told on stderr by its type alone, and tried again.
    """

    def __init__(
        self,
        queues: Queues,
        new_streams: Callable[[], Any],
        place: Place,
        bounces: Mailbox | None = None,
        rate: Rate | None = None,
    ) -> None:
        self.app: Any = None
        self._queues, self._new_streams, self._place = queues, new_streams, place
        self._bounces, self._rate = bounces, rate or Rate(USUAL)
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._wake, self._stopped = threading.Event(), threading.Event()
        self._positions = self._read_positions()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        loops: list[Callable[[], None]] = [
            *(partial(self._read_stream, reader) for reader in READERS),
            *(partial(self._work, name) for name in WORKERS),
            self._keep_time,
            self._forget,
            *([partial(self._read_bounces, self._bounces)] if self._bounces else ()),
        ]
        self._threads = [threading.Thread(target=loop, daemon=True) for loop in loops]
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Read the stream now: a request may have written."""
        self._wake.set()

    def stop(self) -> None:
        """Let each loop end what it does, for ten seconds at most."""
        self._stopped.set()
        self._wake.set()
        self._queues.close()
        for thread in self._threads:
            thread.join(10)

    def settle(self, event: Event) -> None:
        """Take what the mail server said of a mail; it is told once the mail's own story is."""
        self._events.put(event)

    def _read_stream(self, reader: str) -> None:
        while not self._stopped.is_set():
            try:
                moved = self._told_of(reader)
            except Exception as error:
                tell(reader, error)
                self._stopped.wait(LATER)
                continue
            if not moved:
                self._wake.wait(SOON)
                self._wake.clear()

    def _told_of(self, reader: str) -> int:
        """Hand a function the stream's next records; return how many. A failed one keeps them."""
        records = self._stream.records(self._positions.get(reader, ""))
        if not records:
            return 0
        if call(self.app, reader, {"Records": records}) is None:
            self._stopped.wait(LATER)
            return 0
        self._positions[reader] = position_behind(records)
        write_json(self._place.positions, dict(self._positions))
        return len(records)

    @cached_property
    def _stream(self) -> Stream:
        return Stream(self._new_streams(), TABLE)

    def _work(self, name: str) -> None:
        """Feed a worker; mails go one by one, so that none is claimed while it waits its turn."""
        handler, most = (WORKERS[name][0], 1) if name == MAIL else WORKERS[name]
        while not self._stopped.wait(self._rate.pause() if name == MAIL else 0):
            if records := self._queues.by_url[name].take(most):
                self._attempt(name, partial(self._hand_over, name, handler, records))
                self._settle()

    def _hand_over(self, name: str, handler: str, records: list[Record]) -> None:
        messages = {(said := message_of(each))["MessageId"]: (each, said) for each in records}
        answer = call(
            self.app, handler, {"Records": [queued(m, name) for _, m in messages.values()]}
        )
        failed = [f["itemIdentifier"] for f in answer["batchItemFailures"]] if answer else messages
        for each in failed:
            self._queues.failed(name, messages[each][0])

    def _settle(self) -> None:
        """Tell what became of mails; the queue gets what fails, as Lambda's destination."""
        while not self._events.empty():
            event = self._events.get()
            if call(self.app, "settle_mail", event) is None:
                self._queues.by_url[MAIL].put(json.dumps({"requestPayload": event}))

    def _settled(self, event: Event) -> bool:
        return call(self.app, "settle_mail", event) is not None

    def _read_bounces(self, bounces: Mailbox) -> None:
        """Read what came back as often as the schedules run."""
        while not self._stopped.is_set():
            self._attempt("bounces", partial(bounces.read, self._settled, datetime.now(UTC)))
            self._stopped.wait(SCHEDULE.total_seconds())

    def _keep_time(self) -> None:
        """Run each schedule at once and every five minutes; back up once a day."""
        while not self._stopped.is_set():
            now = datetime.now(UTC)
            for name in SCHEDULED:
                call(self.app, name, scheduled(now))
            self._attempt("dead letters", partial(self._queues.see_to_dead_letters, now))
            if now.hour >= BACKED_UP_AT:
                self._attempt("backup", partial(back_up, self._place, now))
            self._stopped.wait(SCHEDULE.total_seconds())

    def _forget(self) -> None:
        """Forget what every reader has read of the stream, again and again."""
        while not self._stopped.wait(OFTEN):
            read = [self._positions.get(reader, "") for reader in READERS]
            if all(read):
                self._attempt("forgetting", partial(forget, self._place.table, TABLE, read))

    def _attempt(self, what: str, do: Callable[[], object]) -> None:
        try:
            do()
        except Exception as error:
            tell(what, error)

    def _read_positions(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json.loads(self._place.positions.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        return found
