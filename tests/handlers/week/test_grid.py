"""The week on a desk: each hour at its row, advisers side by side, its state said in a word."""

import re

from tests.support.driver import Client

ADVISER = "brigadiere@example.org"
MONDAY = "2027-03-08"


def week(client: Client, address: str) -> str:
    client.http.set_cookie("brigade_equipe", client.staff(address), domain="localhost")
    page = client.http.get(f"/equipe/semaine?semaine={MONDAY}")
    assert page.status_code == 200
    return str(page.text)


def places(page: str) -> list[tuple[str, ...]]:
    return re.findall(r'class="entry entry-(\S+) at-(\d+) takes-(\d+) lane-(\d+)"', page)


def test_each_entry_stands_at_its_hour_with_its_state_in_a_word(client: Client) -> None:
    slots = client.open_day(f"{MONDAY}T09:00:00-05:00", f"{MONDAY}T11:00:00-05:00")
    client.book(client.register(), slots[0])
    page = week(client, "brigadiere@example.org")
    assert places(page) == [("booked", "3", "2", "1"), ("free", "5", "2", "1")]
    assert ">Libre</span>" in page
    assert f"/equipe/semaine/jours/{MONDAY}" in page


def test_an_hour_that_is_not_whole_and_an_evening_are_shown_too(client: Client) -> None:
    client.open_day(f"{MONDAY}T18:15:00-05:00", f"{MONDAY}T19:15:00-05:00")
    page = week(client, "brigadiere@example.org")
    assert "week-long" in page
    assert places(page) == [("free", "23", "3", "1")]


def test_advisers_stand_side_by_side_for_an_admin(client: Client) -> None:
    hours = f"{MONDAY}T09:00:00-05:00", f"{MONDAY}T10:00:00-05:00"
    client.open_day(*hours)
    admin = client.staff("equipe@example.org")
    client.driver.open_day(admin, "equipe@example.org", *hours, themes=[])
    lanes = {lane for *_, lane in places(week(client, "equipe@example.org"))}
    assert lanes == {"1", "2"}
    assert len(places(week(client, "brigadiere@example.org"))) == 1


def test_an_admin_sees_one_adviser_or_all_and_each_link_keeps_whom(client: Client) -> None:
    hours = f"{MONDAY}T09:00:00-05:00", f"{MONDAY}T10:00:00-05:00"
    [hers] = client.open_day(*hours)
    admin = client.staff("equipe@example.org")
    client.driver.open_day(admin, "equipe@example.org", *hours, themes=[])
    page = week(client, "equipe@example.org")
    assert len(places(page)) == 2
    adviser = hers["id"].partition("-")[0]
    whose = f"conseillere={adviser}"
    one = client.http.get(f"/equipe/semaine?semaine={MONDAY}&{whose}").text
    assert len(places(one)) == 1
    weeks = re.findall(r"semaine=\d{4}-\d\d-\d\d&amp;(\S+?)\"", one)
    assert whose in weeks
    assert f"/equipe/semaine/ouvrir?{whose}" in one
    assert f'value="{ADVISER}" checked' in client.http.get(f"/equipe/semaine/ouvrir?{whose}").text
    hers_alone = week(client, ADVISER)
    assert "Toute l’équipe" not in hers_alone
    other = client.http.get(f"/equipe/semaine?semaine={MONDAY}&conseillere=s0").text
    assert len(places(other)) == 1


def test_one_day_is_opened_from_its_column_and_a_closed_day_is_said_before(
    client: Client,
) -> None:
    closed = "2027-03-26"
    page = week(client, ADVISER)
    assert f"/equipe/semaine/ouvrir?jour={MONDAY}" in page
    assert f'value="{MONDAY}"' in client.http.get(f"/equipe/semaine/ouvrir?jour={MONDAY}").text
    form = {"day": closed, "from": "09:00", "to": "10:00", "format": "video"}
    form |= {"slot_minutes": "60", "buffer_minutes": "0"}
    asked = client.http.post("/equipe/semaine/ouvrir", data={**form, "demander": "oui"})
    assert "Vendredi saint" in asked.text
    assert client.call("GET", "/api/v1/slots").get_json()["slots"] == []
    assert client.http.post("/equipe/semaine/ouvrir", data=form).status_code == 303
    assert len(client.call("GET", "/api/v1/slots").get_json()["slots"]) == 1
    assert (
        "Férié\u00a0: Vendredi saint" in client.http.get(f"/equipe/semaine?semaine={closed}").text
    )


def test_on_a_weekend_the_week_that_comes_is_shown_first(client: Client) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(ADVISER), domain="localhost")
    client.move_to("2027-03-06T10:00:00-05:00")
    page = client.http.get("/equipe/semaine").text
    assert "Semaine du lundi 8 mars" in page
    assert 'href="/equipe/semaine?semaine=2027-03-06">Cette semaine' in page
    assert "Semaine du lundi 1er mars" in client.http.get("/equipe/semaine?semaine=2027-03-06").text


def test_a_session_that_has_begun_today_waits_for_its_outcome(client: Client) -> None:
    slots = client.open_day(f"{MONDAY}T09:00:00-05:00", f"{MONDAY}T11:00:00-05:00")
    client.book(client.register(), slots[0])
    client.book(client.register("luc@example.org"), slots[1])
    client.move_to(f"{MONDAY}T09:30:00-05:00")
    page = week(client, ADVISER)
    assert (page.count("Suivi à faire"), page.count("À venir")) == (1, 1)
