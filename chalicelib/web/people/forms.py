"""The forms of people, shaped like the API's bodies: registering, changing one's profile."""

from typing import Any

from ...domain.people.participants import PROFILE_FIELDS
from ...domain.programme import PROGRAM
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
    if "under_14" in fields:
        body |= {"under_14": True, **guardian_body(fields)}
    return body


def guardian_body(fields: Fields) -> dict[str, Any]:
    return {"guardian": {name: first(fields, f"guardian.{name}") for name in ("name", "email")}}


def profile_changes_body(fields: Fields, joined: bool) -> dict[str, Any]:
    """Return what a profile's form changes.

    The programme's consent is asked of who has not joined, with what joining needs; it is withdrawn
    by leaving the programme, not by a box.
    """
    given, body = consents(fields), _profile_body(fields)
    joins = given.pop(PROGRAM) and not joined
    if joins:
        needed = {name: first(fields, name) for name in ("kind", "maturity_level")}
        return {**body, **needed, "consents": {**given, PROGRAM: True}}
    if not joined and not body["themes"]:
        del body["themes"]  # who came for an event changes their consents without choosing any
    return {**body, "consents": given}
