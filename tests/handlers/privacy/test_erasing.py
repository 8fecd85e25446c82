"""A person through the whole journey, erased: found in no item, index, file, version or queue."""

import hashlib
import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from chalicelib import wiring
from chalicelib.domain.people.addresses import address_key
from infra.local.system import System
from tests.support.driver import THEME, token_in
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for(blank_pages=True)

ADDRESS = "Canari.Serin@example.org"
NAME, FAMILY = "Zéphirinette", "Canaritude"
WORDS = "Mes-mots-de-canari"
FORMS = (
    ADDRESS,
    ADDRESS.lower(),
    ADDRESS.upper(),
    quote(ADDRESS),
    ADDRESS.replace("@", " (at) "),
)
HASHES = (
    address_key(ADDRESS),
    address_key(ADDRESS)[:20],
    *(made(ADDRESS.lower().encode()).hexdigest() for made in (hashlib.md5, hashlib.sha1)),
)
TRACES = (*FORMS, *HASHES, NAME, FAMILY, WORDS)


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


def test_a_person_who_asks_is_found_nowhere_a_minute_later(client: EventClient) -> None:
    token = journey(client)
    assert traces(client), "the control finds nobody: this test would see nothing"
    report = the_report(client)
    mailed = len(client.system.mailbox.mails)
    assert client.call("DELETE", "/api/v1/me", token=token).status_code == 202
    assert client.call("GET", "/api/v1/me", token=token).status_code == 401
    client.drain()
    client.advance("PT1M")
    assert traces(client) == []
    assert the_report(client) == report
    sent = client.system.mailbox.mails[mailed:]
    assert [(each.kind, each.to) for each in sent if each.to == ADDRESS] == [("erased", ADDRESS)]


def journey(client: EventClient) -> str:
    """All that somebody can do, done by one person; return their token."""
    token = client.register(
        ADDRESS, given_name=NAME, family_name=FAMILY, organization=WORDS, needs=WORDS
    )
    client.register("autre@example.org")
    slots = client.open_day("2027-03-08T09:00:00-05:00", "2027-03-08T12:00:00-05:00")
    later = client.open_day("2027-03-22T09:00:00-04:00", "2027-03-22T12:00:00-04:00")
    held = client.call(
        "POST",
        "/api/v1/bookings",
        {"slot_id": slots[0]["id"], "theme": THEME, "needs": WORDS},
        token,
        Idempotency_Key="canari-1",
    ).get_json()
    event = client.create(kind="codevelopment", capacity={"in_person": 2, "online": 1})
    client.seat(event, token)
    client.http.get(f"/mon-espace?jeton={token}")
    page = f"/evenements/{event['id']}/sujets"
    client.http.post(page, data={"title": WORDS, "text": WORDS})
    past = client.create(starts_at="2027-03-08T13:00:00-05:00", ends_at="2027-03-08T14:00:00-05:00")
    came = client.seat(past, token)
    client.move_to("2027-03-08T13:30:00-05:00")
    client.call(
        "POST",
        f"/api/v1/staff/sessions/{held['id']}/outcome",
        {"outcome": "completed", "notes": WORDS, "next_steps": [WORDS]},
        client.staff(),
        Idempotency_Key="canari-2",
    )
    marks = [{"registration_id": came["id"], "status": "attended"}]
    path = f"/api/v1/staff/events/{past['id']}/attendance"
    client.call("PUT", path, {"attendances": marks}, client.staff())
    client.book(token, later[0])
    client.http.post("/mon-espace/profil", data={"given_name": NAME, "notes": WORDS})
    client.drain()
    client.advance("P3D")
    survey = token_in(client.mails("survey_invitation", ADDRESS)[-1])
    answers = {"satisfaction": 5, "shared": True, "people_reached": 3, "idea": WORDS}
    client.call("POST", "/api/v1/survey", {"answers": answers}, survey, Idempotency_Key="canari-3")
    client.drain()
    return token


def the_report(client: EventClient) -> bytes:
    answer = client.call("GET", "/api/v1/staff/report", token=client.staff())
    assert answer.status_code == 200
    return bytes(answer.data)


def traces(client: EventClient) -> list[str]:
    """Where something of the person is, with what of them."""
    return [f"{where}: {trace}" for where, text in everywhere(client) for trace in found(text)]


def found(text: str) -> Iterator[str]:
    said = {text, text.encode().decode("unicode_escape", "ignore")}
    yield from (trace for trace in TRACES if any(trace in each for each in said))


def everywhere(client: EventClient) -> Iterator[tuple[str, str]]:
    """Each item with its index entries, each version of each file, what the queues hold."""
    table = wiring.client("dynamodb")
    for page in table.get_paginator("scan").paginate(TableName=wiring.settings().table):
        for item in page["Items"]:
            yield f"{item['pk']['S']} {item['sk']['S']}", json.dumps(item, ensure_ascii=False)
    yield from versions()
    for url in (wiring.settings().mail_queue_url, wiring.settings().documents_queue_url):
        said = wiring.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        yield url, json.dumps(said.get("Messages", []))


def versions() -> Iterator[tuple[str, str]]:
    files, bucket = wiring.client("s3"), wiring.settings().bucket
    for page in files.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for each in page.get("Versions", []):
            where = {"Bucket": bucket, "Key": each["Key"], "VersionId": each["VersionId"]}
            content = files.get_object(**where)["Body"].read()
            yield each["Key"], content.decode("utf-8", "replace")
