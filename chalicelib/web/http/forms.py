"""HTML forms, shaped like the JSON bodies, so that one set of checks serves both."""

import re
from datetime import datetime
from typing import Any

from ... import wiring
from ...domain.errors import InvalidFields
from .problems import field_message
from .times import zone

Fields = dict[str, list[str]]


def first(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[0]


def error_messages(failure: InvalidFields) -> dict[str, str]:
    return {error.field: field_message(error) for error in failure.errors}


def with_scheme(address: str) -> str:
    """Return « wikidata.org », as people write it, as a Web address."""
    bare = address.strip()
    return f"https://{bare}" if bare and ":" not in bare else bare


def consents(fields: Fields) -> dict[str, bool]:
    """Return each of the programme's consents, given or not."""
    given = set(fields.get("consents", []))
    return {text.purpose: text.purpose in given for text in wiring.programme().consents}


def typed(text: str, kind: str) -> Any:
    """Return a form's text as its field's JSON type; leave to the checks what does not fit."""
    if kind == "boolean":
        return {"oui": True, "non": False}.get(text, text)
    if kind == "integer":
        return int(text) if re.fullmatch(r"\s*-?[0-9]{1,9}\s*", text) else text
    return text


def typed_moment(day: str, clock: str) -> str:
    """Return a time of the programme's zone with its offset; unchanged if it is no time."""
    try:
        moment = datetime.fromisoformat(f"{day.strip()}T{clock.strip()}")
    except ValueError:
        return f"{day} {clock}"
    return moment.replace(tzinfo=zone()).isoformat()
