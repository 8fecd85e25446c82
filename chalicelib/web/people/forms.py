"""The forms of people, shaped like the API's bodies: registering, changing one's profile."""

from typing import Any

from ...domain.people.participants import PROFILE_FIELDS
from ..http.forms import Fields, consents, first

PROFILE_LINES = tuple(name for name in PROFILE_FIELDS if name != "themes")
"""The profile's fields that have one value each."""


def _profile_body(fields: Fields) -> dict[str, Any]:
    body: dict[str, Any] = {name: first(fields, name) for name in PROFILE_LINES if name in fields}
    return {**body, "themes": fields.get("themes", [])}


def registration_body(fields: Fields) -> dict[str, Any]:
    body = {**_profile_body(fields), "email": first(fields, "email"), "consents": consents(fields)}
    code = first(fields, "referral_code")
    source = first(fields, "heard_from") or ("colleague" if code else "")
    if source:
        body["referral"] = {"heard_from": source, "code": code}
    return body


def profile_changes_body(fields: Fields, guest: bool) -> dict[str, Any]:
    given = consents(fields)
    given.pop("program")  # withdrawn by leaving the programme, not by a box
    body = _profile_body(fields)
    if guest and not body["themes"]:
        del body["themes"]  # who came for an event changes their consents without choosing any
    return {**body, "consents": given}
