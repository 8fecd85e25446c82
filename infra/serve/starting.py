"""Whether this release may serve a folder: what it holds is still here, and can be read."""

import hashlib
import os
import time
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.settings import SHORTEST_KEY
from infra.moving import marks
from infra.restoring.tables import Tables, place, readable

from . import database
from .damage import EMPTY, damage, last_copy, what_to_do
from .folder import Folder
from .place import KEYS, PRIVATE_FOLDER, Place

ROOT = Path(__file__).resolve().parents[2]
DATABASE = ROOT / "requirements/database/package-lock.json"
COPIES = 3
"""How many copies of before an update are kept."""

NAMED = 10


class NotHere(RuntimeError):
    """This release must not serve the folder as it is, and what to do."""


def this_release() -> dict[str, Any]:
    """Return a digest of the code that reads and writes the table, and what it knows of items."""
    digest = hashlib.sha256(DATABASE.read_bytes())
    for file in sorted((ROOT / "chalicelib").rglob("*.py")):
        digest.update(file.read_bytes())
    known = {layout.name: sorted(f.name for f in fields(each)) for each, layout in LAYOUTS.items()}
    return {"code": digest.hexdigest(), "known": known}


def ensure_here(place: Place) -> None:
    """Raise NotHere if the site moved elsewhere, or is still on its way here."""
    files: Any = Folder(place.files)
    left = marks.read(files, "", marks.LEAVING)
    if left and left.done:
        raise NotHere(
            f"the site moved to {left.other} on {left.at}, and answers there: two sites would each "
            "send the same mails. To come back: make move (docs/operations/moving.md)"
        )
    arriving = marks.read(files, "", marks.ARRIVING)
    if arriving and not arriving.done:
        raise NotHere(
            f"the move from {arriving.other} is not over: "
            f"make move FROM={arriving.other} TO={place.root} goes on with it"
        )


def ensure_whole(place: Place) -> None:
    """Raise NotHere if a part of what is kept together is damaged, or gone."""
    if place.has_keys:
        _ensure_keys(place)
    if not place.table.exists():
        return
    wrong = damage(place.table)
    if wrong and (wrong != EMPTY or last_copy(place)):
        raise NotHere(f"{place.table} is damaged ({wrong}): {what_to_do(place)}")
    if not place.has_keys and os.environ.get("NEW_KEYS") != "1":
        raise NotHere(
            f"keys.json is missing in {place.root}: bring it back from a copy of the folder. "
            "NEW_KEYS=1 makes others, and links already sent open no more"
        )


def _ensure_keys(place: Place) -> None:
    try:
        found = place.keys()
        weak = any(len(found[name]) < SHORTEST_KEY for name in KEYS)
    except (ValueError, KeyError, TypeError):
        weak = True
    if weak:
        raise NotHere(
            f"keys.json is damaged in {place.root}: bring it back from a copy of the folder"
        )


def ensure_of_this_release(place: Place) -> None:
    """Raise NotHere if another release served it last, and this one cannot go on with it.

    It is tried on a copy of the table, which is kept.
    """
    if not place.table.exists() or place.served.get("code") == this_release()["code"]:
        return
    ensure_not_older(place)
    copy = _copy(place)
    unreadable = _unreadable(copy)
    if unreadable and os.environ.get("UNREADABLE") != "1":
        named = "\n  ".join(" ".join(where) for where in unreadable[:NAMED])
        raise NotHere(
            f"this release cannot read {len(unreadable)} items of the table (tried on {copy}; "
            f"nothing has changed):\n  {named}\n"
            "Take the release of before and tell us; UNREADABLE=1 serves all the same, and what "
            "needs those items waits"
        )


def ensure_not_older(place: Place) -> None:
    """Raise NotHere if the release that served it last knows what this one does not."""
    before, now = place.served, this_release()
    if _is_older(now["known"], before.get("known", {})) and os.environ.get("OLDER") != "1":
        raise NotHere(
            "a later release served this folder, and this one would lose a part of what that "
            f"knew: {', '.join(_unknown(now['known'], before['known'])[:NAMED])}. Take the "
            "later release, or go back to the copy of before (make restore); OLDER=1 goes on "
            "all the same"
        )


def _copy(place: Place) -> Path:
    """Copy the table as it was before the update; keep the last copies alone."""
    folder = place.backups / "before-updates"
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    copy = folder / f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.sqlite"
    place.copy_table(copy)
    for old in sorted(folder.glob("*.sqlite"))[:-COPIES]:
        old.unlink()
    return copy


def _unreadable(copy: Path) -> list[tuple[str, str]]:
    with database.beside(copy) as client:
        if not database.has_table(client):  # its very first start was cut off
            return []
        items = Tables(client, time.sleep).items(database.TABLE)
        return [place(item) for item in items if not readable(item)]


def _is_older(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Return whether the other release knew more of items than ours, and nothing less."""
    return bool(_unknown(ours, theirs)) and not _unknown(theirs, ours)


def _unknown(ours: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    """Return what theirs knows and ours does not: types, and fields of types."""
    new = [name for name in theirs if name not in ours]
    told = (f"{name}.{each}" for name in theirs if name in ours for each in theirs[name])
    known = {f"{name}.{each}" for name, found in ours.items() for each in found}
    return [*new, *(each for each in told if each not in known)]
