"""The list of people, used: found as one types, without a page that loads."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.local.system import System
from tests.support.driver import Client
from tests.support.systems import system_for

from .test_access import site as site

system = system_for("module", blank_pages=True)


@pytest.fixture
def page(system: System, site: str, browser: Browser) -> Iterator[Page]:
    client = Client(system)
    client.ask_to_join("zoe@example.org", given_name="Zoé", family_name="Gauthier")
    client.ask_to_join("luc@example.org", given_name="Luc", family_name="L’Heureux")
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740})
    token = client.staff("equipe@example.org")
    context.add_cookies([{"name": "brigade_equipe", "value": token, "url": site}])
    made = context.new_page()
    made.goto("/equipe/personnes")
    yield made
    context.close()


def test_people_are_found_as_one_types_and_the_address_says_so(page: Page) -> None:
    expect(page.get_by_text("Luc L’Heureux")).to_be_visible()
    loaded: list[Any] = []
    page.on("load", lambda made: loaded.append(made))
    page.get_by_role("searchbox").press_sequentially("gotié")
    expect(page.get_by_role("heading", name="Une personne", exact=True)).to_be_visible()
    expect(page.get_by_text("Zoé Gauthier")).to_be_visible()
    expect(page.get_by_text("Luc L’Heureux")).to_have_count(0)
    expect(page.locator("[data-said]")).to_have_text("Une personne")
    expect(page).to_have_url(re.compile("q=goti"))
    assert not loaded
    page.get_by_role("searchbox").fill("xavier")
    expect(page.get_by_role("heading", name="Personne ne correspond")).to_be_visible()
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("xavier")
