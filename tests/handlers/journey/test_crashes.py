"""The process dies before or after any call to AWS, then starts again: nothing lost or doubled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import boto3
import pytest

from chalicelib import wiring
from infra.local.system import System
from tests.support.driver import THEME, BlankPages, Client

pytestmark = pytest.mark.database


class Killed(BaseException):
    """As SIGKILL: no handler of ours may catch it."""


class Killer:
    """Dies at the nth call to AWS, "before" it leaves or "after" it was carried out."""

    def __init__(self, moment: str) -> None:
        self.countdown = 0
        session = boto3.DEFAULT_SESSION
        assert session is not None
        session.events.register(f"{moment}-call", self.tick, unique_id="killer")

    def tick(self, **_: Any) -> None:
        if self.countdown:
            self.countdown -= 1
            if not self.countdown:
                raise Killed


@pytest.fixture(autouse=True)
def fast_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dying does not depend on what is drawn: the pages are tested elsewhere."""
    monkeypatch.setitem(wiring.PROVIDERS, "toolboxes", BlankPages)


def _restart(system: System) -> None:
    wiring.forget()
    system.mailbox.attach(wiring.client("sesv2", 1))


def _until_quiet(client: Client) -> None:
    """Long enough for leases, visibility and the window of what is unknown to be over."""
    for _ in range(5):
        client.advance("PT15M")


def _book(client: Client, token: str, slot: dict[str, Any]) -> Any:
    body = {"slot_id": slot["id"], "theme": THEME}
    return client.call("POST", "/api/v1/bookings", body, token, Idempotency_Key="one")


def _hold(client: Client, booking: dict[str, Any], staff: str) -> Any:
    path = f"/api/v1/staff/sessions/{booking['id']}/outcome"
    body = {"outcome": "completed", "notes": "Bravo"}
    return client.call("POST", path, body, staff, Idempotency_Key="two")


def _deaths(client: Client, killer: Killer, step: int, act: Callable[[], Any]) -> bool:
    """Whether the act died at its nth call; after a restart it is asked for again, as people do."""
    killer.countdown = step
    try:
        act()
    except Killed:
        _restart(client.system)
        act()
        return True
    finally:
        killer.countdown = 0
    return False


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", range(1, 5))
def test_dying_while_booking_loses_and_doubles_nothing(
    client: Client, moment: str, step: int
) -> None:
    killer = Killer(moment)
    _restart(client.system)
    slot = client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T10:00:00-05:00")[0]
    token = client.register()
    _deaths(client, killer, step, lambda: _book(client, token, slot))
    _until_quiet(client)
    sessions = client.me(token)["sessions"]
    assert [session["status"] for session in sessions] == ["booked"]
    assert client.call("GET", "/api/v1/slots").get_json()["slots"] == []
    assert client.kinds() == ["registration", "booking_confirmed"]


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", range(1, 5))
def test_dying_while_recording_an_outcome_loses_and_doubles_nothing(
    client: Client, moment: str, step: int
) -> None:
    killer = Killer(moment)
    _restart(client.system)
    slot = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T10:00:00-05:00")[0]
    token, staff = client.register(), client.staff()
    booking = _book(client, token, slot).get_json()
    client.move_to("2027-03-02T10:00:00-05:00")
    _deaths(client, killer, step, lambda: _hold(client, booking, staff))
    _until_quiet(client)
    client.advance("P2D")
    _until_quiet(client)
    assert client.kinds().count("document") == 1
    assert client.kinds().count("survey_invitation") == 1
    assert len(client.me(token)["documents"]) == 1


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", range(1, 5))
def test_dying_while_undoing_an_outcome_leaves_nothing_of_it(
    client: Client, moment: str, step: int
) -> None:
    killer = Killer(moment)
    _restart(client.system)
    slot = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T10:00:00-05:00")[0]
    token, staff = client.register(), client.staff()
    booking = _book(client, token, slot).get_json()
    client.move_to("2027-03-02T10:00:00-05:00")
    _hold(client, booking, staff)
    path = f"/api/v1/staff/sessions/{booking['id']}/outcome/undo"
    key = {"Idempotency_Key": "three"}
    _deaths(client, killer, step, lambda: client.call("POST", path, {}, staff, **key))
    assert client.call("POST", path, {}, staff, **key).get_json()["status"] == "booked"
    _until_quiet(client)
    client.advance("P3D")
    assert [each for each in client.kinds() if each in ("document", "survey_invitation")] == []
    assert client.me(token)["documents"] == []
    assert [each["status"] for each in client.me(token)["sessions"]] == ["booked"]


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", range(1, 5))
def test_dying_while_withdrawing_an_hour_or_bringing_it_back_does_it_once(
    client: Client, moment: str, step: int
) -> None:
    killer = Killer(moment)
    _restart(client.system)
    slots = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T10:00:00-05:00")
    staff, path = client.staff(), f"/api/v1/staff/slots/{slots[0]['id']}"
    _deaths(client, killer, step, lambda: client.call("DELETE", path, token=staff))
    assert client.call("GET", "/api/v1/slots").get_json()["slots"] == []
    key = {"Idempotency_Key": "four"}
    undo = f"{path}/withdrawal/undo"
    _deaths(client, killer, step, lambda: client.call("POST", undo, {}, staff, **key))
    assert client.call("POST", undo, {}, staff, **key).get_json() == slots[0]
    assert client.call("GET", "/api/v1/slots").get_json()["slots"] == slots


def _drain_dying(client: Client, killer: Killer, step: int) -> bool:
    """Whether handling the streams and queues died at its nth call."""
    killer.countdown = step
    try:
        client.system.drain()
    except Killed:
        _restart(client.system)
        return True
    finally:
        killer.countdown = 0
    return False


@pytest.mark.parametrize("moment", ["before", "after"])
def test_dying_at_any_step_of_handing_over_rendering_and_sending(
    system: System, moment: str
) -> None:
    client, killer = Client(system), Killer(moment)
    _restart(system)
    staff = client.staff()
    died, step = True, 0
    while died:
        step += 1
        address = f"ana{step}@example.org"
        token = client.register(address)
        booking = _book(client, token, _open_slot(client)).get_json()
        _hold(client, booking, staff)
        died = _drain_dying(client, killer, step)
        _until_quiet(client)
        by_day = (wiring.now() + timedelta(days=1)).replace(hour=15)
        client.move_to(by_day.isoformat())  # by night a document waits for the morning
        kinds = client.kinds(address)
        assert kinds.count("document") == 1, (moment, step, kinds)
        # Held before it was confirmed: the confirmation may be dropped, never doubled.
        assert kinds.count("booking_confirmed") <= 1, (moment, step, kinds)
        assert len(client.me(token)["documents"]) == 1
    assert step > 15  # it did die at many places


def _open_slot(client: Client) -> dict[str, Any]:
    starts_at = wiring.now() + timedelta(hours=24)
    ends_at = starts_at + timedelta(hours=1)
    return client.open_day(starts_at.isoformat(), ends_at.isoformat())[0]
