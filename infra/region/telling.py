"""What is wrong with a value of a file of settings, in words: what is there, and what should be."""

from collections.abc import Iterator
from datetime import date, time
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from .values import Table

LONGEST_SHOWN = 40

SHOULD_BE = {
    "int_type": "a whole number, without quotation marks",
    "float_type": 'a number, or "mean"',
    "finite_number": 'a number, or "mean"',
    "string_type": "text between quotation marks",
    "bool_type": "true or false",
    "list_type": "a list between brackets",
    "dict_type": "a table",
    "date_type": "a day, as 2026-08-24, without quotation marks",
    "time_type": "an hour, as 21:00:00, without quotation marks",
    "model_type": "a table",
    "model_attributes_type": "a table",
}
"""What should be there, by pydantic's name of the error."""

PATTERNS = {
    "@": "an address of mail",
    "http": "an address of the Web, https://…, or nothing between the marks",
    "#": "a colour, as #0f4c5c, in small letters",
    "woff2": "the name of a .woff2 of static/fonts/",
    "A-Za-z": "the name of a typeface, in letters without accents, digits and spaces",
    "svg": "the name of an .svg of static/, in small letters, digits and hyphens",
    "(_": "a word in small letters and underscores",
    "a-z0-9": "a word in small letters, digits and hyphens",
    "?$": "one line, without marks that nobody sees, or nothing between the marks",
    r"\r": "one line, without marks that nobody sees",
}
"""What a text should be, by what its pattern holds; any other is text alone."""


def mistakes(schema: type[BaseModel], said: Any) -> Iterator[str]:
    """Yield what is wrong with the keys and types of a file, each key once."""
    try:
        schema.model_validate(said)
    except ValidationError as failure:
        seen: set[str] = set()
        for error in failure.errors():
            where = key_of(error["loc"])
            if where not in seen:
                yield f"{where}: {_told(schema, error)}"
            seen.add(where)


def key_of(where: tuple[int | str, ...]) -> str:
    """Return a key as the file has it; the nth of a list counts from 1."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in where]
    return "".join(part for part in parts if part not in KINDS_OF_NUMBER).lstrip(".")


KINDS_OF_NUMBER = {".float", ".literal['mean']", ".constrained-float", ".[key]"}
"""What pydantic adds to say which of two types it means."""


def _told(schema: type[BaseModel], error: Any) -> str:
    kind, where = error["type"], error["loc"]
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return f"is not a key{_meant(schema, where)}"
    return f"is {shown(error['input'])}; it should be {_should_be(error)}"


def _should_be(error: Any) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "literal_error":
            return f"one of {context['expected']}"
        case "greater_than_equal":
            return f"{context['ge']:,.0f} or more"
        case "less_than_equal":
            return f"{context['le']:,.0f} or less"
        case "string_too_short":
            return "text, not nothing"
        case "string_too_long":
            return f"{context['max_length']} characters or fewer"
        case "string_pattern_mismatch":
            pattern = context["pattern"]
            return next((told for mark, told in PATTERNS.items() if mark in pattern), "text")
    return SHOULD_BE.get(error["type"]) or str(error["msg"])


def _meant(schema: type[BaseModel], where: tuple[int | str, ...]) -> str:
    """Return which key somebody may have meant who misspelt or misplaced one."""
    if len(where) > 1 and where[-1] in schema.model_fields:
        return " of this table; put its line above the first [table]"
    table: Any = schema
    for part in where[:-1]:
        if isinstance(part, str):
            table = _within(table, part)
    known = table.model_fields if isinstance(table, type) and issubclass(table, Table) else {}
    close = get_close_matches(str(where[-1]).lower(), known, 1)
    return f"; did you mean {close[0]}?" if close else ""


def _within(table: Any, name: str) -> Any:
    """Return the table that a key of a table holds, alone or in a list."""
    if not (isinstance(table, type) and issubclass(table, Table)):
        return table
    held = table.model_fields[name].annotation
    return getattr(held, "__args__", (held,))[0]


def shown(value: Any) -> str:
    """Return a value as the file has it, cut short."""
    if isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, date | time):
        text = value.isoformat()
    elif isinstance(value, str):
        text = f'"{value}"' if value.isprintable() else repr(value)
    else:
        text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
