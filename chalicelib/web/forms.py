"""HTML forms, shaped like the JSON bodies, so that one set of checks serves both."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from .. import wiring
from ..domain.errors import InvalidFields
from .problems import field_message
from .views import QUESTIONS

Fields = dict[str, list[str]]

PROFILE_LINES = (
    "given_name",
    "family_name",
    "kind",
    "organization",
    "role",
    "discipline",
    "municipality",
    "phone",
    "maturity_level",
    "motivations",
    "needs",
)
ROWS = 6
"""Rows of tools and of next steps offered by the outcome form."""


def first(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[0]


def error_messages(failure: InvalidFields) -> dict[str, str]:
    return {error.field: field_message(error) for error in failure.errors}


def profile_body(fields: Fields) -> dict[str, Any]:
    body: dict[str, Any] = {name: first(fields, name) for name in PROFILE_LINES if name in fields}
    return {**body, "themes": fields.get("themes", [])}


def registration_body(fields: Fields) -> dict[str, Any]:
    body = {**profile_body(fields), "email": first(fields, "email"), "consents": _consents(fields)}
    code = first(fields, "referral_code")
    source = first(fields, "heard_from") or ("colleague" if code else "")
    if source:
        body["referral"] = {"heard_from": source, "code": code}
    return body


def profile_changes_body(fields: Fields) -> dict[str, Any]:
    consents = _consents(fields)
    consents.pop("program")  # withdrawn by leaving the programme, not by a box
    return {**profile_body(fields), "consents": consents}


def answers_body(fields: Fields) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for question in QUESTIONS:
        name, text = question["name"], first(fields, question["name"])
        if question["type"] == "array":
            answers[name] = fields.get(name, [])
        elif text:
            answers[name] = _typed(text, question["type"])
    return {"answers": answers}


def availability_body(fields: Fields, adviser: str) -> dict[str, Any]:
    day = first(fields, "day")
    return {
        "adviser": adviser,
        "starts_at": _local(day, first(fields, "from")),
        "ends_at": _local(day, first(fields, "to")),
        "themes": fields.get("themes", []),
        "slot_minutes": _typed(first(fields, "slot_minutes"), "integer"),
        "buffer_minutes": _typed(first(fields, "buffer_minutes"), "integer"),
        "format": first(fields, "format"),
        "meeting_url": first(fields, "meeting_url"),
    }


def outcome_body(fields: Fields) -> dict[str, Any]:
    rows = zip(
        fields.get("tool_name", []),
        fields.get("tool_url", []),
        fields.get("tool_why", []),
        strict=False,
    )
    return {
        "outcome": first(fields, "outcome"),
        "notes": first(fields, "notes"),
        "tools": [
            {"name": n, "url": _with_scheme(u), "why": w} for n, u, w in rows if (n + u + w).strip()
        ],
        "next_steps": [step for step in fields.get("next_step", []) if step.strip()],
    }


def guest_body(fields: Fields, mode: str) -> dict[str, Any]:
    lines = ("email", "given_name", "family_name")
    consents = _consents(fields)
    return {**{name: first(fields, name) for name in lines}, "mode": mode, "consents": consents}


def moment(day: str, clock: str) -> str:
    """What a day and an hour of a form say."""
    return _local(day, clock)


def _with_scheme(address: str) -> str:
    """« wikidata.org » as people write it, made a Web address."""
    bare = address.strip()
    return f"https://{bare}" if bare and ":" not in bare else bare


def _consents(fields: Fields) -> dict[str, bool]:
    given = set(fields.get("consents", []))
    return {text.purpose: text.purpose in given for text in wiring.programme().consents}


def _typed(text: str, kind: str) -> Any:
    """A form's text as the JSON type of its field; what does not fit is left to the checks."""
    if kind == "boolean":
        return {"oui": True, "non": False}.get(text, text)
    if kind == "integer":
        return int(text) if re.fullmatch(r"\s*-?[0-9]{1,9}\s*", text) else text
    return text


def _local(day: str, clock: str) -> str:
    """A wall time of the programme's zone, with its offset; left as it is if it is none."""
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}")
    except ValueError:
        return f"{day} {clock}"
    return moment.replace(tzinfo=ZoneInfo(wiring.programme().zone)).isoformat()
