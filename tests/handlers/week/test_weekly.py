"""Hours opened once for many weeks: all of them or none, and all of them in the end."""

from typing import Any

import pytest

from chalicelib.domain.errors import Busy
from chalicelib.workflows.week import open_weekly
from tests.support.driver import Client

ADVISER = "brigadiere@example.org"


def opening(client: Client, repeat: Any, token: str = "", **changes: Any) -> Any:
    body = {
        "adviser": ADVISER,
        "starts_at": "2027-03-08T09:00:00-05:00",
        "ends_at": "2027-03-08T12:00:00-05:00",
        "repeat": repeat,
        **changes,
    }
    path = "/api/v1/staff/availabilities"
    return client.call("POST", path, body, token or client.staff(ADVISER))


def free(client: Client) -> list[str]:
    return [each["starts_at"] for each in client.call("GET", "/api/v1/slots").get_json()["slots"]]


def test_a_morning_comes_again_each_week_at_nine_without_the_day_that_is_closed(
    client: Client,
) -> None:
    answer = opening(client, {"until": "2027-03-29", "except": ["2027-03-15"]})
    assert answer.status_code == 201, answer.text
    starts = [each["starts_at"] for each in answer.get_json()["slots"]]
    assert starts[::3] == [
        "2027-03-08T09:00:00-05:00",
        "2027-03-22T09:00:00-04:00",
        "2027-03-29T09:00:00-04:00",
    ]
    assert free(client) == starts


def test_what_overlaps_is_refused_as_a_whole_with_its_days(client: Client) -> None:
    there = {"starts_at": "2027-03-15T10:30:00-05:00", "ends_at": "2027-03-15T11:30:00-05:00"}
    assert opening(client, None, **there).status_code == 201
    before = free(client)
    answer = opening(client, {"until": "2027-03-29"})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "overlap")
    assert answer.get_json()["days"] == ["2027-03-15"]
    assert free(client) == before
    assert opening(client, {"until": "2027-03-29", "except": ["2027-03-15"]}).status_code == 201


@pytest.mark.parametrize(
    ("repeat", "field", "code"),
    [
        ({"until": "2027-02-28"}, "repeat.until", "until_before_start"),
        ({"until": "2027-13-01"}, "repeat.until", "invalid_date"),
        ({"until": 20270601}, "repeat.until", "invalid_date"),
        ({"until": "2029-03-01"}, "repeat.until", "repeats_too_long"),
        ({}, "repeat.until", "required"),
        ({"until": "2027-03-29", "except": ["hier"]}, "repeat.except.0", "invalid_date"),
        ({"until": "2027-03-29", "except": ["2027-03-01"] * 101}, "repeat.except", "too_many"),
        ({"until": "2027-03-08", "except": ["2027-03-08"]}, "repeat.except", "no_day_left"),
        ({"until": "2027-03-29", "weekdays": [8]}, "repeat.weekdays.0", "out_of_range"),
        (
            {"until": "2027-12-22", "weekdays": [1, 2, 3, 4, 5]},
            "repeat.until",
            "too_many_hours",
        ),
        ("chaque semaine", "repeat", "wrong_type"),
    ],
)
def test_a_repeat_that_cannot_be_right_is_told_by_its_field(
    client: Client, repeat: Any, field: str, code: str
) -> None:
    answer = opening(client, repeat)
    assert answer.status_code == 422, answer.text
    told = [(each["field"], each["code"]) for each in answer.get_json()["errors"]]
    assert told == [(field, code)]
    assert free(client) == []


def test_many_hours_are_all_there_and_sent_again_answered_alike(client: Client) -> None:
    body = {"until": "2027-12-20", "except": ["2027-07-05"]}
    token = client.staff(ADVISER)
    asked = {
        "adviser": ADVISER,
        "starts_at": "2027-03-08T08:00:00-05:00",
        "ends_at": "2027-03-08T16:00:00-05:00",
        "repeat": body,
    }
    path, key = "/api/v1/staff/availabilities", {"Idempotency_Key": "w1"}
    first, again = (client.call("POST", path, asked, token, **key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    slots = first.get_json()["slots"]
    assert len(slots) == 8 * 41
    assert again.get_json() == first.get_json()
    assert free(client) == [each["starts_at"] for each in slots]


@pytest.fixture
def cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """The request dies after its first write."""

    def dies(*_args: Any) -> None:
        raise Busy

    monkeypatch.setattr(open_weekly, "finish", dies)


@pytest.mark.usefixtures("cut_off")
def test_hours_that_a_crash_left_are_opened_by_the_next_sweep(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = opening(client, {"until": "2027-12-20"}, ends_at="2027-03-08T15:00:00-05:00")
    slots = [each["starts_at"] for each in answer.get_json()["slots"]]
    assert 0 < len(free(client)) < len(slots)
    page = page_of(client)
    assert "encore à ouvrir" in page
    client.advance("PT10M")
    client.drain()
    assert free(client) == slots
    page = page_of(client)
    assert "encore à ouvrir" not in page


def test_who_opens_others_meanwhile_goes_on_with_them_first(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as dying:
        dying.setattr(open_weekly, "finish", lambda *_: None)
        answer = opening(client, {"until": "2027-12-20"}, ends_at="2027-03-08T15:00:00-05:00")
    slots = [each["starts_at"] for each in answer.get_json()["slots"]]
    last = {"starts_at": slots[-1], "ends_at": "2027-12-20T18:00:00-05:00"}
    assert opening(client, None, **last).get_json()["code"] == "overlap"
    assert free(client) == slots


def page_of(client: Client, address: str = ADVISER) -> str:
    client.http.set_cookie("brigade_equipe", client.staff(address), domain="localhost")
    return str(client.http.get("/equipe/semaine/ouvrir").text)


def sent(client: Client, /, who: str = ADVISER, **fields: Any) -> Any:
    client.http.set_cookie("brigade_equipe", client.staff(who), domain="localhost")
    form = {
        "day": "2027-03-08",
        "from": "09:00",
        "to": "11:00",
        "until": "2027-03-29",
        "slot_minutes": "60",
        "buffer_minutes": "0",
        "format": "video",
        **fields,
    }
    return client.http.post("/equipe/semaine/ouvrir", data=form)


def test_a_page_says_what_will_be_opened_what_is_in_the_way_and_what_is_closed(
    client: Client,
) -> None:
    assert opening(client, None, ends_at="2027-03-08T10:00:00-05:00").status_code == 201
    before = free(client)
    page = sent(client, demander="oui", weekdays=["1", "5"]).text
    assert "14 plages, 7 jours" in page
    assert page.count("Déjà là") == 1
    assert "Férié\u00a0: Vendredi saint" in page
    assert page.count(" checked") == 3
    assert free(client) == before


def test_a_night_that_has_not_these_hours_is_said_before(client: Client) -> None:
    night: dict[str, Any] = {"from": "02:00", "to": "03:00", "weekdays": ["7", "1"]}
    page = sent(client, demander="oui", until="2027-03-21", **night).text
    assert "3 plages, 3 jours" in page
    assert "Le dimanche 14 mars n’a pas ces heures." in page
    assert "n’a pas ces heures" not in sent(client, demander="oui").text


def test_three_weeks_are_opened_from_the_page_and_the_link_is_remembered(client: Client) -> None:
    link = "https://visio.example.org/salle"
    fields: Any = {"meeting_url": link, "except": ["2027-03-22", ""]}
    answer = sent(client, **fields)
    assert answer.status_code == 303
    assert len(free(client)) == 6
    page = page_of(client)
    assert f'value="{link}"' in page


def test_what_is_wrong_stands_beside_its_field_and_collisions_are_named(client: Client) -> None:
    page = sent(client, until="2027-02-01", demander="oui")
    assert page.status_code == 422
    assert 'id="erreur-until"' in page.text
    assert sent(client).status_code == 303
    again = sent(client, day="2027-03-15")
    assert again.status_code == 409
    assert "lundi 15 mars 2027" in again.text


def test_an_admin_opens_the_hours_of_others_and_an_adviser_her_own_alone(client: Client) -> None:
    assert sent(client, "equipe@example.org", adviser=ADVISER).status_code == 303
    assert len(free(client)) == 8
    other = sent(client, adviser="equipe@example.org", day="2027-04-05", until="2027-04-12")
    assert other.status_code == 403
