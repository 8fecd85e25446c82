"""Who was erased stays so, whatever is restored."""

import pytest

from chalicelib import wiring
from infra.local.system import System
from tests.handlers.privacy.test_canary import bring_in
from tests.support.canary import journey, traces
from tests.support.events import EventClient
from tests.support.restoration import Stage, restoration
from tests.support.systems import system_for

pytestmark = pytest.mark.database

system = system_for(blank_pages=True)


@pytest.mark.parametrize("what", ["whole", "what_is_missing"])
def test_a_restoration_of_yesterday_brings_back_nobody_who_was_erased(
    system: System, what: str
) -> None:
    client = EventClient(system)
    bring_in(client)
    token = journey(client)
    stage, yesterday = Stage(), wiring.now()
    stage.copy(yesterday)
    client.advance("P1D")
    assert client.call("DELETE", "/api/v1/me", token=token).status_code == 202
    client.drain()
    client.advance("PT1M")
    made, said = restoration(stage, yesterday, wiring.now)
    getattr(made, what)()
    client.drain()
    client.advance("PT5M")
    client.advance("PT5M")
    assert traces(client) == [], said
    path, admin = "/api/v1/staff/imports/2021-2022", client.staff("equipe@example.org")
    assert client.call("GET", path, token=admin).status_code == 200, "its files are where it says"
