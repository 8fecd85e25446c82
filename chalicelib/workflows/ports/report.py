"""What stories of reports ask of the table."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from ...domain.report.editions import Edition
from ...domain.report.facts import EventFacts
from ...domain.report.figures import Counts
from ...domain.report.printed import PrintedReport, Printing
from .loading import Records


class ReportStore(Records, Protocol):
    """Editions, and their figures by generation."""

    def editions(self) -> list[Edition]:
        """Return all that are kept, by their first day; from an index."""

    def figures(self, slug: str, generation: str) -> tuple[dict[str, int], list[EventFacts]]:
        """Return all counters of a generation and the events they count; consistent.

        Raises UnreadableItem: a sum without one of its parts would be false.
        """

    def counted_events(self, slug: str, generation: str) -> list[EventFacts]:
        """Return the events of a generation; consistent. Raises UnreadableItem."""

    def write_figures(
        self, slug: str, generation: str, counts: Counts, events: Iterable[EventFacts]
    ) -> None:
        """Write all figures of a generation that no edition names yet. Harmless if repeated.

        Not one write: what was interrupted is begun again.
        """

    def write_accompanied(self, slug: str, generation: str, people: Iterable[str]) -> None:
        """Write the marks of those who were accompanied, as `write_figures` does."""

    def accompanied(self, slug: str, generation: str) -> set[str]:
        """Return the marks of those who were accompanied, by a generation; consistent."""

    def forget_figures(self, slug: str, generation: str) -> None:
        """Delete all that is kept of a generation that no edition names any more."""

    def counted_people(self, slug: str, limit: int) -> list[str]:
        """Return the ids of those who add to a live edition, `limit` at most; from an index."""

    def counted_after(self, slug: str, person_id: str, limit: int) -> list[str]:
        """Return the ids of the next ones after one of them; after "", the first. From an index."""

    def everybody(self, cursor: str) -> tuple[list[str], str]:
        """Return the ids of the next participants, in no order of note; consistent.

        With them comes the cursor after them, "" at the end. It walks the whole table: for an
        operator or an admin, never for a page.
        """


class ReportPaper(Protocol):
    """Prints reports."""

    def printed(self, printing: Printing) -> PrintedReport:
        """Return where a report is printed to: another file once it says something else."""

    def pages(self, printing: Printing, drawn_on: date | None = None) -> str:
        """Return its pages, as `draw` takes them, with the day on which they are drawn."""

    def draw(self, pages: str) -> bytes:
        """Return the PDF of its pages. Raises if it cannot be drawn."""
