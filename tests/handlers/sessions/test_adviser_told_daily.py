"""An adviser who wants one mail a day: what others do waits for it, and is told once."""

from email.message import EmailMessage
from itertools import takewhile
from typing import Any

import pytest
from icalendar import Calendar

from tests.support.driver import Client, text_of

HERS, OTHER = "brigadiere@example.org", "equipe@example.org"
AT_ONCE, DAILY = "staff_session", "staff_roundup"
CHOICE = {AT_ONCE: "tout-de-suite", DAILY: "resume"}


def choose(client: Client, kind: str) -> str:
    client.http.set_cookie("brigade_equipe", client.staff(HERS))
    form = {"notices": CHOICE[kind]}
    return client.http.post("/equipe/avis", data=form, follow_redirects=True).text


def page(client: Client) -> str:
    client.http.set_cookie("brigade_equipe", client.staff(HERS))
    return client.http.get("/equipe/avis").text.replace("\u00a0", " ")


@pytest.fixture
def slots(client: Client) -> list[dict[str, Any]]:
    """Of ten days from now; she has chosen one mail a day. It is Monday, 9:00."""
    choose(client, DAILY)
    return client.open_day("2027-03-11T09:00:00-05:00", "2027-03-11T17:00:00-05:00")


def told(client: Client, kind: str = DAILY, address: str = HERS) -> list[EmailMessage]:
    client.drain()
    return client.mails(kind, address)


def said(mail: EmailMessage) -> str:
    return text_of(mail).replace("\u00a0", " ").replace("\r\n", "\n")


def subject(mail: EmailMessage) -> str:
    return str(mail["subject"]).replace("\u00a0", " ")


def section(mail: EmailMessage, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    after = said(mail).partition(f"{heading} :\n")[2].splitlines()
    return "\n".join(takewhile(lambda line: not line.endswith(" :"), after))


def test_one_mail_at_the_end_of_the_day_names_what_was_booked_moved_and_cancelled(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    ana, zoe = (
        client.register(family_name="Un"),
        client.register("zoe@example.org", given_name="Zoé"),
    )
    moved, cancelled = client.book(ana, slots[0]), client.book(ana, slots[1])
    client.move_to("2027-03-01T17:30:00-05:00")
    assert subject(told(client)[-1]) == "Vos rencontres : 2 réservées"
    client.driver.move(ana, moved["id"], slots[2]["id"])
    client.driver.cancel(ana, cancelled["id"])
    booked = client.book(zoe, slots[3])
    client.move_to("2027-03-02T16:55:00-05:00")
    assert len(told(client)) == 1
    client.move_to("2027-03-02T17:00:00-05:00")
    assert len(told(client)) == 2
    mail = told(client)[-1]
    assert subject(mail) == "Vos rencontres : 1 réservée, 1 déplacée, 1 annulée"
    for heading, name, hour, booking in (
        ("Nouvelle rencontre", "Zoé Exemple", "de 12 h à 13 h", booked),
        ("Rencontre déplacée", "Ana Un", "de 11 h à 12 h", moved),
        ("Rencontre annulée", "Ana Un", "de 10 h à 11 h", cancelled),
    ):
        assert f"{name}\njeudi 11 mars 2027, {hour}" in section(mail, heading)
        assert f"/equipe/rencontres/{booking['id']}" in section(mail, heading)
    assert "jeton=" not in said(mail)
    assert told(client, AT_ONCE) == []


def test_its_files_bring_her_calendar_up_to_date(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    ana = client.register(family_name="Nomdefamille")
    kept, gone = client.book(ana, slots[0]), client.book(ana, slots[1])
    client.driver.cancel(ana, gone["id"])
    client.move_to("2027-03-01T17:00:00-05:00")
    (mail,) = told(client)
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    read: list[Any] = [Calendar.from_ical(part.get_content()) for part in parts]
    assert [part.get_param("method") for part in parts] == ["REQUEST", "CANCEL"]
    assert [str(each["method"]) for each in read] == ["REQUEST", "CANCEL"]
    events = [each.walk("VEVENT")[0] for each in read]
    assert [str(each["uid"]).partition("@")[0] for each in events] == [kept["id"], gone["id"]]
    for each in events:  # calendars are shared: a first name and a theme, no more
        assert str(each["summary"]) == "Ana\u00a0: Découvrabilité"
        assert "Nomdefamille" not in each.to_ical().decode()
    assert "Réservée, puis annulée, depuis notre dernier avis." in said(mail)


def test_a_day_without_news_has_no_mail(client: Client, slots: list[dict[str, Any]]) -> None:
    client.book(client.register(), slots[0])
    client.move_to("2027-03-01T17:00:00-05:00")
    assert len(told(client)) == 1
    for day in (2, 3, 4):
        client.move_to(f"2027-03-0{day}T17:00:00-05:00")
    assert len(told(client)) == 1


def test_what_she_did_herself_since_is_no_news(client: Client, slots: list[dict[str, Any]]) -> None:
    booking = client.book(client.register(), slots[0])
    client.drain()
    client.driver.cancel(client.staff(HERS), booking["id"])
    client.move_to("2027-03-01T17:00:00-05:00")
    assert told(client) == told(client, AT_ONCE) == []


def test_a_session_that_went_to_another_is_told_whatever_became_of_it_there(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    ana = client.register()
    booking = client.book(ana, slots[0])
    client.move_to("2027-03-01T17:00:00-05:00")
    day = {"starts_at": "2027-03-12T09:00:00-05:00", "ends_at": "2027-03-12T11:00:00-05:00"}
    first, second = client.driver.open_day(client.staff(OTHER), OTHER, **day)
    client.driver.move(ana, booking["id"], first["id"])
    client.drain()
    client.driver.move(ana, booking["id"], second["id"])
    client.move_to("2027-03-02T17:00:00-05:00")
    assert subject(told(client)[-1]) == "Vos rencontres : 1 confiée"
    assert "Maintenant avec " in said(told(client)[-1])
    assert len(told(client, AT_ONCE, OTHER)) == 2


def test_what_waits_is_told_even_if_she_wants_to_know_at_once_again(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    ana = client.register()
    client.book(ana, slots[0])
    client.drain()
    assert "Une rencontre attend déjà le prochain résumé, le lundi 1er mars à 17 h." in page(client)
    choose(client, AT_ONCE)
    client.book(ana, slots[1])
    assert len(told(client, AT_ONCE)) == 1
    assert told(client) == []
    client.move_to("2027-03-01T17:00:00-05:00")
    assert [subject(mail) for mail in told(client)] == ["Vos rencontres : 1 réservée"]
    assert "de 9 h à 10 h" in said(told(client)[0])
    assert "de 10 h à 11 h" not in said(told(client)[0])
    assert len(told(client, AT_ONCE)) == 1
    assert "attend" not in page(client)


def test_the_page_says_what_she_chose_and_asks_again_for_a_choice_that_is_none(
    client: Client,
) -> None:
    assert 'value="tout-de-suite" checked' in page(client)
    assert "C’est noté" in choose(client, DAILY)
    assert 'value="resume" checked' in page(client)
    assert 'href="/equipe/avis"' in client.http.get("/equipe").text
    wrong = client.http.post("/equipe/avis", data={"notices": "x"})
    assert wrong.status_code == 422
    shown = wrong.text.replace("\u00a0", " ")
    assert "Choisissez « Tout de suite » ou « Un résumé par jour »." in shown
    assert 'value="resume" checked' in page(client)
