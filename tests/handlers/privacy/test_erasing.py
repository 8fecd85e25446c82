"""A person who is erased is found in no item, index, file, version or queue; the figures stay."""

from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.dynamodb.codec import from_item
from chalicelib.domain.report.returning import Accompanied, mark_of, part_id
from chalicelib.workflows.report.recount import finish, walk_on
from infra.local.system import System
from tests.support.canary import ADDRESS, NAME, journey, save, the_report, traces, versions
from tests.support.driver import text_of
from tests.support.events import EventClient
from tests.support.examples import edition
from tests.support.systems import system_for

system = system_for(blank_pages=True)

HELD = {
    "ANSWER#",
    "BOOKING#",
    "DRAFT#",
    "EMAIL",
    "PROFILE",
    "SURVEY#",
    "TOPIC#",
}
"""Where the control finds something, by the beginnings of sort keys."""


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


def erase(client: EventClient, token: str) -> None:
    assert client.call("DELETE", "/api/v1/me", token=token).status_code == 202
    assert client.call("GET", "/api/v1/me", token=token).status_code == 401
    client.drain()
    client.advance("PT1M")


def test_a_person_who_asks_is_found_nowhere_a_minute_later(client: EventClient) -> None:
    token = journey(client)
    before = traces(client)
    places = {found.split(":")[0].split(" ")[1].split("#")[0] for found in before if " " in found}
    assert {each.rstrip("#") for each in HELD} <= places, "the control sees too little"
    report, mailed = the_report(client), len(client.system.mailbox.mails)
    erase(client, token)
    assert traces(client) == []
    assert the_report(client) == report
    told = [mail for mail in client.system.mailbox.mails[mailed:] if mail.to == ADDRESS]
    assert [mail.kind for mail in told] == ["erased"]
    assert NAME not in told[0].raw.decode()
    words = text_of(client.mails("erased", ADDRESS)[-1])
    assert "Rien de cela ne prend effet" not in words, "nothing is asked of who is gone"
    assert "jeton=" not in words, "a link opens nothing any more"


def test_documents_are_sealed_and_each_version_of_them_goes(client: EventClient) -> None:
    token = journey(client)
    kept = [content for place, content in versions() if place.startswith("documents/")]
    assert kept
    assert not any(b"%PDF" in content or NAME.encode() in content for content in kept)
    url = client.me(token)["documents"][0]["url"]
    assert NAME.encode() in client.http.get(url).data
    erase(client, token)
    assert [place for place, _ in versions() if place.startswith("documents/")] == []
    assert client.http.get(url).status_code in (401, 404)


def test_an_edition_that_was_brought_in_does_not_know_them_again(client: EventClient) -> None:
    token, mark, other = client.register(ADDRESS), mark_of(ADDRESS), mark_of("autre@example.org")
    for slug in ("2020-2021", "2021-2022"):
        save(edition(id=slug, imported=True))
        save(Accompanied(part_id(slug, "1", mark), (mark, other)))
    erase(client, token)
    kept = [from_item(each).people for each in items("PEOPLE#")]
    assert kept[0] == kept[1], "how many returned would not be true any more"
    assert mark not in kept[0]
    assert len(kept[0]) == len((mark, other))


def test_a_recount_finds_the_figures_as_they_were(client: EventClient) -> None:
    token = journey(client)
    report = the_report(client)
    erase(client, token)
    told: Any = {"store": wiring.store(), "programme": wiring.programme()}
    while not walk_on("2026-2027", now=wiring.now(), **told).walked:
        pass
    assert finish("2026-2027", **told).differences == []
    assert the_report(client) == report


def test_a_session_to_come_is_free_again_and_its_adviser_told_without_the_name(
    client: EventClient,
) -> None:
    [slot, *_] = client.open_day("2027-03-08T09:00:00-05:00", "2027-03-08T12:00:00-05:00")
    token = client.register(ADDRESS, given_name=NAME)
    client.book(token, slot)
    client.drain()
    erase(client, token)
    assert slot["id"] in {each["id"] for each in client.driver.slots("decouvrabilite")}
    told = client.mails("staff_session", "brigadiere@example.org")[-1]
    assert "annulée" in text_of(told)
    assert NAME not in str(told)
    client.advance("P4D")
    assert items("BOOKING#") == []


def test_a_seat_goes_to_the_next_in_line(client: EventClient) -> None:
    event = client.create(capacity={"in_person": 0, "online": 1})
    token, other = client.register(ADDRESS), client.register("suivante@example.org")
    client.seat(event, token)
    assert client.seat(event, other)["status"] == "waitlisted"
    erase(client, token)
    assert client.mine(other)["status"] == "confirmed"
    assert client.seats(event)["online"]["waiting"] == 0


@pytest.mark.parametrize("dies_at", range(1, 12))
def test_whatever_stops_it_the_sweep_goes_on(client: EventClient, dies_at: int) -> None:
    token = journey(client)
    report = the_report(client)
    assert client.call("DELETE", "/api/v1/me", token=token).status_code == 202
    calls = Dying(dies_at)
    wiring.client("dynamodb").meta.events.register("before-call.dynamodb", calls.count)
    client.drain()
    calls.left = None
    for _ in range(3):
        client.advance("PT10M")
    assert traces(client) == []
    assert the_report(client) == report


class Dying:
    """Fails at one call of the table while somebody is erased, and never again."""

    def __init__(self, left: int) -> None:
        self.left: int | None = left

    def count(self, model: Any, **_: Any) -> None:
        if self.left is None or model.name not in ("TransactWriteItems", "BatchWriteItem"):
            return
        self.left -= 1
        if self.left == 0:
            self.left = None
            raise RuntimeError("the process died")


def test_erasing_somebody_is_an_admin_s_alone_and_done_once(client: EventClient) -> None:
    token = client.register(ADDRESS)
    person = items("PROFILE")[0]["id"]["S"]
    path = f"/api/v1/staff/people/{person}"
    assert client.call("DELETE", path).status_code == 401
    assert client.call("DELETE", path, token=token).status_code == 403
    assert client.call("DELETE", path, token=client.staff()).status_code == 403
    admin = client.staff("equipe@example.org")
    assert client.call("DELETE", path, token=admin).status_code == 202
    assert client.call("DELETE", path, token=admin).status_code == 404
    client.drain()
    client.advance("PT1M")
    assert traces(client) == []


def test_the_page_says_what_goes_and_what_stays_and_one_press_erases(client: EventClient) -> None:
    token = client.register(ADDRESS)
    client.http.get(f"/mon-espace?jeton={token}")
    page = client.http.get("/mon-espace/effacer")
    assert page.text.count('action="/mon-espace/effacer"') == 1
    assert "Ce qui part" in page.text
    assert "Ce qui reste, et pourquoi" in page.text
    assert items("PROFILE")
    done = client.http.post("/mon-espace/effacer")
    assert (done.status_code, done.headers["Location"]) == (303, "/mon-espace/efface")
    assert "C’est fait" in client.http.get("/mon-espace/efface").text
    assert items("PROFILE") == []


def items(sort_key: str) -> list[Any]:
    pages = (
        wiring.client("dynamodb").get_paginator("scan").paginate(TableName=wiring.settings().table)
    )
    found = [item for page in pages for item in page["Items"]]
    return [item for item in found if item["sk"]["S"].startswith(sort_key)]
