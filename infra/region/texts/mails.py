"""What is wrong with `emails/texts/*.toml`: kinds, blocks, and what their placeholders name."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chalicelib.adapters.texts.mail_texts_file import blocks_in
from chalicelib.domain.mail.kinds import KINDS
from chalicelib.domain.mail.messages import Kind
from chalicelib.domain.mail.wording.checking import mistakes
from chalicelib.domain.mail.wording.texts import block_of

from ..telling import shown
from .placeholders import wrong
from .tables import KEYS
from .told import Text, Unreadable, meant

FOLDER = "emails/texts"
NO_WORDS = frozenset({Kind.STAFF_TEXT_TRIED, Kind.LETTER, Kind.EVENT_LETTER})
"""Kinds that say the words of another kind, or of somebody."""

NEEDED = ("subject", "title", "preheader", "opening")
SAID = re.compile(r"\bsaid\.(\w+)")
MADE_OF = re.compile(r"""(?:extends|include|import|from) *["']([^"']+)["']""")


def of_mails(files: list[Text], ours: dict[str, dict[str, str]]) -> Iterator[str]:
    """Yield what is wrong; `ours` are the texts that a region's stand in place of."""
    where: dict[str, Text] = {}
    unread = False
    for file in files:
        try:
            said = file.toml()
        except Unreadable as error:
            yield file.told(str(error))
            unread = True
            continue
        for kind, table in said.items():
            if kind in where:
                yield file.told(f"{kind}: is in {where[kind].name} too")
            where[kind] = file
            yield from map(file.told, _of_kind(file, kind, table, ours.get(kind, {})))
    for kind in Kind:
        if kind not in NO_WORDS and kind not in where and not unread:
            yield f"{FOLDER}: {kind.value}: is missing"


def _of_kind(file: Text, kind: str, table: Any, ours: dict[str, str]) -> Iterator[str]:
    known = [each.value for each in Kind if each not in NO_WORDS]
    if kind not in known:
        yield f"{kind}: is no kind of mail{meant(kind, known)}"
    elif not isinstance(table, dict):
        yield f"{kind}: is {shown(table)}; it should be a table"
    elif mistaken := list(_of_types(table, kind)):
        yield from mistaken
    else:
        yield from (f"{kind}.{each}" for each in _of_blocks(file, Kind(kind), table, ours))


def _of_types(table: dict[str, Any], way: str) -> Iterator[str]:
    for name, text in table.items():
        if isinstance(text, dict) and way.count(".") == 0:
            if name not in KEYS["mail_variant"]:
                told = meant(name, [*KEYS["mail_variant"], *KEYS["mail_block"]])
                yield f"{way}.{name}: is no variant of a mail{told}"
            yield from _of_types(text, f"{way}.{name}")
        elif not isinstance(text, str) or not text.strip():
            yield f"{way}.{name}: is {shown(text)}; it should be text between quotation marks"
        elif name not in KEYS["mail_block"]:
            yield f"{way}.{name}: is not a key{meant(name, KEYS['mail_block'])}"


def _of_blocks(
    file: Text, kind: Kind, table: dict[str, Any], ours: dict[str, str]
) -> Iterator[str]:
    own = blocks_in(table)
    needed = {*NEEDED, *_said_in(file.templates, f"emails/{KINDS[kind].template}")}
    yield from (f"{name}: is missing" for name in sorted(needed - own.keys()))
    for name, text in own.items():
        if block_of(name) not in needed:
            yield f"{name}: is said by no mail of this kind{meant(block_of(name), needed)}"
        else:
            kept = {**own, **({name: ours[name]} if name in ours else {})}
            yield from (f"{name}: {wrong(each, kind)}" for each in mistakes(kind, name, text, kept))


def _said_in(templates: Path, name: str) -> set[str]:
    """Return the blocks that both parts of a mail, and what they are made of, say."""
    found: set[str] = set()
    waiting, met = [f"{name}.txt", f"{name}.html"], set[str]()
    while waiting:
        part = waiting.pop()
        path = templates / part
        if part in met or not path.is_file():
            continue
        met.add(part)
        text = path.read_text(encoding="utf-8", errors="replace")
        found |= set(SAID.findall(text))
        waiting += MADE_OF.findall(text)
    return found
