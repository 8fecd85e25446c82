"""Two weeks of hostile traffic beside honest people, on the table in memory.

`HOSTILE_REQUESTS` says how many requests strangers send: few here, up to 100,000 by hand.
"""

import os
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.domain.people.aliases import alias_key
from infra.local.ses import Received
from infra.local.system import STAFF, System
from tests.support.driver import REGISTRATION
from tests.support.events import EventClient

REQUESTS = int(os.environ.get("HOSTILE_REQUESTS", "400"))
STEPS = min(14 * 24, max(28, REQUESTS // 50))
STEP = timedelta(days=14) / STEPS
VICTIMS, KNOWN, EVENTS = 12, 3, 6
LIBRARY = "198.51.100.7"


@dataclass
class Traffic:
    """What strangers and honest people do, by one seed, and what becomes of it."""

    client: EventClient
    random: Random
    calls: list[str]
    events: list[str] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)
    statuses: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    own: list[tuple[str, datetime]] = field(default_factory=list)

    def send(self, kind: str, path: str, source: str, body: Any, form: bool = False) -> int:
        self.calls.clear()
        sent: dict[str, Any] = {"data": body} if form else {"json": body}
        answer: TestResponse = self.client.http.post(
            path, **sent, environ_overrides={"REMOTE_ADDR": source}
        )
        self.statuses[kind].add(answer.status_code)
        if answer.status_code == 429:
            self.refused.append(len(self.calls))
        return answer.status_code

    def strike(self) -> None:
        """One request of a stranger, from some network, for some victim, in some spelling."""
        pick = self.random
        source = f"2001:db8:{pick.randrange(40):x}:{pick.randrange(3)}::{pick.randrange(99):x}"
        who = f"victime{pick.randrange(VICTIMS)}"
        if pick.random() < 0.3:
            who = f"connue{pick.randrange(KNOWN)}"
        spelled = pick.choice([who, who.upper(), f"{who}+{pick.randrange(10**6)}", who.title()])
        address, event = f"{spelled}@example.org", pick.choice(self.events)
        guest = {**REGISTRATION, "email": address, "mode": "online"}
        match pick.randrange(6):
            case 0:
                self.send("register", "/api/v1/registrations", source, guest)
            case 1 | 2:
                self.send("guest", f"/api/v1/events/{event}/registrations", source, guest)
            case 3:
                self.send("link", "/mon-espace/lien", source, {"email": address}, form=True)
            case 4:
                team = pick.choice(STAFF)[0]
                self.send("sign in", "/equipe/lien", source, {"email": team}, form=True)
            case _:
                forged = {**guest, "given_name": pick.choice(["Gagnez.com", "a@b.ca", "www.x.ru"])}
                assert self.send("forged", "/api/v1/registrations", source, forged) in (422, 429)

    def act(self, n: int, moment: datetime) -> None:
        """Somebody known does something of their own, which a mail confirms."""
        address = f"connue{n % KNOWN}@example.org"
        placed = self.client.ask({"id": self.events[n % EVENTS]}, self.tokens[address])
        if placed.status_code == 201 and self.client.leave(placed.get_json(), self.tokens[address]):
            self.own.append((address, moment))

    def arrive(self, n: int) -> None:
        """Somebody new registers from the library, as honest people do."""
        body = {**REGISTRATION, "email": f"lectrice{n}@example.org"}
        assert self.send("honest", "/api/v1/registrations", LIBRARY, body) == 202


@pytest.fixture
def traffic(system: System) -> Traffic:
    calls: list[str] = []
    events = wiring.client("dynamodb").meta.events
    events.register("before-call.dynamodb", lambda model, **_: calls.append(model.name))
    made = Traffic(EventClient(system), Random(1754), calls)
    for n in range(EVENTS):
        times = {"starts_at": f"2027-05-{n + 10}T13:30:00-04:00"}
        times["ends_at"] = f"2027-05-{n + 10}T15:00:00-04:00"
        capacity = {"in_person": 0, "online": 2000}
        made.events.append(made.client.create(**times, capacity=capacity)["id"])
    for n in range(KNOWN):
        address = f"connue{n}@example.org"
        made.tokens[address] = made.client.register(address)
        made.client.call("PATCH", "/api/v1/me", {"needs": "Un site"}, made.tokens[address])
    return made


def test_strangers_flood_nobody_and_keep_nobody_waiting(traffic: Traffic, system: System) -> None:
    begun = len(system.mailbox.mails)
    each = -(-REQUESTS // STEPS)
    for step in range(STEPS):
        for _ in range(each):
            traffic.strike()
        traffic.act(step, wiring.now())
        traffic.arrive(step)
        traffic.client.drain()
        traffic.client.advance(f"PT{int(STEP.total_seconds())}S")
    received: dict[str, list[Received]] = defaultdict(list)
    for mail in system.mailbox.mails[begun:]:
        received[alias_key(mail.to)].append(mail)
    _no_stranger_is_flooded(received)
    _nobody_known_waits(traffic, received)
    assert traffic.statuses["honest"] == {202}
    assert set(traffic.refused) <= {1}


def _no_stranger_is_flooded(received: dict[str, list[Received]]) -> None:
    for address, mails in received.items():
        if not address.startswith("connue") and address not in {each[0] for each in STAFF}:
            gaps = [later.sent_at - before.sent_at for before, later in pairwise(mails)]
            assert all(gap >= timedelta(hours=6) for gap in gaps), address
            assert len(mails) <= 4, address


def _nobody_known_waits(traffic: Traffic, received: dict[str, list[Received]]) -> None:
    assert traffic.own
    for address, moment in traffic.own:
        mine = [mail for mail in received[alias_key(address)] if mail.kind == "event_left"]
        late = [mail for mail in mine if moment <= mail.sent_at <= moment + timedelta(minutes=1)]
        assert late, f"{address} left an event at {moment}, and was not told"
