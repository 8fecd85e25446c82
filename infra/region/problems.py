"""What is wrong with the settings of a region: each with its file, its key, what is there and what
should be."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from chalicelib.adapters.texts.programme_file import defaults_in, programme_of
from chalicelib.domain.adjusting.fields import SCHEMA, Kind
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
from .schema import Programme
from .telling import mistakes, shown

TAKEN = frozenset({EVENT, MailPurpose.TRANSACTIONAL, *UNASKED})
"""What no consent of a region can be for."""

NAMED = frozenset({PROGRAM, "newsletter", "community", "summaries", "directory", "testimonial"})
"""What `words.toml` has a name for: consents for anything else come with theirs."""

ITS_OWN = "; a region says its own, it takes over nobody else’s"


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
    found = list(mistakes(Programme, said))
    yield from found or _beyond_types(said)


def _beyond_types(said: dict[str, Any]) -> Iterator[str]:
    """Yield what each key alone does not show."""
    purposes = [each["purpose"] for each in said["consents"]]
    if twice := {each for each in purposes if purposes.count(each) > 1}:
        yield f"consents: {', '.join(sorted(twice))} is there twice"
    for number, each in enumerate(said["consents"], 1):
        yield from (f"consents[{number}].{told}" for told in _of_consent(each, said))
    if PROGRAM not in purposes:
        yield f"consents: there is none for `{PROGRAM}`"
    try:
        yield from _written_otherwise(said, defaults_in(said))
        yield from faint(programme_of(said).look)
    except InvalidFields as failure:
        yield from (bounds.told(each, said) for each in failure.errors)
    except ValueError as failure:
        yield str(failure)


def _of_consent(consent: dict[str, Any], said: dict[str, Any]) -> Iterator[str]:
    purpose, required = consent["purpose"], consent.get("required", False)
    if required is not (purpose == PROGRAM):
        meant = str(not required).lower()
        yield f"required: is {shown(required)}; it should be {meant}: `{PROGRAM}` alone is"
    if purpose in TAKEN:
        yield f'purpose: is "{purpose}", which the system uses for something else'
    elif purpose not in NAMED and not consent.get("label"):
        yield f"label: is missing: what « {purpose} » is called on the forms"
    if purpose == PROGRAM and consent["version"].startswith(OF_AN_EVENT):
        yield f'version: begins with "{OF_AN_EVENT}", as those of events did once'
    if purpose == MailPurpose.COMMUNITY and not said["community_url"]:
        yield 'purpose: is "community", and community_url says nothing: there is none to invite to'


def _written_otherwise(said: dict[str, Any], kept: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lists and addresses that are taken otherwise than they are written."""
    for key, field in SCHEMA.items():
        there: Any = said
        for part in key.split("."):
            there = there[part]
        if (field.of_numbers or field.kind is Kind.EMAIL) and there != kept[key]:
            yield f"{key}: is {shown(there)}; it should be {shown(kept[key])}"
