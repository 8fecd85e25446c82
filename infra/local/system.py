"""The whole system in one process: clock, AWS, app, pump, gateway."""

import importlib
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.mail.due import LONGEST_HOLD
from infra.demonstrated import STAFF as STAFF
from infra.doubles.table import Table

from . import aws
from .clock import MovableClock
from .outside import Outside
from .ses import Mailbox


@dataclass
class System:
    """The system that the server and `make demo` drive."""

    clock: MovableClock
    mailbox: Mailbox
    app: Any
    pump: Any
    close: Callable[[], None]
    outside: Outside

    def move(self, moment: datetime | None, step: timedelta | None) -> None:
        """Move the clock, run each schedule once at the new time, drain. Raises NotForward.

        What the queues hold back comes out on the way.
        """
        self.pump.drain()
        if moment is not None:
            self._come_out(moment)
            self.clock.move_to(moment)
        if step is not None:
            self.clock.advance(step - self._come_out(self.clock.now() + step))
        self.pump.run_schedules()
        self.pump.drain()

    def drain(self) -> None:
        """Run the handlers until the queues are empty.

        For what they hold back, the clock is moved: a quarter of an hour at most.
        """
        self.pump.drain()
        self._come_out(self.clock.now() + LONGEST_HOLD)

    def _come_out(self, until: datetime) -> timedelta:
        """Move the clock on to whatever the queues hold back until then; return how far."""
        moved = timedelta()
        while (next_at := self.pump.held_until()) and next_at <= until:
            ahead = max(next_at - self.clock.now(), timedelta())
            self.clock.advance(ahead)
            moved += ahead
            self.pump.drain()
        return moved

    def start(self) -> threading.Thread:
        thread = threading.Thread(target=self.pump.run, daemon=True, name="pump")
        thread.start()
        return thread


def build(site_url: str, clock: MovableClock | None = None, table: Table | None = None) -> System:
    """Return the system with an empty table, moto's or the one given, and its members of staff."""
    clock = clock or MovableClock()
    close = aws.start(site_url, clock.milliseconds, table)
    from chalicelib import wiring
    from chalicelib.domain.people.staff import Role
    from chalicelib.workflows.people.manage_staff import enrol

    _quiet_logs()
    wiring.forget()
    wiring.use_clock(clock.now)
    outside = Outside()
    wiring.use_outside(outside.fetch)
    mailbox = Mailbox(clock.now)
    mailbox.attach(wiring.client("sesv2", 1))
    app = importlib.import_module("app")
    for email, name, role in STAFF:
        wiring.run(enrol, email, name, Role(role))
    return System(clock, mailbox, app, _pump(app, mailbox, clock), close, outside)


def _pump(app: Any, mailbox: Mailbox, clock: MovableClock) -> Any:
    from .pump import Pump

    queues = {"mail": os.environ["MAIL_QUEUE_URL"], "documents": os.environ["DOCUMENTS_QUEUE_URL"]}
    return Pump(app, mailbox, clock.now, queues, os.environ["TABLE_NAME"])


def _quiet_logs() -> None:
    """Log failures only, one line each, on a terminal; still without what people typed."""
    from chalicelib import observability

    class Readable(observability.DiscreetFormatter):
        def format(self, record: logging.LogRecord) -> str:
            where = f" {observability.discreet(record.exc_info)}" if record.exc_info else ""
            return f"{record.levelname} {record.getMessage()}{where}"

    target = logging.getLogger(observability.SERVICE)
    target.setLevel(logging.ERROR)
    for handler in target.handlers:
        handler.setFormatter(Readable())
