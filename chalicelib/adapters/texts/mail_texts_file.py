"""Reads `templates/emails/texts/`: what each kind of mail says, in the words that it comes with."""

import tomllib
from pathlib import Path
from typing import Any


def read_mail_texts(folder: Path) -> dict[str, dict[str, str]]:
    """Return each kind's blocks: `{"document": {"opening": …, "corrected.opening": …}}`."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.toml")):
        for kind, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[kind] = blocks_in(table)
    return found


def blocks_in(table: dict[str, Any]) -> dict[str, Any]:
    """Return the blocks of one kind's table, those of a variant by its name: `last.opening`."""
    return dict(_blocks(table))


def _blocks(table: dict[str, Any], variant: str = "") -> list[tuple[str, Any]]:
    blocks: list[tuple[str, Any]] = []
    for name, text in table.items():
        if isinstance(text, dict):
            blocks += _blocks(text, f"{name}.")
        else:
            blocks.append((variant + name, text.strip()))
    return blocks
