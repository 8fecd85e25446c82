"""HTML forms, shaped like the JSON bodies, so that one set of checks serves both."""

import re
from contextlib import suppress
from dataclasses import replace
from typing import Any

from ... import wiring
from ...domain.addresses import LONGEST
from ...domain.errors import DomainError, FieldError, InvalidFields
from ...domain.people.slips import meant
from ...domain.texts import BadText, address
from .moments import trouble_with
from .parsing import parse_fields
from .problems import field_message

Fields = dict[str, list[str]]


def first(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[0]


Boxes = dict[str, tuple[str, str]]
"""A moment's field → the boxes of its day and of its hour, which may be one and the same."""


def error_messages(
    failure: DomainError | None, fields: Fields, boxes: Boxes | None = None
) -> dict[str, str]:
    """Return what a form says of its fields, or of the boxes of a moment that is none."""
    told: dict[str, str] = {}
    for error in failure.errors if isinstance(failure, InvalidFields) else ():
        if error.code == "invalid_datetime" and error.field in (boxes or {}):
            told |= _of_moment(error, fields, *(boxes or {})[error.field])
        else:
            told[error.field] = field_message(_as_left(error, fields))
    return told


def _as_left(error: FieldError, fields: Fields) -> FieldError:
    """Return an error about an empty box as one about what is missing."""
    blank = error.code == "invalid_email" and not first(fields, error.field).strip()
    return replace(error, code="required") if blank else error


def _of_moment(error: FieldError, fields: Fields, day: str, clock: str) -> dict[str, str]:
    if day == clock:
        of_day, of_hour = trouble_with(*first(fields, day).partition("T")[::2])
        return {error.field: field_message(error) if of_day or not of_hour else of_hour}
    of_day, of_hour = trouble_with(first(fields, day), first(fields, clock))
    wrong = {day: of_day, clock: of_hour}
    return {box: told for box, told in wrong.items() if told} or {error.field: field_message(error)}


def answered(fields: Fields) -> Fields:
    """Return a form with its address alone, or the one that its question proposed and that is
    the answer.
    """
    given = first(fields, "email")[:LONGEST]
    with suppress(BadText):
        fields = {**fields, "email": [address(given)]} if given else fields
    chosen = first(fields, "email_meant")
    return {**fields, "email": [chosen], "email_seen": [chosen]} if chosen else fields


def address_given(fields: Fields) -> str:
    """Return the address that a form gives, checked. Raises InvalidFields."""
    from .bodies import LinkBody

    return parse_fields(LinkBody, {"email": first(fields, "email")}).email


def address_meant(fields: Fields) -> str:
    """Return the address that was probably meant, to ask about; "" once it was asked."""
    given = first(fields, "email").strip()
    return "" if first(fields, "email_seen") == given else meant(given)


def with_scheme(address: str) -> str:
    """Return « wikidata.org », as people write it, as a Web address; no word alone is one."""
    bare = address.strip()
    site = "." in bare.partition("/")[0].strip(".")
    return f"https://{bare}" if site and ":" not in bare else bare


def consents(fields: Fields) -> dict[str, bool]:
    """Return each of the consents that forms ask for, given or not."""
    given = set(fields.get("consents", []))
    return {text.purpose: text.purpose in given for text in wiring.programme().asked_consents}


def typed(text: str, kind: str) -> Any:
    """Return a form's text as its field's JSON type; leave to the checks what does not fit."""
    if kind == "boolean":
        return {"oui": True, "non": False}.get(text, text)
    if kind == "integer":
        return int(text) if re.fullmatch(r"\s*-?[0-9]{1,9}\s*", text) else text
    return text
