"""What of ours stands beneath what a region changed, part by part.

A part of a file of settings or words is a key; of a template that extends ours, a block; of any
other file, the whole, whose part is "".
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .inheriting import BY_NAME, EMPTY_UNLESS_SAID, NEVER_INHERITED, read_toml
from .laying import SETTINGS

Parts = dict[str, str]

WHOLE = ""
MARK = re.compile(r"{%[-+]?\s*(?:block\s+(?P<name>\w+)[^%]*|(?P<end>endblock)[^%]*)%}")
EXTENDS_OURS = re.compile(r"""{%[-+]?\s*extends\s*["']_base/(?P<name>[^"']+)["']""")
OURS_TOO = re.compile(r"{{[-+]?\s*super\(\)")
"""Within a block: all that ours says there, which a new version brings by itself."""
LONGEST = 60


def beneath(ours: Path, theirs: Path, names: Mapping[str, bytes]) -> dict[str, Parts]:
    """Return, by the path of each file of theirs, what of ours it stands on."""
    found = {}
    for name in sorted(names):
        if parts := _parts(ours, theirs, name):
            found[name] = parts
    return found


def base_of(text: str) -> str:
    """Return the path of ours that a template extends, "" if it extends none."""
    said = EXTENDS_OURS.search(text)
    return said["name"] if said else ""


def blocks_of(text: str) -> dict[str, str]:
    """Return the source of each block of a template, those within others too."""
    found, open_ = {}, []
    for mark in MARK.finditer(text):
        if mark["name"]:
            open_.append((mark["name"], mark.end()))
        elif open_:
            name, begins = open_.pop()
            found[name] = text[begins : mark.start()]
    return found


def leaves(said: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield each key of a file with its value; of a list that is changed by name, within it."""
    if isinstance(said, dict):
        for key, value in said.items():
            yield from leaves(value, (*way, key))
    elif way and way[-1] in BY_NAME and isinstance(said, list):
        for each in said:
            if isinstance(each, dict):
                yield from leaves(each, (*way, str(each.get("name"))))
    else:
        yield way, said


def _parts(ours: Path, theirs: Path, name: str) -> Parts:
    if name.endswith(".toml"):
        return _of_keys(ours, theirs, name) if (ours / name).is_file() else {}
    if not (ours / name).is_file() and not name.endswith((".html", ".txt")):
        return {}
    content = (theirs / name).read_bytes()
    base = base_of(content.decode("utf-8", "replace"))
    if base and (ours / base).is_file():
        own = blocks_of((ours / base).read_text(encoding="utf-8"))
        changed = blocks_of(content.decode("utf-8", "replace"))
        replaced = [name for name, text in changed.items() if not OURS_TOO.search(text)]
        return {block: _hash(own[block].encode()) for block in replaced if block in own}
    if (ours / name).is_file():
        return {WHOLE: _hash((ours / name).read_bytes())}
    return {}


def _of_keys(ours: Path, theirs: Path, name: str) -> Parts:
    own = dict(leaves(read_toml(ours / name, name)))
    said = [way for way, _ in leaves(read_toml(theirs / name, f"{theirs.name}/{name}"))]
    not_ours = {*NEVER_INHERITED, *EMPTY_UNLESS_SAID} if name == SETTINGS else set()
    changed = {".".join(way): own[way] for way in said if way in own}
    return {key: _short(value) for key, value in changed.items() if key not in not_ours}


def _short(value: Any) -> str:
    """Return a value in words if it is short, what tells it from another if it is long."""
    text = str(value)
    return text if len(text) <= LONGEST else _hash(text.encode())


def _hash(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()[:16]}"
