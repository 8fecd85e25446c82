"""Each mailed link opened twice, as scanners do: the table's hash is the same after."""

import hashlib
import json

import pytest
from werkzeug.test import Client as WsgiClient

from chalicelib.adapters.links import Purpose
from infra.local.site import Site
from infra.local.system import System
from tests.handlers.http.test_routes import LINKS, PLACES
from tests.support.small_world import World
from tests.support.systems import system_for

system = system_for("module")
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
