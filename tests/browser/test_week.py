"""The week on a desk: each day is a column, whatever is in it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from infra.local.system import System
from tests.support.driver import Client
from tests.support.systems import system_for

from .conftest import LAPTOP
from .test_access import site as site

system = system_for("module", blank_pages=True)


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
