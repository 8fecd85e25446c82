"""Figures of the edition under way, counted as things happen from the table's stream."""

import random
from typing import Any

import pytest

from chalicelib import wiring
from infra.invoking.events import Context
from infra.local.aws import streams
from infra.local.system import System
from tests.support.driver import THEME, token_in
from tests.support.events import EventClient

ANSWERS = {"satisfaction": 5, "shared": True, "people_reached": 3}


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


def report(client: EventClient) -> Any:
    client.drain()
    return client.call("GET", "/api/v1/staff/report", token=client.staff()).get_json()


def accompanied(client: EventClient, address: str = "ana@example.org", hour: int = 9) -> str:
    """Register somebody, and hold a session with them; return their token."""
    token = client.register(address)
    starts, ends = (f"2027-03-09T{h:02}:00:00-05:00" for h in (hour, hour + 1))
    [slot] = client.open_day(starts, ends)
    body = {"slot_id": slot["id"], "theme": THEME}
    booking = client.call("POST", "/api/v1/bookings", body, token).get_json()
    client.hold(booking)
    return token


def test_a_session_held_is_an_accompaniment(client: EventClient) -> None:
    accompanied(client)
    told = report(client)
    assert told["accompaniments"]["by_theme"] == {THEME: 1}
    assert told["people"]["by_kind"] == {"individual": 1, "organization": 0, "student": 0}
    assert told["survey"]["invited"] == 1


def test_who_only_registered_is_not_counted(client: EventClient) -> None:
    token = client.ask_to_join()
    assert report(client)["journey"]["registered"] == 0
    client.driver.confirm(token)
    assert report(client)["journey"]["registered"] == 1


def test_an_answer_and_a_meeting_are_counted_for_who_was_accompanied(client: EventClient) -> None:
    token = accompanied(client)
    client.move_to("2027-03-12T10:00:00-05:00")
    survey = token_in(client.mails("survey_invitation", "ana@example.org")[0])
    client.call("POST", "/api/v1/survey", {"answers": ANSWERS}, survey)
    event = client.create()
    seat = client.seat(event, token)
    client.move_to("2027-03-20T13:45:00-04:00")
    mark(client, event, seat["id"], "attended")
    told = report(client)
    assert told["survey"]["shared"] == {"numerator": 1, "denominator": 1, "rate": 1.0}
    assert told["conversion"]["accompanied_who_attended"]["numerator"] == 1
    assert told["conversion"]["by_event"][0]["denominator"] == 1
    assert told["events"]["list"][0]["online"] == 1
    mark(client, event, seat["id"], "absent")
    assert report(client)["events"]["attendances"] == 0


def test_an_event_that_becomes_another_kind_counts_as_what_it_is(
    client: EventClient,
) -> None:
    token = accompanied(client)
    event = client.create()
    seat = client.seat(event, token)
    client.move_to("2027-03-20T13:00:00-04:00")
    mark(client, event, seat["id"], "attended")
    client.change(event, kind="workshop")
    client.move_to("2027-03-20T13:45:00-04:00")
    told = report(client)
    assert told["events"]["by_kind"]["workshop"]["attendances"] == 1
    assert [*told["conversion"]["by_kind"]] == ["workshop"]


def test_an_event_that_is_cancelled_with_somebody_there_is_not_counted(client: EventClient) -> None:
    token = accompanied(client)
    event = client.create(kind="group_session")
    seat = client.seat(event, token)
    client.move_to("2027-03-20T13:00:00-04:00")
    mark(client, event, seat["id"], "attended")
    assert report(client)["accompaniments"]["by_format"] == {"individual": 1, "group": 1}
    path = f"/api/v1/staff/events/{event['id']}/cancel"
    assert client.call("POST", path, {}, client.staff()).status_code == 200
    assert report(client)["accompaniments"]["by_format"] == {"individual": 1, "group": 0}


def test_an_event_to_come_is_not_counted_yet(client: EventClient) -> None:
    client.create()
    assert report(client)["events"]["count"] == 0


def test_whatever_is_told_again_and_in_any_order_counts_once(client: EventClient) -> None:
    token = accompanied(client)
    accompanied(client, "bo@example.org", 10)
    event = client.create()
    client.seat(event, token)
    before = report(client)
    records = everything()
    for seed in range(3):
        random.Random(seed).shuffle(records)
        for first in range(0, len(records), 20):
            client.system.app.count_figures(
                {"Records": records[first : first + 20]}, Context("count_figures")
            )
    assert report(client) == before
    assert before["accompaniments"]["total"] == 2


def test_a_change_after_the_registration_keeps_the_level_of_the_beginning(
    client: EventClient,
) -> None:
    token = accompanied(client)
    client.call("PATCH", "/api/v1/me", {"maturity_level": "operationnel"}, token)
    told = report(client)
    assert told["people"]["by_maturity"] == {"operationnel": 1}
    assert told["levels"]["moves"] == {"emergent": {"operationnel": 1}}


def mark(client: EventClient, event: Any, registration: str, status: str) -> None:
    body = {"attendances": [{"registration_id": registration, "status": status}]}
    path = f"/api/v1/staff/events/{event['id']}/attendance"
    assert client.call("PUT", path, body, client.staff()).status_code == 200


def everything() -> list[Any]:
    """Return all records of the table's stream since it began."""
    client, table = streams(), wiring.settings().table
    arn = client.list_streams(TableName=table)["Streams"][0]["StreamArn"]
    shard = client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    where = {"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
    found = client.get_shard_iterator(**where)
    return list(client.get_records(ShardIterator=found["ShardIterator"], Limit=1000)["Records"])
