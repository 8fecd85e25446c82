"""Calls that find and change nothing, for stories that take as long whoever they are about."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from uuid import uuid4

from ...domain.calls import Call
from ...domain.errors import Stale
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
        unit = self.unit()
        unit.overwrite(Receipt(uuid4().hex, "", 0, "", NEVER))
        with suppress(Stale):  # nothing stands there
            unit.commit()

    def _change_nothing(self) -> None:
        self._settle(seating.draw_ticket(event_id(uuid4().hex), NEVER))
