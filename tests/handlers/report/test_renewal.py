"""A published report of the edition under way renews itself, once a day, as figures change."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib import metrics, observability, wiring
from chalicelib.domain.report.contributions import contribution
from chalicelib.domain.report.figures import summed
from chalicelib.domain.report.protection.releasing import renewed
from chalicelib.domain.report.releases import Release
from chalicelib.workflows.report import publish_report
from chalicelib.workflows.report.publish_report import renew_release
from tests.support.driver import Client
from tests.support.reports.past_edition import past_edition, past_events, past_people

SLUG = "2026-2027"
PUBLICATION = f"/equipe/bilans/{SLUG}/publication"
SAME_DAY, NEXT_DAY, DAY_AFTER = (f"2027-03-0{day}T23:30:00-05:00" for day in (1, 2, 3))


@pytest.fixture
def team(client: Client) -> Client:
    """An admin, who has published the report of the edition under way."""
    count()
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    press(client, "publier")
    return client


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The metrics that are counted only when something fails, each with its kind."""
    found: list[tuple[str, str]] = []

    def measure(name: str, _value: float, _stage: str, kind: str = "") -> None:
        if name in metrics.RARE:
            found.append((name, kind))

    monkeypatch.setattr(observability, "measure", measure)
    return found


def press(team: Client, action: str) -> None:
    assert team.http.post(PUBLICATION, data={"action": action}).status_code == 303


def count(times: int = 1, more: int = 0) -> None:
    """Write the figures of the first edition's people, so many times, as those of this one."""
    known = past_people()
    people = [*known * times, *[each for each in known if each.sessions][:1] * more]
    edition = replace(past_edition(), id=SLUG)
    counts = summed(contribution(person, edition) for person in people)
    wiring.store().write_figures(SLUG, edition.generation, counts, past_events())


def happens(team: Client, moment: str) -> int:
    """Have the stream tell of somebody at a moment; return how many people everybody reads of."""
    team.move_to(moment)
    team.register(f"{len(team.system.mailbox.mails)}@example.org")
    team.drain()
    told: Any = team.call("GET", f"/api/v1/reports/{SLUG}").get_json()
    total: int = told["people"]["total"]
    return total


def release() -> Release:
    found = wiring.store().one(Release, SLUG)
    assert found is not None
    return found


def test_it_is_renewed_the_day_after_and_once_a_day(team: Client) -> None:
    count(2)
    assert happens(team, SAME_DAY) == 55
    assert happens(team, NEXT_DAY) == 110
    count(4)
    assert happens(team, NEXT_DAY) == 110
    assert happens(team, DAY_AFTER) == 220


def test_whoever_hears_of_it_again_makes_no_other(team: Client) -> None:
    count(2)
    happens(team, NEXT_DAY)
    before = release()
    wiring.run(renew_release, SLUG)
    happens(team, NEXT_DAY)
    assert release() == before


def test_it_stays_where_it_may_not_change_and_nothing_rings(
    team: Client, rung: list[tuple[str, str]]
) -> None:
    count(more=2)
    assert happens(team, NEXT_DAY) == 55
    assert rung == []


def test_one_that_was_taken_back_stays(team: Client) -> None:
    press(team, "retirer")
    count(2)
    team.move_to(NEXT_DAY)
    team.register()
    team.drain()
    wiring.run(renew_release, SLUG)
    assert release().report["people"]["total"] == 55


def test_where_it_fails_people_are_counted_all_the_same_and_it_rings(
    team: Client, rung: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("ana@example.org")

    monkeypatch.setattr(publish_report, "renewed", fail)
    count(2)
    assert happens(team, NEXT_DAY) == 55
    assert {*rung} == {("RecordsFailed", "Release")}
    monkeypatch.setattr(publish_report, "renewed", renewed)
    assert happens(team, NEXT_DAY) == 110
