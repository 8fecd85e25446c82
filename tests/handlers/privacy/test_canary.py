"""A person is looked for wherever anything is kept: seen there, then erased, then not seen."""

import io
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from chalicelib import observability, wiring
from chalicelib.adapters.dynamodb.codec import key_item
from chalicelib.adapters.imports.archives import write_archive
from chalicelib.adapters.links import Purpose
from chalicelib.domain.documents.documents import Document
from chalicelib.domain.people.aliases import alias_key
from chalicelib.domain.people.drafts import Draft, draft_id
from chalicelib.domain.sessions.bookings import Booking
from chalicelib.web.events import links as event_links
from chalicelib.web.http.formats.qr import qr_image
from infra.local.system import System
from tests.support.canary import (
    ADDRESS,
    FAMILY,
    NAME,
    WORDS,
    everywhere,
    found,
    journey,
    queues,
    save,
    the_report,
)
from tests.support.driver import text_of
from tests.support.editions.past_editions import first_edition
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for(blank_pages=True)

ADMIN = "equipe@example.org"
INCIDENT = {
    "information": f"L’adresse {ADDRESS}",
    "circumstances": f"Un courriel de {NAME} {FAMILY} parti ailleurs",
    "happened": "Le 1er mars 2027",
    "aware_on": "2027-03-01",
    "people": f"Une : {NAME.upper()} {FAMILY.upper()}",
    "risk": "not_serious",
    "assessment": f"Mme {FAMILY} le savait",
    "measures": "Effacé",
}
REQUEST = {"kind": "access", "channel": "telephone", "email": ADDRESS, "who": NAME, "note": WORDS}
TO_COME = {"starts_at": "2027-04-21T13:30:00-04:00", "ends_at": "2027-04-21T15:00:00-04:00"}
THEN = (datetime(2027, 3, 11, tzinfo=UTC), datetime(2027, 4, 10, tzinfo=UTC))
"""When forms were left, and until when they are kept."""


EVERY_PLACE = {
    *("editions", "imports", "queue", "set aside"),
    *("ACT", "ANSWER", "BOOKING", "BUDGET", "COUNT", "DRAFT", "EMAIL", "EVENT", "FIRST"),
    *("INCIDENT", "KEY", "MAILS", "MESSAGE", "PEOPLE", "PROFILE", "RECEIPT", "REQUEST"),
    *("SURVEY", "TOPIC", "WAIT"),
}
"""Where the control finds something of them."""

NUMBER_ALONE = {"MESSAGE", "SLOT", "SWEEP"}
"""Of advisers and of the system: where their number is left, which nothing explains any more."""


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.fixture
def logged(client: EventClient) -> Iterator[list[str]]:
    """All that is logged, at every level, as CloudWatch would have it."""
    lines: list[str] = []
    formatter = observability.DiscreetFormatter(use_rfc3339=True, serialize_stacktrace=False)

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(formatter.format(record))

    kept, logger = Kept(), logging.getLogger(observability.SERVICE)
    level = logger.level
    logger.addHandler(kept)
    logger.setLevel(logging.DEBUG)
    yield lines
    logger.removeHandler(kept)
    logger.setLevel(level)


def test_who_is_erased_was_everywhere_and_is_nowhere(
    client: EventClient, logged: list[str]
) -> None:
    bring_in(client)
    token = journey(client)
    person_id, _ = wiring.links().read(Purpose.PERSONAL, token, wiring.now())
    ways_in = [calendar(client, token), *ticket(client, token)]
    by_the_team(client, person_id)
    set_aside(client, person_id)
    in_queues()
    hide, mailbox = wiring.links().hide, alias_key(ADDRESS)
    marks = [hide("address", mailbox), hide("first", mailbox), hide("by_form", person_id)]
    assert places(person_id, *marks) >= EVERY_PLACE, "the control does not see all"
    for url in queues():
        wiring.client("sqs").purge_queue(QueueUrl=url)
    report = the_report(client)
    assert client.call("DELETE", "/api/v1/me", token=token).status_code == 202
    client.drain()
    client.advance("PT1M")
    assert places(*marks) == set()
    client.advance("P4D")
    assert places(*marks) == set()
    assert places(person_id) <= NUMBER_ALONE
    assert the_report(client) == report
    assert [client.http.get(each).status_code for each in ways_in] == [401] * len(ways_in)
    assert logged, "the control hears nothing"
    assert [line for line in logged if [*found(line)]] == []


def bring_in(client: EventClient) -> None:
    """An edition with a line of them, and a table of it that waits to be kept."""
    files = {
        name: content.replace(b"personne-001@example.org", ADDRESS.encode())
        for name, content in first_edition().items()
    }
    client.http.set_cookie("brigade_equipe", client.staff(ADMIN), domain="localhost")
    headers = {"Authorization": f"Bearer {client.staff(ADMIN)}"}
    brought = write_archive(files)
    answer = client.http.post("/api/v1/staff/imports", data=brought, headers=headers)
    assert answer.status_code == 201, answer.text
    waiting = {"fichiers": [(io.BytesIO(files["participants.csv"]), "participants.csv")]}
    assert client.http.post("/equipe/importations", data=waiting).status_code == 303


def calendar(client: EventClient, token: str) -> str:
    """The address of their calendar, which works."""
    url = str(client.call("GET", "/api/v1/me/calendar", token=token).get_json()["url"])
    here = url.partition("127.0.0.1:8000")[2]
    assert "BEGIN:VEVENT" in client.http.get(here).text
    return here


def ticket(client: EventClient, token: str) -> list[str]:
    """The address of a ticket, and what its code says; both work."""
    client.http.set_cookie("brigade_equipe", client.staff(ADMIN), domain="localhost")
    client.seat(client.create(**TO_COME), token, "in_person")
    client.drain()
    told = text_of(client.mails("event_confirmed", ADDRESS)[-1])
    link = re.search(r"/evenements/billet\?jeton=(\S+)", told)
    assert link is not None
    page = client.http.get(link[0], follow_redirects=True).text
    registration_id, epoch = event_links.read(Purpose.TICKET, link[1])
    made = wiring.links().token(Purpose.PRESENCE, registration_id, epoch, wiring.now())
    code = f"/equipe/presences?jeton={made}"
    assert f'src="{qr_image(f"http://127.0.0.1:8000{code}")}"' in page, "it is this that is shown"
    assert client.http.get(code).status_code == 200
    return [link[0], code]


def by_the_team(client: EventClient, person_id: str) -> None:
    """What members write down of them, and leave unsent."""
    client.http.set_cookie("brigade_equipe", client.staff(ADMIN), domain="localhost")
    assert client.http.post("/equipe/incidents", data=INCIDENT).status_code == 303
    assert client.http.post("/equipe/demandes", data=REQUEST).status_code == 303
    member = wiring.store().team()[0]
    held = [each for each in wiring.store().held(person_id) if isinstance(each, Booking)]
    drafts = [
        Draft(draft_id(member.id, f"/equipe/rencontres/{held[0].id}"), "notes=" + WORDS, *THEN),
        Draft(draft_id(member.id, "/equipe/incidents"), f"people={NAME}+{FAMILY}", *THEN),
    ]
    for each in drafts:
        save(each)


def set_aside(client: EventClient, person_id: str) -> None:
    """A document that came due and cannot be read, which the sweep sets aside."""
    (document, *_) = [e for e in wiring.store().held(person_id) if isinstance(e, Document)]
    wiring.client("dynamodb").update_item(
        TableName=wiring.settings().table,
        Key=key_item(Document, document.id),
        UpdateExpression="SET due_pk = :pk, due_sk = :sk REMOVE title",
        ExpressionAttributeValues={":pk": {"S": "DUE"}, ":sk": {"S": "2027-03-01T00:00:00Z"}},
    )
    client.advance("PT5M")


def in_queues() -> None:
    """A message about them in each queue, those of dead letters too, as something failed."""
    for url in queues():
        wiring.client("sqs").send_message(QueueUrl=url, MessageBody=f"{ADDRESS} {NAME}")


def places(*marks: str) -> set[str]:
    """Where something of them is: by the beginning of sort keys, of file names, of partitions."""
    return {
        _place(where, text)
        for where, text in everywhere()
        if [*found(text)] or any(mark in text for mark in marks)
    }


def _place(where: str, text: str) -> str:
    if "SET_ASIDE" in text:
        return "set aside"
    if where.startswith("https://"):
        return "queue"
    return where.split(" ")[-1].partition("#")[0] if " " in where else where.partition("/")[0]
