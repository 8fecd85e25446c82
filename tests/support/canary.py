"""A person whose traces are looked for: the whole journey, then wherever things are kept."""

import hashlib
import json
import zlib
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote

from chalicelib import wiring
from chalicelib.adapters.imports.archives import read_archive
from chalicelib.domain.imports.mistakes import BadImport
from chalicelib.domain.people.addresses import address_key
from chalicelib.domain.people.drafts import KEPT, Draft, draft_id
from chalicelib.domain.surveys.on_the_spot import EventAnswer, answer_id
from chalicelib.domain.surveys.surveys import Answers

from .driver import THEME, token_in
from .events import EventClient

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
LATER = {"starts_at": "2027-04-20T13:30:00-04:00", "ends_at": "2027-04-20T15:00:00-04:00"}
TRACES = (*FORMS, *HASHES, NAME, FAMILY, WORDS)


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
    mine = came["id"].partition("-")[0]
    now = wiring.now()
    save(Draft(draft_id(mine, "/mon-espace/profil"), f"needs={WORDS}", now, now + KEPT))
    save(EventAnswer(answer_id(past["id"], mine), Answers(4, True, idea=WORDS), now))
    full = client.create(capacity={"in_person": 0, "online": 1}, **LATER)
    client.seat(full, client.register("assise@example.org"))
    client.seat(full, token)
    client.drain()
    client.advance("P3D")
    survey = token_in(client.mails("survey_invitation", ADDRESS)[-1])
    answers = {"satisfaction": 5, "shared": True, "people_reached": 3, "idea": WORDS}
    client.call("POST", "/api/v1/survey", {"answers": answers}, survey, Idempotency_Key="canari-3")
    client.drain()
    return token


def save(entity: object) -> None:
    unit = wiring.store().unit()
    unit.add(entity)
    unit.commit()


def the_report(client: EventClient) -> bytes:
    answer = client.call("GET", "/api/v1/staff/report", token=client.staff())
    assert answer.status_code == 200
    return bytes(answer.data)


def traces(client: EventClient) -> list[str]:
    """Where something of the person is, with what of them."""
    return [f"{where}: {trace}" for where, text in everywhere() for trace in found(text)]


def found(text: str) -> Iterator[str]:
    said = {text, text.encode().decode("unicode_escape", "ignore")}
    yield from (trace for trace in TRACES if any(trace in each for each in said))


def everywhere() -> Iterator[tuple[str, str]]:
    """Each item with its index entries, each version of each file, opened; what queues hold."""
    table = wiring.client("dynamodb")
    for page in table.get_paginator("scan").paginate(TableName=wiring.settings().table):
        for item in page["Items"]:
            yield f"{item['pk']['S']} {item['sk']['S']}", json.dumps(item, ensure_ascii=False)
    yield from ((key, text_in(content)) for key, content in versions())
    for url in queues():
        said = wiring.client("sqs").receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0
        )
        yield url, json.dumps(said.get("Messages", []))


def queues() -> list[str]:
    """Each queue, those of dead letters too."""
    return list(wiring.client("sqs").list_queues()["QueueUrls"])


def text_in(content: bytes) -> str:
    """What a file says: those of an archive, or of what was made small."""
    with suppress(BadImport):
        content = b"\n".join(read_archive(content).values())
    with suppress(zlib.error):
        content = zlib.decompress(content)
    return content.decode("utf-8", "replace")


def versions() -> Iterator[tuple[str, bytes]]:
    files, bucket = wiring.client("s3"), wiring.settings().bucket
    for page in files.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for each in page.get("Versions", []):
            where = {"Bucket": bucket, "Key": each["Key"], "VersionId": each["VersionId"]}
            yield each["Key"], files.get_object(**where)["Body"].read()
