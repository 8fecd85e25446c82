"""What the table does for reports: editions, and figures that are written or read whole."""

from collections.abc import Iterable
from itertools import batched
from typing import Any

from ...domain.report.before import folded
from ...domain.report.editions import Edition
from ...domain.report.facts import EventFacts
from ...domain.report.figures import (
    Counts,
    EventFigures,
    Figures,
    by_group,
    event_figures,
    figures_id,
    summed,
)
from ...domain.report.returning import Accompanied, parts
from . import layout, partitions
from .codec import to_item
from .queries import WRITTEN_AT_ONCE, Queries


class FigureStore(Queries):
    def editions(self) -> list[Edition]:
        """Return the editions that are kept, oldest first: from an index, a moment late."""
        return self._query(
            "timeline_pk = :pk", {":pk": partitions.EDITIONS}, index=partitions.TIMELINE
        )

    def figures(self, slug: str, generation: str) -> tuple[dict[str, int], list[EventFacts]]:
        """Return the counters of an edition and its events. Strongly consistent.

        Raises UnreadableItem: a sum without one of its parts would be false.
        """
        values = {":pk": partitions.figures(figures_id(slug, generation, ""))}
        held = self._decided_about(self._pages(self._request("pk = :pk", values, consistent=True)))
        counts = summed(each.counts for each in held if isinstance(each, Figures))
        return counts, [each.facts() for each in held if isinstance(each, EventFigures)]

    def counted_events(self, slug: str, generation: str) -> list[EventFacts]:
        """Return the events of a generation. Strongly consistent. Raises UnreadableItem."""
        first = figures_id(slug, generation, "")
        key = layout.LAYOUTS[EventFigures].key(first)
        values = {":pk": key["pk"], ":first": key["sk"], ":last": key["sk"] + "~"}
        condition = "pk = :pk AND sk BETWEEN :first AND :last"
        held = self._decided_about(self._pages(self._request(condition, values, consistent=True)))
        return [each.facts() for each in held]

    def write_figures(
        self, slug: str, generation: str, counts: Counts, events: Iterable[EventFacts]
    ) -> None:
        """Write all figures of a generation, which nobody reads before the edition names it."""
        events = [*events]
        kept: list[Any] = [event_figures(slug, generation, event) for event in events]
        for group, counted in by_group(folded(counts, events)).items():
            kept.append(Figures(figures_id(slug, generation, group), counted, version=1))
        self._put_each(kept)

    def write_accompanied(self, slug: str, generation: str, people: Iterable[str]) -> None:
        """Write the marks of those who were accompanied, as `write_figures` does."""
        self._put_each(parts(slug, generation, people))

    def accompanied(self, slug: str, generation: str) -> set[str]:
        """Return the marks of those who were accompanied. Strongly consistent."""
        values = {":pk": partitions.accompanied(figures_id(slug, generation, ""))}
        held: list[Accompanied] = self._query("pk = :pk", values, consistent=True)
        return {mark for part in held for mark in part.people}

    def _put_each(self, entities: Iterable[Any]) -> None:
        puts = [{"PutRequest": {"Item": to_item(each)}} for each in entities]
        for some in batched(puts, WRITTEN_AT_ONCE):
            self._write_all([*some])
