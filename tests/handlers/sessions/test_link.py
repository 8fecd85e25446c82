"""The link of a booked session: given once, told in a moment, remembered for the next hours."""

from typing import Any

import pytest

from infra.driving import API
from tests.support.driver import Client, text_of

ADVISER = "brigadiere@example.org"
ROOM, OTHER = "https://visio.example.org/salle", "https://visio.example.org/autre"


@pytest.fixture
def slots(client: Client) -> list[dict[str, Any]]:
    """Three hours on a Monday a week ahead, without a link."""
    return client.open_day("2027-03-08T09:00:00-05:00", "2027-03-08T12:00:00-05:00")


@pytest.fixture
def booked(client: Client, slots: list[dict[str, Any]]) -> dict[str, Any]:
    client.http.set_cookie("brigade_equipe", client.staff(), domain="localhost")
    found = client.book(client.register(), slots[0])
    client.drain()
    return found


def give(client: Client, booked: dict[str, Any], url: str, who: str = ADVISER, **body: Any) -> Any:
    path = f"{API}/staff/sessions/{booked['id']}/link"
    return client.call("PUT", path, {"meeting_url": url, **body}, client.staff(who))


def test_who_booked_is_told_the_link_once_and_the_session_has_it(
    client: Client, booked: dict[str, Any]
) -> None:
    assert give(client, booked, ROOM).status_code == 200
    client.drain()
    [mail] = client.mails("booking_link")
    assert ROOM in text_of(mail)
    assert give(client, booked, ROOM).status_code == 200
    client.drain()
    assert len(client.mails("booking_link")) == 1
    assert "Entrer" in client.http.get(f"/equipe/rencontres/{booked['id']}").text


def test_a_link_that_is_corrected_within_the_minute_is_told_in_one_mail(
    client: Client, booked: dict[str, Any]
) -> None:
    for url in (ROOM, OTHER):
        assert give(client, booked, url).status_code == 200
    client.drain()
    [mail] = client.mails("booking_link")
    assert OTHER in text_of(mail)
    assert ROOM not in text_of(mail)


def test_it_waits_for_a_moment_but_not_near_the_start(
    client: Client, booked: dict[str, Any]
) -> None:
    give(client, booked, ROOM)
    client.system.pump.drain()
    assert not client.mails("booking_link")
    client.move_to("2027-03-08T08:50:00-05:00")
    assert len(client.mails("booking_link")) == 1
    give(client, booked, OTHER)
    client.system.pump.drain()
    assert len(client.mails("booking_link")) == 2


def test_the_page_proposes_the_link_of_the_last_time_and_today_leads_to_its_field(
    client: Client, slots: list[dict[str, Any]], booked: dict[str, Any]
) -> None:
    second = client.book(client.register("bo@example.org"), slots[1])
    path = f"/equipe/rencontres/{booked['id']}"
    assert f'href="{path}#lien"' in client.http.get("/equipe").text
    wrong = client.http.post(f"{path}/lien", data={"meeting_url": " "})
    assert wrong.status_code == 422
    assert 'id="erreur-meeting-url"' in wrong.text
    done = client.http.post(f"{path}/lien", data={"meeting_url": ROOM}, follow_redirects=True)
    assert "Le lien est donné" in done.text
    assert f'href="{path}#lien"' not in client.http.get("/equipe").text
    assert f'value="{ROOM}"' in client.http.get(f"/equipe/rencontres/{second['id']}").text
    assert f'value="{ROOM}"' in client.http.get("/equipe/semaine/ouvrir").text


def test_hours_to_come_without_a_link_may_have_the_same_and_others_keep_theirs(
    client: Client, slots: list[dict[str, Any]], booked: dict[str, Any]
) -> None:
    bo, cy = client.register("bo@example.org"), client.register("cy@example.org")
    second, third = client.book(bo, slots[1]), client.book(cy, slots[2])
    give(client, third, OTHER)
    give(client, booked, ROOM, others=True)
    client.drain()
    urls = {each["id"]: each["meeting_url"] for each in today_of(client)}
    assert urls == {booked["id"]: ROOM, second["id"]: ROOM, third["id"]: OTHER}
    assert len(client.mails("booking_link", "bo@example.org")) == 1
    assert len(client.mails("booking_link", "cy@example.org")) == 1


def today_of(client: Client) -> list[dict[str, Any]]:
    client.move_to("2027-03-08T08:00:00-05:00")
    answer = client.call("GET", f"{API}/staff/today", token=client.staff())
    found: list[dict[str, Any]] = answer.get_json()["sessions"]
    return found


def test_a_session_that_moves_to_an_hour_without_a_link_keeps_its_adviser_s(
    client: Client, slots: list[dict[str, Any]], booked: dict[str, Any]
) -> None:
    give(client, booked, ROOM)
    client.call(
        "POST",
        f"{API}/bookings/{booked['id']}/reschedule",
        {"slot_id": slots[2]["id"]},
        client.staff(),
    )
    client.drain()
    [moved] = client.mails("booking_moved")
    assert ROOM in text_of(moved)
    assert not client.mails("booking_link")


def test_what_has_no_link_to_give_is_refused(
    client: Client, slots: list[dict[str, Any]], booked: dict[str, Any]
) -> None:
    there = {"starts_at": "2027-03-09T09:00:00-05:00", "ends_at": "2027-03-09T10:00:00-05:00"}
    body = {"adviser": ADVISER, "format": "in_person", **there}
    token = client.staff()
    opened = client.call("POST", f"{API}/staff/availabilities", body, token).get_json()["slots"]
    in_person = client.book(client.register("bo@example.org"), opened[0])
    assert give(client, in_person, ROOM).get_json()["code"] == "not_by_video"
    admin = "equipe@example.org"
    assert give(client, booked, "rien", admin).status_code == 422
    client.call("POST", f"{API}/staff/sessions/{booked['id']}/cancel", {}, client.staff())
    assert give(client, booked, ROOM).get_json()["code"] == "not_booked"


def test_the_link_of_another_s_session_is_not_hers_to_give(client: Client) -> None:
    admin = client.staff("equipe@example.org")
    hours = "2027-03-09T09:00:00-05:00", "2027-03-09T10:00:00-05:00"
    [slot] = client.driver.open_day(admin, "equipe@example.org", *hours, themes=[])
    other = client.book(client.register(), slot)
    assert give(client, other, ROOM).status_code == 403
