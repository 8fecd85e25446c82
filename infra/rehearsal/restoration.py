"""Restores a table: what was due then and was mailed since is not mailed again."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from infra.driving import token_of
from infra.restoring.account import Account as Restored
from infra.restoring.copies import copied
from infra.restoring.evidence import LEFT
from infra.restoring.procedure import Restoration
from infra.restoring.sending import start_again, stop_sending

from .account import STAGE
from .journey import ADVISER, REGISTRATION, Journey
from .red import eventually, must
from .region import SESSION, THEME

ADDRESSES = [f"retour{n}@example.org" for n in range(4)]
SURE, DOUBTFUL, UNTOLD, SINCE = ADDRESSES
EVENT: dict[str, Any] = {
    "title": "Cohorte du retour",
    "kind": "cohort",
    "themes": [THEME],
    "mode": "online",
    "capacity": {"online": 9},
    "online_url": "https://visio.example.org/retour",
    "public": True,
}
GAP = {"document", "event_changed", "event_reminder", "survey_invitation"}
"""The kinds that are due at the first of the two moments, and mailed before the second."""


class Return:
    """What is due at the moment that is restored, and what becomes of it."""

    def __init__(self, journey: Journey) -> None:
        self.journey, self.account = journey, journey.account
        self.restored = Restored(self.account.session, STAGE, lambda _seconds: None)
        self.tokens: dict[str, str] = {}
        self.event: Any = {}
        self.booked: dict[str, Any] = {}

    def rehearse(self) -> None:
        self.tokens = {address: self._registered(address) for address in ADDRESSES}
        self._an_event_that_two_come_to()
        stop_sending(self.restored)
        self._what_is_due()
        at = datetime.now(UTC).replace(microsecond=0)
        copied(self.restored, at)
        self._what_is_mailed_since()
        before = self._subjects()
        said = self._go_back(at)
        self._nobody_is_told_twice(before)
        [doubtful] = [line for line in said if line.startswith("Nobody can tell")]
        must("the uncertain one is named", "booking_confirmed" in doubtful, doubtful)
        must("nobody is named", "@" not in "".join(said), said)

    def _what_is_due(self) -> None:
        """Make a change, a reminder, three confirmations, a document, a survey; nothing leaves."""
        starts = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=40)
        driver, staff = self.journey.driver, self.journey.staff
        slots = driver.open_day(staff, ADVISER, **_times(starts, sessions=3))
        booked = [
            driver.book(self.tokens[who], slot["id"])
            for slot, who in zip(slots, (SURE, DOUBTFUL, UNTOLD), strict=True)
        ]
        driver.record(staff, booked[0]["id"], notes="Notecanari.")
        path = f"staff/events/{self.event['id']}"
        self._api(path, _times(starts), self.journey.staff, "PATCH")
        reminders = self._waiting("Broadcast", topic="reminder", sequence=1)
        invitations = self._waiting("Message", kind="survey_invitation", booking_id=booked[0]["id"])
        mine = [each for each in reminders if each["id"].startswith(f"{self.event['id']}-")]
        for due in (*mine[:1], *invitations):
            self.account.fall_due(due, _now())
        self.booked = dict(zip((SURE, DOUBTFUL, UNTOLD), booked, strict=True))

    def _what_is_mailed_since(self) -> None:
        """Mail all of it but two: SES said nothing of one, the other has not had its turn."""
        later = f"{datetime.now(UTC) + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"
        for address in (DOUBTFUL, UNTOLD):
            [held] = self._waiting(
                "Message", booking_id=self.booked[address]["id"], kind="booking_confirmed"
            )
            self.account.fall_due(held, later)
            if address == DOUBTFUL:
                self._unanswered(held)
        start_again(self.restored)
        self.account.sweep()
        eventually("before the restoration, all that is due leaves", self._all_left, 240)
        self._comes(SINCE)
        for queue in ("MailQueue", "DocumentsQueue"):
            eventually(f"{queue} empties", partial(self.account.empty, queue))

    def _go_back(self, at: datetime) -> list[str]:
        said: list[str] = []
        Restoration(
            self.restored,
            at,
            now=lambda: datetime.now(UTC),
            say=said.append,
            agreed=lambda: True,
        ).whole()
        return said

    def _nobody_is_told_twice(self, before: Counter[tuple[str, str]]) -> None:
        eventually("all that is due is settled", self._all_settled, 240)
        since = self._subjects() - before
        told = [(address, times) for (address, _), times in since.items()]
        must("who was not told is, and nobody else", told == [(UNTOLD, 1)], since)
        mark = self.event["id"].partition("-")[2]
        comes = [r for r in self.account.items("EventRegistration") if r["id"].endswith(mark)]
        must("what was done since is undone", len(comes) == 2, comes)
        self.journey.goes_on({})

    def _all_left(self) -> bool:
        self.account.morning_comes()
        left = [m for m in self.account.items("Message") if m["state"] in LEFT]
        mine = {
            m["kind"] for m in left if m["id"].startswith(self.booked[SURE]["id"].partition("-")[0])
        }
        return mine >= GAP and bool(self.account.mail(SURE, "votre document"))

    def _all_settled(self) -> bool:
        """Return whether nothing is due any more; the sweep has just looked."""
        self.account.sweep()
        kinds = ("Message", "Document", "Broadcast")
        waiting = [item for kind in kinds for item in self._waiting(kind)]
        return all(item["next_at"] > _now() for item in waiting)

    def _unanswered(self, message: Any) -> None:
        """Leave a message as after a call of SES's that gave no answer."""
        self.account.session.client("dynamodb").update_item(
            TableName=self.restored.table,
            Key={name: {"S": message[name]} for name in ("pk", "sk")},
            UpdateExpression="SET #state = :unknown, version = version + :one",
            ExpressionAttributeNames={"#state": "state"},
            ExpressionAttributeValues={":unknown": {"S": "unknown"}, ":one": {"N": "1"}},
        )

    def _an_event_that_two_come_to(self) -> None:
        starts = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=30)
        body = {**EVENT, **_times(starts)}
        self.event = self._api("staff/events", body, self.journey.staff)
        for address in (SURE, UNTOLD):
            self._comes(address)

    def _comes(self, address: str) -> None:
        path = f"events/{self.event['id']}/registrations"
        self._api(path, {"mode": "online"}, self.tokens[address])
        look = partial(self.account.mail, address, EVENT["title"].casefold())
        eventually("somebody who comes to an event is told", look)

    def _registered(self, address: str) -> str:
        self.journey.driver.register({**REGISTRATION, "email": address})
        mail = eventually("each registration gets its mail", lambda: self.account.mails(address))[0]
        return token_of(mail.link("/mon-espace"))

    def _waiting(self, kind: str, /, **facts: Any) -> list[Any]:
        """Return unsettled entries of the outbox for which these facts are true."""
        return [
            item
            for item in self.account.items(kind)
            if "next_at" in item and facts.items() <= item.items()
        ]

    def _subjects(self) -> Counter[tuple[str, str]]:
        mails = ((address, mail) for address in ADDRESSES for mail in self.account.mails(address))
        return Counter((address, mail.subject) for address, mail in mails)

    def _api(self, path: str, body: Any, token: str = "", method: str = "POST") -> Any:
        answer = self.journey.site.api(method, f"/api/v1/{path}", body, token)
        must(f"{path} before the restoration", answer.status < 300, answer)
        return answer.json()


def _times(starts: datetime, sessions: int = 1) -> dict[str, str]:
    ends = starts + sessions * SESSION
    return {"starts_at": starts.isoformat(), "ends_at": ends.isoformat()}


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
