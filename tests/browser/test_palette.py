"""By the keys alone, the team goes anywhere and finds anybody: « / », some letters, Enter."""

import re

from playwright.sync_api import Browser, expect

from .conftest import LAPTOP, PHONE


def test_a_slash_opens_the_places_of_the_menu_and_looks_for_people(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(viewport=LAPTOP, base_url=site, locale="fr-CA")
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text))
    page.goto("/_local/")
    page.get_by_role("button", name="Entrer comme brigadière").click()
    opener = page.get_by_role("button", name=re.compile("Aller à"))
    expect(opener).to_be_visible()
    page.keyboard.press("/")
    field = page.get_by_role("searchbox", name=re.compile("Aller à une page"))
    expect(field).to_be_focused()
    page.keyboard.type("evenem")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/equipe/evenements$"))
    expect(opener).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("gauthier & fils")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name=re.compile("parmi les personnes"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/equipe/personnes.q=gauthier%20%26%20fils$"))
    expect(opener).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    page.get_by_role("searchbox").first.fill("")
    page.get_by_role("searchbox").first.press("/")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert not [each for each in problems if "Content Security Policy" in each]
    context.close()


def test_on_a_phone_the_menu_shows_where_one_is(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=PHONE, base_url=site, locale="fr-CA")
    page = context.new_page()
    page.goto("/_local/")
    page.get_by_role("button", name="Entrer comme brigadière").click()
    page.goto("/equipe/courriels")
    here = page.locator(".nav > li > [aria-current]")
    expect(here).to_have_text("Courriels")
    expect(here).to_be_in_viewport(ratio=0.9)
    page.goto("/equipe")
    expect(page.get_by_role("link", name="Aujourd’hui")).to_be_in_viewport(ratio=0.9)
    context.close()
