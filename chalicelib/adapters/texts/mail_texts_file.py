"""Reads `templates/emails/texts/`: what each kind of mail says, in the words that it comes with."""

import tomllib
from pathlib import Path
from typing import Any


def read_mail_texts(folder: Path) -> dict[str, dict[str, str]]:
    """Return each kind's blocks: `{"document": {"opening": …, "corrected.opening": …}}`."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.toml")):
        for kind, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[kind] = dict(_blocks(table))
    return found


def _blocks(table: dict[str, Any], variant: str = "") -> list[tuple[str, str]]:
    blocks: list[tuple[str, str]] = []
    for name, text in table.items():
        if isinstance(text, dict):
            blocks += _blocks(text, f"{name}.")
        else:
            blocks.append((variant + name, text.strip()))
    return blocks
