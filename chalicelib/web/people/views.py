"""Values to show of people."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from ... import wiring
from ...domain.events.meanwhile import Meanwhile
from ...domain.people.arriving.proof import outcome, waits
from ...domain.people.consents import asked_no_more as consents_left
from ...domain.people.consents import standing
from ...domain.people.participants import PROFILE_FIELDS, Participant
from ...domain.programme import ConsentText
from ..http.times import local

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


def granted(participant: Participant) -> list[str]:
    """Return the purposes that a person has agreed to, those that are asked for no more too."""
    return [purpose for purpose, given in participant.consents_now().items() if given]


def asked_no_more(participant: Participant) -> tuple[ConsentText, ...]:
    """Return what a person may still withdraw that no form asks for any more."""
    if not participant.proven:
        return ()
    return consents_left(participant.consents, wiring.programme().asked_consents)


def asked(participant: Participant) -> dict[str, Any] | None:
    """Return what waits for the person to confirm it, as their page shows it; None if nothing."""
    if not waits(participant):
        return None
    form = participant.joining
    told = form.profile if form else participant.profile
    return {
        "known": participant.proven,
        "profile": {name: v for name in PROFILE_FIELDS if (v := getattr(told, name))},
        "consents": list(outcome(standing(participant.consents)).values()),
    }


def meanwhile(held: Iterable[Meanwhile]) -> list[dict[str, Any]]:
    """Return what somebody has at the same time as something else, for the API."""
    return [
        {
            "kind": "session" if each.is_session else "event",
            "id": each.id,
            "title": _title(each),
            "starts_at": local(each.starts_at),
            "ends_at": local(each.ends_at),
        }
        for each in held
    ]


def _title(held: Meanwhile) -> str:
    theme = wiring.themes().get(held.theme)
    return theme.title if theme else held.title or held.theme


def who(participant: Participant | None) -> dict[str, Any] | None:
    """Return a person as the team's lists show them; None if they were erased."""
    if participant is None:
        return None
    everything = profile(participant)
    return {"id": participant.id, **{name: everything[name] for name in IN_LISTS}}


def mail_of(person: Participant) -> str:
    """Return in a word whether mails reach somebody, as the API says it."""
    if person.bounced_at is not None:
        return "bounced"
    return "unsubscribed" if person.unsubscribed_at is not None else "ok"
