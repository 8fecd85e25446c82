"""As much work whoever the address is: no answer's time says who is known.

Counted on every form that may mail whoever's address it names: calls to AWS by kind, pages drawn,
addresses hidden by their key.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from werkzeug.test import Client as WsgiClient
from werkzeug.test import TestResponse

from app import app
from chalicelib import wiring
from chalicelib.adapters.links import Links
from chalicelib.adapters.texts.templates import Templates
from chalicelib.web.http.routing import DECLARED, Who
from infra.local.system import STAFF, System
from tests.support.driver import REGISTRATION
from tests.support.events import EventClient

Send = Callable[[WsgiClient, str], TestResponse]
FORM = {**REGISTRATION, "consents": ["program"], "mode": "online", "toutes": "oui"}
SUITE = {"cle": "0" * 20, "title": "Suite", "series_title": "Suites", "day": "2027-05-20"}
BY_FORM = {"/mon-espace/lien", "/equipe/lien", "/inscription", "/inscription/adresse"} | {
    "/evenements/{event_id}",
    "/evenements/{event_id}/adresse",
    "/evenements/series/{series_id}",
}
BY_API = {"/api/v1/registrations", "/api/v1/events/{event_id}/registrations"}
OF_GUESTS = ("email", "given_name", "family_name", "mode", "consents")
SENT = [(path, 200) for path in sorted(BY_FORM | BY_API) if "adresse" not in path]
"""And how many seats there are: with one, all wait but the first."""

SENT += [(path, 1) for path, _ in SENT if "event" in path or "evenement" in path]


class World(EventClient):
    """An event, the first of a series, with people whom forms, the team or nobody knows."""

    def __init__(self, system: System, seats: int) -> None:
        super().__init__(system)
        capacity = {"in_person": 0, "online": seats}
        self.event = self.create(capacity=capacity)
        self.others = [self.create(title=f"Autre {n}") for n in range(3)]
        self.http.set_cookie("brigade_equipe", self.staff(), domain="localhost")
        path, times = f"/equipe/evenements/{self.event['id']}", {"from": "13:30", "to": "15:00"}
        assert self.http.post(f"{path}/prochaine", data={**SUITE, **times}).status_code == 303
        self.guest(self.event, "premiere@example.org")
        held = self.call("GET", f"/api/v1/events/{self.event['id']}").get_json()
        self.places = {"event_id": self.event["id"], "series_id": held["series"]}
        self._count = 0

    def new(self) -> str:
        self._count += 1
        return f"p{self._count}@example.org"

    def everybody(self) -> dict[str, str]:
        """An address of each kind, hours after anything was last mailed there."""
        known = {
            name: self.new() for name in ("nobody", "unproven", "proven", "guest", "many", "seated")
        }
        self.call("POST", "/api/v1/registrations", {**REGISTRATION, "email": known["unproven"]})
        self.register(known["proven"])
        self.guest(self.event, known["guest"])
        for each in self.others:
            self.guest(each, known["many"])
        self.seat(self.event, self.register(known["seated"]))
        self.drain()
        self.advance("PT3H")
        return {**known, "team": STAFF[1][0]}

    def form(self, path: str, **changes: Any) -> Send:
        """Send a form of the site, or of the API, for an address."""
        where = path.format(**self.places)

        def send(browser: WsgiClient, address: str) -> TestResponse:
            if path in BY_API:
                consents = {"consents": {"program": True}, "mode": "online"}
                body = {**REGISTRATION, **changes, **consents, "email": address}
                if "registrations" in path and "events" in path:
                    body = {
                        k: body[k]
                        for k in ("email", "given_name", "family_name", "mode", "consents")
                    }
                return browser.post(where, json=body)
            return browser.post(where, data={**FORM, **changes, "email": address})

        return send


@pytest.fixture
def made(system: System, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is done, by name: calls to AWS, pages drawn, addresses hidden."""
    done: list[str] = []

    def noted(owner: type[Any], name: str) -> None:
        told = getattr(owner, name)

        def act(self: Any, first: str, *args: Any, **kwargs: Any) -> Any:
            done.append(f"{name} {first}")
            return told(self, first, *args, **kwargs)

        monkeypatch.setattr(owner, name, act)

    def note(model: Any, **_: Any) -> None:
        done.append(model.name)

    noted(Templates, "render")
    noted(Links, "hide")
    clients = [wiring.client(name).meta.events for name in ("dynamodb", "sqs", "s3")]
    for events in clients:
        events.register_first("before-call.*", note)
    yield done
    for events in clients:
        events.unregister("before-call.*", note)


def work(made: list[str], send: Send, browser: WsgiClient, address: str) -> Counter[str]:
    made.clear()
    answer = send(browser, address)
    assert answer.status_code in (200, 202, 303), answer.text
    return Counter(made)


def test_each_public_form_that_takes_an_address_is_counted_here() -> None:
    """One that is new has to say that it does as much for everybody."""
    posted = {path for path, methods in app.routes.items() if "POST" in methods}
    declared = {path: DECLARED["POST", path] for path in posted}
    public = {path for path, each in declared.items() if each.mails and Who.ANYBODY in each.who}
    assert public == BY_FORM | BY_API


@pytest.mark.parametrize(("path", "seats"), SENT)
def test_a_form_is_as_much_work_whoever_the_address_is(
    system: System, made: list[str], path: str, seats: int
) -> None:
    world = World(system, seats)
    send, everybody = world.form(path), world.everybody()
    browser = WsgiClient(world.http.application, use_cookies=False)
    send(browser, "celle.qui.compte@example.org")  # the network is counted from now on
    counts = {name: work(made, send, browser, each) for name, each in everybody.items()}
    for name, count in counts.items():
        assert count == counts["nobody"], f"{path} does other work for an address that is {name}"


@pytest.mark.parametrize("path", ["/mon-espace/lien", "/equipe/lien", *sorted(BY_API)])
def test_what_is_asked_for_again_at_once_is_as_much_work(
    system: System, made: list[str], path: str
) -> None:
    world = World(system, 2)
    send, everybody = world.form(path), world.everybody()
    browser = WsgiClient(world.http.application, use_cookies=False)
    for each in everybody.values():
        send(browser, each)
    counts = [work(made, send, browser, each) for each in everybody.values()]
    assert counts == [counts[0]] * len(counts)


@pytest.mark.parametrize("before", ["nobody", "proven"])
@pytest.mark.parametrize("path", sorted(p for p in BY_FORM if "adresse" in p))
def test_a_correction_is_as_much_work_whoever_has_either_address(
    system: System, made: list[str], path: str, before: str
) -> None:
    world = World(system, 200)
    first, correct = world.form(path.removesuffix("/adresse")), world.form(path)
    counts = {}
    for name, address in world.everybody().items():
        browser = WsgiClient(world.http.application)
        mistyped = world.new()
        if before == "proven":
            world.register(mistyped)
            world.advance("PT2H")
        first(browser, mistyped)
        counts[name] = work(made, correct, browser, address)
    for name, count in counts.items():
        assert count == counts["nobody"], f"{path} does other work for an address that is {name}"


def test_a_child_s_form_is_as_much_work_whoever_the_address_is(
    system: System, made: list[str]
) -> None:
    world = World(system, 2)
    guardian = {"name": "Lou Exemple", "email": "lou@example.org"}
    send = world.form("/api/v1/registrations", under_14=True, guardian=guardian)
    everybody = world.everybody()
    browser = WsgiClient(world.http.application, use_cookies=False)
    send(browser, "celle.qui.compte@example.org")
    counts = {name: work(made, send, browser, each) for name, each in everybody.items()}
    for name, count in counts.items():
        assert count == counts["nobody"], f"as a child, {name}"
