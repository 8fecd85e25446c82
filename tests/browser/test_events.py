"""Events in a browser, without JavaScript: a participant on a phone, the team on a laptop."""

import json
import re
import urllib.request
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.driving import link_in

from .test_journey import mail_to, post, register


def days_from_now(site: str, days: int) -> str:
    with urllib.request.urlopen(f"{site}/_local/clock") as answer:
        now = datetime.fromisoformat(json.load(answer)["now"])
    return (now + timedelta(days=days)).date().isoformat()


def staff_call(site: str, method: str, path: str, body: Any) -> Any:
    token = post(site, "/_local/staff-session", {"email": "equipe@example.org"})["token"]
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    request = urllib.request.Request(site + path, json.dumps(body).encode(), headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def event(site: str, title: str, **changes: Any) -> dict[str, Any]:
    day = days_from_now(site, 20)
    body = {
        "title": title,
        "kind": "conference",
        "starts_at": f"{day}T13:30:00-05:00",
        "ends_at": f"{day}T15:00:00-05:00",
        "mode": "hybrid",
        "capacity": {"in_person": 1, "online": 5},
        "venue": "Maison de la culture",
        "online_url": "https://visio.example.org/salle",
        "public": True,
    }
    made: dict[str, Any] = staff_call(site, "POST", "/api/v1/staff/events", {**body, **changes})
    return made


def come_without_an_account(page: Page, title: str, address: str, choice: str) -> None:
    page.goto("/evenements")
    page.get_by_role("link", name=title).click()
    page.get_by_role("radio", name=choice).check()
    page.get_by_label("Prénom").fill("Noé")
    page.get_by_role("textbox", name="Courriel").fill(address)
    page.get_by_role("checkbox", name="M’inscrire à cette activité").check()
    page.locator("form").get_by_role("button").click()


def enter_as_staff(page: Page) -> None:
    page.goto("/_local/")
    page.get_by_role("button", name="Entrer comme brigadière").click()


def fits(page: Page) -> None:
    """Nothing is wider than the screen, and fingers find every button."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.wait_for_function(  # a page that is being left has no element
        "width => document.documentElement?.scrollWidth <= width", arg=width
    )
    for button in page.get_by_role("main").get_by_role("button").all():
        box = button.bounding_box()
        assert box is None or box["height"] >= 44


def test_a_participant_waits_for_the_room_then_takes_the_online_seat_then_leaves(
    phone: Page, site: str
) -> None:
    title = "Conférence sur les communs"
    event(site, title, capacity={"in_person": 0, "online": 5})
    register(phone, "rose@example.org", "Rose")
    phone.goto(link_in(mail_to(site, "rose@example.org", "registration")))
    phone.get_by_role("navigation", name="Principale").get_by_role(
        "link", name="Événements"
    ).click()
    phone.get_by_role("link", name=title).click()
    expect(phone.get_by_text("La salle est pleine")).to_be_visible()
    fits(phone)
    phone.get_by_role("radio", name="Liste d’attente, sur place").check()
    phone.get_by_role("button", name="M’inscrire").click()
    expect(phone.get_by_role("status")).to_contain_text("sur la liste")
    expect(phone.get_by_text("rang 1")).to_be_visible()

    phone.goto("/mon-espace")
    fits(phone)
    phone.get_by_role("link", name="Prendre une place en ligne").click()
    phone.get_by_role("button", name="Prendre une place en ligne").click()
    expect(phone.get_by_role("status")).to_contain_text("Votre changement est fait")
    expect(phone.get_by_role("link", name="Rejoindre en ligne")).to_be_visible()
    assert title in mail_to(site, "rose@example.org", "event_switched")

    phone.get_by_role("link", name="Annuler ma place").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Annuler votre place?")
    fits(phone)
    phone.get_by_role("button", name="Annuler ma place").click()
    expect(phone.get_by_role("status")).to_contain_text("annulée")
    expect(phone.get_by_text("Vos événements passés ou annulés")).to_be_visible()


def test_somebody_without_an_account_registers_and_finds_their_seat_by_the_mails_link(
    phone: Page, site: str
) -> None:
    title = "Conférence ouverte"
    event(site, title)
    come_without_an_account(phone, title, "noe@example.org", "Sur place")
    expect(phone).to_have_url(re.compile("/merci$"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Regardez vos courriels")
    fits(phone)
    phone.goto(link_in(mail_to(site, "noe@example.org", "event_confirmed")))
    expect(phone.get_by_text("Place confirmée")).to_be_visible()
    expect(phone.get_by_text("Maison de la culture")).to_be_visible()


def test_the_public_form_keeps_what_was_typed_when_something_is_wrong(
    phone: Page, site: str
) -> None:
    title = "Conférence à corriger"
    event(site, title)
    come_without_an_account(phone, title, "noe@", "En ligne")
    expect(phone.get_by_role("alert")).to_be_visible()
    expect(phone.get_by_label("Prénom")).to_have_value("Noé")
    expect(phone.get_by_role("radio", name="En ligne")).to_be_checked()
    fits(phone)


def test_the_team_makes_a_hybrid_event_changes_it_and_closes_it(
    tablet: Page, phone: Page, site: str
) -> None:
    title, day = "Événement hybride de l’équipe", days_from_now(site, 30)
    enter_as_staff(tablet)
    tablet.get_by_role("link", name="Événements").first.click()
    tablet.get_by_role("link", name="Créer un événement").click()
    tablet.get_by_label("Titre").fill(title)
    tablet.get_by_role("radio", name="Événement hybride").check()
    tablet.get_by_role("button", name="Continuer").click()
    tablet.get_by_label("Jour", exact=True).fill(day)
    tablet.get_by_label("De", exact=True).fill("13:30")
    tablet.locator("#champ-to").fill("15:00")
    tablet.get_by_role("button", name="Continuer").click()
    expect(tablet.get_by_role("radio", name="Les deux à la fois")).to_be_checked()
    expect(tablet.get_by_role("radio", name="Tout le monde")).to_be_checked()
    tablet.get_by_label("Places sur place").fill("8")
    tablet.get_by_label("Places en ligne").fill("")
    tablet.get_by_role("button", name="Continuer").click()
    expect(tablet.get_by_role("alert")).to_contain_text("Places en ligne")
    tablet.get_by_label("Places en ligne").fill("20")
    tablet.get_by_role("button", name="Continuer").click()
    fits(tablet)
    tablet.get_by_role("button", name="Créer l’événement").click()
    expect(tablet.get_by_role("status")).to_contain_text("L’événement est créé")
    fits(tablet)

    come_without_an_account(phone, title, "flore@example.org", "En ligne")
    tablet.get_by_role("link", name="Modifier").click()
    tablet.get_by_label("De", exact=True).fill("14:00")
    tablet.get_by_label("À", exact=True).fill("15:30")
    tablet.get_by_role("button", name="Enregistrer").click()
    tablet.get_by_role("button", name="Enregistrer et annoncer").click()
    expect(tablet.get_by_text("14\u00a0h").first).to_be_visible()
    tomorrow = days_from_now(site, 1)  # by night such a mail waits for the morning
    post(site, "/_local/clock", {"now": f"{tomorrow}T10:00:00-05:00"})
    assert "14\u00a0h" in mail_to(site, "flore@example.org", "event_changed")

    post(site, "/_local/clock", {"now": f"{day}T16:00:00-05:00"})
    enter_as_staff(tablet)
    tablet.goto(f"/equipe/semaine?semaine={day}")
    tablet.get_by_role("link", name=re.compile(title)).click()
    tablet.get_by_role("checkbox", name="Noé").check()
    tablet.get_by_role("button", name="Enregistrer les présences").click()
    expect(tablet.get_by_role("status")).to_contain_text("présences sont enregistrées")
    tablet.get_by_label(re.compile("^Bilan")).fill("## À retenir\n\n- **Partager** tôt")
    tablet.get_by_role("button", name="Voir l’aperçu").click()
    expect(tablet.get_by_text("rien n’est encore envoyé")).to_be_visible()
    fits(tablet)
    tablet.get_by_role("button", name="Publier et envoyer").click()
    expect(tablet.get_by_role("status")).to_contain_text("Le bilan est publié")
    assert "Partager" in mail_to(site, "flore@example.org", "event_summary")

    phone.goto("/evenements")
    phone.get_by_role("link", name=re.compile(f"Lire le bilan.*{title}")).click()
    expect(phone.get_by_text("Partager")).to_be_visible()


@pytest.mark.parametrize("path", ["/evenements", "/evenements/{}", "/evenements/{}/merci"])
def test_the_pages_of_events_fit_a_small_phone(browser: Browser, site: str, path: str) -> None:
    shown = event(site, "Découvrabilité-et-intelligence-artificielle-au-quotidien")
    context = browser.new_context(viewport={"width": 320, "height": 640}, base_url=site)
    page = context.new_page()
    page.goto(path.replace("{}", shown["id"]))
    fits(page)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    context.close()
