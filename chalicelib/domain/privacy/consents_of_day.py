"""Who had agreed to what on a day, of everybody: where one page of them ends and the next begins.

People are come upon by the editions that count them, oldest first. Only who is proven is counted,
and of nobody else is any consent in force. They are listed in the edition in which they registered;
who registered in none that counts them, in each that does: rather twice than not at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from ..people.consent_history import KEPT
from ..people.consents import Consent
from ..people.participants import Participant
from ..report.editions import Edition, is_slug
from .proof_of_day import in_force_before

LONGEST_ID = 120


@dataclass(frozen=True)
class Place:
    """Where a page begins: after a person of an edition. The first one is `Place()`."""

    slug: str = ""
    person_id: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the place that an address names; the first for anything else."""
        slug, _, person_id = text.partition(".")
        known = is_slug(slug) and person_id.isascii() and len(person_id) <= LONGEST_ID
        return cls(slug, person_id) if known else cls()

    def __str__(self) -> str:
        return f"{self.slug}.{self.person_id}"


@dataclass(frozen=True)
class Agreed:
    """What was in force for somebody at the end of a day, given or withdrawn, by purpose."""

    participant: Participant
    consents: tuple[Consent, ...]


def home_of(person: Participant, editions: Iterable[Edition]) -> str:
    """Return the edition in which somebody registered, by its slug; "" for none of these."""
    return next((each.slug for each in editions if _registered_in(person, each)), "")


def _registered_in(person: Participant, edition: Edition) -> bool:
    since, until = edition.span
    return since <= person.registered_at < until


def may_have_older(person: Participant) -> bool:
    """Return whether some of their entries may have left their own item for a page."""
    return len(person.consents) >= KEPT


def agreed(person: Participant, older: Iterable[Consent], until: datetime) -> Agreed:
    """Return what was in force for somebody before a moment (UTC)."""
    return Agreed(person, in_force_before(until, [*older, *person.consents]))
