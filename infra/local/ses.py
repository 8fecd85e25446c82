"""What SES does around moto: keeps the mail as received, and answers with its own events."""

import base64
import email
import email.policy
import itertools
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..invoking.events import of_mail

# How SES's mailbox simulator answers, by address.
SIMULATOR = {
    "bounce@simulator.amazonses.com": "Bounce",
    "suppressionlist@simulator.amazonses.com": "Bounce",
    "complaint@simulator.amazonses.com": "Complaint",
}


@dataclass(frozen=True)
class Received:
    """A mail as SES received it; `message` is the tag with the id of our message."""

    id: str
    message: str
    kind: str
    to: str
    subject: str
    sent_at: datetime
    raw: bytes


class Mailbox:
    """Every mail SES accepted, oldest first, and the events it has yet to send."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now, self._lock, self._ids = now, threading.Lock(), itertools.count(1)
        self.mails: list[Received] = []
        self._events: list[dict[str, Any]] = []

    def attach(self, client: Any) -> None:
        """Watch a sesv2 client: what it sends successfully is received here."""
        client.meta.events.register("before-call.sesv2.SendEmail", _remember)
        client.meta.events.register("after-call.sesv2.SendEmail", self._receive)

    def find(self, identifier: str) -> Received | None:
        return next((mail for mail in self.mails if mail.id == identifier), None)

    def take_events(self) -> list[dict[str, Any]]:
        with self._lock:
            events, self._events = self._events, []
            return events

    def _receive(self, http_response: Any, parsed: Any, context: Any, **_: Any) -> None:
        if http_response.status_code != 200:
            return
        sent = context["brigade_mail"]
        raw = base64.b64decode(sent["Content"]["Raw"]["Data"])
        recipient = sent["Destination"]["ToAddresses"][0]
        tags = {tag["Name"]: [tag["Value"]] for tag in sent["EmailTags"]}
        headers = email.message_from_bytes(raw, policy=email.policy.default)
        with self._lock:
            self.mails.append(
                Received(
                    str(next(self._ids)),
                    tags["message"][0],
                    tags["kind"][0],
                    recipient,
                    str(headers["Subject"]),
                    self._now(),
                    raw,
                )
            )
            outcome = SIMULATOR.get(recipient.casefold(), "Delivery")
            kinds = ["Send", *(["Delivery"] if outcome == "Complaint" else []), outcome]
            self._events += [of_mail(kind, parsed["MessageId"], recipient, tags) for kind in kinds]


def _remember(params: Any, context: Any, **_: Any) -> None:
    context["brigade_mail"] = json.loads(params["body"])
