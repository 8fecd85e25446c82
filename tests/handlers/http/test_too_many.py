"""Forms that come too often are refused for one call, alike for all, and nothing is lost."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app import app
from chalicelib import wiring
from chalicelib.domain.limits.budgets import Limit
from chalicelib.domain.limits.limits import Limits
from chalicelib.settings import TEMPLATES
from chalicelib.web.http.routing import DECLARED
from infra.local.system import System
from tests.support.driver import REGISTRATION
from tests.support.events import EventClient
from tests.support.examples import HOUR

FORM: dict[str, Any] = {
    **{name: value for name, value in REGISTRATION.items() if name != "consents"},
    "consents": ["program"],
    "needs": "Mon « projet »",
}
FEW = Limit(3, HOUR, 3)
ENOUGH = Limit(1000, HOUR, 1000)


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.fixture
def calls(system: System) -> list[str]:
    """The names of the calls that reach the table."""
    made: list[str] = []
    events = wiring.client("dynamodb").meta.events
    events.register("before-call.dynamodb", lambda model, **_: made.append(model.name))
    return made


def limited(monkeypatch: pytest.MonkeyPatch, **limits: Limit) -> None:
    told = wiring.programme()
    wide: dict[str, Any] = {"network": ENOUGH, "address": ENOUGH, "everywhere": ENOUGH, **limits}
    fewer = replace(told, limits=replace(told.limits, **wide))
    monkeypatch.setitem(wiring.PROVIDERS, "programme", lambda: fewer)


def sent(client: EventClient, address: str, source: str = "203.0.113.7") -> TestResponse:
    form = {**FORM, "email": address}
    return client.http.post("/inscription", data=form, environ_overrides={"REMOTE_ADDR": source})


def test_one_address_has_its_limit_however_it_is_spelled_and_others_go_on(
    client: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(monkeypatch, address=FEW)
    for spelled in ("ana@example.org", "Ana+a@example.org", "ana+b@EXAMPLE.org"):
        assert sent(client, spelled).status_code == 303
    assert sent(client, "ana+c@example.org", "198.51.100.1").status_code == 429
    assert sent(client, "bo@example.org").status_code == 303


def test_one_network_has_its_limit_and_what_a_proxy_says_is_not_believed(
    client: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(monkeypatch, network=FEW)
    for n in range(3):
        assert sent(client, f"p{n}@example.org", f"2001:db8:1:2::{n}").status_code == 303
    assert sent(client, "p4@example.org", "2001:db8:1:2:9::").status_code == 429
    refused = client.http.post(
        "/inscription",
        data={**FORM, "email": "p5@example.org"},
        headers={"X-Forwarded-For": "198.51.100.9"},
        environ_overrides={"REMOTE_ADDR": "2001:db8:1:2::9"},
    )
    assert refused.status_code == 429
    assert sent(client, "p4@example.org", "2001:db8:1:3::1").status_code == 303


def test_everybody_together_has_a_limit(
    client: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(monkeypatch, everywhere=Limit(8, HOUR, 8))
    answers = [sent(client, f"p{n}@example.org", f"203.0.113.{n}").status_code for n in range(64)]
    assert answers.count(303) == 8


def test_a_class_of_two_hundred_from_one_network_is_honest(client: EventClient) -> None:
    answers = [
        client.call("POST", "/api/v1/registrations", {**REGISTRATION, "email": f"e{n}@example.org"})
        for n in range(200)
    ]
    assert {answer.status_code for answer in answers} == {202}


def test_a_refusal_costs_one_call_and_tells_nothing_of_the_address(
    client: EventClient, monkeypatch: pytest.MonkeyPatch, calls: list[str]
) -> None:
    client.register("connue@example.org")
    client.advance("PT1H")
    limited(monkeypatch, address=FEW)
    told = []
    for address in ("connue@example.org", "inconnue@example.org"):
        body = {**REGISTRATION, "email": address}
        for _ in range(3):
            assert client.call("POST", "/api/v1/registrations", body).status_code == 202
        calls.clear()
        answer = client.call("POST", "/api/v1/registrations", body, Idempotency_Key="une-fois")
        assert calls == ["BatchGetItem"]
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1200")
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.get_json()["code"] == "too_many"
        told.append(answer.data)
    assert told[0] == told[1]


def test_the_page_keeps_what_was_written_and_sends_it_again_when_there_is_room(
    client: EventClient, monkeypatch: pytest.MonkeyPatch, calls: list[str]
) -> None:
    limited(monkeypatch, address=FEW)
    for _ in range(3):
        sent(client, "ana@example.org")
    calls.clear()
    page = sent(client, "ana@example.org")
    assert (page.status_code, page.headers["Retry-After"]) == (429, "1200")
    assert len(calls) == 1
    assert "environ 20 minutes" in page.text
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    assert (form["needs"], form["email"]) == ("Mon « projet »", "ana@example.org")
    client.advance("PT20M")
    again = client.http.post("/inscription", data={**form, "consents": ["program"]})
    assert again.status_code == 303


@pytest.fixture
def addressed(client: EventClient) -> list[tuple[str, str]]:
    """Each route that may mail whoever has an address, as it is asked here.

    Not a trial of the team's, which goes to who asks for it (`wording/test_texts.py`).
    """
    event = client.create()
    names = {"{event_id}": event["id"], "{series_id}": "sr-1"}
    guest = {**FORM, "mode": "online", "email": "eve@example.org"}
    client.http.post(f"/evenements/{event['id']}", data=guest)
    client.http.post("/inscription", data={**FORM, "email": "ines@example.org"})
    client.sign_in()
    found = []
    for (method, path), declared in DECLARED.items():
        if declared.mails and declared.act is None:
            for name, value in names.items():
                path = path.replace(name, value)
            found.append((method, path))
    return found


def test_every_form_that_may_mail_an_address_is_counted(
    client: EventClient,
    addressed: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    calls: list[str],
) -> None:
    limited(monkeypatch, network=Limit(1, HOUR, 1))
    token = client.token_for("ana@example.org")
    assert len(addressed) >= 10
    other = {"email": "bo@example.org", "mode": "online"}
    other |= {"guardian.name": "Bo", "guardian.email": "bo@example.org"}
    for method, path in addressed:
        asks = EventClient(client.system) if "/series/" in path else client
        calls.clear()
        if path == "/api/v1/me":
            answer = asks.call(method, path, {"email": "bo@example.org"}, token)
        elif path.startswith("/api/"):
            answer = asks.call(method, path, {**REGISTRATION, **other})
        else:
            answer = asks.http.open(path, method=method, data={**FORM, **other})
        assert (path, answer.status_code, len(calls)) == (path, 429, 1)


def test_no_form_that_names_an_address_is_forgotten() -> None:
    """A route for anybody that takes a form is counted, or is known to mail nobody."""
    harmless = {
        "/equipe/quitter",
        "/mon-espace/quitter",
    }
    taken = [
        path
        for path, methods in app.routes.items()
        for method in methods
        if method != "GET"
        and DECLARED[method, path].who & type(DECLARED[method, path].who).ANYBODY
        and not DECLARED[method, path].mails
    ]
    assert set(taken) == harmless, f"{taken}: does it mail an address that anybody may type?"


def test_each_public_form_with_an_address_has_what_programs_stumble_over() -> None:
    for page in sorted((TEMPLATES / "pages").rglob("*.html")):
        text = page.read_text("utf-8")
        of_the_team = "pages/_staff.html" in text and page.stem != "sign_in"
        if of_the_team or page.stem in ("address", "profile", "send"):
            continue
        for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL):
            if 'name="email"' in form or '"email"' in form:
                assert "{{ guard(" in form, f"{page.name} has no guard()"


@pytest.fixture
def least_time(client: EventClient, monkeypatch: pytest.MonkeyPatch) -> None:
    programme = wiring.programme()
    limits = replace(programme.limits, shortest_form=timedelta(seconds=2))
    monkeypatch.setattr(wiring, "programme", lambda: replace(programme, limits=limits))


@pytest.mark.usefixtures("least_time")
@pytest.mark.parametrize("stumble", [{"remarque": "http://example.org"}, {"vu": "1.faux"}, {}])
def test_a_form_that_only_a_program_would_send_is_asked_once_more_and_loses_nothing(
    client: EventClient, stumble: dict[str, str]
) -> None:
    page = client.http.get("/inscription").text
    shown_at = re.search(r'name="vu" value="([^"]+)"', page)
    assert shown_at is not None
    asked = client.http.post("/inscription", data={**FORM, "vu": shown_at[1], **stumble})
    assert (asked.status_code, "Mon « projet »" in asked.text) == (422, True)
    client.drain()
    assert client.system.mailbox.mails == []
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', asked.text))
    assert "remarque" not in form
    client.advance("PT3S")
    again = client.http.post("/inscription", data={**form, "consents": ["program"]})
    assert again.status_code == 303
    client.drain()
    assert client.kinds() == ["registration"]


@pytest.mark.usefixtures("least_time")
def test_who_takes_the_time_to_read_a_form_is_asked_nothing(client: EventClient) -> None:
    page = client.http.get("/inscription").text
    shown_at = re.search(r'name="vu" value="([^"]+)"', page)
    assert shown_at is not None
    client.advance("PT2S")
    done = client.http.post("/inscription", data={**FORM, "vu": shown_at[1], "remarque": ""})
    assert done.status_code == 303


def test_the_limits_of_the_file_let_a_class_through() -> None:
    limits: Limits = wiring.programme().limits
    for each in (limits.network, limits.one_part, limits.first_mails_in_all):
        assert min(each.at_once, each.times) >= 200
