"""People are known again across editions, by their address: who had been accompanied earlier.

Of an edition that was brought in, marks of addresses say who was accompanied; of one that is
counted as things happen, the person's own sessions do.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby

from ..people.addresses import address_key
from .editions import Edition
from .facts import PersonFacts
from .figures import Counts, figures_id, path

MARK, PART = 20, 2
"""How much of an address's hash is its mark, and how much of that names its part."""

RETURNING = path("people", "returning")


@dataclass(frozen=True)
class Accompanied:
    """The marks of some of those who were accompanied in an edition: those that begin alike."""

    id: str
    people: tuple[str, ...] = ()
    version: int = 0

    def with_instead(self, other: str, mark: str) -> "Accompanied":
        """Return the part with another mark in the place of one."""
        return replace(self, people=tuple(sorted({*self.people, other} - {mark})))


def mark_of(email: str) -> str:
    """Return what an address is known again by; it does not show the address."""
    return address_key(email)[:MARK]


def nobody_s_address(person_id: str) -> str:
    """Return what stands for the address of somebody erased wherever editions still name them.

    It is of their id, which nothing has any more; mail to it reaches nobody.
    """
    return f"{sha256(person_id.encode()).hexdigest()[:MARK]}@efface.invalid"


def address_in_files(person_id: str, email: str) -> str:
    """Return by which address the files of an edition know somebody, who may have none."""
    return email or f"{sha256(person_id.encode()).hexdigest()[:MARK]}@sans-adresse.invalid"


def part_id(slug: str, generation: str, mark: str) -> str:
    """Return the id of the part of an edition's people in which a mark would be."""
    return figures_id(slug, generation, mark[:PART])


def parts(slug: str, generation: str, people: Iterable[str]) -> list[Accompanied]:
    """Return the marks of an edition's people, in the parts in which they are kept."""
    found: dict[str, list[str]] = {}
    for mark in sorted(people):
        found.setdefault(part_id(slug, generation, mark), []).append(mark)
    return [Accompanied(each, tuple(marks), version=1) for each, marks in found.items()]


def with_editions(
    person: PersonFacts, live: Iterable[Edition], imported: Iterable[Edition]
) -> PersonFacts:
    """Return the facts with the editions in which somebody was accompanied.

    `imported` are those brought in that have their mark; of the `live` ones, their sessions tell.
    """
    starts = [each.starts_at for each in person.sessions]
    held = [each for each in live if any(map(each.covers, starts))]
    return replace(person, editions=tuple(each.starts_on for each in (*imported, *held)))


def with_returning(editions: Iterable[tuple[Edition, set[str]]]) -> list[Edition]:
    """Return editions that were brought in, by their first day, each with how many return.

    They come with the marks of those who were accompanied in each.
    """
    found: list[Edition] = []
    seen: set[str] = set()
    by_start = sorted(editions, key=lambda held: held[0].starts_on)
    for _, together in groupby(by_start, key=lambda held: held[0].starts_on):
        begun = [*together]
        found += [replace(each, returning=len(marks & seen)) for each, marks in begun]
        seen = seen.union(*(marks for _, marks in begun))
    return found


def returning(edition: Edition, counts: Counts) -> int:
    """Return how many of those accompanied in an edition had been in an earlier one."""
    return edition.returning if edition.imported else counts.get(RETURNING, 0)
