"""An address that was mistyped: asked about, shown, corrected by its person or by the team."""

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from infra.local.system import System
from tests.support.driver import THEME
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for("module", blank_pages=True)

FORM = {
    "given_name": "Marie",
    "family_name": "L’Heureux",
    "kind": "individual",
    "maturity_level": "emergent",
    "themes": THEME,
    "needs": "Une question",
    "consents": "program",
}


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


def hidden(page: TestResponse, action: str) -> dict[str, str]:
    """The hidden fields of a form."""
    form = re.search(rf'<form[^>]*action="{action}".*?</form>', page.text, re.DOTALL)
    assert form is not None, page.text
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0]))


def registered(client: EventClient, address: str, **data: Any) -> TestResponse:
    return client.http.post("/inscription", data={**FORM, "email": address, **data})


def test_a_slip_is_asked_about_and_the_proposal_is_taken(client: EventClient) -> None:
    page = registered(client, "marie1@gmial.com")
    assert page.status_code == 200
    assert "Vouliez-vous dire marie1@gmail.com?" in page.text
    assert "Une question" in page.text
    fields = hidden(page, "/inscription")
    taken = registered(client, "marie1@gmial.com", **fields, email_meant="marie1@gmail.com")
    assert taken.status_code == 303
    client.drain()
    assert client.kinds("marie1@gmail.com") == ["registration"]
    assert client.kinds("marie1@gmial.com") == []


def test_a_slip_that_is_none_goes_on_and_another_is_asked_about(client: EventClient) -> None:
    fields = hidden(registered(client, "marie2@gmial.com"), "/inscription")
    assert registered(client, "marie2@gmail.con", **fields).status_code == 200
    assert registered(client, "marie2@gmial.com", **fields).status_code == 303
    client.drain()
    assert client.kinds("marie2@gmial.com") == ["registration"]


def test_a_slip_on_an_event_s_form_is_asked_about_too(client: EventClient) -> None:
    path = f"/evenements/{client.create(public=True)['id']}"
    guest = {"mode": "online", "given_name": "Marie", "family_name": "", "consents": "program"}
    form = {**guest, "email": "marie3@videotron.com"}
    page = client.http.post(path, data=form)
    assert page.status_code == 200
    assert "Vouliez-vous dire marie3@videotron.ca?" in page.text
    assert client.http.post(path, data={**form, **hidden(page, path)}).status_code == 303
