"""A report on paper: what is printed, and the file that it is drawn to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..ids import mark_of, owned, owner_of, tail_of
from .editions import Edition

PRINTED = "report"
"""The owner in the id of a printed report, where other ids have a person."""


@dataclass(frozen=True)
class Printing:
    """What a report says on paper. `public`: small groups are protected in it.

    `made_on` is the day that its figures are of, if they are of one: those of a public report.
    """

    edition: Edition
    report: Mapping[str, Any]
    public: bool = False
    made_on: date | None = None


@dataclass(frozen=True)
class PrintedReport:
    """A report as it is printed; `digest` tells it from what the same edition said before.

    `id` names it on the queue; `correlation` is the request behind it.
    """

    slug: str
    digest: str
    correlation: str = ""

    @property
    def id(self) -> str:
        return owned(PRINTED, self.digest, self.slug)

    @property
    def page_key(self) -> str:
        """The key of what is to be drawn."""
        return f"reports/{self.slug}-{self.digest}.html"

    @property
    def key(self) -> str:
        """The key of the PDF."""
        return f"reports/{self.slug}-{self.digest}.pdf"

    @staticmethod
    def read(identifier: str) -> "PrintedReport | None":
        """Return the report that an id names, or None if it names something else."""
        if owner_of(identifier) != PRINTED:
            return None
        return PrintedReport(tail_of(identifier), mark_of(identifier))
