"""The folder: who may read it, its room, its keys, its copies, what was given up."""

import json
import shutil
from datetime import UTC, datetime, timedelta

from chalicelib.settings import SHORTEST_KEY
from infra.serve.backups import holds_somebody
from infra.serve.damage import last_copy, what_to_do
from infra.serve.place import KEYS, Place

from ..check import Found
from .asked import Machine

ROOM = 1 << 30
COPIES = 3
"""How many copies of the table must fit: the day's, the one being made, and what grows."""

OLDEST_COPY = timedelta(days=2)


def folder(machine: Machine) -> Found:
    root = machine.place.root
    if last_copy(machine.place) and not machine.place.table.exists():
        return Found(f"its table is gone from {root}", what_to_do(machine.place))
    if not root.is_dir() or not machine.place.table.exists():
        return Found(f"nothing was served from {root} yet", f"make serve DATA={machine.data} …")
    if not machine.private():
        return Found(
            "others may read what it keeps, or it is not yours",
            f"chown -R $USER {root} && chmod go= {root}",
        )
    return Found(f"{root}: nobody else reads it")


def room(machine: Machine) -> Found:
    free = shutil.disk_usage(machine.place.root).free
    needed = max(ROOM, COPIES * machine.place.table.stat().st_size)
    said = f"{free / ROOM:.1f} GiB are free"
    if free < needed:
        return Found(f"{said}, {needed / ROOM:.1f} are needed", "make room on the disk")
    return Found(said)


def keys(machine: Machine) -> Found:
    where = machine.place.root / "keys.json"
    lost = "bring it back from a copy of the folder: without it, links already sent do not open"
    if not where.exists():
        return Found("keys.json is missing", lost)
    try:
        said = json.loads(where.read_text(encoding="utf-8"))
        weak = [name for name in KEYS if len(said[name]) < SHORTEST_KEY]
    except (ValueError, KeyError, TypeError):
        return Found("keys.json is damaged", lost)
    if weak:
        return Found(f"{', '.join(weak)}: too short", lost)
    return Found("both are there")


def running(machine: Machine) -> Found:
    if machine.served():
        return Found("a process serves the folder")
    if machine.held():
        return Found(
            "a command holds the folder (make restore, make move), or the site is starting",
            "wait for its end, then ask again",
        )
    return Found("nothing serves the folder", f"make serve DATA={machine.data} …")


def backups(machine: Machine) -> Found:
    newest = last_copy(machine.place)
    empty = newest and not holds_somebody(machine.place.backups / f"{newest}.sqlite")
    before = f"the last, of {newest}, was made before anybody was let in"
    if empty and not machine.served():
        return Found(before, f"make backup DATA={machine.data}")
    since = datetime.fromisoformat(newest).replace(tzinfo=UTC) if newest else _begun(machine.place)
    if machine.now - since > OLDEST_COPY:
        said = f"the last is of {newest}" if newest else "there is none"
        return Found(
            said,
            "keep the site running: one is made each day, after 4:00 UTC\n"
            f"make backup DATA={machine.data} makes one now",
        )
    if empty:
        return Found(f"{before}: it is made again within minutes")
    return Found(f"the last is of {newest}" if newest else "the first is made tonight")


def dead_letters(machine: Machine) -> Found:
    where = machine.place.dead_letters
    given_up = len(where.read_bytes().splitlines()) if where.exists() else 0
    if given_up:
        return Found(
            f"{given_up} in {where}",
            f"read there what failed too often, mend why, then\nmake redrive DATA={machine.data}",
        )
    return Found("nothing was given up")


def _begun(place: Place) -> datetime:
    return datetime.fromtimestamp((place.root / "keys.json").stat().st_mtime, UTC)
