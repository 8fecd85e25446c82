"""Two weeks of hostile traffic beside honest people, on the table in memory.

`HOSTILE_REQUESTS` says how many requests strangers send: few here, up to 100,000 by hand.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
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
ACT_EVERY = max(1, STEPS // 84)
"""Six acts a day among the known, who would have more mails than one day has otherwise."""

TOLD_EVERY = 10_000
VICTIMS, KNOWN, EVENTS = 12, 3, 6
CLASS = min(200, REQUESTS // 10)
LIBRARY, SCHOOL = "198.51.100.7", "198.51.100.8"
GMAIL = "gmail.com"  # where dots say nothing; nothing is sent there
FORM = {**REGISTRATION, "consents": ["program"]}
NEXT = {"cle": "0" * 20, "title": "Suite", "series_title": "Suites", "day": "2027-05-20"}
FORMS = {"register", "guest", "series", "link", "sign in", "correction", "guardian"}
BY_API = {"register by the API", "guest by the API"}
OF_A_GUEST = ("given_name", "family_name", "consents")
STORM = 70
"""Forms for one victim without a pause: more than the hour allows."""

STORM_EVERY = STEPS // max(1, REQUESTS // 5000)
FORGED = ("Gagnez.com", "a@b.ca", "www.x.ru", "https://x.example.org/a", "x．example．org")


def wide(text: str) -> str:
    """As a Japanese keyboard types it."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in text)


def dotted(text: str) -> str:
    return f"{text[:3]}.{text[3:]}"


@dataclass
class Traffic:
    """What strangers and honest people do, by one seed, and what becomes of it."""

    client: EventClient
    random: Random
    calls: list[str]
    events: list[str] = field(default_factory=list)
    series: str = ""
    tokens: dict[str, str] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)
    statuses: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    own: list[tuple[str, datetime]] = field(default_factory=list)
    honest: set[str] = field(default_factory=set)

    def send(self, kind: str, path: str, source: str, body: Any, form: bool = False) -> int:
        self.calls.clear()
        sent: dict[str, Any] = {"data": body} if form else {"json": body}
        answer: TestResponse = self.client.http.post(
            path, **sent, environ_overrides={"REMOTE_ADDR": source}
        )
        self.statuses[kind][answer.status_code] += 1
        if answer.status_code == 429:
            self.refused.append(len(self.calls))
        return answer.status_code

    def strike(self) -> None:
        """One request of a stranger, from some network, for some victim, in some spelling."""
        pick = self.random
        source = f"2001:db8:{pick.randrange(40):x}:{pick.randrange(3)}::{pick.randrange(99):x}"
        address, event = self._spelled(), f"/evenements/{pick.choice(self.events)}"
        body, guest = {**REGISTRATION, "email": address}, event.replace("evenements", "events")
        asked = {**{name: body[name] for name in OF_A_GUEST}, "email": address, "mode": "online"}
        page = {**FORM, "email": address, "mode": "online", "toutes": "oui"}
        ways: list[Callable[[], object]] = [
            partial(self.send, "register by the API", "/api/v1/registrations", source, body),
            partial(self.send, "register", "/inscription", source, page, form=True),
            partial(self.send, "guest by the API", f"/api/v1{guest}/registrations", source, asked),
            partial(self.send, "guest", event, source, page, form=True),
            partial(self.send, "series", self.series, source, page, form=True),
            partial(self.send, "link", "/mon-espace/lien", source, {"email": address}, form=True),
            partial(self._sign_in, source),
            partial(self._correct, source, address, event),
            partial(self._name_guardian, source, address),
            partial(self._forge, source, address),
        ]
        pick.choice(ways)()

    def storm(self) -> None:
        """Many forms at once for one victim, each from another network, in another spelling."""
        victim = f"victime{self.random.randrange(VICTIMS)}"
        for n in range(STORM):
            body = {**REGISTRATION, "email": f"{victim}+{n}@example.org"}
            self.send("register by the API", "/api/v1/registrations", f"2001:db8:f:{n:x}::1", body)

    def _sign_in(self, source: str) -> None:
        member = {"email": self.random.choice(STAFF)[0]}
        self.send("sign in", "/equipe/lien", source, member, form=True)

    def _name_guardian(self, source: str, address: str) -> None:
        """Register a child whom nobody has, in the care of somebody else."""
        child = {**REGISTRATION, "email": f"enfant{self.random.randrange(2000)}@example.org"}
        named = {"under_14": True, "guardian": {"name": "Lou Exemple", "email": address}}
        self.send("guardian", "/api/v1/registrations", source, {**child, **named})

    def _forge(self, source: str, address: str) -> None:
        name = {self.random.choice(["given_name", "family_name"]): self.random.choice(FORGED)}
        body = {**REGISTRATION, "email": address, **name}
        self.send("forged", "/api/v1/registrations", source, body)

    def _spelled(self) -> str:
        """The address of somebody, in a spelling of theirs that mail comes to all the same."""
        pick = self.random
        who, domain = f"victime{pick.randrange(VICTIMS)}", pick.choice(["example.org", GMAIL])
        if pick.random() < 0.3:
            who, domain = f"connue{pick.randrange(KNOWN)}", "example.org"
        spellings = [who, who.upper(), who.title(), f"{who}+{pick.randrange(10**6)}", wide(who)]
        spellings += [dotted(who)] if domain == GMAIL else []
        return f"{pick.choice(spellings)}@{pick.choice([domain, domain.upper()])}"

    def _correct(self, source: str, address: str, event: str) -> None:
        """Name an address of one's own, then say that one meant somebody else's."""
        page = self.random.choice(["/inscription", event])
        made_up = {"email": f"jetable{self.random.randrange(2000)}@example.org", "mode": "online"}
        self.send("register", page, source, {**FORM, **made_up}, form=True)
        self.send("correction", f"{page}/adresse", source, {"email": address}, form=True)

    def act(self, n: int, moment: datetime) -> None:
        """Somebody known does something of their own, which a mail confirms."""
        address = f"connue{n % KNOWN}@example.org"
        placed = self.client.ask({"id": self.events[n % EVENTS]}, self.tokens[address])
        if placed.status_code == 201 and self.client.leave(placed.get_json(), self.tokens[address]):
            self.own.append((address, moment))

    def arrive(self, address: str, source: str, form: bool = False) -> None:
        """Somebody new registers, from a library or in class, as honest people do."""
        path, body = ("/inscription", FORM) if form else ("/api/v1/registrations", REGISTRATION)
        sent = self.send("honest", path, source, {**body, "email": address}, form)
        assert sent == (303 if form else 202), address
        self.honest.add(address)

    def school(self) -> None:
        """A class registers, from one network and within the hour."""
        for n in range(CLASS):
            self.arrive(f"eleve{n}@example.org", SCHOOL, form=bool(n % 2))


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
    made.series = _series(made.client, made.events[0])
    return made


def _series(client: EventClient, event: str) -> str:
    """Make a series of an event and another; return its page."""
    client.http.set_cookie("brigade_equipe", client.staff(), domain="localhost")
    times = {"from": "13:30", "to": "15:00"}
    client.http.post(f"/equipe/evenements/{event}/prochaine", data={**NEXT, **times})
    client.http.delete_cookie("brigade_equipe", domain="localhost")
    held = client.call("GET", f"/api/v1/events/{event}").get_json()
    return f"/evenements/series/{held['series']}"


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[int, Any], None]:
    """How far a run by hand is, each 10,000 requests, with what it was answered."""

    def told(sent: int, statuses: Any) -> None:
        with capsys.disabled():
            print(f"{datetime.now():%H:%M:%S} {sent} of {REQUESTS}: {statuses}", flush=True)

    return told


def test_strangers_flood_nobody_and_keep_nobody_waiting(
    traffic: Traffic, system: System, tell: Callable[[int, Any], None]
) -> None:
    begun = len(system.mailbox.mails)
    each = -(-REQUESTS // STEPS)
    for step in range(STEPS):
        if (step + 1) * each // TOLD_EVERY > step * each // TOLD_EVERY:
            tell(step * each, {kind: dict(seen) for kind, seen in traffic.statuses.items()})
        for _ in range(each):
            traffic.strike()
        if step % STORM_EVERY == STORM_EVERY // 2:
            traffic.storm()
        if step % ACT_EVERY == 0:
            traffic.act(step // ACT_EVERY, wiring.now())
        traffic.arrive(f"lectrice{step}@example.org", LIBRARY, form=bool(step % 2))
        if step == STEPS // 2:
            traffic.school()
        traffic.client.drain()
        traffic.client.advance(f"PT{int(STEP.total_seconds())}S")
    traffic.client.drain()
    received: dict[str, list[Received]] = defaultdict(list)
    for mail in system.mailbox.mails[begun:]:
        received[alias_key(mail.to)].append(mail)
    _every_way_in_was_tried(traffic)
    _no_stranger_is_flooded(received)
    _nobody_known_waits(traffic, received)
    _nobody_honest_is_refused(traffic, received)
    assert set(traffic.refused) == {1}, "a refusal costs one call to the table"


def _every_way_in_was_tried(traffic: Traffic) -> None:
    """A form that were refused for how it is filled in would be no attack."""
    forged = traffic.statuses.pop("forged")
    assert traffic.statuses.keys() == FORMS | BY_API | {"honest"}
    for kind, seen in traffic.statuses.items():
        assert seen.keys() <= {200, 202, 303, 429}, kind
        assert seen.keys() - {429}, kind
    assert forged.keys() <= {422, 429}


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


def _nobody_honest_is_refused(traffic: Traffic, received: dict[str, list[Received]]) -> None:
    assert traffic.statuses["honest"].keys() <= {202, 303}
    for address in traffic.honest:
        assert [mail.kind for mail in received[address]] == ["registration"], address
