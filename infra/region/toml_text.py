"""Writes TOML: what `tomllib` reads of it is what was given."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(tables: Mapping[str, Any]) -> str:
    return "\n".join(_lines(tables, ())) + "\n"


def _lines(table: Mapping[str, Any], way: tuple[str, ...]) -> Iterator[str]:
    """Yield a table's own values, then the tables in it: TOML has no way back."""
    within = {name: held for name, held in table.items() if _is_section(held)}
    for name, value in table.items():
        if name not in within:
            yield f"{_key(name)} = {_value(value)}"
    for name, held in within.items():
        path = (*way, name)
        several = held if isinstance(held, list) else [held]
        marks = "[[{}]]" if isinstance(held, list) else "[{}]"
        for each in several:
            yield ""
            yield marks.format(".".join(map(_key, path)))
            yield from _lines(each, path)


def _is_section(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, dict) for each in value)
    return isinstance(value, dict)


def _key(name: str) -> str:
    return name if BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(k)} = {_value(v)}' for k, v in value.items())} }}"
    return str(value)
