"""What is kept, how much of it and until when, as the last night found it; what goes the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from chalice.app import Request, Response

from ... import wiring
from ...domain.privacy.classes import over_at
from ...domain.privacy.retention_round import RetentionRound, Tally
from ...domain.retention import ENDS, Ends, Period, Periods, RetentionClass
from ...workflows.privacy.read_retention import read_retention
from ..http import requests, responses


@dataclass(frozen=True)
class Row:
    """One class: `counted` is None of what is no item; `leaves_at` is when its oldest goes."""

    kept: RetentionClass
    counted: Tally | None
    period: Period | None
    leaves_at: datetime | None
    to_go: int


def retention_page(request: Request) -> Response:
    found = wiring.run(read_retention, requests.staff_caller(request))
    return responses.page(
        "privacy/team/retention",
        held=found,
        parts=[(ends, [*_rows(ends, found, wiring.programme().retention)]) for ends in Ends],
    )


def _rows(ends: Ends, found: RetentionRound | None, periods: Periods) -> Iterator[Row]:
    for kept in RetentionClass:
        if ENDS[kept] is not ends:
            continue
        tally = (found.kept.get(kept) if found else None) or Tally()
        leaves_at = over_at(kept, tally.oldest, periods)
        if found and leaves_at:
            leaves_at = max(leaves_at, found.purge_at)
        to_go = found.to_go.get(kept, 0) if found else 0
        counted = None if kept is RetentionClass.IMPORTS else tally
        yield Row(kept, counted, periods.get(kept), leaves_at, to_go)
