"""Two changes of one adviser's day: the second is told, and nothing is lost of either."""

import re
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.unit import Unit
from chalicelib.domain.sessions.slots import Schedule
from chalicelib.domain.week.day_changes import ensure_alone
from chalicelib.workflows.week import change_day, open_weekly
from tests.support.driver import Client

ADVISER, ADMIN = "brigadiere@example.org", "equipe@example.org"
MONDAY, TUESDAY, THURSDAY = "2027-03-08", "2027-03-09", "2027-03-11"
CLOSED = {"becomes": "closed"}


@pytest.fixture(autouse=True)
def slots(client: Client) -> None:
    for day in (MONDAY, THURSDAY):
        client.open_day(f"{day}T09:00:00-05:00", f"{day}T12:00:00-05:00")


def ask(client: Client, who: str = ADVISER, **body: Any) -> Any:
    asked = {"adviser": ADVISER, "day": MONDAY, **CLOSED, **body}
    return client.call("POST", "/api/v1/staff/day-changes", asked, client.staff(who))


def undo(client: Client, change_id: str) -> Any:
    path = f"/api/v1/staff/day-changes/{change_id}"
    return client.call("DELETE", path, token=client.staff(ADVISER))


def free(client: Client) -> list[str]:
    found = client.call("GET", "/api/v1/slots").get_json()["slots"]
    return [each["starts_at"][5:13] for each in found]


@pytest.mark.parametrize(
    "second",
    [
        {"becomes": "moved", "to": THURSDAY},
        {"day": TUESDAY, "becomes": "closed"},
        {"day": "2027-03-01", "becomes": "closed", "onwards": True},
    ],
)
def test_while_the_first_is_held_the_second_is_refused_and_says_which_it_is(
    client: Client, second: Any
) -> None:
    for day in (TUESDAY, "2027-03-01"):
        client.open_day(f"{day}T14:00:00-05:00", f"{day}T15:00:00-05:00")
    first = ask(client, becomes="moved", to=TUESDAY).get_json()["id"]
    told = ask(client, ADMIN, **second)
    assert (told.status_code, told.get_json()["code"]) == (409, "day_changing")
    assert told.get_json()["change"] == first


def test_once_undone_or_made_another_is_taken_and_other_days_always_are(client: Client) -> None:
    first = ask(client).get_json()["id"]
    assert ask(client, becomes="moved", to=TUESDAY).status_code == 409
    assert ask(client, day=THURSDAY).status_code == 201
    assert undo(client, first).status_code == 204
    assert ask(client, becomes="moved", to=TUESDAY).status_code == 201
    client.advance("PT2M")
    assert free(client) == ["03-09T09", "03-09T10", "03-09T11"]
    assert ask(client, day=TUESDAY).status_code == 201
    client.advance("PT2M")
    assert free(client) == []


def both_at_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What two members are answered of whom one asks while the other's is being decided."""
    codes: list[int] = []

    def meanwhile(*given: Any) -> None:
        ensure_alone(*given)
        if not codes:
            codes.append(0)
            codes[0] = ask(client, ADMIN, becomes="moved", to=TUESDAY).status_code

    monkeypatch.setattr(change_day, "ensure_alone", meanwhile)
    return [ask(client).status_code, *codes]


def test_of_two_at_once_one_alone_is_taken(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert both_at_once(client, monkeypatch) == [409, 201]
    client.advance("PT2M")
    assert [each for each in free(client) if each.startswith("03-0")] == [
        "03-09T09",
        "03-09T10",
        "03-09T11",
    ]


def test_without_the_schedule_in_its_write_both_would_be_taken(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: what the test before sees is what the schedule prevents."""
    saved = Unit.save

    def forgets(unit: Unit, entity: Any) -> Any:
        return entity if isinstance(entity, Schedule) else saved(unit, entity)

    monkeypatch.setattr(Unit, "save", forgets)
    assert both_at_once(client, monkeypatch) == [201, 201]


def test_the_page_says_what_is_asked_already_and_keeps_what_was_typed(client: Client) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(ADVISER), domain="localhost")
    path = f"/equipe/semaine/jours/{MONDAY}"
    assert ask(client, ADMIN).status_code == 201
    seen = client.http.get(path).text
    assert "Un changement est déjà demandé" in seen
    reason = "Je suis en formation."
    told = client.http.post(path, data={"becomes": "moved", "to": TUESDAY, "reason": reason})
    assert told.status_code == 409
    assert "Un autre changement touche déjà ces jours" in told.text
    assert reason in told.text
    [where] = re.findall(r'action="([^"]*/defaire)"', told.text)
    assert client.http.post(where, data={"day": MONDAY}).status_code == 303
    taken = client.http.post(path, data={"becomes": "moved", "to": TUESDAY, "reason": reason})
    assert taken.status_code == 303


def test_undone_twice_nothing_changes_and_what_is_made_is_not_undone(client: Client) -> None:
    first = ask(client).get_json()["id"]
    before = free(client)
    assert [undo(client, first).status_code for _ in range(2)] == [204, 204]
    client.advance("PT2M")
    assert free(client) == before
    made = ask(client).get_json()["id"]
    client.advance("PT2M")
    told = undo(client, made)
    assert (told.status_code, told.get_json()["code"]) == (409, "too_late_to_undo")


def crashes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hours that come again until July are opened, of which the first eighty are written."""
    body = {
        "adviser": ADVISER,
        "starts_at": "2027-03-17T09:00:00-04:00",
        "ends_at": "2027-03-17T16:00:00-04:00",
        "repeat": {"until": "2027-07-01", "weekdays": [3, 5]},
    }
    with monkeypatch.context() as dying:
        dying.setattr(open_weekly, "finish", lambda *_: None)
        answer = client.call("POST", "/api/v1/staff/availabilities", body, client.staff(ADVISER))
    assert len(answer.get_json()["slots"]) > 80


def test_a_day_that_a_crash_left_unwritten_can_be_changed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashes(client, monkeypatch)
    assert ask(client, day="2027-06-30").status_code == 201
    client.advance("PT2M")
    left = free(client)
    assert "06-25T09" in left
    assert "06-30T09" not in left


def test_hours_that_a_crash_leaves_unwritten_meanwhile_change_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T10:00:00-05:00")
    assert ask(client, day="2027-03-10", onwards=True).status_code == 201
    crashes(client, monkeypatch)
    client.advance("PT2M")
    client.advance("PT1H")
    days = {each[:5] for each in free(client)}
    assert {"03-19", "06-25"} <= days
    assert not days & {"03-10", "03-17", "06-30"}
