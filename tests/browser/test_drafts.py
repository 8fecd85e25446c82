"""What the adviser types is kept as she types it, where a browser runs scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.driving import link_in

from .conftest import LAPTOP
from .test_journey import in_days, mail_to, open_slots, register

NOTES = "Commencer par la liste d’envoi."


@pytest.fixture
def scripted(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(viewport=LAPTOP, base_url=site, locale="fr-CA")
    yield context.new_page()
    context.close()


def test_notes_are_kept_some_seconds_after_typing_stops(
    phone: Page, scripted: Page, site: str
) -> None:
    day = in_days(site, 15)
    open_slots(scripted, site, day)
    register(phone, "lea@example.org", "Léa")
    phone.goto(link_in(mail_to(site, "lea@example.org", "registration")))
    phone.get_by_role("link", name="Réserver ma rencontre").first.click()
    phone.get_by_role("link", name=re.compile("Découvrabilité")).click()
    phone.get_by_role("radio").first.check()
    phone.get_by_role("button", name="Réserver ce moment").click()
    scripted.goto(f"/equipe/semaine?semaine={day}")
    scripted.get_by_role("link", name=re.compile("Ouvrir la rencontre de Léa")).click()
    problems: list[str] = []
    scripted.on("console", lambda said: problems.append(said.text))
    scripted.get_by_label("Notes pour la personne").press_sequentially(NOTES)
    expect(scripted.locator("[data-draft-said]")).to_contain_text("au fur et à mesure")
    scripted.reload()
    expect(scripted.get_by_label("Notes pour la personne")).to_have_value(NOTES)
    scripted.route("**/brouillon", lambda route: route.abort())
    scripted.get_by_label("Notes pour la personne").press_sequentially(" Et puis.")
    expect(scripted.locator("[data-draft-said]")).to_contain_text("pas tout seul")
    assert not [each for each in problems if "Content Security Policy" in each]
