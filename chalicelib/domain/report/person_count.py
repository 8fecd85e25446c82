"""What has been counted of one person in one edition, so that each change is counted once."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..ids import owned
from .figures import Counts, by_group, change, summed


@dataclass(frozen=True)
class PersonCount:
    """What one person adds to the figures of an edition, by generation, as it was counted.

    `id` joins the person's id and the edition's slug.
    """

    id: str
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    version: int = 0

    def changes(self, generation: str, contribution: Counts) -> dict[str, dict[str, int]]:
        """Return what to add to the counters of a generation, by their group."""
        return by_group(change(self.counts.get(generation, {}), contribution))

    def with_added(self, generation: str, added: Iterable[Counts]) -> "PersonCount":
        """Return it with that much more counted of a generation."""
        held = summed([self.counts.get(generation, {}), *added])
        kept = {counter: count for counter, count in held.items() if count}
        return replace(self, counts={**self.counts, generation: kept})

    def with_all(self, other: "PersonCount") -> "PersonCount":
        """Return it with all that was counted of another besides."""
        found = self
        for generation, counts in other.counts.items():
            found = found.with_added(generation, [counts])
        return found

    def of(self, generations: Iterable[str]) -> "PersonCount":
        """Return it with these generations alone: the others are no longer counted."""
        kept = {each: self.counts[each] for each in generations if each in self.counts}
        return replace(self, counts=kept)


def person_count_id(person_id: str, slug: str) -> str:
    return owned(person_id, slug)
