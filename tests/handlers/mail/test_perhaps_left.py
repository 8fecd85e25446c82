"""A mail that may have left, and was no longer wanted when it would have been tried once more."""

import pytest
from botocore.exceptions import ReadTimeoutError

from chalicelib import handlers, wiring
from chalicelib.domain.mail.messages import Kind, Message, State
from infra.invoking.events import of_mail
from infra.local.system import System
from tests.support.driver import Client, whose
from tests.support.injected import Sendings


@pytest.fixture
def client(system: System) -> Client:
    return Client(system)


def confirmation(token: str) -> Message:
    [found] = [
        each
        for each in wiring.store().person(whose(token))
        if isinstance(each, Message) and each.kind is Kind.BOOKING_CONFIRMED
    ]
    return found


def test_it_is_never_said_to_be_cancelled_and_ses_still_settles_it(client: Client) -> None:
    token = client.register()
    [slot] = client.open_day("2027-03-29T08:00:00-04:00", "2027-03-29T09:00:00-04:00")
    client.drain()
    lost = ReadTimeoutError(endpoint_url="https://aws.example")
    Sendings(wiring.client("sesv2", 1), "SendEmail", lost, lost)
    booking = client.book(token, slot)
    client.drain()
    assert confirmation(token).state is State.UNKNOWN
    client.driver.cancel(token, booking["id"])
    client.advance("PT30M")
    mail = confirmation(token)
    assert (mail.state, mail.reason, mail.next_at) == (State.UNKNOWN, "perhaps_left", None)
    tags = {"message": [mail.id]}
    handlers.settle_mail(of_mail("Delivery", "x", "ana@example.org", tags))
    assert confirmation(token).state is State.DELIVERED
