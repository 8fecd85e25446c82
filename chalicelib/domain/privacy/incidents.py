"""Incidents: personal information seen, used, given out or lost without a right to it.

The register has the eight things that section 7 of the regulation asks (RLRQ, c. A-2.1, r. 3.1).
It is kept for five years at least from when one became aware (section 8).
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from ..retention import Period
from .unnamed import unnamed


class Risk(StrEnum):
    """Whether a serious injury may come of it: then the Commission and the people are told."""

    UNKNOWN = "unknown"
    """Not assessed yet."""
    SERIOUS = "serious"
    NOT_SERIOUS = "not_serious"


@dataclass(frozen=True)
class Facts:
    """What is known of an incident; each text is the team's own.

    `happened` and `people` are in words, as either may be known only roughly. `commission_told_on`
    and `people_told_on` are the days of the notices; `public_notice` says whether the public was
    told, and why.
    """

    information: str
    circumstances: str
    happened: str
    aware_on: date
    people: str
    assessment: str
    measures: str
    risk: Risk = Risk.UNKNOWN
    commission_told_on: date | None = None
    people_told_on: date | None = None
    public_notice: str = ""

    def without(self, names: tuple[str, ...]) -> "Facts":
        """Return the facts in which a person is not named: how many they were is what counts."""
        told: dict[str, Any] = {each: unnamed(getattr(self, each), names) for each in TEXTS}
        return replace(self, **told)


TEXTS = (
    "information",
    "circumstances",
    "happened",
    "people",
    "assessment",
    "measures",
    "public_notice",
)
"""What of an incident is in the team's own words."""


@dataclass(frozen=True)
class Incident:
    """An incident of the register. `recorded_by` is the member who wrote it down."""

    id: str
    facts: Facts
    recorded_by: str
    version: int = 0

    def without(self, names: tuple[str, ...]) -> "Incident":
        return replace(self, facts=self.facts.without(names))

    def kept_until(self, period: Period) -> date:
        """Return the first day on which it may be deleted that is kept for so long."""
        return period.after(datetime.combine(self.facts.aware_on, time(), UTC)).date()

    @property
    def to_tell(self) -> tuple[str, ...]:
        """Return whom the law wants told and nobody has: `commission`, `people`."""
        if self.facts.risk is not Risk.SERIOUS:
            return ()
        told = {"commission": self.facts.commission_told_on, "people": self.facts.people_told_on}
        return tuple(whom for whom, day in told.items() if day is None)
