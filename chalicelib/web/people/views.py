"""Values to show of people."""

from enum import StrEnum
from typing import Any

from ... import wiring
from ...domain.people.participants import PROFILE_FIELDS, Participant

IN_LISTS = ("email", "given_name", "family_name", "organization", "phone", "maturity_level")
"""What lists of people show about each."""


def profile(participant: Participant) -> dict[str, Any]:
    """Return the address, and every field of the profile."""
    shown = {name: _plain(getattr(participant.profile, name)) for name in PROFILE_FIELDS}
    return {"email": participant.email, **shown}


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def consents(participant: Participant) -> dict[str, bool]:
    in_force = participant.consents_now()
    return {text.purpose: in_force.get(text.purpose, False) for text in wiring.programme().consents}


def who(participant: Participant | None) -> dict[str, Any] | None:
    """Return a person as the team's lists show them; None if they were erased."""
    if participant is None:
        return None
    everything = profile(participant)
    return {"id": participant.id, **{name: everything[name] for name in IN_LISTS}}
