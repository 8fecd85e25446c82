"""What had left before a move does not leave again, what waited leaves once: of each kind of mail.

The new place's stream tells of each item as of a new one.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from chalicelib.adapters.links import Purpose
from infra.local.system import System
from tests.handlers.http.test_each_token import DOORS, Door
from tests.handlers.http.test_links_twice import state
from tests.handlers.http.test_routes import FORMS, filled
from tests.moving.sides import Life, Memory, moved
from tests.support.small_world import OTHER, World
from tests.support.systems import system_for

system = system_for("module")
"""One for all: each world has a table of its own."""


@pytest.fixture
def new_world(
    system: System, monkeypatch: pytest.MonkeyPatch, blank_pages: None
) -> Callable[[], World]:
    def made() -> World:
        system.mailbox.mails.clear()
        return World(system, monkeypatch)

    return made


def test_nobody_is_told_again(new_world: Callable[[], World], tmp_path: Path) -> None:
    world = new_world()
    settled(world)
    before = told(world)
    assert len(before) > 10
    move(world, tmp_path)
    settled(world)
    assert told(world) == before


def test_what_waited_leaves_once_where_it_moved_to(
    new_world: Callable[[], World], tmp_path: Path
) -> None:
    stayed = new_world()
    settled(stayed)
    wanted = told(stayed)
    world = new_world()
    move(world, tmp_path)
    settled(world)
    assert told(world) == wanted


@pytest.fixture
def lived(system: System, monkeypatch: pytest.MonkeyPatch, blank_pages: None) -> World:
    monkeypatch.setitem(FORMS, "/inscription/adresse", {"email": "other@example.org"})
    return filled(system, monkeypatch)


SHOWN = (
    "/api/v1/staff/report",
    "/api/v1/staff/report.csv",
    "/api/v1/staff/people",
    "/api/v1/staff/demand",
    "/api/v1/staff/messages",
    "/api/v1/events",
    "/api/v1/slots?theme=decouvrabilite",
)


def test_figures_and_lists_are_the_same_at_once_and_once_the_stream_was_told(
    new_world: Callable[[], World], tmp_path: Path
) -> None:
    """Its stream had told of each item before, as a site's has."""
    world = new_world()
    world.go_on_with(world.table)
    settled(world)
    before = shown(world)
    assert '"total"' in before[SHOWN[0]]
    move(world, tmp_path)
    assert shown(world) == before
    settled(world)
    assert shown(world) == before


def shown(world: World) -> dict[str, str]:
    token = world.token(Purpose.STAFF, OTHER)
    headers = {"Authorization": f"Bearer {token}"}
    found = {where: world.http.get(where, headers=headers) for where in SHOWN}
    assert {where: each.status_code for where, each in found.items()} == dict.fromkeys(SHOWN, 200)
    return {where: each.get_data(as_text=True) for where, each in found.items()}


DOOR_OF = {door.purpose: door for door in reversed(DOORS)}
"""One door for each kind of token."""


@pytest.mark.parametrize("door", DOOR_OF.values(), ids=str)
def test_each_kind_of_link_that_was_mailed_before_opens_after(
    lived: World, tmp_path: Path, door: Door
) -> None:
    token = lived.token(door.purpose, door.subject)
    move(lived, tmp_path)
    before = state(lived)
    status = door.knock(lived, token).status_code
    assert status not in door.refused or state(lived) != before


def move(world: World, folder: Path) -> None:
    life = Life()
    there = Memory("there", folder, life)
    moved(Memory("here", folder, life, world.table), there, now=world.client.system.clock.now)
    world.go_on_with(there.held)


def settled(world: World) -> None:
    """Sweep until nothing more leaves."""
    for _ in range(3):
        world.sweep()


def told(world: World) -> Counter[tuple[str, str]]:
    return Counter((mail.to, mail.message) for mail in world.client.system.mailbox.mails)
