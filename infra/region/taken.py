"""Notes what of ours a region's changes were made upon, and says what has changed since.

The note is in the region's own folder, `.taken.json`; what is new there is noted at a check.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from .beneath import WHOLE, Parts, beneath
from .laying import files_of
from .places import WrongRegion

NOTE = ".taken.json"

Notes = dict[str, Parts]


def changes(ours: Path, theirs: Path) -> Iterator[str]:
    """Yield what of ours has changed beneath what they changed; note what was not noted yet."""
    now, noted = beneath(ours, theirs, files_of(theirs)), _read(theirs)
    told = {}
    for name, parts in now.items():
        before = noted.get(name, {})
        for part, of_ours in parts.items():
            if before.get(part, of_ours) != of_ours:
                told[name, part] = before[part], of_ours
    _write(theirs, _kept(now, noted))
    for (name, part), (was, is_now) in told.items():
        yield _said(f"{theirs.name}/{name}", f"{ours.name}/{name}", part, was, is_now)


def accept(ours: Path, theirs: Path) -> None:
    """Note ours as they are now: what changed was seen."""
    _write(theirs, beneath(ours, theirs, files_of(theirs)))


def _kept(now: Notes, noted: Notes) -> Notes:
    """Return what is noted of what there still is, and what is new."""
    return {
        name: {part: noted.get(name, {}).get(part, each) for part, each in parts.items()}
        for name, parts in now.items()
    }


def _said(theirs: str, ours: str, part: str, was: str, is_now: str) -> str:
    if part == WHOLE:
        return f"{theirs}: {ours}, which it replaces, has changed since"
    if theirs.endswith(".toml"):
        values = f", from {was} to {is_now}" if not is_now.startswith("sha256:") else ""
        return f"{theirs}: {part}: ours has changed since{values}"
    return f"{theirs}: the block `{part}` of ours, which it replaces, has changed since"


def _read(theirs: Path) -> Notes:
    path = theirs / NOTE
    if not path.is_file():
        return {}
    try:
        notes: Notes = json.loads(path.read_text(encoding="utf-8"))
        return {name: dict(parts.items()) for name, parts in notes.items()}
    except (ValueError, AttributeError) as error:
        raise WrongRegion(f"{theirs.name}/{NOTE}: cannot be read; make region-seen") from error


def _write(theirs: Path, notes: Notes) -> None:
    text = json.dumps(notes, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    path = theirs / NOTE
    if not path.is_file() or path.read_bytes() != text.encode():
        path.write_text(text, encoding="utf-8")
