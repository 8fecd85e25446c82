"""When a public report may follow another, and which of those before it must be kept."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from ...errors import Conflict
from ..editions import Edition
from ..releases import Release, packed
from .grouped import KEYS
from .public import public_report, without_never_told
from .sheet import Report, at

WORDS = ("title", "starts_on", "ends_on", "starts_at", "method", "source")
"""What may be written otherwise in a report that tells the same."""

TOTALS = (("accompaniments", "total"), ("people", "total"), ("events", "attendances"))

MOST_BYTES = 300_000
"""What a release may weigh: an item holds 400 kB."""


class TooSoon(Conflict):
    """Another public report would tell of one to four people, beside those before it."""

    code = "report_too_soon"


class OverlappingReport(Conflict):
    """Another edition is published of some of the same days.

    Beside each other, their reports would tell who came in the days that only one of them has.
    """

    code = "report_overlaps"


def refuse_overlapping(edition: Edition, editions: Iterable[Edition]) -> None:
    """Raise OverlappingReport if another of the editions is published of some of its days."""
    for other in editions:
        apart = other.ends_on < edition.starts_on or edition.ends_on < other.starts_on
        if other.published and other.id != edition.id and not apart:
            raise OverlappingReport


def released(
    before: Release | None,
    staff: Report,
    edition: Edition,
    now: datetime,
) -> Release:
    """Return the public report made anew, or the one before where nothing changed.

    It may tell less than the one before. Raises TooSoon if the total of people cannot be told.
    """
    known = before.known if before else []
    told = public_report(staff, edition, known)
    if before is None:
        return Release(edition.id, packed(told), now)
    if told == before.report:
        return before
    if told["people"]["total"] is None:
        raise TooSoon
    after = replace(before, told=packed(told), earlier=packed(_others(known, told)), made_at=now)
    if len(after.told) + len(after.earlier) > MOST_BYTES:
        raise TooSoon
    return after


def renewed(
    before: Release,
    staff: Report,
    edition: Edition,
    now: datetime,
) -> Release:
    """Return the public report as it is made anew by itself, or the one before.

    It stays where it is too soon, and where it would tell less: of small steps one after the other,
    hardly anything can be told.
    """
    try:
        after = released(before, staff, edition, now)
    except TooSoon:
        return before
    told = without_never_told(before.report)
    return before if _tells_less(after.report, told) else after


def _tells_less(report: Report, before: Report) -> bool:
    """Return whether a total is withheld that was told, or fewer numbers are told.

    Those of each meeting and month are left aside: they grow in number by themselves.
    """
    lost = any(at(before, path) and at(report, path) is None for path in TOTALS)
    return lost or _numbers(report) < _numbers(before)


def _numbers(told: Any) -> int:
    if isinstance(told, dict):
        return sum(_numbers(each) for name, each in told.items() if name not in (KEYS, "by_month"))
    return int(isinstance(told, int | float) and told != 0)


def _others(known: Sequence[Report], told: Report) -> list[Report]:
    """Return the reports that the next one must be held against, besides the one told now.

    Of those that tell the same things, the last is enough: each changed soundly since the others.
    """
    last = {_shape(report): report for report in known}
    last.pop(_shape(told), None)
    return [*last.values()]


def _shape(report: Report) -> str:
    """Return what a report tells, without how many."""
    return packed(_without_numbers(report))


def _without_numbers(told: Any) -> Any:
    if isinstance(told, dict):
        return {key: _without_numbers(told[key]) for key in sorted(told) if key not in WORDS}
    if isinstance(told, list):
        return [_without_numbers(each) for each in told]
    return 0 if isinstance(told, int | float) else told
