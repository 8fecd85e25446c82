"""A small edition on invented people, made through the site itself: what there is to render."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from math import ceil
from typing import Any, Self
from zoneinfo import ZoneInfo

from werkzeug.test import Client, TestResponse

from chalicelib import wiring
from infra.doubles.table import Table
from infra.driving import Driver, link_in, token_of
from infra.local.clock import StillClock
from infra.local.mailview import parts
from infra.local.site import Site
from infra.local.system import STAFF, build

from .forms import PERSON

SITE = "http://127.0.0.1:8000"
ADMIN, ADVISER = (address for address, _name, _role in STAFF)
LATER = timedelta(days=1)
OTHER = "dominique@example.org"


class Refused(Exception):
    """The site did not do what was asked of it; says what, and its answer."""


class World:
    """The site in this process, in memory, in the region's edition; nobody exists."""

    def __init__(self) -> None:
        programme = wiring.programme()
        edition, self._zone = programme.edition, ZoneInfo(programme.zone)
        day = max(edition.starts_on + timedelta(days=7), datetime.now(self._zone).date())
        self.system = build(SITE, StillClock(datetime.combine(day, time(10), self._zone)), Table())
        # A document is drawn while its page waits, not by another process after it.
        setattr(wiring.files(), "wait_for", self._drawn)  # noqa: B010 - of this one object
        self.http = Client(Site(self.system))
        self.driver = Driver(self._send)
        self.token = self.other = self.held = self.registration = ""
        self._hurried = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.system.close()

    @property
    def now(self) -> datetime:
        return self.system.clock.now()

    def happen(self) -> None:
        """Register somebody; book, hold and book again; an event to come, and one that was held.

        Raises Refused.
        """
        theme, soon = next(iter(wiring.offered())), _days(wiring.programme().booking_notice)
        slots = self._open(soon)
        held, coming = (
            self._event(soon + 2, "hybrid_prototype"),
            self._event(soon + 7, "codevelopment"),
        )
        self.token, self.other = self._join(theme), self._join(theme, OTHER)
        booking = self.driver.book(self.token, slots[0]["id"], theme)
        registration = self._come(held)
        self._come(coming)
        self.drain()
        self.pass_by(timedelta(days=soon + 3))
        self.driver.record(
            self.staff(),
            booking["id"],
            notes="## À retenir\n\n- **Essayer** tôt",
            tools=[{"name": "Un outil", "url": "https://example.org", "why": "Pour essayer."}],
            next_steps=["Essayer"],
        )
        self._hold(held, registration)
        self.held, self.registration = held, registration
        self.pass_by(LATER)
        self.driver.book(self.token, self._open(soon + 1)[0]["id"], theme)
        self.pass_by(timedelta(days=2))

    def _drawn(self, key: str) -> bytes | None:
        if self._hurried:
            return None
        self.drain()
        return wiring.files().find(key)

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Wait for no document meanwhile."""
        self._hurried = True
        try:
            yield
        finally:
            self._hurried = False

    def staff(self, address: str = ADVISER) -> str:
        answer = self._send("POST", "/_local/staff-session", 200, {"email": address})
        return str(answer["token"])

    def drain(self) -> None:
        self.system.drain()

    def pass_by(self, step: timedelta) -> None:
        self.system.move(None, step)

    def mailed(self, address: str) -> list[bytes]:
        return [mail.raw for mail in self.system.mailbox.mails if mail.to == address]

    def links_mailed(self) -> list[str]:
        """Return where the mails so far lead on the site, the newest first."""
        texts = [_text(mail.raw) for mail in reversed(self.system.mailbox.mails)]
        found = [link for text in texts for link in re.findall(rf"{SITE}(/\S+)", text)]
        return list(dict.fromkeys(found))

    def _at(self, days: int, hour: int) -> str:
        """Return an hour of the region, so many days from now."""
        day = self.now.astimezone(self._zone).date() + timedelta(days=days)
        return datetime.combine(day, time(hour), self._zone).isoformat()

    def _open(self, days: int) -> list[dict[str, Any]]:
        """Open two hours on a day: as long as sessions last here."""
        ends = 9 + ceil(2 * wiring.programme().session_minutes / 60)
        return self.driver.open_day(self.staff(), ADVISER, self._at(days, 9), self._at(days, ends))

    def _join(self, theme: str, email: str = PERSON) -> str:
        self.driver.register(
            {
                "email": email,
                "given_name": "Camille",
                "family_name": "Exemple",
                "kind": "individual",
                "maturity_level": "emergent",
                "themes": [theme],
                "consents": {"program": True},
            }
        )
        self.drain()
        mails = self.mailed(email)
        if not mails:
            raise Refused("a registration: no mail came of it")
        token = token_of(link_in(_text(mails[-1])))
        self.driver.confirm(token)
        return token

    def _event(self, days: int, kind: str) -> str:
        made = self._send(
            "POST",
            "/api/v1/staff/events",
            201,
            {
                "title": "Une activité",
                "kind": kind,
                "themes": [],
                "starts_at": self._at(days, 13),
                "ends_at": self._at(days, 15),
                "mode": "hybrid",
                "capacity": {"in_person": 5, "online": 5},
                "venue": "Maison de la culture",
                "online_url": "https://visio.example.org/activite",
                "public": True,
            },
            self.staff(),
        )
        return str(made["id"])

    def _come(self, event: str) -> str:
        path = f"/api/v1/events/{event}/registrations"
        came = self._send("POST", path, 201, {"mode": "in_person"}, self.token)
        return str(came["id"])

    def _hold(self, event: str, registration: str) -> None:
        path, token = f"/api/v1/staff/events/{event}", self.staff()
        there = [{"registration_id": registration, "status": "attended"}]
        self._send("PUT", f"{path}/attendance", 200, {"attendances": there}, token)
        told = {"markdown": "## Bilan\n\nNous avons essayé."}
        self._send("POST", f"{path}/summary", 200, told, token)

    def _send(
        self, method: str, path: str, expected: int, body: Any = None, token: str = ""
    ) -> Any:
        answer: TestResponse = self.http.open(
            path,
            method=method,
            data=None if body is None else json.dumps(body),
            headers={"Authorization": f"Bearer {token}"} if token else {},
            content_type="application/json",
        )
        if answer.status_code != expected:
            raise Refused(f"{method} {path}: {answer.status_code}, {answer.text[:200]}")
        return answer.get_json(silent=True)


def _days(notice: timedelta) -> int:
    """Return in how many days an hour may be booked that has this notice, in the morning too."""
    return 2 + ceil(notice / LATER)


def _text(raw: bytes) -> str:
    return next(each.content.decode() for each in parts(raw) if each.content_type == "text/plain")
