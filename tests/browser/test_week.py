"""The week on a desk: each day is a column, whatever is in it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from infra.local.system import System
from tests.support.driver import Client
from tests.support.systems import system_for

from .conftest import LAPTOP
from .test_access import site as site

system = system_for("module", blank_pages=True)

SMALL: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture
def page(system: System, site: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(base_url=site, viewport=LAPTOP, java_script_enabled=False)
    token = Client(system).staff("brigadiere@example.org")
    context.add_cookies([{"name": "brigade_equipe", "value": token, "url": site}])
    yield context.new_page()
    context.close()


def test_the_days_of_a_week_without_anything_stand_side_by_side(page: Page) -> None:
    page.goto("/equipe/semaine")
    days = page.locator(".agenda-day h2").all()
    places = [box for each in days if (box := each.bounding_box())]
    assert len(places) == 5
    assert len({box["y"] for box in places}) == 1
    assert len({box["x"] for box in places}) == 5


def test_what_a_day_becomes_folds_the_fields_of_the_rest(page: Page, system: System) -> None:
    hours = "2027-03-09T09:00:00-05:00", "2027-03-09T10:00:00-05:00"
    Client(system).open_day(*hours)
    page.goto("/equipe/semaine/jours/2027-03-09")
    themes, moved = page.get_by_role("group", name="Thèmes"), page.get_by_label("Nouveau jour")
    expect(themes).to_be_visible()
    expect(moved).to_be_visible()
    page.get_by_text("D’autres thèmes", exact=True).click()
    expect(themes).to_be_visible()
    expect(moved).to_be_hidden()
    page.get_by_text("Un autre jour ou d’autres heures").click()
    expect(themes).to_be_hidden()
    expect(moved).to_be_visible()


def test_what_opens_three_weeks_stands_on_a_phone_and_the_rest_is_folded_and_said(
    system: System, site: str, browser: Browser
) -> None:
    context = browser.new_context(base_url=site, viewport=SMALL, java_script_enabled=False)
    token = Client(system).staff("brigadiere@example.org")
    context.add_cookies([{"name": "brigade_equipe", "value": token, "url": site}])
    page = context.new_page()
    page.goto("/equipe/semaine/ouvrir?theme=decouvrabilite")
    assert page.evaluate("document.documentElement.scrollHeight") < 1200
    expect(page.get_by_role("button", name="Voir ce qui s’ouvre")).to_be_visible()
    folded = page.get_by_text("Découvrabilité, par vidéo, 60 minutes")
    link = page.get_by_label("Lien de la rencontre")
    expect(link).to_be_hidden()
    folded.click()
    expect(link).to_be_visible()
    context.close()
