"""Private calendars: an adviser's and a participant's, read as calendar programs read them."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from werkzeug.test import TestResponse

from infra.local.system import System
from tests.handlers.http.test_bad_input import nothing_changes
from tests.support.events import EventClient
from tests.support.readers.calendars import read_alike

TORONTO = ZoneInfo("America/Toronto")
SECRET = "https://visio.example.org/secret-room"  # pragma: allowlist secret - invented


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.fixture
def ana(client: EventClient) -> str:
    token = client.register(family_name="Nomdefamille", needs="Besoin secret")
    client.http.get(f"/mon-espace?jeton={token}")
    return token


@pytest.fixture
def booked(client: EventClient, ana: str) -> list[dict[str, Any]]:
    """One before the clocks change, one after."""
    days = ("2027-03-12", "2027-03-15")
    times = [
        (f"{day}T09:00:00-0{5 - n}:00", f"{day}T10:00:00-0{5 - n}:00") for n, day in enumerate(days)
    ]
    return [client.book(ana, client.open_day(*each)[0]) for each in times]


def address(client: EventClient, ana: str) -> str:
    return str(client.call("GET", "/api/v1/me/calendar", token=ana).get_json()["url"])


def of_team(client: EventClient) -> str:
    client.http.set_cookie("brigade_equipe", client.staff())
    page = client.http.get("/equipe/calendrier").text
    return page.partition('readonly value="')[2].partition('"')[0]


def got(client: EventClient, url: str, **headers: str) -> TestResponse:
    """As a calendar program asks: no cookie, no header of ours."""
    parts = urlsplit(url)
    return EventClient(client.system).http.get(f"{parts.path}?{parts.query}", headers=headers)


def parsed(content: str | bytes) -> Any:
    return Calendar.from_ical(content)


def events(answer: TestResponse) -> list[Any]:
    assert answer.status_code == 200, answer.text
    calendar = parsed(answer.data)
    assert calendar.errors == []
    return list(calendar.walk("VEVENT"))


def test_an_adviser_s_calendar_has_a_first_name_and_a_theme_and_no_more(
    client: EventClient, booked: list[dict[str, Any]]
) -> None:
    answer = got(client, of_team(client))
    assert answer.headers["Content-Type"].startswith("text/calendar")
    first, second = events(answer)
    assert str(first["summary"]) == "Ana\u00a0: Découvrabilité"
    starts = [datetime.fromisoformat(each["starts_at"]) for each in booked]
    assert [each["dtstart"].dt for each in (first, second)] == starts
    text = answer.text.replace("\r\n ", "")
    for secret in ("Nomdefamille", "ana@example.org", "Besoin", "jeton", "visio"):
        assert secret not in text
    client.driver.cancel(client.token_for("ana@example.org"), booked[0]["id"])
    assert len(events(got(client, of_team(client)))) == 1


def test_times_are_in_a_zone_that_the_calendar_itself_describes(
    client: EventClient, booked: list[dict[str, Any]]
) -> None:
    """A program that knows no zone has the hours of both before and after the clocks change."""
    answer = got(client, of_team(client))
    calendar = parsed(answer.data)
    (described,) = calendar.walk("VTIMEZONE")
    assert str(described["tzid"]) == TORONTO.key
    zone = described.to_tz(lookup_tzid=False)
    for event, held in zip(calendar.walk("VEVENT"), booked, strict=True):
        assert event["dtstart"].params["TZID"] == TORONTO.key
        wall = event["dtstart"].dt.replace(tzinfo=None)
        assert wall.replace(tzinfo=zone) == datetime.fromisoformat(held["starts_at"])


def test_a_participant_s_calendar_has_their_sessions_and_seats_named_as_in_mails(
    client: EventClient, ana: str, booked: list[dict[str, Any]]
) -> None:
    event = client.create(online_url=SECRET)
    client.seat(event, ana)
    client.drain()
    with nothing_changes(client):
        answer = got(client, address(client, ana))
    found = events(answer)
    assert len(found) == 3
    assert SECRET not in answer.text
    invitation = client.mails("booking_confirmed")[0]
    part = next(p for p in invitation.walk() if p.get_content_type() == "text/calendar")
    (invited,) = parsed(part.get_content()).walk("VEVENT")
    assert str(invited["uid"]) in {str(each["uid"]) for each in found}


@pytest.mark.parametrize("whose", ["/mon-espace/calendrier", "/equipe/calendrier"])
def test_three_libraries_read_the_same_of_both_calendars(
    client: EventClient, ana: str, booked: list[dict[str, Any]], whose: str
) -> None:
    """Also across the change of the clocks, of a title with all that calendars escape."""
    team = "equipe" in whose
    placed = client.create(title="Cohorte ; « a, b » \\ : " + "é" * 80)
    client.seat(placed, ana)
    method, found = read_alike(got(client, of_team(client) if team else address(client, ana)).text)
    held = booked if team else [*booked, placed]
    times = [
        (datetime.fromisoformat(each["starts_at"]), datetime.fromisoformat(each["ends_at"]))
        for each in held
    ]
    assert sorted((each.starts_at, each.ends_at) for each in found) == times
    assert (method, {each.status for each in found}) == ("", {"CONFIRMED"})
    assert {each["id"] for each in booked} <= {each.uid.partition("@")[0] for each in found}


def test_what_has_not_changed_is_not_sent_again(
    client: EventClient, ana: str, booked: list[dict[str, Any]]
) -> None:
    url = address(client, ana)
    tag = got(client, url).headers["ETag"]
    client.advance("PT2H")
    again = got(client, url, **{"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    client.driver.cancel(ana, booked[1]["id"])
    assert got(client, url, **{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("whose", ["/mon-espace/calendrier", "/equipe/calendrier"])
def test_an_address_is_taken_back_and_the_next_one_works(
    client: EventClient, ana: str, whose: str
) -> None:
    def current() -> str:
        return of_team(client) if "equipe" in whose else address(client, ana)

    before = current()
    assert got(client, before).status_code == 200
    assert client.http.post(whose, data={}).status_code == 303
    assert got(client, before).status_code == 401
    assert got(client, current()).status_code == 200
    assert client.me(ana)["profile"]["given_name"] == "Ana"  # their other links go on


@pytest.mark.parametrize("whose", ["/mon-espace/calendrier", "/equipe/calendrier"])
def test_an_address_is_taken_back_once_it_is_said_what_ends(
    client: EventClient, ana: str, whose: str
) -> None:
    url = of_team(client) if "equipe" in whose else address(client, ana)
    main = client.http.get(whose).text.partition("<main")[2]
    assert "<form" not in main.partition("</main")[0]
    assert f'href="{whose}/changer"' in main
    asked = client.http.get(f"{whose}/changer").text
    assert "cesseront de se mettre à jour" in asked
    assert f'<form method="post" action="{whose}">' in asked
    assert got(client, url).status_code == 200, "nothing is taken back yet"


def test_who_revokes_all_links_takes_back_the_calendar_s_too(client: EventClient, ana: str) -> None:
    url = address(client, ana)
    assert client.http.post("/mon-espace/liens", data={}).status_code == 303
    assert got(client, url).status_code == 401


def test_a_calendar_with_nothing_in_it_is_one(client: EventClient, ana: str) -> None:
    answer = got(client, address(client, ana))
    assert events(answer) == []
    assert len(parsed(answer.data).subcomponents) == 1  # RFC 5545 asks for one at least
