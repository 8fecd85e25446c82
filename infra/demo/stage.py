"""Where the demonstration plays: time that stands still between moves, HTTP, what happened."""

import email
import email.policy
import heapq
import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

from werkzeug.test import Client, TestResponse

from chalicelib import wiring
from chalicelib.domain.ids import session_of
from chalicelib.domain.mail.due import awaited_at

from ..driving import Driver, link_in, token_of
from ..invoking.functions import SCHEDULE
from ..local.ses import SIMULATOR, Received
from ..local.site import Site
from ..local.system import System
from .journal import Fact, What

STUCK = 200
"""Runs of the schedule in a row that leave something due: a mail or document is then stuck."""

ANSWERS = {"Bounce": What.BOUNCED, "Complaint": What.COMPLAINED}
WITHOUT_BOOKING = ("registration", "personal_link")

HORIZON = timedelta(days=400)
Act = Callable[[], None]


class SeasonError(Exception):
    """The season cannot go on; the message says why, in French."""


class Stage:
    """`on_mail` is called with each mail that reaches somebody, when it does."""

    def __init__(self, system: System, on_mail: Callable[[Received], None]) -> None:
        self._system, self._on_mail = system, on_mail
        self._http = Client(Site(system), use_cookies=False)
        self._agenda: list[tuple[datetime, str, int, Act]] = []
        self._order, self._read, self._sweeps = itertools.count(), 0, 0
        self._swept_at = system.clock.now()
        self.driver = Driver(self._ask)
        self.facts: list[Fact] = []

    @property
    def now(self) -> datetime:
        return self._system.clock.now()

    @property
    def mails(self) -> list[Received]:
        return self._system.mailbox.mails

    def at(self, moment: datetime, who: str, act: Act) -> None:
        """Have `who` act at a moment; those of the same moment act in the order of their names."""
        heapq.heappush(self._agenda, (max(moment, self.now), who, next(self._order), act))

    def booking(self, mail: Received) -> str:
        """Return the id of the booking a mail is about, or ""."""
        about = mail.kind not in WITHOUT_BOOKING
        return session_of(mail.message) if about else ""

    def note(self, fact: Fact) -> None:
        self.facts.append(fact)

    def run(self, until: datetime) -> bool:
        """Play all that comes before `until`; return False once nothing is left to come."""
        while True:
            act, sweep = self._next_act(), self._next_sweep()
            coming = [moment for moment in (act, sweep) if moment is not None]
            if not coming:
                return False
            if min(coming) >= until:
                return True
            if sweep is not None and sweep == min(coming):
                self._sweep(sweep)
            else:
                self._play()
            self._deliver()

    def call(
        self, method: str, path: str, expected: int, body: Any = None, token: str = ""
    ) -> TestResponse:
        """Send the site a JSON request. Raises SeasonError for another status than expected."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        data = None if body is None else json.dumps(body).encode()
        answer = self._http.open(
            path, method=method, data=data, headers=headers, content_type="application/json"
        )
        return _expected(answer, f"{method} {path}", expected)

    def _ask(self, method: str, path: str, expected: int, body: Any = None, token: str = "") -> Any:
        return self.call(method, path, expected, body, token).get_json(silent=True)

    def open(self, path: str, expected: int, cookie: str = "") -> TestResponse:
        """Open a page, as a browser with one cookie does. Raises SeasonError for another status."""
        answer = self._http.get(path, headers={"Cookie": cookie} if cookie else {})
        return _expected(answer, f"GET {path}", expected)

    def submit(self, path: str, fields: dict[str, Any], cookie: str = "") -> TestResponse:
        """Submit a page's form, which must redirect. Raises SeasonError otherwise."""
        headers = {"Cookie": cookie} if cookie else {}
        answer = self._http.post(path, data=fields, headers=headers)
        return _expected(answer, f"POST {path}", 303)

    def one_click(self, path: str) -> None:
        """Post what a mail program does to unsubscribe (RFC 8058)."""
        answer = self._http.post(path, data={"List-Unsubscribe": "One-Click"})
        if answer.status_code != 200:
            raise SeasonError(f"POST /desabonnement : {answer.status_code}")

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Have the queues handled meanwhile, for who waits for what is being drawn."""
        thread = self._system.start()
        try:
            yield
        finally:
            self._system.pump.stop()
            thread.join()

    def _next_act(self) -> datetime | None:
        return self._agenda[0][0] if self._agenda else None

    def _next_sweep(self) -> datetime | None:
        """Return the first run of the schedule that finds something due.

        The runs before it would change nothing.
        """
        due = wiring.store().due(self.now + HORIZON, 1)
        next_at = awaited_at(due[0]) if due else None
        if next_at is None:
            return None
        over = (next_at - datetime.min.replace(tzinfo=UTC)) % SCHEDULE
        on_time = next_at + (SCHEDULE - over if over else timedelta())
        return max(on_time, self._swept_at + SCHEDULE)

    def _sweep(self, moment: datetime) -> None:
        self._sweeps += 1
        if self._sweeps > STUCK:
            raise SeasonError(f"Quelque chose reste à envoyer depuis {self.now:%Y-%m-%d %H:%M} UTC")
        self._system.move(moment, None)
        self._swept_at = moment

    def _play(self) -> None:
        moment, _, _, act = heapq.heappop(self._agenda)
        self._system.clock.move_to(moment)
        act()
        self._system.pump.drain()

    def _deliver(self) -> None:
        """Deliver the mails that arrived since; those that the simulator refuses reach nobody."""
        for mail in self.mails[self._read :]:
            self._read, self._sweeps = self._read + 1, 0
            self._note_answer(mail.to)
            if SIMULATOR.get(mail.to) != "Bounce":
                self._on_mail(mail)

    def _note_answer(self, address: str) -> None:
        """Note the simulator's first bounce or complaint for an address."""
        what = ANSWERS.get(SIMULATOR.get(address, ""))
        if what and not any(fact.who == address and fact.what is what for fact in self.facts):
            self.note(Fact(self.now, address, what))


def _expected(answer: TestResponse, asked: str, status: int) -> TestResponse:
    """Check the status. Raises SeasonError, which leaves out the address's token."""
    if answer.status_code != status:
        where = asked.partition("?")[0]
        raise SeasonError(f"{where} : {answer.status_code}, {answer.text[:300]}")
    return answer


def parsed(mail: Received) -> EmailMessage:
    message = email.message_from_bytes(mail.raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def token_in(mail: Received) -> str:
    """Return the token of the first link, which is the one that the mail is about."""
    body = parsed(mail).get_body(("plain",))
    try:
        return token_of(link_in(body.get_content() if body else ""))
    except ValueError:
        raise SeasonError(f"Courriel sans lien : {mail.kind} à {mail.to}") from None
