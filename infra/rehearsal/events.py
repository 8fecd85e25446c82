"""An event: created, registered for by many at once, left, changed in mode and time."""

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from infra.driving import token_of

from .account import Account
from .journey import PERSON, Journey
from .red import PATIENCE, eventually, must
from .region import THEME
from .site import Site

TITLE, SEATS = "Cohorte essai", 6
EVENT: dict[str, Any] = {
    "title": TITLE,
    "kind": "cohort",
    "themes": [THEME],
    "mode": "in_person",
    "capacity": {"in_person": SEATS},
    "venue": "Maison de la culture",
    "public": True,
}
CROWD = [f"foule{n}@example.org" for n in range(30)]
AT_ONCE = 8
"""Requests made together: each has a process of its own, on few processors."""

MINUTES = timedelta(minutes=30)

CROWD_PATIENCE = 3 * PATIENCE
"""Seconds that the mails to everybody may take."""


class Events:
    """What the team and the public do with events, checked by the mails they get."""

    def __init__(self, journey: Journey) -> None:
        self.journey, self.account = journey, journey.account
        self.event: Any = {}

    @property
    def site(self) -> Site:
        return self.journey.site

    @property
    def staff(self) -> str:
        return self.journey.staff

    def an_event_is_made(self) -> None:
        """Register somebody by their personal link, somebody else without an account."""
        step = "an event is made"
        self.event = self.make(EVENT, timedelta(days=10))
        listed = self.site.api("GET", "/api/v1/events").json()["events"]
        must(step, self.event["id"] in {each["id"] for each in listed}, listed)
        page = self.site.page(f"/evenements/{self.event['id']}")
        must("its page shows it", page.status == 200 and TITLE in page.text, page)
        step = "somebody registers for an event"
        self.by_link(self.event, self.journey.token)
        self.by_form(self.event, "gaelle@example.org")
        self.each_has(step, self.event, "place confirmée", [PERSON, "gaelle@example.org"])

    def many_come_at_once(self) -> None:
        """Check that exactly the seats there are get taken; others wait, in order of arrival."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda address: self.by_form(self.event, address), CROWD))
        step = "seats are given once each, the others wait in order"
        come = self.roster(self.event)
        waiting = len(CROWD) + 2 - SEATS
        statuses = [each["status"] for each in come]
        must(step, statuses == ["confirmed"] * SEATS + ["waitlisted"] * waiting, statuses)
        for words, told in (("place confirmée", come[:SEATS]), ("liste d’attente", come[SEATS:])):
            step = f"each of many is told: {words}"
            self.each_has(step, self.event, words, _who(told), CROWD_PATIENCE)

    def one_leaves(self) -> None:
        """Check that the first in line, whose address is proven, gets the freed seat, alone."""
        before = self.roster(self.event)
        first = before[SEATS]
        address = first["participant"]["email"]
        self.journey.driver.confirm(self.token_of(address, self.event, "liste d’attente"))
        [mine] = [each for each in before if each["participant"]["email"] == PERSON]
        path = f"/api/v1/event-registrations/{mine['id']}"
        left = self.site.api("DELETE", path, token=self.journey.token)
        must("somebody leaves an event", left.status == 204, left)
        step = "the first in line has the seat that is left"
        self.each_has(step, self.event, "vous avez une place", [address])
        seated = {each["id"] for each in self.roster(self.event) if each["status"] == "confirmed"}
        expected = {each["id"] for each in before[:SEATS]} - {mine["id"]} | {first["id"]}
        must(step, seated == expected, seated)
        self.each_has("who leaves is told", self.event, "inscription annulée", [PERSON])

    def it_changes(self) -> None:
        """Add a mode, which somebody in line takes; then move the event to another day.

        Everybody is told of the new day once.
        """
        self._gains_a_mode()
        step = "those registered hear of another day"
        starts = datetime.fromisoformat(self.event["starts_at"]) + timedelta(days=1)
        self._change(step, _times(starts))
        come = self.roster(self.event)
        self.each_has(step, self.event, "nouvel horaire", _who(come), CROWD_PATIENCE)
        self.second_pass(self.event)
        self.each_has("nobody hears of it twice", self.event, "nouvel horaire", _who(come))

    def _gains_a_mode(self) -> None:
        step = "an event gains a mode"
        both = {"mode": "hybrid", "capacity": {"online": 5}, "online_url": "https://visio.example"}
        self._change(step, both)
        last = self.roster(self.event)[-1]
        address = last["participant"]["email"]
        path = f"/api/v1/event-registrations/{last['id']}"
        token = self.token_of(address, self.event, "liste d’attente")
        switched = self.site.api("PATCH", path, {"mode": "online"}, token)
        must(step, switched.json().get("status") == "confirmed", switched)
        self.each_has(step, self.event, "changement noté", [address])

    def _change(self, step: str, changes: Any) -> None:
        path = f"/api/v1/staff/events/{self.event['id']}"
        changed = self.site.api("PATCH", path, changes, self.staff)
        must(step, changed.status == 200, changed)
        self.event = changed.json()

    def make(self, facts: Any, ahead: timedelta) -> Any:
        body = {**facts, **_times(datetime.now(UTC).replace(microsecond=0) + ahead)}
        made = self.site.api("POST", "/api/v1/staff/events", body, self.staff)
        must("an event is made", made.status == 201, made)
        return made.json()

    def by_link(self, event: Any, token: str) -> None:
        body = {"mode": "in_person"}
        placed = self.site.api("POST", registrations(event), body, token)
        must("somebody registers for an event", placed.status == 201, placed)

    def by_form(self, event: Any, address: str) -> None:
        body = {
            "mode": "in_person",
            "email": address,
            "given_name": "Canari",
            "family_name": "D’Essainom",
            "consents": {"program": True},
        }
        taken = self.site.api("POST", registrations(event), body)
        must("somebody registers for an event", taken.status == 202, taken)

    def roster(self, event: Any) -> list[Any]:
        """Return who is registered or waits, in order of arrival, as the team sees them."""
        agenda = self.site.api("GET", "/api/v1/staff/agenda", token=self.staff)
        must("the team sees who comes", agenda.status == 200, agenda)
        [found] = [each for each in agenda.json()["events"] if each["id"] == event["id"]]
        return list(found["registrations"])

    def token_of(self, address: str, event: Any, words: str) -> str:
        """Return the token of the personal link in an event's mail, by words of its subject."""
        step = f"a mail says « {words} »"
        look = partial(self.account.mail, address, words, event["title"])
        return token_of(eventually(step, look).link("/mon-espace"))

    def each_has(
        self,
        step: str,
        event: Any,
        words: str,
        addresses: Iterable[str],
        seconds: float = PATIENCE,
    ) -> None:
        """Check that these addresses, and nobody else, each have one such mail about an event."""
        expected = Counter(addresses)
        look = partial(self.account.told, words, event["title"])

        def everybody() -> bool:
            self.account.morning_comes()
            return look().keys() >= expected.keys()

        eventually(step, everybody, seconds)
        told = look()
        must(step, told == expected, f"too many: {told - expected}, missing: {expected - told}")

    def fall_due(self, *items: Any) -> None:
        """Have the sweep hand over what waits for a later moment, as if it had come."""
        for item in items:
            self.account.fall_due(item, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
        self.account.sweep()

    def second_pass(self, event: Any) -> None:
        """Have a change told, and claims looked at, a second time, as happens minutes later.

        It reaches those whom the list did not show yet.
        """
        step = "what an event leaves to see to is seen to"
        self.fall_due(*eventually(step, partial(_left, self.account, event, MINUTES)))
        eventually(step, lambda: not _left(self.account, event))


def about(account: Account, event: Any, kind: str) -> list[Any]:
    """Return items of one type that belong to an event, or to somebody registered for it."""
    suffix = event["id"].partition("-")[2]
    return [item for item in account.items(kind) if item["id"].split("-")[1] == suffix]


def registrations(event: Any) -> str:
    return f"/api/v1/events/{event['id']}/registrations"


def _left(account: Account, event: Any, ahead: timedelta = timedelta()) -> list[Any]:
    """Return the broadcasts and seats of an event that are due now, or so soon."""
    soon = f"{datetime.now(UTC) + ahead:%Y-%m-%dT%H:%M:%SZ}"
    waiting = [*about(account, event, "Broadcast"), *about(account, event, "Seats")]
    return [i for i in waiting if "due_pk" in i and i["next_at"] <= soon]


def _times(starts: datetime) -> dict[str, str]:
    ends = starts + timedelta(hours=2)
    return {"starts_at": starts.isoformat(), "ends_at": ends.isoformat()}


def _who(registrations: Iterable[Any]) -> list[str]:
    return [each["participant"]["email"] for each in registrations]
