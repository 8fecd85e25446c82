"""How a person stands in the team's list, and the keys by which they are found there.

Both follow from the person and their sessions, and are made again whenever these change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..demand import counts
from ..ids import owned, owner_of, suffix_of
from ..people.names import heard
from ..people.participants import Participant
from .alike import ALIKE
from .filters import WAITS, WANTS, with_adviser
from .keys import ADDRESS, DIGITS, FILTER, SOUND, keys_of

LONGEST_NAME = 60
"""Characters of a name that put rows in order: the table takes keys of a thousand bytes."""


class MailStanding(StrEnum):
    """Whether mails reach a person."""

    OK = "ok"
    BOUNCED = "bounced"
    UNSUBSCRIBED = "unsubscribed"


@dataclass(frozen=True)
class PersonEntry:
    """A row of the list. `id` is the person's, `name` what the rows are in order of."""

    id: str
    name: str
    given_name: str
    family_name: str
    email: str
    organization: str
    phone: str
    confirmed: bool
    mail: MailStanding
    keys: tuple[str, ...]
    version: int = 0

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def accompanied_by(self, member_id: str) -> bool:
        return f"{FILTER}{with_adviser(member_id)}" in self.keys

    @property
    def places(self) -> list[str]:
        """Where the person is found: each key, with their name."""
        return [f"{key} {self.name}" for key in self.keys]

    @property
    def counted_in(self) -> list[str]:
        """The counters of demand that the person is counted in."""
        counters = {FILTER + WANTS: counts.asked, FILTER + WAITS: counts.waiting}
        return [
            counter(key.removeprefix(beginning))
            for beginning, counter in counters.items()
            for key in self.keys
            if key.startswith(beginning)
        ]

    @property
    def found_by(self) -> set["FoundBy"]:
        return {FoundBy(owned(self.id, place)) for place in self.places}


@dataclass(frozen=True)
class FoundBy:
    """One key of a person. `id` joins their id, the key, and the name, which puts keys in order."""

    id: str
    version: int = 0


def entry_of(
    person: Participant, held: Iterable[Any], before: PersonEntry | None = None
) -> PersonEntry:
    """Return a person's row as it is to be, at the version of the one before it.

    `held` is what is in their partition.
    """
    profile = person.profile
    return PersonEntry(
        id=person.id,
        name=heard(f"{profile.family_name} {profile.given_name}")[:LONGEST_NAME],
        given_name=profile.given_name,
        family_name=profile.family_name,
        email=person.email or person.shared_email,
        organization=profile.organization,
        phone=profile.phone,
        confirmed=person.proven,
        mail=_reached(person),
        keys=keys_of(person, held),
        version=before.version if before else 0,
    )


def _reached(person: Participant) -> MailStanding:
    if person.bounced_at is not None:
        return MailStanding.BOUNCED
    return MailStanding.OK if person.unsubscribed_at is None else MailStanding.UNSUBSCRIBED


def shelf(place: str) -> str:
    """Return the partition of a key, or of how keys begin, by its place: the key, a space, a name.

    One for each filter, one for all that people share; of the others, one for each two letters that
    they begin with.
    """
    key = place.partition(" ")[0]
    if key.startswith(ALIKE):
        return ALIKE
    if key.startswith(FILTER):
        return key
    return key[: 3 if key.startswith((SOUND, DIGITS, ADDRESS)) else 2]


def spot(found_by_id: str) -> str:
    """Return where a key stands on its shelf: by its place, then by person."""
    return f"{suffix_of(found_by_id)}#{owner_of(found_by_id)}"


def person_at(spot: str) -> str:
    """Return the id of the person whose key stands there."""
    return spot.rpartition("#")[2]
