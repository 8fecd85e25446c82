"""A table that refuses for a while: who waits a moment is served, who is not reads what is true,
and what was had is not lost."""

import json
from functools import partial
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import correlation, wiring
from chalicelib.adapters.dynamodb.patience import TRIES, Patience
from chalicelib.adapters.dynamodb.store import Store
from infra.local.system import System
from tests.handlers.events.test_series import GUEST, SeriesClient
from tests.handlers.http.test_bad_input import assert_problem
from tests.support.driver import THEME, Client
from tests.support.injected import Calls, Sendings, cancelled, http

pytestmark = pytest.mark.database

THROTTLED = cancelled("ThrottlingError", "None")
REFUSED = {"Error": {"Code": "ProvisionedThroughputExceededException", "Message": ""}}
WRITE = "TransactWriteItems"


@pytest.fixture(autouse=True)
def nobody_waits(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def store() -> Store:
        patience = Patience(sleep=lambda _seconds: None)
        new_client = partial(wiring.client, "dynamodb")
        return Store(new_client, wiring.settings().table, correlation.current.get, patience)

    monkeypatch.setitem(wiring.PROVIDERS, "store", store)


def refuse(operation: str, times: int = TRIES, answer: dict[str, Any] = THROTTLED) -> Calls:
    return Calls(wiring.client("dynamodb"), operation, *[answer] * times)


def assert_busy(answer: TestResponse) -> None:
    problem = assert_problem(answer, 409)
    assert problem["code"] == "busy"
    assert int(answer.headers["Retry-After"]) > 0


def a_slot(client: Client) -> dict[str, Any]:
    return client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T10:00:00-05:00")[0]


def book(client: Client, token: str, slot: dict[str, Any]) -> TestResponse:
    return client.call("POST", "/api/v1/bookings", {"slot_id": slot["id"], "theme": THEME}, token)


def test_a_booking_waits_for_a_table_that_refuses_a_moment(client: Client) -> None:
    token, slot = client.register(), a_slot(client)
    refuse(WRITE, 2)
    refuse("BatchGetItem", 2, REFUSED)
    assert book(client, token, slot).status_code == 201


def test_who_cannot_be_served_is_told_when_to_come_again(client: Client) -> None:
    token, slot = client.register(), a_slot(client)
    refuse(WRITE)
    assert_busy(book(client, token, slot))
    assert client.me(token)["sessions"] == []
    assert book(client, token, slot).status_code == 201


@pytest.mark.parametrize("operation", ["Query", "BatchGetItem"])
def test_what_cannot_be_read_now_is_not_an_error_of_ours(
    guests: SeriesClient, operation: str
) -> None:
    guests.create()
    refuse(operation, answer=REFUSED)
    page = guests.http.get("/evenements")
    assert page.status_code == 409
    assert int(page.headers["Retry-After"]) > 0
    assert "Attendez quelques secondes" in page.text
    refuse(operation, answer=REFUSED)
    assert_busy(guests.call("GET", "/api/v1/events"))
    assert guests.http.get("/evenements").status_code == 200


def test_a_form_that_is_shown_again_says_when_too(client: Client) -> None:
    token, slot = client.register(), a_slot(client)
    client.enter(token)
    refuse(WRITE)
    form = {"slot_id": slot["id"], "theme": THEME}
    page = client.http.post("/mon-espace/reserver", data=form)
    assert page.status_code == 409
    assert int(page.headers["Retry-After"]) > 0
    assert "Attendez quelques secondes" in page.text
    assert client.http.post("/mon-espace/reserver", data=form).status_code == 303


@pytest.fixture
def guests(system: System) -> SeriesClient:
    return SeriesClient(system)


@pytest.mark.parametrize("asks_again", [True, False])
def test_a_seat_that_was_had_is_kept_for_who_could_not_be_told(
    guests: SeriesClient, asks_again: bool
) -> None:
    """The seat is claimed, then nothing can be written: they look a little later, or ask again."""
    event, token = guests.create(capacity={"in_person": 1, "online": 1}), guests.register()
    refuse(WRITE)
    assert_busy(guests.ask(event, token))
    if asks_again:
        assert guests.ask(event, token).get_json()["status"] == "confirmed"
    guests.advance("PT5M")
    assert guests.mine(token)["status"] == "confirmed"
    assert guests.event_mails("ana@example.org") == ["event_confirmed"]
    assert guests.seats(event)["online"]["remaining"] == 0


def test_of_several_meetings_none_is_passed_over_in_silence(guests: SeriesClient) -> None:
    """Who reads that it is done would wait for a mail that never comes."""
    address, meetings = guests.series("Deuxième", mode="online", capacity={"online": 5})
    form = {**GUEST, "mode": "online", "toutes": "oui"}
    refuse("UpdateItem")
    page = guests.http.post(address, data=form)
    assert page.status_code == 409
    assert int(page.headers["Retry-After"]) > 0
    assert guests.http.post(address, data=form).status_code == 303
    guests.drain()
    assert guests.event_mails("gaelle@example.org") == ["event_confirmed"], "of nobody proven"
    token = guests.token_for("gaelle@example.org", "event_confirmed")
    assert guests.held(token) == dict.fromkeys(meetings, "confirmed")


def test_a_record_that_meets_a_busy_table_goes_back_to_its_queue(client: Client) -> None:
    wiring.refresh()
    refuse("BatchGetItem", answer=REFUSED)
    record = {"messageId": "1", "body": json.dumps({"id": "p1-a"}), "eventSource": "aws:sqs"}
    answer = client.system.app.send_mail({"Records": [record]}, None)
    assert answer["batchItemFailures"] == [{"itemIdentifier": "1"}]


SLOW = http(503, b"<Error><Code>SlowDown</Code></Error>")


def storage_refuses(operation: str) -> None:
    Sendings(wiring.client("s3"), operation, *[SLOW] * 20)


def assert_page_says_when_to_come_again(answer: TestResponse) -> None:
    assert answer.status_code == 409
    assert int(answer.headers["Retry-After"]) > 0
    assert "html" in answer.content_type


def test_who_opens_their_document_while_files_cannot_be_read_is_told_when_to_come_again(
    client: Client, blank_pages: None
) -> None:
    token = client.register()
    booking = book(client, token, a_slot(client)).get_json()
    client.move_to("2027-03-02T10:00:00-05:00")
    client.hold(booking)
    client.drain()
    [document] = client.me(token)["documents"]
    path = document["url"].removeprefix(wiring.settings().site_url)
    storage_refuses("GetObject")
    assert_page_says_when_to_come_again(client.http.get(path))


def test_who_opens_a_theme_s_sheet_while_files_cannot_be_read_is_told_when_to_come_again(
    client: Client,
) -> None:
    storage_refuses("GetObject")
    assert_page_says_when_to_come_again(client.http.get(f"/themes/{THEME}/fiche.pdf"))
