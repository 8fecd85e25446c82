"""Figures of an edition, as they are kept: counters by group, and the events they are about.

A counter is known by its path, `group/name…`. Names may be anything: `path` writes a slash in them
otherwise, so that `names_of` finds them again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .facts import EventFacts

Counts = Mapping[str, int]
"""Counter path → whole number."""

_NAMES = {"first": 3, "event": 2}
"""How many names of a path are its group: of those that have many counters, more than one."""


def path(*names: str) -> str:
    """Return the path of a counter."""
    return "/".join(map(_plain, names))


def _plain(name: str) -> str:
    if "%" not in name and "/" not in name:
        return name
    return name.replace("%", "%25").replace("/", "%2F")


def names_of(counter: str) -> list[str]:
    """Return the names that a path was made of."""
    return [name.replace("%2F", "/").replace("%25", "%") for name in counter.split("/")]


def group_of(counter: str) -> str:
    """Return the group that a counter is kept in: its path's beginning."""
    names = counter.split("/")
    return "/".join(names[: _NAMES.get(names[0], 1)])


def by_group(counts: Counts) -> dict[str, dict[str, int]]:
    """Return counters by the group they are kept in."""
    groups: dict[str, dict[str, int]] = {}
    for counter, count in counts.items():
        groups.setdefault(group_of(counter), {})[counter] = count
    return groups


def figures_id(slug: str, generation: str, last: str) -> str:
    """Return the id of figures of an edition: of a group of counters, or of an event."""
    return f"{slug}#{generation}#{last}"


def last_of(identifier: str) -> str:
    """Return the group or the event that figures are of."""
    return identifier.split("#", 2)[-1]


def figures_of(identifier: str) -> str:
    """Return the slug and the generation: `2021-2022#1`."""
    return "#".join(identifier.split("#", 2)[:2])


@dataclass(frozen=True)
class Figures:
    """The counters of one group; `counts` has them by their whole path."""

    id: str
    counts: dict[str, int] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True)
class EventFigures:
    """What figures say of an event. `starts_at` is its wall time, as ISO 8601 without offset."""

    id: str
    title: str
    kind: str
    starts_at: str
    themes: tuple[str, ...] = ()
    mode: str = ""
    version: int = 0

    def counts_as(self, other: "EventFigures | None") -> bool:
        """Return whether those who came count for it as they do for another."""
        return other is not None and (self.kind, self.starts_at) == (other.kind, other.starts_at)

    def facts(self) -> EventFacts:
        """Return it as the report counts it."""
        starts_at = datetime.fromisoformat(self.starts_at)
        return EventFacts(
            last_of(self.id), self.title, self.kind, self.themes, starts_at, self.mode
        )


def event_figures(slug: str, generation: str, event: EventFacts) -> EventFigures:
    """Return what figures keep of an event."""
    return EventFigures(
        figures_id(slug, generation, event.ref),
        event.title,
        event.kind,
        event.starts_at.isoformat(),
        event.themes,
        event.mode,
        version=1,
    )


def summed(contributions: Iterable[Counts]) -> dict[str, int]:
    """Return the sum of what each person adds."""
    total: dict[str, int] = {}
    for each in contributions:
        for counter, count in each.items():
            total[counter] = total.get(counter, 0) + count
    return total


def change(before: Counts, after: Counts) -> dict[str, int]:
    """Return what to add to counters when somebody's contribution becomes another."""
    moves = {name: after.get(name, 0) - before.get(name, 0) for name in {*before, *after}}
    return {name: moved for name, moved in sorted(moves.items()) if moved}
