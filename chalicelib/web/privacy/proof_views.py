"""Values to show of the proof of a day, on a page and on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from ... import wiring
from ...domain.looks import Look, Shows
from ...domain.privacy.proof_of_day import since_when
from ...domain.privacy.who_saw import days_of
from ...workflows.privacy.read_proof import Proof
from ..http.times import zone


@dataclass(frozen=True)
class Seen:
    """What a member of the team saw: when (UTC) first, by whom, what, and which list it is."""

    at: datetime
    by: str
    what: str
    title: str = ""


def moments_of(day: date) -> tuple[datetime, datetime]:
    """Return when a day of the programme's zone begins, and the next."""
    begins, ends = (datetime.combine(each, time(), zone()) for each in (day, day + timedelta(1)))
    return begins, ends


def told(proof: Proof, day: date) -> dict[str, Any]:
    """Return what page and paper show."""
    return {
        "person": proof.participant,
        "day": day,
        "consents": [(each, since_when(each)) for each in proof.of_day.consents],
        "mails": proof.of_day.mails,
        "looks": [*_seen(proof)],
    }


def _seen(proof: Proof) -> Iterator[Seen]:
    said = wiring.templates().words["shows"]
    for each in proof.looks:
        member = proof.members.get(each.by)
        by = member.name if member else "Membre de l’équipe retiré depuis"
        yield Seen(each.at, by, said[each.shows], _title(each, proof))


def _title(look: Look, proof: Proof) -> str:
    """Return which list it was, where there are several."""
    if look.shows is Shows.ROSTER and look.about in proof.events:
        return proof.events[look.about].title
    if look.shows is not Shows.AGENDA or not look.about:
        return ""
    from ...adapters.texts.french import long_date

    first, after = days_of(look)
    return f"du {long_date(first)} au {long_date(after - timedelta(days=1))}"
