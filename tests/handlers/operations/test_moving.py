"""What had left before a move does not leave again, what waited leaves once: of each kind of mail.

The new place's stream tells of each item as of a new one.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.local.system import System
from tests.moving.sides import Life, Memory, moved
from tests.support.small_world import World
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
