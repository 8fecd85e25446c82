"""The forms of the settings: from values to boxes, and back."""

import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

from ...domain.adjusting.fields import SCHEMA, Field, Group, Kind, keys_of
from ..http.forms import Fields, first, typed, with_scheme

ROOM, TOOL = ("name", "address", "access", "seats"), ("name", "url", "why")
"""The boxes of a row, each named after its setting: `rooms.name`."""

OFFERED = "offered"
"""The box of a theme that is on offer."""

BLANK_ROWS = 2
"""Rows at the end of a list, for more."""


def group_values(group: Group, values: Mapping[str, Any], offered: Iterable[str]) -> Fields:
    """Return the settings of a group as their form shows them."""
    if group is Group.THEMES:
        return {OFFERED: [*offered]}
    found: Fields = {}
    for key in keys_of(group):
        parts = parts_of(SCHEMA[key])
        if parts:
            for part in parts:
                found[f"{key}.{part}"] = [_box(each[part]) for each in values[key]]
        else:
            found[key] = [_box(values[key])]
    return found


def _box(value: Any) -> str:
    """Return a value as it is typed; of seats that nobody counted, nothing."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def group_body(group: Group, fields: Fields, themes: Iterable[str]) -> dict[str, Any]:
    """Return what a form sets, by key, for the checks of the API."""
    if group is Group.THEMES:
        return {"retired_themes": [each for each in themes if each not in fields.get(OFFERED, [])]}
    return {key: _typed(key, SCHEMA[key], fields) for key in keys_of(group)}


def _typed(key: str, field: Field, fields: Fields) -> Any:
    text = first(fields, key).strip()
    if field.kind is Kind.COUNT:
        return typed(text, "integer")
    if field.of_numbers:
        return [typed(each, "integer") for each in re.split(r"[\s,;]+|\bet\b", text) if each]
    if field.kind is Kind.ADDRESS:
        return with_scheme(text)
    return [_row(row) for row in rows_of(key, fields)] if parts_of(field) else text


def rows_of(key: str, fields: Fields) -> list[dict[str, str]]:
    """Return the rows of a list in which something is written."""
    parts = parts_of(SCHEMA[key])
    boxes = [fields.get(f"{key}.{part}", []) for part in parts]
    rows = [dict(zip(parts, row, strict=True)) for row in zip_longest(*boxes, fillvalue="")]
    return [row for row in rows if "".join(row.values()).strip()]


def _row(row: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {part: text.strip() for part, text in row.items()}
    if "seats" in found:
        found["seats"] = typed(found["seats"] or "0", "integer")
    if "url" in found:
        found["url"] = with_scheme(found["url"])
    return found


def parts_of(field: Field) -> tuple[str, ...]:
    """Return the boxes of a row of a setting's list; none if it is no list of rows."""
    return {Kind.ROOMS: ROOM, Kind.TOOLS: TOOL}.get(field.kind, ())


def number_of(text: str) -> int:
    """Return the number of a change, 0 if it is none."""
    return int(text) if re.fullmatch("[1-9][0-9]{0,7}", text) else 0
