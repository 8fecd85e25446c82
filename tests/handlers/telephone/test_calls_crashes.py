"""The process dies at any call to AWS: no call to make is lost or doubled, nor what is noted."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.ids import owner_of
from chalicelib.domain.mail.messages import Message, State
from chalicelib.domain.mail.wanted import NO_ADDRESS
from chalicelib.domain.telephone.phone_calls import PhoneCall
from chalicelib.workflows.mail.send_messages import send_message
from infra.driving import API
from tests.handlers.journey.test_crashes import Killer, _deaths, _restart
from tests.support.driver import CALLER, THEME, Client

from .test_calls import ADMIN, CALLS, ask, calls

pytestmark = pytest.mark.database


def cancelled(client: Client) -> str:
    """Somebody without an address, whose session was cancelled and can stand again no more."""
    [slot] = client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T10:00:00-05:00")
    identifier = ask(client, "POST", f"{API}/staff/people", CALLER).get_json()["id"]
    body = {"participant_id": identifier, "slot_id": slot["id"], "theme": THEME}
    booking: dict[str, Any] = ask(client, "POST", f"{API}/staff/bookings", body).get_json()
    client.drain()
    path = f"{API}/staff/sessions/{booking['id']}/cancel"
    assert ask(client, "POST", path, {"reason": ""}).status_code == 200
    client.system.clock.advance(timedelta(minutes=1))
    return str(booking["id"])


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", range(1, 4))
def test_dying_where_a_mail_cannot_leave_loses_and_doubles_no_call(
    client: Client, moment: str, step: int
) -> None:
    killer = Killer(moment)
    _restart(client.system)
    booking = cancelled(client)
    mail = f"{booking}-cancelled-1"
    assert _deaths(client, killer, step, lambda: wiring.run(send_message, mail))
    held = wiring.store().person(owner_of(booking))
    assert [each.id for each in held if isinstance(each, PhoneCall) and each.kind] == [
        f"{booking}-news"
    ]
    [sent] = [each for each in held if isinstance(each, Message) and each.id == mail]
    assert (sent.state, sent.reason) == (State.CANCELLED, NO_ADDRESS)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", range(1, 5))
def test_dying_while_noting_a_call_notes_it_once(client: Client, moment: str, step: int) -> None:
    killer = Killer(moment)
    _restart(client.system)
    booking = cancelled(client)
    [call] = calls(client, ADMIN)
    token, path = client.staff(ADMIN), f"{CALLS}/{call['id']}/result"
    said = {"result": "again", "again_on": "2027-05-05", "note": "Plus tard."}
    _deaths(client, killer, step, lambda: client.call("POST", path, said, token))
    answer = client.call("POST", path, said, token).get_json()
    assert (answer["state"], answer["attempts"]) == ("again", 1)
    history = ask(client, "GET", f"{API}/staff/people/{booking.partition('-')[0]}", who=ADMIN)
    deeds = [each["what"] for each in history.get_json()["history"]]
    assert deeds.count("call_put_off") == 1
