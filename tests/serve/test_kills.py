"""The journey on one machine, where the site or its database is killed at any write of the table.

It begins again, and who asked asks again. `KILLS` says at how many writes: few here, `all` by hand.
"""

import os
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from http.client import HTTPException
from itertools import count
from pathlib import Path
from queue import Empty
from typing import Any
from urllib.error import HTTPError

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError

from chalicelib.adapters.dynamodb.codec import from_items
from chalicelib.domain.mail.messages import Message, State
from infra.driving import THEME, link_in
from infra.dynoxide import free_port
from infra.serve.database import NOBODY, TABLE
from infra.serve.place import read_json
from tests.support.driver import REGISTRATION, text_of, token_in
from tests.support.events import EVENT

from .machine import ADMIN, Machine, MailServer

KILLS = os.environ.get("KILLS", "")
SAMPLE = [("site", "after", 30)]
"""Whom, when, at which write."""

MOST = 90
"""More writes than the journey makes: 72 of them, and some that depend on what meets."""

PATIENCE = 40.0
"""Seconds until what a step causes must be there."""

LONG = timedelta(minutes=16)
"""What is nobody's any more, or not known, is tried again within this time."""

ASIDE = 2.0
"""Seconds without news after which time goes on by `LONG`."""

HELD_ONCE = {
    "Booking",
    "Document",
    "Event",
    "EventRegistration",
    "Participant",
    "Seats",
    "Slot",
    "StaffMember",
    "Survey",
}

MAILS = Counter(
    {
        "registration": 1,
        "booking_confirmed": 1,
        "staff_session": 1,
        "booking_reminder": 1,
        "document": 1,
        "event_confirmed": 1,
        "event_left": 1,
    }
)
SIGN_IN = "staff_sign_in"
"""Who asks again to sign in gets another link."""


class Walk:
    """One journey, in a folder of its own."""

    def __init__(self, folder: Path, mail: MailServer, whom: str, moment: str, at: int) -> None:
        self._folder, self._mail, self._data = folder, mail, folder / "data"
        self._mails: list[EmailMessage] = []
        said = {"KILLED": str(folder), "DIES": f"{whom} {moment} {at}"}
        tomorrow = datetime.now(UTC).date() + timedelta(days=1)
        self.begins = datetime(tomorrow.year, tomorrow.month, tomorrow.day, 17, tzinfo=UTC)
        self._ahead, self._begun_again = timedelta(), False
        self.move_to(self.begins)
        self.machine = Machine(self._data, free_port(), mail.port, "tests.serve.killed", **said)
        self.machine.start()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def move_to(self, moment: datetime) -> None:
        self._ahead = max(self._ahead, moment - datetime.now(UTC))
        temporary = self._folder / "clock.new"
        temporary.write_text(str(self._ahead.total_seconds()), "ascii")
        temporary.replace(self._folder / "clock")

    def go(self) -> None:
        self.ask("POST", "/api/v1/registrations", {202}, REGISTRATION)
        token = token_in(self.mail("registration"))
        self.ask("POST", "/api/v1/me/confirmation", {200}, {}, token)
        self.again(lambda: self.machine.let_in(ADMIN))
        staff = self.signed_in()
        day = (self.begins + timedelta(days=2)).date().isoformat()
        opened = {
            "adviser": ADMIN,
            "starts_at": f"{day}T16:00:00+00:00",
            "ends_at": f"{day}T17:00:00+00:00",
            "themes": [],
        }
        slot = self.ask("POST", "/api/v1/staff/availabilities", {201}, opened, staff)["slots"][0]
        wanted = {"slot_id": slot["id"], "theme": THEME}
        booked = self.ask("POST", "/api/v1/bookings", {201}, wanted, token)
        self.mail("booking_confirmed"), self.mail("staff_session")
        self.come_and_leave(token, staff)
        self.move_to(datetime.fromisoformat(f"{day}T14:30:00+00:00"))
        self.mail("booking_reminder")
        self.move_to(datetime.fromisoformat(f"{day}T17:05:00+00:00"))
        staff = self.signed_in()
        outcome = f"/api/v1/staff/sessions/{booked['id']}/outcome"
        self.ask("POST", outcome, {200}, {"outcome": "completed", "notes": "Bravo"}, staff)
        self.move_to(self.now() + timedelta(hours=1))  # until then it may be undone
        self.mail("document")
        me = self.ask("GET", "/api/v1/me", {200}, None, token)
        assert [each["status"] for each in me["sessions"]] == ["completed"]
        assert len(me["documents"]) == 1

    def come_and_leave(self, token: str, staff: str) -> None:
        starts_at = self.begins + timedelta(days=20)
        times = {
            "starts_at": starts_at.isoformat(),
            "ends_at": (starts_at + timedelta(hours=1)).isoformat(),
        }
        event = self.ask("POST", "/api/v1/staff/events", {201}, {**EVENT, **times}, staff)
        path = f"/api/v1/events/{event['id']}/registrations"
        placed = self.ask("POST", path, {201}, {"mode": "online"}, token)
        self.mail("event_confirmed")
        path = f"/api/v1/event-registrations/{placed['id']}"
        self.ask("DELETE", path, {204}, None, token)
        self.mail("event_left")

    def signed_in(self) -> str:
        """Return the session of who presses the newest link; asks for another if it is used up.

        None leaves while the last one works, or if a kill kept it until it was out of time.
        """
        for _ in range(3):
            known = {message.id for message in self.messages(SIGN_IN)}
            self.again(lambda: self.machine.post("/equipe/lien", {"email": ADMIN}))
            with suppress(AssertionError):
                self.mail(SIGN_IN, known)
            with suppress(AssertionError, StopIteration, HTTPError):
                link = link_in(text_of(self.mail(SIGN_IN)))
                return self.again(lambda link=link: self.machine.signed_in(link))  # type: ignore[misc]
        raise AssertionError("nobody is signed in")

    def ask(
        self, method: str, path: str, accepted: set[int], body: Any = None, token: str = ""
    ) -> Any:
        """Ask, and again with the same key if it dies meanwhile."""

        def answer() -> Any:
            key = f"{method} {path}"
            status, said = self.machine.answer(method, path, body, token, key)
            assert status in accepted, (path, status, said)
            return said

        return self.again(answer)

    def again[T](self, do: Callable[[], T]) -> T:
        try:
            return do()
        except (OSError, HTTPException, AssertionError, StopIteration):
            if not self.is_dying():
                raise
        self.machine.ended()
        self.begin_again()
        return do()

    def has_died(self) -> bool:
        return (self._folder / "died").exists()

    def is_dying(self) -> bool:
        return self.has_died() and not self._begun_again

    def begin_again(self) -> None:
        self._begun_again = True
        self.machine.start()

    def up(self) -> None:
        """Begin it again if it died."""
        if self.is_dying() and self.machine.died():
            self.begin_again()

    def mail(self, kind: str, known: set[str] = frozenset()) -> EmailMessage:  # type: ignore[assignment]
        """Return the mail of a kind that left, beside those known."""
        identifiers: set[str] = set()

        def there() -> bool:
            identifiers.update(m.id for m in self.messages(kind) if m.id not in known)
            return any(self._about(mail) in identifiers for mail in self.read_mails())

        self.until(there, kind)
        return next(m for m in reversed(self._mails) if self._about(m) in identifiers)

    def until(self, there: Callable[[], bool], what: str) -> None:
        began = time.monotonic()
        for turn in count(1):
            with suppress(OSError, HTTPException):
                if there():
                    return
            assert time.monotonic() - began < PATIENCE, (what, self.told())
            time.sleep(0.1)
            self.up()
            if self.has_died() and turn % int(ASIDE / 0.1) == 0:
                self.move_to(self.now() + LONG)

    def read_mails(self) -> list[EmailMessage]:
        with suppress(Empty):
            while True:
                self._mails.append(self._mail.mails.get_nowait())
        return self._mails

    def messages(self, kind: str = "") -> list[Message]:
        found = [each for each in self.held() if isinstance(each, Message)]
        return [each for each in found if not kind or each.kind == kind]

    def held(self) -> list[Any]:
        """Return what the table holds; nothing while it is not there."""
        address = read_json(self._data / "running.json").get("database")
        if not address:
            return []
        once = Config(retries={"max_attempts": 0})
        client = boto3.client("dynamodb", endpoint_url=address, config=once, **NOBODY)  # type: ignore[call-overload]
        pages = client.get_paginator("scan").paginate(TableName=TABLE)
        with suppress(BotoCoreError):
            return from_items(item for page in pages for item in page["Items"])
        return []

    def settle(self) -> Counter[str]:
        """Wait until nothing waits, and check each mail; return what is held, by its type."""
        self.until(self.is_quiet, "quiet")
        left = Counter(self._about(mail) for mail in self.read_mails())
        messages = self.messages()
        for each in messages:
            least = each.state is State.SENT
            assert least <= left[each.id] <= 1 + each.retried_unknown, (each, self.told())
            assert not (left[each.id] and each.state is State.CANCELLED), (each, self.told())
        # By what left: one that nobody knows of may be out of time before it is tried again.
        gone = Counter(str(m.kind) for m in messages if left[m.id])
        del gone[SIGN_IN]
        assert gone == MAILS, self.told()
        assert sum(m.retried_unknown for m in messages) <= 1, self.told()
        assert not (self._data / "dead-letters.jsonl").exists()
        return Counter(type(each).__name__ for each in self.held())

    def is_quiet(self) -> bool:
        messages = self.messages()
        return bool(messages) and not any(each.due(self.now()) for each in messages)

    def told(self) -> str:
        died = self._folder / "died"
        states = [(m.kind.value, m.state.value, m.reason) for m in self.messages()]
        return f"{died.read_text('ascii') if died.exists() else 'alive'} {states}"

    @staticmethod
    def _about(mail: EmailMessage) -> str:
        return str(mail["X-Mail-Id"]).rpartition(".")[0]


def walked(folder: Path, whom: str, moment: str, at: int) -> tuple[bool, Counter[str]]:
    """Return whether it died, and what is held in the end."""
    folder.mkdir()
    mail = MailServer(free_port())
    try:
        walk = Walk(folder, mail, whom, moment, at)
        try:
            walk.go()
            held = walk.settle()
        finally:
            walk.machine.kill()
    finally:
        mail.stop()
    return walk.has_died(), held


def _kills() -> list[tuple[str, str, int]]:
    """Return each kill that is asked for."""
    if KILLS != "all":
        return SAMPLE
    whom = ("site", "database")
    return [(w, m, at) for w in whom for m in ("before", "after") for at in range(1, MOST)]


@pytest.mark.parametrize(("whom", "moment", "at"), _kills())
def test_a_kill_at_any_write_loses_and_doubles_nothing(
    tmp_path: Path, whom: str, moment: str, at: int
) -> None:
    died, held = walked(tmp_path / "walk", whom, moment, at)
    assert died or KILLS == "all"
    assert {kind for kind in HELD_ONCE if held[kind] != 1} == set()
