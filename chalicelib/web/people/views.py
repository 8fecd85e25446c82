"""Values to show of people."""

from typing import Any

from ... import wiring
from ...domain.people.participants import Participant


def profile(participant: Participant) -> dict[str, Any]:
    profile = participant.profile
    return {
        "email": participant.email,
        "given_name": profile.given_name,
        "family_name": profile.family_name,
        "kind": profile.kind.value if profile.kind else None,
        "organization": profile.organization,
        "role": profile.role,
        "discipline": profile.discipline,
        "municipality": profile.municipality,
        "phone": profile.phone,
        "maturity_level": profile.maturity_level.value if profile.maturity_level else None,
        "motivations": profile.motivations,
        "needs": profile.needs,
        "themes": list(profile.themes),
    }


def consents(participant: Participant) -> dict[str, bool]:
    in_force = participant.consents_now()
    return {text.purpose: in_force.get(text.purpose, False) for text in wiring.programme().consents}


def who(participant: Participant | None) -> dict[str, Any] | None:
    if participant is None:
        return None
    shown = ("email", "given_name", "family_name", "organization", "phone", "maturity_level")
    everything = profile(participant)
    return {"id": participant.id, **{name: everything[name] for name in shown}}
