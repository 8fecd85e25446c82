"""What a region takes over of our files of settings and words, key by key."""

import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

from .places import WrongRegion

NEVER_INHERITED = (
    "name",
    "organisation",
    "region",
    "zone",
    "contact_email",
    "contact_phone",
    "postal_address",
    "privacy_officer",
    "privacy_email",
    "community_url",
    "diagnostic_url",
    "mail.sender_name",
    "law.name",
    "law.territory",
    "law.authority",
    "law.authority_url",
    "law.guardian_age",
    "hosting.place",
    "hosting.provider",
    "edition.slug",
    "edition.title",
    "edition.starts_on",
    "edition.ends_on",
    "edition.target_people",
    "consents",
    "event_consent",
)
"""Of `programme.toml`: who a region is, under which law, where its data are, and what
people agree to there. It says so itself."""

EMPTY_UNLESS_SAID: dict[str, Any] = {
    "edition.funder": "",
    "rooms": [],
    "tools": [],
    "retired_themes": [],
    "mail.community_texts_with_summaries": [],
}
"""What is ours alone too, and need not be said: our consents, rooms and funder are not theirs."""

WHOLE = ("look",)
"""Tables that a region says anew: our shades are of our colours."""

BY_NAME = {"questions"}
"""Lists of which a region changes one member, by its `name`; any other list is replaced whole."""

Tables = dict[str, Any]


def read_toml(path: Path, told: str) -> Tables:
    """Return what a file says. Raises WrongRegion with the line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise WrongRegion(f"{told}: is not in UTF-8 ({error.reason})") from error
    except tomllib.TOMLDecodeError as error:
        raise WrongRegion(f"{told}: {error}") from error


def inherited_settings(ours: Tables, theirs: Tables) -> Tables:
    """Return the settings of a region: theirs over ours, but what is never inherited."""
    base = deepcopy(ours)
    for key in NEVER_INHERITED:
        _drop(base, key)
    for key in WHOLE:
        if key in theirs:
            _drop(base, key)
    for key, value in EMPTY_UNLESS_SAID.items():
        _put(base, key, deepcopy(value))
    settings: Tables = laid_over(base, theirs)
    return settings


def laid_over(ours: Any, theirs: Any, name: str = "") -> Any:
    """Return ours with theirs over it: tables key by key, all else whole."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        both = {key: deepcopy(value) for key, value in ours.items()}
        for key, value in theirs.items():
            both[key] = laid_over(both[key], value, key) if key in both else deepcopy(value)
        return both
    if name in BY_NAME and _is_named(ours) and _is_named(theirs):
        return _by_name(ours, theirs)
    return deepcopy(theirs)


def _is_named(members: Any) -> bool:
    """Return whether this is a list of tables, each with a name; another is replaced whole."""
    return isinstance(members, list) and all(
        isinstance(each, dict) and isinstance(each.get("name"), str) for each in members
    )


def _by_name(ours: list[Tables], theirs: list[Tables]) -> list[Tables]:
    said = {each["name"]: each for each in theirs}
    known = {each["name"] for each in ours}
    changed = [laid_over(each, said.get(each["name"], {})) for each in ours]
    return changed + [deepcopy(each) for each in theirs if each["name"] not in known]


def _drop(tables: Tables, key: str) -> None:
    *way, last = key.split(".")
    for part in way:
        tables = tables.get(part, {})
    tables.pop(last, None)


def _put(tables: Tables, key: str, value: Any) -> None:
    *way, last = key.split(".")
    for part in way:
        tables = tables.setdefault(part, {})
    tables[last] = value
