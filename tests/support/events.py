"""What tests of events start from."""

from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from chalicelib import wiring

from .driver import Client

EVENT: dict[str, Any] = {
    "title": "Cohorte sur la découvrabilité",
    "kind": "cohort",
    "themes": ["decouvrabilite"],
    "starts_at": "2027-03-20T13:30:00-04:00",
    "ends_at": "2027-03-20T15:00:00-04:00",
    "mode": "hybrid",
    "capacity": {"in_person": 2, "online": 2},
    "venue": "Maison de la culture",
    "venue_address": "12, rue de l’Exemple, Saint-Jérôme",
    "venue_access": "Entrée par la cour, rampe à gauche",
    "online_url": "https://visio.example.org/secret-room",
    "public": True,
}


class EventClient(Client):
    """Speaks of events."""

    def sign_in(self) -> str:
        """Open the space of somebody new in this browser, and give their token."""
        token = self.register()
        self.enter(token)
        return token

    def create(self, **changes: Any) -> dict[str, Any]:
        answer = self.call("POST", "/api/v1/staff/events", {**EVENT, **changes}, self.staff())
        assert answer.status_code == 201, answer.text
        event: dict[str, Any] = answer.get_json()
        return event

    def change(self, event: dict[str, Any], **changes: Any) -> TestResponse:
        path = f"/api/v1/staff/events/{event['id']}"
        return self.call("PATCH", path, changes, self.staff())

    def ask(
        self, event: dict[str, Any], token: str, mode: str = "online", **headers: str
    ) -> TestResponse:
        path = f"/api/v1/events/{event['id']}/registrations"
        return self.call("POST", path, {"mode": mode}, token, **headers)

    def seat(self, event: dict[str, Any], token: str, mode: str = "online") -> dict[str, Any]:
        answer = self.ask(event, token, mode)
        assert answer.status_code == 201, answer.text
        placed: dict[str, Any] = answer.get_json()
        return placed

    def guest(self, event: dict[str, Any], address: str, mode: str = "online") -> TestResponse:
        body = {
            "mode": mode,
            "email": address,
            "given_name": "Gaëlle",
            "family_name": "Exemple",
            "consents": {"program": True},
        }
        return self.call("POST", f"/api/v1/events/{event['id']}/registrations", body)

    def leave(self, placed: dict[str, Any], token: str) -> TestResponse:
        return self.call("DELETE", f"/api/v1/event-registrations/{placed['id']}", token=token)

    def switch(self, placed: dict[str, Any], token: str, mode: str) -> TestResponse:
        path = f"/api/v1/event-registrations/{placed['id']}"
        return self.call("PATCH", path, {"mode": mode}, token)

    def accept(self, placed: dict[str, Any], token: str) -> TestResponse:
        return self.call("POST", f"/api/v1/event-registrations/{placed['id']}/confirm", {}, token)

    def seats(self, event: dict[str, Any]) -> dict[str, Any]:
        """As the team sees them: exactly."""
        answer = self.call("GET", f"/api/v1/events/{event['id']}", token=self.staff())
        assert answer.status_code == 200, answer.text
        seats: dict[str, Any] = answer.get_json()["seats"]
        return seats

    def mine(self, token: str) -> dict[str, Any]:
        (registration,) = self.me(token)["event_registrations"]
        found: dict[str, Any] = registration
        return found

    def people(self, count: int) -> list[str]:
        return [self.register(f"p{n}@example.org") for n in range(count)]

    def event_mails(self, address: str) -> list[str]:
        return [kind for kind in self.kinds(address) if kind.startswith("event_")]


def before_the_next_write(act: Callable[[], Any]) -> None:
    """Something that goes first, once, between what the next transaction read and its writing.

    Counting a form is no such transaction: its story has read nothing yet.
    """
    waiting = [act]

    def first(params: Any, **_: Any) -> None:
        if "BUDGET#" in str(params):
            return
        while waiting:
            waiting.pop()()

    events = wiring.client("dynamodb").meta.events
    events.register("before-call.dynamodb.TransactWriteItems", first)
