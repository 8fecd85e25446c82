"""What is wrong with the settings of a region: each with its file, its key, what is there and what
should be."""

import tomllib
from collections.abc import Iterator
from datetime import date, time
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from chalicelib.adapters.texts.programme_file import defaults_in, programme_of
from chalicelib.domain.errors import InvalidFields
from chalicelib.domain.people.consents import OF_AN_EVENT
from chalicelib.domain.people.mail_purposes import MailPurpose
from chalicelib.domain.people.unsubscribing import UNASKED
from chalicelib.domain.programme import EVENT, PROGRAM

from . import bounds
from .inheriting import NEVER_INHERITED
from .laying import LABEL
from .look.contrast import faint
from .look.drawn_with import missing_of_look
from .schema import Programme, Table

LONGEST_SHOWN = 40

TAKEN = frozenset({EVENT, MailPurpose.TRANSACTIONAL, *UNASKED})
"""What no consent of a region can be for."""

NAMED = frozenset({PROGRAM, "newsletter", "community", "summaries", "directory", "testimonial"})
"""What `words.toml` has a name for: consents for anything else come with theirs."""

SHOULD_BE = {
    "int_type": "a whole number, without quotation marks",
    "float_type": 'a number, or "mean"',
    "string_type": "text between quotation marks",
    "bool_type": "true or false",
    "list_type": "a list between brackets",
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
}
"""What a text should be, by what its pattern holds; any other is one line."""


ITS_OWN = "; a region says its own, it takes over nobody else’s"


class WrongSettings(ValueError):
    """The settings of the region cannot be used as they are; says each problem."""


def ensure_settings(path: Path) -> None:
    """Raise WrongSettings if the site could not answer with what a file says."""
    if found := list(problems(path)):
        raise WrongSettings("\n".join(found))


def problems(path: Path) -> Iterator[str]:
    """Yield what is wrong with a file, a line for each; of a merged one, in the region's name."""
    region = _region_of(path.parent)
    name = f"{region}/{path.name}" if region else path.name
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        yield f"{name}: cannot be read: {error}"
        return
    for each in list(problems_in(said)) or missing_of_look(path.parent, said["look"]):
        yield f"{name}: {each}{ITS_OWN if region and _is_its_own(each) else ''}"


def _region_of(folder: Path) -> str:
    """Return whose folder this is merged with, "" if it is ours alone."""
    label = folder / LABEL
    return label.read_text(encoding="utf-8") if label.is_file() else ""


def _is_its_own(problem: str) -> bool:
    return problem.removesuffix(": is missing") in NEVER_INHERITED


def problems_in(said: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with what a file says, each with its key."""
    try:
        Programme.model_validate(said)
    except ValidationError as failure:
        seen: set[str] = set()
        for error in failure.errors():
            where = _key(error["loc"])
            if where not in seen:
                yield f"{where}: {_told(error)}"
            seen.add(where)
        return
    yield from _beyond_types(said)


def _beyond_types(said: dict[str, Any]) -> Iterator[str]:
    """Yield what each key alone does not show."""
    purposes = [each["purpose"] for each in said["consents"]]
    if twice := {each for each in purposes if purposes.count(each) > 1}:
        yield f"consents: {', '.join(sorted(twice))} is there twice"
    for number, each in enumerate(said["consents"], 1):
        yield from (f"consents[{number}].{told}" for told in _of_consent(each, said))
    required = [each["purpose"] for each in said["consents"] if each.get("required")]
    if required != ["program"]:
        yield "consents: `program`, and no other, is required = true"
    if said["edition"]["ends_on"] < said["edition"]["starts_on"]:
        yield "edition.ends_on: is before edition.starts_on"
    try:
        defaults_in(said)
        yield from faint(programme_of(said).look)
    except InvalidFields as failure:
        yield from map(bounds.told, failure.errors)
    except ValueError as failure:
        yield str(failure)


def _of_consent(consent: dict[str, Any], said: dict[str, Any]) -> Iterator[str]:
    purpose = consent["purpose"]
    if purpose in TAKEN:
        yield f'purpose: is "{purpose}", which the system uses for something else'
    elif purpose not in NAMED and not consent.get("label"):
        yield f"label: is missing: what « {purpose} » is called on the forms"
    if purpose == PROGRAM and consent["version"].startswith(OF_AN_EVENT):
        yield f'version: begins with "{OF_AN_EVENT}", as those of events did once'
    if purpose == MailPurpose.COMMUNITY and not said["community_url"]:
        yield 'purpose: is "community", and community_url says nothing: there is none to invite to'


def _key(where: tuple[int | str, ...]) -> str:
    """Return a key as the file has it; the nth of a list counts from 1."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in where]
    return "".join(part for part in parts if part not in KINDS_OF_NUMBER).lstrip(".")


KINDS_OF_NUMBER = {".float", ".literal['mean']", ".constrained-float"}
"""What pydantic adds to say which of two types it means."""


def _told(error: Any) -> str:
    kind, where = error["type"], error["loc"]
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return f"is not a key{_meant(where)}"
    return f"is {_shown(error['input'])}; it should be {_should_be(error)}"


def _should_be(error: Any) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "literal_error":
            return f"one of {context['expected']}"
        case "greater_than_equal":
            return f"{context['ge']:,.0f} or more"
        case "less_than_equal":
            return f"{context['le']:,.0f} or less"
        case "finite_number":
            return 'a number, or "mean"'
        case "string_too_long":
            return f"{context['max_length']} characters or fewer"
        case "string_too_short":
            return "text, not nothing"
        case "string_pattern_mismatch":
            pattern = context["pattern"]
            return next((told for mark, told in PATTERNS.items() if mark in pattern), "one line")
    return SHOULD_BE.get(error["type"]) or str(error["msg"])


def _meant(where: tuple[int | str, ...]) -> str:
    """Return which key somebody may have meant who misspelt or misplaced one."""
    if len(where) > 1 and where[-1] in Programme.model_fields:
        return " of this table; put its line above the first [table]"
    table: Any = Programme
    for part in where[:-1]:
        if isinstance(part, str):
            table = _within(table, part)
    known = table.model_fields if isinstance(table, type) and issubclass(table, Table) else {}
    close = get_close_matches(str(where[-1]), known, 1)
    return f"; did you mean {close[0]}?" if close else ""


def _within(table: Any, name: str) -> Any:
    """Return the table that a key of a table holds, alone or in a list."""
    held = table.model_fields[name].annotation
    return getattr(held, "__args__", (held,))[0]


def _shown(value: Any) -> str:
    """Return a value as the file has it, cut short."""
    if isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, date | time):
        text = value.isoformat()
    elif isinstance(value, str):
        text = f'"{value}"'
    else:
        text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
