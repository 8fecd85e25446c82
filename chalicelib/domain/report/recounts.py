"""A recount: all figures of an edition made again from the records, beside those that are shown."""

from dataclasses import dataclass, replace

from .editions import Edition
from .figures import Counts, change


@dataclass(frozen=True)
class Recount:
    """How far a recount has come; `id` is the edition's slug.

    `generation` names the figures that it makes. `cursor` is where the walk through the people goes
    on, "" at its beginning; `counted` is how many it came by.
    """

    id: str
    generation: str
    cursor: str = ""
    walked: bool = False
    counted: int = 0
    version: int = 0

    def came_by(self, people: int, cursor: str) -> "Recount":
        """Return it after some more people; an empty cursor says that they were the last."""
        counted = self.counted + people
        return replace(self, cursor=cursor, walked=not cursor, counted=counted)


@dataclass(frozen=True)
class Difference:
    """A counter that is shown as one number and was recounted as another."""

    counter: str
    shown: int
    recounted: int


def differences(shown: Counts, recounted: Counts) -> list[Difference]:
    """Return the counters that differ, by name; if none does, the figures shown are true."""
    return [
        Difference(counter, shown.get(counter, 0), recounted.get(counter, 0))
        for counter in change(shown, recounted)
    ]


def begun(edition: Edition) -> Edition:
    """Return the edition with figures counted beside those that are shown."""
    return replace(edition, next_generation=str(int(edition.generation) + 1))


def shown(edition: Edition) -> Edition:
    """Return the edition with the recounted figures in the place of the others."""
    days = (edition.starts_on, edition.ends_on)
    new = edition.next_generation
    return replace(edition, generation=new, next_generation="", counted_for=days)
