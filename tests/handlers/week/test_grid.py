"""The week on a desk: each hour at its row, advisers side by side, its state said in a word."""

import re

from tests.support.driver import Client

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
