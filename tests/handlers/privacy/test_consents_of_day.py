"""Who had agreed to what on a day, of everybody: paged, and true to that day."""

import csv
import io

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.web.http.times import zone
from chalicelib.web.privacy import consents
from infra.local.system import System
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for("module", blank_pages=True)
PAGE = "/equipe/consentements"


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


def see(client: EventClient, path: str, who: str = "equipe@example.org") -> TestResponse:
    client.http.set_cookie("brigade_equipe", client.staff(who))
    return client.http.get(path)


def day(client: EventClient) -> str:
    return wiring.now().astimezone(zone()).date().isoformat()


def rows(answer: TestResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def said(client: EventClient, on: str, email: str) -> dict[str, str]:
    found = rows(see(client, f"{PAGE}.csv?jour={on}"))
    return {row["accord"]: row["choix"] for row in found if row["courriel"] == email}


def test_each_day_is_told_as_it_stood(client: EventClient) -> None:
    token = client.register("rosalie@example.org", given_name="Rosalie")
    client.drain()
    first = day(client)
    client.call("PATCH", "/api/v1/me", {"consents": {"newsletter": True}}, token)
    client.advance("P1D")
    second = day(client)
    client.call("PATCH", "/api/v1/me", {"consents": {"newsletter": False}}, token)
    for _ in range(14):  # so many times that what came first leaves their own item
        for said_so in (True, False):
            client.advance("PT1M")
            changed = {"consents": {"newsletter": said_so}}
            client.call("PATCH", "/api/v1/me", changed, token)
    name = "Recevoir l’infolettre"
    assert said(client, first, "rosalie@example.org")[name] == "oui"
    assert said(client, second, "rosalie@example.org")[name] == "non"
    assert said(client, "2020-01-01", "rosalie@example.org") == {}
    page = see(client, f"{PAGE}?jour={first}").text
    assert "Rosalie" in page
    assert "Accordé" in page
    assert "Aucun accord n’était en vigueur" in see(client, f"{PAGE}?jour=2020-01-01").text


def test_everybody_comes_once_however_small_the_pages(
    client: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    emails = {f"page{n}@example.org" for n in range(5)}
    for email in emails:
        client.register(email)
    client.register("page9@example.org")
    client.drain()
    monkeypatch.setattr(consents, "IN_A_FILE", 2)
    found: list[str] = []
    where: str | None = f"{PAGE}.csv?jour={day(client)}"
    for _ in range(30):
        if where is None:
            break
        answer = see(client, where)
        found += {row["courriel"] for row in rows(answer)}
        link = answer.headers.get("Link")
        where = link.partition("<")[2].partition(">")[0] if link else None
    assert where is None, "it ends"
    assert emails <= set(found)
    assert len(found) == len(set(found)), "nobody comes twice"


def test_who_has_proven_nothing_is_not_in_it(client: EventClient) -> None:
    client.ask_to_join("jamais@example.org")
    client.drain()
    assert said(client, day(client), "jamais@example.org") == {}


def test_it_is_for_admins_and_a_day_that_is_none_is_told_so(client: EventClient) -> None:
    assert see(client, PAGE, "brigadiere@example.org").status_code == 403
    assert see(client, f"{PAGE}?jour=hier").status_code == 422
    assert see(client, f"{PAGE}.csv?jour=hier").status_code == 422
    assert see(client, f"{PAGE}?suite=x.y%23").status_code == 200
