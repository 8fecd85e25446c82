"""Calls that find and change nothing, for stories that take as long whoever they are about."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import uuid4

from ...domain.calls import Call
from ...domain.ids import event_id
from ...domain.receipts import Receipt
from . import seating
from .event_store import EventStore

NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class IdlingStore(EventStore):
    """Each call is about something else that is not there: none waits for another."""

    def made(self) -> Counter[Call]:
        return self._patience.made.copy()

    def idle(self, calls: Mapping[Call, int]) -> None:
        doing: dict[Call, Callable[[], object]] = {
            Call.READ: self._read_nothing,
            Call.WRITE: self._write_nothing,
            Call.CHANGE: self._change_nothing,
        }
        for call, times in calls.items():
            for _ in range(times):
                doing[call]()

    def _read_nothing(self) -> None:
        self.one(Receipt, uuid4().hex)

    def _write_nothing(self) -> None:
        update: Any = seating.draw_ticket(event_id(uuid4().hex), NEVER).request(self._table)
        write = partial(self._client.transact_write_items, TransactItems=[{"Update": update}])
        with suppress(self._client.exceptions.TransactionCanceledException):  # nothing stands there
            self._patience.tried(write, Call.WRITE)

    def _change_nothing(self) -> None:
        self._settle(seating.draw_ticket(event_id(uuid4().hex), NEVER))
