"""Each mailed link opened twice, as scanners do: the table's hash is the same after."""

import hashlib
import inspect
import json
import re
from dataclasses import replace

import pytest
from werkzeug.test import Client as WsgiClient

from chalicelib.adapters.links import Links, Purpose
from chalicelib.adapters.mail import composer
from chalicelib.domain.events.events import Mode
from chalicelib.domain.mail.messages import Kind
from infra.local.site import Site
from infra.local.system import System
from tests.adapters.mail.test_mail_templates import PARTICIPANT, SITE, compose, of_event
from tests.handlers.http.test_routes import LINKS, PLACES
from tests.support.event_examples import OF_EVENTS
from tests.support.small_world import World
from tests.support.systems import system_for

system = system_for("module")
SIGNED = Links(["k" * 32], SITE)
OPENED = sorted(path for path in LINKS if not path.startswith("/api/"))


def state(world: World) -> str:
    items = sorted(json.dumps(each, sort_keys=True, default=str) for each in world.table.items)
    return hashlib.sha256("\n".join(items).encode()).hexdigest()


@pytest.mark.parametrize("path", OPENED)
def test_a_link_opened_twice_changes_nothing(
    system: System, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    world = World(system, monkeypatch)
    purpose, subject = LINKS[path]
    where = path.format(**PLACES)
    before = state(world)
    for follow in (False, True, True):
        browser = WsgiClient(Site(system))
        browser.get(f"{where}?jeton={world.token(purpose, subject)}", follow_redirects=follow)
    assert state(world) == before


def _mailed() -> set[tuple[Purpose, str]]:
    """Return each kind of link that a mail holds: what for, and where it leads."""
    found = set()
    for kind in Kind:
        mails = [compose(kind), compose(kind, person=replace(PARTICIPANT, proven_at=None))]
        mails += [of_event(kind, {"mode": mode}) for mode in Mode if kind in OF_EVENTS]
        for mail in mails:
            held = (
                f"{mail.text} {mail.html} {mail.unsubscribe_url} {mail.calendar} {mail.calendars}"
            )
            for path, token in re.findall(rf"{SITE}([^\s\"<>?]*)\?jeton=([\w.-]+)", held):
                found |= {(p, path) for p in Purpose if SIGNED.whose(p, token)}
    return found


def test_each_kind_of_link_that_a_mail_holds_is_opened_here() -> None:
    opened = {(LINKS[path][0], path) for path in OPENED}
    mailed = _mailed()
    assert mailed <= opened, f"LINKS does not say of whom these open: {mailed - opened}"
    written = re.findall(r'Purpose\.(\w+),\s*"(/[^"]*)"', inspect.getsource(composer))
    assert mailed == {(Purpose[name], path) for name, path in written}, "a link that is not tried"


def test_a_survey_s_link_is_not_renewed_by_its_use(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What its page and its cookie hold ends when the mailed link does."""
    world = World(system, monkeypatch)
    token = world.token(Purpose.SURVEY, "pana-b2")
    browser = WsgiClient(Site(system))
    page = browser.get(f"/sondage?jeton={token}", follow_redirects=True)
    held = browser.get_cookie("brigade_sondage", path="/sondage")
    assert held is not None
    assert held.value == token
    assert f'name="jeton" value="{token}"' in page.text
