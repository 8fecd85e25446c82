"""Ten calls noted in a minute: by thumb at 360 px, and with the keyboard alone."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.driving import API
from infra.local.system import System
from tests.support.driver import THEME, Client
from tests.support.hands import Hand, Keys, Thumb
from tests.support.systems import system_for

from .conftest import LAPTOP, serving

system = system_for("module", blank_pages=True)

PHONE: Any = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK: Any = {"viewport": LAPTOP}
TEN, SECONDS = 10, 60


@pytest.fixture(scope="module")
def client(system: System) -> Client:
    """More than twenty people who booked nothing for so long that they are to be called."""
    client = Client(system)
    told = {"kind": "individual", "maturity_level": "emergent", "themes": [THEME]}
    for n in range(2 * TEN + 2):
        named = {"given_name": f"Rose {n}", "phone": f"450 555-01{n:02}"}
        body = {**told, **named, "consents": {"program": True}}
        assert client.call("POST", f"{API}/staff/people", body, client.staff()).status_code == 201
    client.drain()
    client.advance("P10D")
    return client


def opened(browser: Browser, client: Client, site: str, **options: Any) -> Page:
    context = browser.new_context(base_url=site, locale="fr-CA", **options)
    cookie = {"name": "brigade_equipe", "value": client.staff(), "url": site}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.set_default_timeout(5000)
    page.goto("/equipe")
    return page


def noted(hand: Hand, page: Page) -> None:
    expect(page.get_by_role("status")).to_contain_text("a répondu")
    assert hand.seconds <= SECONDS, f"{hand.seconds:.1f} s, {hand.taps} taps"


def test_ten_calls_noted_by_thumb(browser: Browser, system: System, client: Client) -> None:
    with serving(system) as site:
        page = opened(browser, client, site, **PHONE)
        thumb = Thumb(page)
        thumb.go(page.get_by_role("link", name="appels à faire"))
        for _ in range(TEN):
            thumb.go(page.get_by_role("button", name="A répondu"))
        noted(thumb, page)
        assert thumb.taps == TEN + 1
        page.context.close()


def test_ten_calls_noted_by_keys(browser: Browser, system: System, client: Client) -> None:
    with serving(system) as site:
        page = opened(browser, client, site, **DESK)
        keys = Keys(page)
        keys.press("/")
        keys.type("appel")
        keys.go()
        for _ in range(TEN):
            keys.reach(page.get_by_role("button", name="A répondu"))
            keys.go()
        noted(keys, page)
        page.context.close()
