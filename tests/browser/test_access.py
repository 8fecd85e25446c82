"""Every page in every state: axe, text at twice its size, small screens, keys, system colours."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import axe_playwright_python  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser, Page, expect

from chalicelib import wiring
from chalicelib.adapters.files import Files
from chalicelib.adapters.texts.templates import Templates
from chalicelib.domain.documents.themes import ThemeSheet
from chalicelib.domain.report.printed import PrintedReport, Printing
from infra.local.system import System
from tests.support.driver import BlankPages
from tests.support.events import EventClient
from tests.support.systems import system_for

from .conftest import serving
from .walk.states import State, walked

PAGES = Path("templates/pages")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")

RULES = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"], rules: {
    "target-size": {enabled: true}, "css-orientation-lock": {enabled: false}}});
  return found.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).join(", "));
}"""

SMALL = """() => [...document.querySelectorAll(".button, button, select, summary, nav a")]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 24)
  .map(one => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 30)}`)"""

WIDE = """twice => {
  document.documentElement.style.fontSize = twice ? "200%" : "";
  const root = document.documentElement, width = root.clientWidth, found = [];
  if (root.scrollWidth > width) found.push("the page is " + root.scrollWidth + " px wide");
  const spared = ".scroller, .hills, .visually-hidden, .skip";
  for (const one of document.body.querySelectorAll("*")) {
    if (one.closest(spared)) continue;
    const said = `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 30)}`;
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (box.width && (box.right > width + 1 || box.left < -1)) found.push(`off the page, ${said}`);
    const cut = style.overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1;
    for (const text of one.childNodes) {
      if (text.nodeType !== 3 || text.data.trim().length < 9) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const lines = range.getClientRects().length, letters = text.data.trim().length;
      if (lines > 3 && letters / lines < 4) found.push(`a column of letters, ${said}`);
    }
    if (cut && one.tagName !== "INPUT") found.push(`cut, ${said}`);
  }
  return found.slice(0, 4);
}"""

FOCUS = """seen => {
  const lost = [], known = new Set(seen);
  const reached = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  for (const one of document.querySelectorAll(reached)) {
    const what = [one, one.parentElement].map(e => e.tagName + "." + e.className).join(" in ");
    if (known.has(what) || !one.checkVisibility() || one.disabled) continue;
    known.add(what);
    one.focus({focusVisible: true});
    let ringed = document.activeElement !== one;
    for (let each = one; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      ringed ||= style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    }
    if (!ringed) lost.push(what);
  }
  return {seen: [...known], lost};
}"""

LARGE = {"phone": 375, "tablet": 768, "laptop": 1280}
"""Widths in pixels at which text is shown at twice its size."""

system = system_for("module")


class SlowPages(BlankPages):
    """A theme's PDF is never ready."""

    def theme_pdf(self, sheet: ThemeSheet) -> None:
        """Draw nothing."""


class SlowReport:
    """A report's PDF is never ready."""

    def printed(self, printing: Printing) -> PrintedReport:
        return PrintedReport(printing.edition.slug, "0" * 20)

    def pages(self, _printing: Printing, _drawn_on: date | None = None) -> str:
        return ""

    def draw(self, _pages: str) -> bytes:
        return b"%PDF-1.7"


@pytest.fixture(scope="module")
def drawn() -> Iterator[set[str]]:
    """The names of the templates that were drawn."""
    names: set[str] = set()
    render = Templates.render

    def noted(self: Templates, name: str, **values: Any) -> str:
        names.add(name)
        return render(self, name, **values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Templates, "render", noted)
        yield names


@pytest.fixture(scope="module")
def states(system: System, drawn: set[str]) -> list[State]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(wiring.PROVIDERS, "toolboxes", SlowPages)
        patch.setitem(wiring.PROVIDERS, "report_paper", SlowReport)
        patch.setattr(Files, "wait_for", lambda files, key: None)
        return walked(system)


@pytest.fixture(scope="module")
def site(system: System) -> Iterator[str]:
    with serving(system) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/blank")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    yield page
    context.close()


def test_the_walk_comes_upon_every_page(states: list[State], drawn: set[str]) -> None:
    assert states
    files = {path.relative_to(PAGES.parent).as_posix() for path in PAGES.rglob("*.html")}
    pages = {name for name in files if not name.rpartition("/")[2].startswith("_")}
    assert pages - drawn == {"pages/base.html"}, "a page without a state in tests/browser/walk"


def test_nothing_stands_in_the_way_of_anybody(states: list[State], page: Page) -> None:
    found = []
    for state in states:
        page.set_viewport_size({"width": 320, "height": 812})
        page.set_content(state.html)
        found += [f"{state.name}: {what}" for what in page.evaluate(RULES)]
        found += [f"{state.name} (small phone): {what}" for what in page.evaluate(WIDE, False)]
        for name, width in LARGE.items():
            page.set_viewport_size({"width": width, "height": 812})
            found += [
                f"{state.name} ({name}, text at 200 %): {what}"
                for what in page.evaluate(WIDE, True)
            ]
    assert not found, "\n".join(found)


def test_a_mouse_finds_everything_on_the_teams_wide_pages(states: list[State], page: Page) -> None:
    """They are denser there than where fingers touch them."""
    page.set_viewport_size({"width": 1280, "height": 900})
    team = [state for state in states if 'class="places"' in state.html]
    assert team
    found = []
    for state in team:
        page.set_content(state.html)
        found += [f"{state.name}: {what}" for what in page.evaluate(SMALL)]
    assert not found, "\n".join(found)


def test_what_is_done_is_told_by_a_shape_where_the_system_chooses_colours(
    states: list[State], page: Page
) -> None:
    """As in Windows' contrast themes: grounds are gone, and two circles look alike."""
    page.set_viewport_size({"width": 375, "height": 812})
    page.emulate_media(forced_colors="active")
    page.set_content(next(s.html for s in states if s.name == "the space, events to come"))
    done, to_come = (_marker(page, f".progress-{status}") for status in ("done", "upcoming"))
    page.set_content(next(s.html for s in states if "task-box done" in s.html))
    ticked, empty = (_marker(page, f".task-box{end}") for end in (".done", ":not(.done)"))
    page.emulate_media(forced_colors="none")
    assert done != to_come
    assert ticked != empty


def _marker(page: Page, selector: str) -> bytes:
    """Return a picture of the middle of what stands before a line."""
    line = page.locator(selector).first
    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    assert box is not None
    x, y = round(box["x"]) + 5, round(box["y"] + box["height"] / 2) - 5
    return page.screenshot(clip={"x": x, "y": y, "width": 11, "height": 11})


def test_whoever_moves_by_the_keys_sees_where_they_are(states: list[State], page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    seen: list[str] = []
    lost = []
    for state in states:
        if not state.mail:
            page.set_content(state.html)
            shown = page.evaluate(FOCUS, seen)
            seen, unseen = shown["seen"], shown["lost"]
            lost += [f"{state.name}: {what}" for what in unseen]
    assert not lost, "\n".join(lost)


def test_the_rooms_screen_renews_itself_in_place_until_it_is_paused(
    system: System, states: list[State], site: str, browser: Browser
) -> None:
    client = EventClient(system)
    start = system.clock.now() + timedelta(hours=2)
    ends_at = (start + timedelta(hours=1)).isoformat()
    event = client.create(starts_at=start.isoformat(), ends_at=ends_at)
    address = f"/equipe/evenements/{event['id']}/ecran"
    context = browser.new_context(base_url=site)
    context.add_cookies([{"name": "brigade_equipe", "value": client.staff(), "url": site}])
    page = context.new_page()
    page.clock.install()
    page.goto(address)
    pause = page.get_by_role("button", name="Mettre en pause")
    pause.focus()
    assert client.change(event, title="Un titre qui change").status_code == 200
    page.clock.run_for(6_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Un titre qui change")
    expect(pause).to_be_focused()
    pause.click()
    assert client.change(event, title="Un autre titre").status_code == 200
    page.clock.run_for(20_000)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_have_text("Un titre qui change")
    page.get_by_role("link", name="Actualiser").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Un autre titre")
    context.close()
