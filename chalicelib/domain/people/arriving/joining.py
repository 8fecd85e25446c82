"""A guest joins the programme: says who they are, and agrees to it in its own words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ...levels import Maturity
from ...programme import Programme
from ..consent_history import ConsentPage, turned
from ..consents import record_consents
from ..participants import Participant, ParticipantKind, ProfileNeeded


@dataclass(frozen=True)
class Joining:
    """What the programme needs to know of somebody, and the consents they were asked for."""

    kind: ParticipantKind
    maturity_level: Maturity
    consents: Mapping[str, bool]


def member(
    person: Participant, joining: Joining | None, theme: str, programme: Programme, now: datetime
) -> tuple[Participant, tuple[ConsentPage, ...]]:
    """Return who has joined, by what they say now if they had not, with a page of consents.

    `theme` interests them, if they had named none. Raises ProfileNeeded.
    """
    if person.joined:
        return person, ()
    if joining is None:
        raise ProfileNeeded
    profile = replace(
        person.profile,
        kind=joining.kind,
        maturity_level=joining.maturity_level,
        themes=person.profile.themes or (theme,),
    )
    consents = record_consents(
        person.consents, joining.consents, programme.consents, now, person.speaker
    )
    after = replace(person, profile=profile, consents=consents)
    if not after.joined:
        raise ProfileNeeded
    return turned(after)
