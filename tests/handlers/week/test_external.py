"""An adviser's external calendar: hours at which she is elsewhere are offered to nobody."""

from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.workflows.people.manage_staff import bar
from chalicelib.workflows.week.read_calendars import read_calendars
from infra.driving import API
from tests.handlers.http.test_bad_input import everything
from tests.support.driver import Client

ADVISER = "brigadiere@example.org"
URL = "https://agenda.example.org/secret-5a.ics"
WEBCAL = URL.replace("https", "webcal")
DAY = "2027-03-08"
HEAD, TAIL = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n", "END:VCALENDAR\r\n"
DENTIST = (
    "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Dentiste\r\nLOCATION:Saint-Jérôme\r\n"
    "DTSTART:20270308T150000Z\r\nDTEND:20270308T153000Z\r\nEND:VEVENT\r\n"
)


def shows(client: Client, *entries: str) -> None:
    client.system.outside.calendars[URL] = (HEAD + "".join(entries) + TAIL).encode()


def ask(client: Client, method: str, body: Any = None, who: str = ADVISER) -> Any:
    return client.call(method, f"{API}/staff/external-calendar", body, client.staff(who))


def give(client: Client, url: str = URL) -> None:
    assert ask(client, "PUT", {"url": url}).status_code == 200
    client.advance("PT15M")


def free(client: Client) -> list[str]:
    return [
        each["starts_at"][11:16] for each in client.call("GET", f"{API}/slots").get_json()["slots"]
    ]


def stored() -> list[str]:
    """All that the table holds, each item as text."""
    return [str(item) for item in everything().values()]


@pytest.fixture
def slots(client: Client) -> list[dict[str, Any]]:
    """Monday's three hours, from nine o'clock; at ten she is at the dentist's."""
    shows(client, DENTIST)
    return client.open_day(f"{DAY}T09:00:00-05:00", f"{DAY}T12:00:00-05:00")


def test_an_hour_at_which_she_is_elsewhere_is_hidden_until_she_is_there(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    ana = client.register()
    give(client, WEBCAL)
    assert free(client) == ["09:00", "11:00"]
    body = {"slot_id": slots[1]["id"], "theme": "decouvrabilite"}
    refused = client.call("POST", f"{API}/bookings", body, ana)
    assert refused.get_json()["code"] == "slot_taken"
    shows(client)
    client.advance("PT1H")
    assert free(client) == ["09:00", "10:00", "11:00"]


@pytest.mark.usefixtures("slots")
def test_its_times_alone_are_kept_and_its_address_is_told_to_nobody(client: Client) -> None:
    give(client)
    told = ask(client, "GET")
    assert [each["starts_at"] for each in told.get_json()["times"]] == [f"{DAY}T10:00:00-05:00"]
    assert "secret" not in told.text
    client.http.set_cookie("brigade_equipe", client.staff(ADVISER), domain="localhost")
    page = client.http.get("/equipe/calendrier/externe").text
    assert "agenda.example.org" in page
    assert "secret" not in page
    assert not [item for item in stored() if "Dentiste" in item or "Saint-Jérôme" in item]
    assert ask(client, "GET", who="equipe@example.org").get_json()["given_at"] is None


def test_hours_opened_meanwhile_are_hidden_too_and_it_is_said_before(client: Client) -> None:
    shows(client, DENTIST)
    give(client)
    client.http.set_cookie("brigade_equipe", client.staff(ADVISER), domain="localhost")
    form: Any = {"day": DAY, "from": "09:00", "to": "12:00", "format": "video"}
    form |= {"slot_minutes": "60", "buffer_minutes": "0"}
    asked = client.http.post("/equipe/semaine/ouvrir", data={**form, "demander": "oui"})
    assert "1 plage est à des heures prises" in asked.text
    assert client.http.post("/equipe/semaine/ouvrir", data=form).status_code == 303
    assert free(client) == ["09:00", "11:00"]
    week = client.http.get(f"/equipe/semaine?semaine={DAY}").text
    assert week.count("Prise ailleurs") == 1
    weekly = {**form, "day": "2027-03-09", "until": "2027-03-15", "weekdays": ["1", "2"]}
    shows(client, DENTIST, DENTIST.replace("0308", "0315").replace("UID:a", "UID:b"))
    client.advance("PT1H")
    assert client.http.post("/equipe/semaine/ouvrir", data=weekly).status_code == 303
    assert len(free(client)) == 2 + 3 + 2


def test_a_session_that_is_booked_stays(client: Client, slots: list[dict[str, Any]]) -> None:
    ana = client.register()
    client.book(ana, slots[1])
    give(client)
    assert client.me(ana)["sessions"][0]["status"] == "booked"
    assert free(client) == ["09:00", "11:00"]


@pytest.mark.usefixtures("slots")
def test_one_that_cannot_be_read_keeps_what_was_read_and_says_so_on_her_pages(
    client: Client,
) -> None:
    give(client)
    client.system.outside.calendars[URL] = b"<html>"
    client.advance("PT1H")
    assert ask(client, "GET").get_json()["unread"] == "no_calendar"
    assert free(client) == ["09:00", "11:00"]
    client.http.set_cookie("brigade_equipe", client.staff(ADVISER), domain="localhost")
    assert "n’est pas un agenda" in client.http.get("/equipe/calendrier/externe").text
    assert "ne se lit pas depuis" in client.http.get("/equipe/semaine").text
    shows(client)
    client.advance("PT1H")
    assert ask(client, "GET").get_json()["unread"] is None
    assert free(client) == ["09:00", "10:00", "11:00"]


@pytest.mark.usefixtures("slots")
def test_taken_back_its_address_is_gone_at_once_and_its_hours_are_free_again(
    client: Client,
) -> None:
    give(client)
    assert ask(client, "DELETE").status_code == 204
    assert not [item for item in stored() if "secret-5a" in item]
    assert ask(client, "GET").get_json()["given_at"] is None
    client.advance("PT15M")
    assert free(client) == ["09:00", "10:00", "11:00"]
    assert not [item for item in stored() if "'ExternalCalendar'" in item]


@pytest.mark.parametrize("url", ["http://agenda.example.org/a.ics", "rien", ""])
def test_an_address_that_is_none_is_told_beside_its_field(client: Client, url: str) -> None:
    refused = ask(client, "PUT", {"url": url})
    assert refused.status_code == 422
    assert refused.get_json()["errors"][0]["field"] == "url"
    client.http.set_cookie("brigade_equipe", client.staff(ADVISER), domain="localhost")
    page = client.http.post("/equipe/calendrier/externe", data={"url": url})
    assert page.status_code == 422
    assert 'id="erreur-url"' in page.text


def test_a_calendar_that_ends_the_reading_does_not_keep_others_from_theirs(
    client: Client,
) -> None:
    for who, url in ((ADVISER, URL), ("equipe@example.org", URL.replace("secret", "autre"))):
        assert ask(client, "PUT", {"url": url}, who).status_code == 200
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        if len(asked) == 1:
            raise MemoryError
        return (HEAD + DENTIST + TAIL).encode()

    wiring.use_outside(fetch)
    with pytest.raises(MemoryError):
        wiring.run(read_calendars)
    wiring.run(read_calendars)
    assert len(set(asked)) == len(asked) == 2


@pytest.mark.usefixtures("slots")
def test_the_calendar_of_a_member_who_is_barred_is_fetched_no_more(client: Client) -> None:
    give(client)
    client.system.outside.calendars.clear()
    wiring.run(bar, ADVISER)
    client.advance("PT2H")
    assert "'unread'" not in str([item for item in stored() if "secret-5a" in item])
    assert free(client) == []


@pytest.mark.usefixtures("slots")
def test_a_day_that_moves_is_hidden_where_she_is_elsewhere_and_free_where_she_is_not(
    client: Client,
) -> None:
    shows(client, DENTIST.replace("0308", "0310"))
    give(client)
    asked = {"adviser": ADVISER, "day": DAY, "becomes": "moved", "to": "2027-03-10"}
    path = f"{API}/staff/day-changes"
    assert client.call("POST", path, asked, client.staff(ADVISER)).status_code == 201
    client.advance("PT2M")
    assert free(client) == ["09:00", "11:00"]
