"""The team reads what is kept and until when; what a night announced is gone after the next."""

import logging
import re

import pytest

from chalicelib import observability, wiring
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.privacy.retention_round import ROUND, RetentionRound
from infra.local.system import System
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for(blank_pages=True)

PAGE = "/equipe/conservation"
NOBODY = "jamais-confirmee@example.org"


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


def page(client: EventClient) -> str:
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    answer = client.http.get(PAGE)
    assert answer.status_code == 200, answer.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def people() -> set[str]:
    found, _ = wiring.store().everything("")
    return {each.email for each in found if isinstance(each, Participant)}


def night(client: EventClient, day: str) -> None:
    for minute in ("05", "10"):
        client.move_to(f"{day}T03:{minute}:00-04:00")


def test_a_night_announces_and_the_next_one_takes(
    client: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    logger = logging.getLogger(observability.SERVICE)
    monkeypatch.setattr(logger, "level", logging.INFO)
    kept = logging.Handler()
    kept.emit = lambda record: written.append(str(vars(record)))  # type: ignore[method-assign]
    logger.addHandler(kept)
    assert "Le premier compte se fait cette nuit" in page(client)
    client.ask_to_join(NOBODY)
    token = client.ask_to_join("revient@example.org")
    at = {"starts_at": "2027-07-20T13:30:00-04:00", "ends_at": "2027-07-20T15:00:00-04:00"}
    event = client.create(**at)
    client.guest(event, "assise@example.org")
    night(client, "2027-06-01")
    assert "inscriptions jamais confirmées : 2" in page(client)
    assert {NOBODY, "revient@example.org"} <= people()
    client.driver.confirm(token)
    night(client, "2027-06-02")
    assert people() & {NOBODY, "revient@example.org", "assise@example.org"} == {
        "revient@example.org",
        "assise@example.org",
    }
    told = page(client)
    assert "parti : inscriptions jamais confirmées : 1" in told
    assert "resté ou déjà parti entre-temps : inscriptions jamais confirmées : 1" in told
    logger.removeHandler(kept)
    [line] = [each for each in written if "'purged'" in each]
    assert "unproven=1" in line
    assert "@" not in line


def test_by_day_nothing_is_counted_nor_taken(client: EventClient) -> None:
    client.ask_to_join(NOBODY)
    client.move_to("2027-07-01T12:00:00-04:00")
    assert wiring.store().one(RetentionRound, ROUND) is None


def test_an_adviser_does_not_read_it(client: EventClient) -> None:
    client.http.set_cookie("brigade_equipe", client.staff())
    assert client.http.get(PAGE).status_code == 403
