"""As many calls to the table whoever the address is: no answer's time says who is known."""

from typing import Any

import pytest
from werkzeug.test import Client as WsgiClient

from chalicelib import wiring
from infra.local.system import STAFF, System
from tests.support.driver import Client


@pytest.fixture
def client(system: System) -> Client:
    return Client(system)


def calls(client: Client, path: str, address: str) -> list[str]:
    """What a form asks of the table, in order."""
    made: list[str] = []

    def note(model: Any, **_: Any) -> None:
        made.append(model.name)

    events = wiring.client("dynamodb").meta.events
    events.register_first("before-call.dynamodb", note)
    try:
        browser = WsgiClient(client.http.application)
        assert browser.post(path, data={"email": address}).status_code == 200
    finally:
        events.unregister("before-call.dynamodb", note)
    return made


@pytest.mark.parametrize(
    ("path", "known"), [("/mon-espace/lien", "ana@example.org"), ("/equipe/lien", STAFF[1][0])]
)
def test_a_link_is_as_much_work_for_somebody_unknown(client: Client, path: str, known: str) -> None:
    client.register("ana@example.org")
    client.advance("PT2H")
    calls(client, path, "premiere@example.org")  # the network is counted from now on
    mailed, unknown = (calls(client, path, each) for each in (known, "personne@example.org"))
    assert mailed.count("TransactWriteItems") >= 1
    assert unknown == mailed
    again = calls(client, path, known)  # at once: nothing is mailed
    assert calls(client, path, "personne@example.org") == again
