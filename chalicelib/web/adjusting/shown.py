"""Settings as people read them: « 24 h », « 9 mars 2027 », « 48 h et 2 h »."""

import json
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from ... import wiring
from ...adapters.texts.french import NBSP, long_date
from ...domain.adjusting.fields import SCHEMA, Kind

UNITS = {"hours": "h", "minutes": "min", "seconds": "s", "days": "j", "people": "personnes"}
"""What a number counts, by a word of its key."""

NOTHING, NONE = "non précisé", "aucun"
"""In place of a text, and of a list, that is empty."""


def said(key: str, value: Any) -> str:
    """Return what a setting is, in words."""
    kind = SCHEMA[key].kind
    if kind is Kind.DAY:
        return long_date(date.fromisoformat(value))
    if kind is Kind.HOUR:
        hour = time.fromisoformat(value)
        return f"{hour.hour}{NBSP}h" + (f"{NBSP}{hour:%M}" if hour.minute else "")
    if kind is Kind.THEMES:
        return _listed(_title(each) for each in value)
    if kind in (Kind.ROOMS, Kind.TOOLS):
        return _listed(each["name"] for each in value)
    if isinstance(value, list):
        return _listed(_counted(key, each) for each in value)
    return _counted(key, value) if kind is Kind.COUNT else value or NOTHING


def _title(slug: str) -> str:
    theme = wiring.themes().get(slug)
    return theme.title if theme else slug


def _counted(key: str, number: int) -> str:
    words = key.rpartition(".")[2].split("_")
    unit = next((UNITS[word] for word in words if word in UNITS), "")
    return f"{number:,}".replace(",", NBSP) + (f"{NBSP}{unit}" if unit else "")


def _listed(words: Iterable[str]) -> str:
    *others, last = [*words] or [NONE]
    return f"{', '.join(others)} et {last}" if others else last


def value_of(text: str) -> Any:
    """Return a value as it was kept; None for the default, and for what is no JSON."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None


def said_of_change(key: str, text: str) -> str:
    """Return one side of a change in words; what this release does not know is left as it is."""
    if not text:
        return said(key, wiring.adjusted().defaults[key]) if key in SCHEMA else NOTHING
    try:
        return said(key, json.loads(text))
    except (KeyError, TypeError, ValueError, AttributeError):
        return text
