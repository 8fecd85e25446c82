"""What participants and the brigadière ask of the API, whatever carries their requests.

One driver for the tests, the demonstration and the rehearsal: each gives it a way to send, which
checks the status in its own words.
"""

import re
from typing import Any, Protocol

THEME = "decouvrabilite"
API = "/api/v1"


class Send(Protocol):
    def __call__(
        self, method: str, path: str, expected: int, body: Any = None, token: str = ""
    ) -> Any:
        """Send a JSON request; return what the answer holds. Raises if its status is another."""


class Driver:
    """Each method is one request; `token` is of the person's link or of the team's session."""

    def __init__(self, send: Send) -> None:
        self._send = send

    def register(self, registration: dict[str, Any]) -> None:
        self._send("POST", f"{API}/registrations", 202, registration)

    def confirm(self, token: str, **consents: bool) -> None:
        """Confirm what was asked for somebody's address, but for what they say now."""
        body = {"consents": consents} if consents else {}
        self._send("POST", f"{API}/me/confirmation", 200, body, token)

    def me(self, token: str) -> dict[str, Any]:
        return dict(self._send("GET", f"{API}/me", 200, None, token))

    def open_day(
        self, token: str, adviser: str, starts_at: str, ends_at: str, **more: Any
    ) -> list[dict[str, Any]]:
        """Open the slots of a day, on all themes unless `themes` says which; return them."""
        times = {"starts_at": starts_at, "ends_at": ends_at}
        body = {"adviser": adviser, **times, "themes": [], **more}
        return list(self._send("POST", f"{API}/staff/availabilities", 201, body, token)["slots"])

    def slots(self, theme: str) -> list[dict[str, Any]]:
        return list(self._send("GET", f"{API}/slots?theme={theme}", 200)["slots"])

    def book(self, token: str, slot: str, theme: str = THEME, **more: Any) -> dict[str, Any]:
        body = {"slot_id": slot, "theme": theme, **more}
        return dict(self._send("POST", f"{API}/bookings", 201, body, token))

    def move(self, token: str, booking: str, slot: str) -> dict[str, Any]:
        path = f"{API}/bookings/{booking}/reschedule"
        return dict(self._send("POST", path, 200, {"slot_id": slot}, token))

    def cancel(self, token: str, booking: str) -> None:
        self._send("DELETE", f"{API}/bookings/{booking}", 204, None, token)

    def record(self, token: str, booking: str, **report: Any) -> None:
        """Record a session's outcome: held, unless the report says otherwise."""
        path = f"{API}/staff/sessions/{booking}/outcome"
        self._send("POST", path, 200, {"outcome": "completed", **report}, token)

    def questions(self, token: str) -> list[dict[str, Any]]:
        return list(self._send("GET", f"{API}/survey", 200, None, token)["questions"])

    def answer(self, token: str, answers: dict[str, Any]) -> None:
        self._send("POST", f"{API}/survey", 201, {"answers": answers}, token)


def link_in(text: str) -> str:
    """Return the first link with a token in a mail's text. Raises ValueError if it has none."""
    match = re.search(r"http\S+\?jeton=\S+", text)
    if match is None:
        raise ValueError("no link in this mail")
    return match[0]


def token_of(link: str) -> str:
    return link.partition("jeton=")[2]
