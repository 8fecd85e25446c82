"""A day given to other themes, moved or closed: who is booked is told once, after a minute."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from chalicelib.domain.errors import Busy
from chalicelib.workflows.week import make_day_change, open_hours
from tests.support.driver import THEME, Client, text_of

ADVISER = "brigadiere@example.org"
OTHER = "cybersecurite-loi-25"
MONDAY, TUESDAY = "2027-03-08", "2027-03-09"
REASON = "La salle est fermée pour travaux."


@pytest.fixture
def slots(client: Client) -> list[dict[str, Any]]:
    """Monday's three hours, from nine o'clock."""
    return client.open_day(f"{MONDAY}T09:00:00-05:00", f"{MONDAY}T12:00:00-05:00")


@pytest.fixture
def ana(client: Client, slots: list[dict[str, Any]]) -> str:
    token = client.register()
    client.book(token, slots[0])
    client.drain()
    return token


@pytest.fixture
def bo(client: Client, slots: list[dict[str, Any]]) -> str:
    token = client.register("bo@example.org")
    client.book(token, slots[1], OTHER)
    client.drain()
    return token


def change(client: Client, becomes: str, who: str = ADVISER, **body: Any) -> Any:
    asked = {"adviser": ADVISER, "day": MONDAY, "becomes": becomes, "reason": REASON, **body}
    return client.call("POST", "/api/v1/staff/day-changes", asked, client.staff(who))


def made(client: Client, becomes: str, **body: Any) -> str:
    answer = change(client, becomes, **body)
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["id"])


def session(client: Client, token: str) -> tuple[str, str]:
    [found] = client.me(token)["sessions"]
    return found["status"], found["starts_at"]


def free(client: Client) -> list[tuple[str, list[str]]]:
    found = client.call("GET", "/api/v1/slots").get_json()["slots"]
    return [(each["starts_at"], each["themes"]) for each in found]


def test_a_day_of_another_theme_keeps_who_asked_for_it_and_offers_the_others_what_is_next(
    client: Client, ana: str, bo: str
) -> None:
    client.open_day(f"{TUESDAY}T13:00:00-05:00", f"{TUESDAY}T14:00:00-05:00", [THEME])
    made(client, "themes", themes=[OTHER])
    assert session(client, ana)[0] == "booked"
    client.drain()
    assert session(client, ana)[0] == "cancelled"
    assert session(client, bo) == ("booked", f"{MONDAY}T10:00:00-05:00")
    assert free(client) == [
        (f"{MONDAY}T09:00:00-05:00", [OTHER]),
        (f"{MONDAY}T11:00:00-05:00", [OTHER]),
        (f"{TUESDAY}T13:00:00-05:00", [THEME]),
    ]
    [mail] = client.mails("booking_cancelled")
    assert REASON in text_of(mail)
    assert "mardi 9 mars 2027, 13\u00a0h" in text_of(mail)
    assert client.mails("booking_cancelled", "bo@example.org") == []


def test_sessions_follow_a_day_that_moves_unless_their_person_is_taken_then(
    client: Client, slots: list[dict[str, Any]], ana: str, bo: str
) -> None:
    admin = client.staff("equipe@example.org")
    hour = f"{TUESDAY}T10:00:00-05:00", f"{TUESDAY}T11:00:00-05:00"
    [elsewhere] = client.driver.open_day(admin, "equipe@example.org", *hour, themes=[])
    client.book(bo, elsewhere)
    made(client, "moved", to=TUESDAY)
    client.drain()
    assert session(client, ana) == ("booked", f"{TUESDAY}T09:00:00-05:00")
    [mail] = client.mails("booking_moved")
    assert REASON in text_of(mail)
    statuses = {each["starts_at"]: each["status"] for each in client.me(bo)["sessions"]}
    assert statuses == {f"{MONDAY}T10:00:00-05:00": "cancelled", hour[0]: "booked"}
    assert [at for at, _ in free(client)] == [
        f"{TUESDAY}T10:00:00-05:00",
        f"{TUESDAY}T11:00:00-05:00",
    ]


def test_a_closed_day_has_no_hour_left_and_each_is_told_once(
    client: Client, ana: str, bo: str
) -> None:
    made(client, "closed")
    client.drain()
    assert free(client) == []
    assert len(client.mails("booking_cancelled")) == 1
    assert len(client.mails("booking_cancelled", "bo@example.org")) == 1
    assert change(client, "closed").get_json()["errors"][0]["code"] == "no_hours"


def test_within_a_minute_it_is_undone_and_nothing_has_left(client: Client, ana: str) -> None:
    before, kinds = free(client), client.kinds()
    identifier = made(client, "closed")
    path, token = f"/api/v1/staff/day-changes/{identifier}", client.staff(ADVISER)
    assert client.call("DELETE", path, token=token).status_code == 204
    client.drain()
    client.advance("PT10M")
    client.drain()
    assert (free(client), client.kinds()) == (before, kinds)
    assert session(client, ana)[0] == "booked"
    again = made(client, "closed")
    client.drain()
    answer = client.call("DELETE", f"/api/v1/staff/day-changes/{again}", token=token)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "too_late_to_undo")


def test_from_that_day_on_each_week_changes_and_other_days_do_not(client: Client) -> None:
    body = {
        "adviser": ADVISER,
        "starts_at": f"{MONDAY}T09:00:00-05:00",
        "ends_at": f"{MONDAY}T10:00:00-05:00",
        "repeat": {"until": "2027-03-31", "weekdays": [1, 3]},
    }
    token = client.staff(ADVISER)
    assert client.call("POST", "/api/v1/staff/availabilities", body, token).status_code == 201
    made(client, "moved", day="2027-03-15", to="2027-03-16", onwards=True)
    client.drain()
    assert [at[5:13] for at, _ in free(client)] == [
        "03-08T09",
        "03-10T09",
        "03-16T09",
        "03-17T09",
        "03-23T09",
        "03-24T09",
        "03-30T09",
        "03-31T09",
    ]


def test_what_a_crash_left_is_gone_on_with_and_nobody_is_told_twice(
    client: Client, ana: str, bo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = make_day_change._replace
    done: list[Any] = []

    def dies(*given: Any) -> None:
        if len(done) == 1:
            raise Busy
        done.append(given)
        whole(*given)

    made(client, "closed")
    with monkeypatch.context() as dying:
        dying.setattr(make_day_change, "_replace", dies)
        client.drain()
    assert 0 < len(free(client)) + 1 < 3
    client.advance("PT30M")
    client.drain()
    assert free(client) == []
    assert [session(client, each)[0] for each in (ana, bo)] == ["cancelled"] * 2
    assert len(client.mails("booking_cancelled")) == 1


@pytest.mark.usefixtures("slots")
def test_a_change_that_cannot_be_is_refused_and_a_day_of_another_is_not_hers(
    client: Client,
) -> None:
    def told(**body: Any) -> tuple[str, str]:
        problem = change(client, **{"becomes": "moved", **body}).get_json()
        return problem["errors"][0]["field"], problem["errors"][0]["code"]

    assert told() == ("to", "required")
    assert told(to=MONDAY) == ("to", "another_day")
    assert told(to="2027-03-15", onwards=True) == ("to", "another_day")
    assert told(to=TUESDAY, day="2027-02-22") == ("day", "in_the_past")
    assert told(becomes="themes", themes=["magie"]) == ("themes.0", "unknown_theme")
    client.open_day(f"{TUESDAY}T11:30:00-05:00", f"{TUESDAY}T12:30:00-05:00")
    answer = change(client, "moved", to=TUESDAY).get_json()
    assert (answer["code"], answer["days"]) == ("overlap", [TUESDAY])
    other = {"adviser": "equipe@example.org"}
    assert change(client, "closed", **other).status_code == 403
    assert change(client, "closed", "equipe@example.org").status_code == 201


def test_the_page_names_who_is_booked_and_takes_it_back(client: Client, ana: str) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(ADVISER), domain="localhost")
    path = f"/equipe/semaine/jours/{MONDAY}"
    seen = client.http.get(path)
    assert "Ana Exemple" in seen.text
    wrong = client.http.post(path, data={"becomes": "moved"})
    assert wrong.status_code == 422
    assert 'id="erreur-to"' in wrong.text
    asked = client.http.post(path, data={"becomes": "closed", "reason": REASON})
    assert asked.status_code == 303
    page = client.http.get(asked.location).text
    assert "Défaire" in page
    [where] = re.findall(r'action="([^"]*/defaire)"', page)
    back = client.http.post(where, data={"day": MONDAY}, follow_redirects=True)
    assert "rien n’a changé" in back.text
    client.drain()
    assert session(client, ana)[0] == "booked"


@pytest.mark.usefixtures("slots")
def test_a_day_moved_to_a_closed_one_says_so_while_it_can_be_undone(client: Client) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(ADVISER), domain="localhost")
    path = f"/equipe/semaine/jours/{MONDAY}"
    asked = client.http.post(path, data={"becomes": "moved", "to": "2027-03-26"})
    page = client.http.get(asked.location).text
    assert "Le vendredi 26 mars est férié\u00a0: Vendredi saint." in page
    assert "Défaire" in page


def test_a_day_begins_at_another_hour_from_that_day_on_and_sessions_follow(
    client: Client, ana: str, bo: str
) -> None:
    body = {
        "adviser": ADVISER,
        "starts_at": "2027-03-15T09:00:00-04:00",
        "ends_at": "2027-03-15T11:00:00-04:00",
    }
    token = client.staff(ADVISER)
    assert client.call("POST", "/api/v1/staff/availabilities", body, token).status_code == 201
    made(client, "moved", begins="10:00", onwards=True)
    client.drain()
    assert session(client, ana) == ("booked", f"{MONDAY}T10:00:00-05:00")
    assert session(client, bo) == ("booked", f"{MONDAY}T11:00:00-05:00")
    assert [at[5:16] for at, _ in free(client)] == [
        "03-08T12:00",
        "03-15T10:00",
        "03-15T11:00",
    ]
    made(client, "moved", begins="8:30")
    client.drain()
    assert session(client, bo) == ("booked", f"{MONDAY}T09:30:00-05:00")


def test_what_a_crash_left_of_other_hours_is_moved_once(
    client: Client, ana: str, bo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = make_day_change._replace
    calls: list[Any] = []

    def dies(*given: Any) -> None:
        if len(calls) == 2:
            raise Busy
        calls.append(given)
        whole(*given)

    made(client, "moved", begins="10:00")
    with monkeypatch.context() as dying:
        dying.setattr(make_day_change, "_replace", dies)
        client.drain()
    assert len(calls) == 2
    client.advance("PT30M")
    client.drain()
    assert session(client, ana) == ("booked", f"{MONDAY}T10:00:00-05:00")
    assert session(client, bo) == ("booked", f"{MONDAY}T11:00:00-05:00")
    assert [at for at, _ in free(client)] == [f"{MONDAY}T12:00:00-05:00"]
    assert len(client.mails("booking_moved")) == 1


@pytest.mark.usefixtures("slots")
def test_the_same_hour_is_no_change_and_a_clock_that_is_none_is_told(client: Client) -> None:
    same = change(client, "moved", begins="09:00").get_json()["errors"][0]
    assert (same["field"], same["code"]) == ("to", "another_day")
    wrong = change(client, "moved", begins="25:00").get_json()["errors"][0]
    assert wrong["field"] == "begins"


SPRING, AUTUMN = "2027-03-14", "2027-11-07"


@pytest.mark.usefixtures("slots")
@pytest.mark.parametrize(
    ("moved", "field", "code", "named"),
    [
        ({"to": SPRING, "begins": "02:30"}, "begins", "skipped_hour", "2\u00a0h\u00a030"),
        ({"to": SPRING, "begins": "1:00"}, "begins", "skipped_hour", "2\u00a0h n’existe"),
        ({"to": AUTUMN, "begins": "01:30"}, "begins", "hour_twice", "1\u00a0h\u00a030"),
    ],
)
def test_a_day_moves_to_no_hour_that_its_night_has_not_or_has_twice(
    client: Client, moved: dict[str, str], field: str, code: str, named: str
) -> None:
    answer = change(client, "moved", **moved)
    [error] = answer.get_json()["errors"]
    assert (answer.status_code, error["field"], error["code"]) == (422, field, code)
    assert error["message"].startswith(named)
    client.http.set_cookie("brigade_equipe", client.staff(ADVISER), domain="localhost")
    page = client.http.post(f"/equipe/semaine/jours/{MONDAY}", data=moved)
    assert 'id="erreur-begins"' in page.text
    assert error["message"] in page.text


def test_a_night_that_moves_as_it_is_to_one_without_its_hours_is_told_beside_the_day(
    client: Client,
) -> None:
    client.open_day("2027-03-09T02:30:00-05:00", "2027-03-09T03:30:00-05:00")
    [error] = change(client, "moved", day=TUESDAY, to=SPRING).get_json()["errors"]
    assert (error["field"], error["code"]) == ("to", "skipped_hour")


@pytest.mark.usefixtures("slots")
def test_sessions_stay_as_long_the_night_that_clocks_go_back(client: Client) -> None:
    assert change(client, "moved", to=AUTUMN, begins="00:30").status_code == 201
    client.drain()
    client.advance("PT2M")
    found = client.call("GET", "/api/v1/slots").get_json()["slots"]
    assert [(each["starts_at"], each["ends_at"]) for each in found] == [
        (f"{AUTUMN}T00:30:00-04:00", f"{AUTUMN}T01:30:00-04:00"),
        (f"{AUTUMN}T01:30:00-04:00", f"{AUTUMN}T01:30:00-05:00"),
        (f"{AUTUMN}T02:30:00-05:00", f"{AUTUMN}T03:30:00-05:00"),
    ]


@pytest.mark.parametrize("who", ["brigadiere@example.org", "equipe@example.org"])
def test_a_day_or_a_change_that_is_none_leads_to_no_error(client: Client, who: str) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(who), domain="localhost")
    page = "/equipe/semaine/jours"
    for day in ("9999-12-31", "0001-01-01", "2027-02-30", "hier"):
        assert client.http.get(f"{page}/{day}").status_code == 404, day
    for change in ("x" * 3_000, "%00", "é", "a-b-c"):
        assert client.http.get(f"{page}/2027-03-09?fait={change}").status_code == 200, change


def _overlaps(client: Client) -> list[str]:
    """Each free hour that begins before the one before it has ended."""
    found = sorted(
        (each["starts_at"], each["ends_at"])
        for each in client.call("GET", "/api/v1/slots").get_json()["slots"]
    )
    return [later for (_, ends), (later, _) in pairwise(found) if later < ends]


@pytest.mark.usefixtures("slots")
@pytest.mark.parametrize("opens_within", [True, False])
def test_hours_opened_while_a_day_moves_overlap_none_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, opens_within: bool
) -> None:
    meant = {"adviser": ADVISER, "starts_at": f"{TUESDAY}T10:30:00-05:00", "slot_minutes": 60}
    opening = {**meant, "ends_at": f"{TUESDAY}T11:30:00-05:00"}
    assert change(client, "moved", to=TUESDAY).status_code == 201
    once = iter([True])

    def opens() -> None:
        client.call("POST", "/api/v1/staff/availabilities", opening, client.staff(ADVISER))

    def moves() -> None:
        client.advance("PT2M")

    def meanwhile(story: Any, other: Callable[[], None]) -> Any:
        def both(*args: Any) -> Any:
            found = story(*args)
            if next(once, False):
                other()
            return found

        return both

    story = make_day_change if opens_within else open_hours
    name = "_room" if opens_within else "ensure_free"
    monkeypatch.setattr(
        story, name, meanwhile(getattr(story, name), opens if opens_within else moves)
    )
    if not opens_within:
        opens()
    client.advance("PT2M")
    assert next(once, None) is None, "both came about"
    assert not _overlaps(client)
