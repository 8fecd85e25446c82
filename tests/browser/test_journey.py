"""What a participant does on a phone and the brigadière on a laptop, without JavaScript."""

import email
import email.policy
import json
import re
import urllib.request
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.driving import link_in
from tests.support.driver import text_of

OPEN_PAGES = [
    "/",
    "/themes",
    "/themes/decouvrabilite",
    "/inscription",
    "/confidentialite",
    "/accessibilite",
    "/mon-espace",
    "/equipe",
    "/sondage",
    "/nulle-part",
]


def post(site: str, path: str, body: Any) -> Any:
    request = urllib.request.Request(
        site + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def mail_to(site: str, address: str, kind: str) -> str:
    """The text of the last mail of a kind to an address."""
    post(site, "/_local/drain", {})
    with urllib.request.urlopen(f"{site}/_local/mail") as answer:
        mails = [m for m in json.load(answer)["mail"] if m["to"] == address and m["kind"] == kind]
    with urllib.request.urlopen(f"{site}/_local/mail/{mails[-1]['id']}") as answer:
        message = email.message_from_bytes(answer.read(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return text_of(message)


def register(page: Page, address: str, name: str = "Zoé") -> None:
    page.goto("/")
    page.get_by_role("link", name="M’inscrire").first.click()
    page.get_by_label("Prénom").fill(name)
    page.get_by_role("textbox", name="Courriel").fill(address)
    page.get_by_role("radio", name="Je travaille à mon compte").check()
    page.get_by_role("radio", name="Émergent").check()
    page.get_by_role("checkbox", name="Découvrabilité").check()
    page.get_by_role("checkbox", name="Participer au programme").check()
    page.get_by_role("button", name="Envoyer mon inscription").click()


def open_slots(page: Page, site: str, day: str) -> None:
    page.goto("/_local/")
    page.get_by_role("button", name="Entrer comme brigadière").click()
    page.goto(f"/equipe/semaine/ouvrir?jour={day}")
    page.locator("[name=from]").fill("09:00")
    page.locator("[name=to]").fill("12:00")
    page.get_by_role("button", name="Voir ce qui s’ouvre").click()


def test_the_whole_journey_in_a_browser(phone: Page, laptop: Page, site: str) -> None:
    day = in_days(site, 8)
    open_slots(laptop, site, day)
    expect(laptop.get_by_role("button", name=re.compile("Retirer"))).to_have_count(3)

    register(phone, "zoe@example.org")
    expect(phone).to_have_url(re.compile("/inscription/merci$"))
    phone.goto(link_in(mail_to(site, "zoe@example.org", "registration")))
    expect(phone).to_have_url(re.compile("/mon-espace$"))  # the token left the address
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Zoé")

    phone.get_by_role("link", name="Réserver ma rencontre").first.click()
    phone.get_by_role("link", name=re.compile("Découvrabilité")).click()
    phone.get_by_role("radio").first.check()
    phone.get_by_role("button", name="Réserver ce moment").click()
    expect(phone.get_by_role("status")).to_be_visible()
    assert "9\u00a0h" in mail_to(site, "zoe@example.org", "booking_confirmed")

    phone.get_by_role("link", name=re.compile("Déplacer")).first.click()
    phone.get_by_role("radio").first.check()
    phone.get_by_role("button", name="Confirmer le nouveau moment").click()
    assert "10\u00a0h" in mail_to(site, "zoe@example.org", "booking_moved")

    post(site, "/_local/clock", {"now": f"{day}T11:30:00-05:00"})
    laptop.goto("/_local/")
    laptop.get_by_role("button", name="Entrer comme brigadière").click()
    laptop.goto(f"/equipe/semaine?semaine={day}")
    laptop.get_by_role("link", name=re.compile("Ouvrir la rencontre de Zoé")).click()
    laptop.get_by_label("Notes pour la personne").fill("Votre fiche est **prête**.")
    laptop.locator("[name=tool_name]").first.fill("Wikidata")
    laptop.locator("[name=next_step]").first.fill("Créer la fiche")
    laptop.get_by_role("button", name=re.compile("Rencontre tenue")).click()
    expect(laptop.get_by_text("Votre fiche est prête.")).to_be_visible()
    expect(laptop.get_by_text("Tenue").first).to_be_visible()

    personal = link_in(mail_to(site, "zoe@example.org", "document"))
    phone.goto(personal)
    document = phone.get_by_role("link", name=re.compile("Ouvrir.*PDF")).first
    answer = phone.request.get(str(document.get_attribute("href")))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")

    post(site, "/_local/clock", {"advance": "P2D"})
    phone.goto(link_in(mail_to(site, "zoe@example.org", "survey_invitation")))
    phone.locator("[name=satisfaction][value='5']").check()
    phone.locator("[name=shared][value=oui]").check()
    phone.locator("[name=people_reached]").fill("3")
    phone.get_by_role("button", name="Envoyer mes réponses").click()
    expect(phone).to_have_url(re.compile("/sondage/merci$"))


def test_a_form_with_errors_keeps_what_was_typed_and_says_what_to_do(phone: Page) -> None:
    phone.goto("/inscription")
    phone.get_by_label("Prénom").fill("Zoé")
    phone.get_by_role("textbox", name="Courriel").fill("zoe@")
    phone.get_by_role("button", name="Envoyer mon inscription").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    expect(phone.get_by_label("Prénom")).to_have_value("Zoé")
    expect(phone.get_by_role("textbox", name="Courriel")).to_have_attribute("aria-invalid", "true")
    expect(phone.get_by_role("alert")).to_contain_text("n’est pas valide")
    phone.get_by_role("alert").get_by_role("link", name="Votre aisance").click()
    group = phone.get_by_role("radiogroup", name="Où vous situez-vous?")
    for shown in (group.locator("legend"), group.locator(".field-error")):
        expect(shown).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_every_page_fits_a_small_phone_and_has_its_landmarks(
    browser: Browser, site: str, path: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, base_url=site)
    page = context.new_page()
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
    assert page.get_attribute("html", "lang") == "fr-CA"
    context.close()


def test_someone_elses_session_does_not_open_for_a_visitor(phone: Page) -> None:
    phone.goto("/mon-espace")
    expect(phone.get_by_label(re.compile("[Cc]ourriel"))).to_be_visible()
    phone.goto("/equipe")
    expect(phone.get_by_label(re.compile("[Cc]ourriel"))).to_be_visible()


def in_days(site: str, days: int) -> str:
    with urllib.request.urlopen(f"{site}/_local/clock") as answer:
        now = datetime.fromisoformat(json.load(answer)["now"])
    return (now + timedelta(days=days)).date().isoformat()
