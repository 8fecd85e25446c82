"""What tests drive the system with: a clock that stands still, and an HTTP client."""

import email
import email.policy
import json
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from werkzeug.test import Client as WsgiClient
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.domain.documents.documents import Toolbox
from chalicelib.domain.documents.themes import ThemeSheet
from chalicelib.domain.report.printed import PrintedReport, Printing
from infra.driving import THEME as THEME
from infra.driving import Driver, link_in, token_of
from infra.local.clock import StillClock
from infra.local.site import Site
from infra.local.system import System

REGISTRATION: dict[str, Any] = {
    "email": "ana@example.org",
    "given_name": "Ana",
    "family_name": "Exemple",
    "kind": "individual",
    "maturity_level": "emergent",
    "themes": [THEME],
    "consents": {"program": True},
}
CALLER: dict[str, Any] = {
    **{field: value for field, value in REGISTRATION.items() if field != "email"},
    "given_name": "Rose",
    "phone": "450 555-0123",
}
"""Whom the team registers on the telephone, without an address."""


class BlankPages:
    """Draws documents at once: what is on their pages is tested elsewhere."""

    def render(self, toolbox: Toolbox) -> bytes:
        return f"%PDF-1.7 {toolbox.participant_name}".encode()

    def pages(self, toolbox: Toolbox) -> str:
        return f"<p>{toolbox.participant_name}, {toolbox.notes}"

    def theme_key(self, sheet: ThemeSheet) -> str:
        return f"sheets/{sheet.id}.pdf"


class BlankReport:
    """Has every report drawn before it is asked for."""

    def printed(self, printing: Printing) -> PrintedReport:
        printed = PrintedReport(printing.edition.slug, "0" * 20)
        wiring.files().put(printed.key, b"%PDF-1.7", "application/pdf")
        return printed

    def draw(self, _pages: str) -> bytes:
        return b"%PDF-1.7"


class SetClock(StillClock):
    """Stands still: each test says what time it is."""

    def __init__(self, start: str) -> None:
        super().__init__(datetime.fromisoformat(start))


class Client:
    """Speaks HTTP to the site, in this process."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.http = WsgiClient(Site(system))
        self.driver = Driver(self._expect)

    def call(
        self, method: str, path: str, body: Any = None, token: str = "", **headers: str
    ) -> TestResponse:
        """A JSON request. Header names take `_` for `-`."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            given["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body).encode("utf-8", "surrogatepass")
        return self.http.open(
            path, method=method, data=data, headers=given, content_type="application/json"
        )

    def enter(self, token: str) -> TestResponse:
        """Open a person's space in this browser, whoever's was open in it."""
        self.http.delete_cookie("brigade_espace")
        return self.http.get(f"/mon-espace?jeton={token}")

    def _expect(
        self, method: str, path: str, expected: int, body: Any = None, token: str = ""
    ) -> Any:
        answer = self.call(method, path, body, token)
        assert answer.status_code == expected, answer.text
        return answer.get_json(silent=True)

    def staff(self, address: str = "brigadiere@example.org") -> str:
        answer = self.call("POST", "/_local/staff-session", {"email": address})
        return str(answer.get_json()["token"])

    def drain(self) -> None:
        self.call("POST", "/_local/drain", {})

    def advance(self, duration: str) -> None:
        answer = self.call("POST", "/_local/clock", {"advance": duration})
        assert answer.status_code == 200, answer.text

    def move_to(self, moment: str) -> None:
        answer = self.call("POST", "/_local/clock", {"now": moment})
        assert answer.status_code == 200, answer.text

    def open_day(
        self, starts_at: str, ends_at: str, themes: list[str] | None = None
    ) -> list[dict[str, Any]]:
        adviser = "brigadiere@example.org"
        return self.driver.open_day(self.staff(), adviser, starts_at, ends_at, themes=themes or [])

    def register(self, address: str = "ana@example.org", **changes: Any) -> str:
        """Registers somebody new, who confirms it, and gives the token of their mail."""
        token = self.ask_to_join(address, **changes)
        self.driver.confirm(token)
        return token

    def ask_to_join(self, address: str = "ana@example.org", **changes: Any) -> str:
        """Fills in the form for an address, and gives the token of the mail that goes there."""
        self.driver.register({**REGISTRATION, "email": address, **changes})
        self.drain()
        return self.token_for(address)

    def book(self, token: str, slot: dict[str, Any], theme: str = THEME) -> dict[str, Any]:
        return self.driver.book(token, slot["id"], theme)

    def hold(self, booking: dict[str, Any], **report: Any) -> None:
        self.driver.record(self.staff(), booking["id"], **report)

    def me(self, token: str) -> dict[str, Any]:
        return self.driver.me(token)

    def kinds(self, address: str = "ana@example.org") -> list[str]:
        """The kinds of the mails an address received, oldest first."""
        return [mail.kind for mail in self.system.mailbox.mails if mail.to == address]

    def mails(self, kind: str, address: str = "ana@example.org") -> list[EmailMessage]:
        found = [m for m in self.system.mailbox.mails if m.kind == kind and m.to == address]
        parsed = [email.message_from_bytes(m.raw, policy=email.policy.default) for m in found]
        return [message for message in parsed if isinstance(message, EmailMessage)]

    def token_for(self, address: str, kind: str = "registration") -> str:
        return token_in(self.mails(kind, address)[-1])


def whose(token: str) -> str:
    """The id of the participant, or of the member of the team, who has a token."""
    return wiring.links().caller(token, wiring.now()).person_id


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def token_in(message: EmailMessage) -> str:
    return token_of(link_in(text_of(message)))
