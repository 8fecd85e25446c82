"""Accompaniments by month: neighbours are told together, as a span of months."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .grouped import REGROUPED
from .sheet import Report, Sheet, small

SPAN = "/"
"""What stands between the first month and the last of several that are told together."""

Held = Mapping[str, int]
"""Format → accompaniments; `regrouped` alone where formats are not told."""


@dataclass(frozen=True)
class Span:
    """Months that follow each other, told together."""

    first: str
    last: str

    @property
    def name(self) -> str:
        return self.first if self.first == self.last else f"{self.first}{SPAN}{self.last}"

    def total(self, months: Mapping[str, Held]) -> dict[str, int]:
        """Return the sums over the months, or spans, that lie in it."""
        sums: dict[str, int] = {}
        for name, held in months.items():
            if self.first <= span(name).first <= self.last:
                for form, n in held.items():
                    sums[form] = sums.get(form, 0) + n
        return sums

    def with_next(self, other: "Span") -> "Span":
        return Span(self.first, other.last)


def span(name: str) -> Span:
    """Return the span that a name tells of."""
    first, _, last = name.partition(SPAN)
    return Span(first, last or first)


def group_months(sheet: Sheet) -> None:
    """Put the public months in place, by format where formats are told and spans allow it."""
    held = sheet.report["accompaniments"]
    months: Mapping[str, Held] = held["by_month"]
    plain = {month: {REGROUPED: sum(by.values())} for month, by in months.items()}
    earlier = [r["accompaniments"]["by_month"] for r in sheet.earlier]
    earlier = [told for told in earlier if told]
    found = _spans(months, earlier) if _formats_told(sheet.report) else None
    if found is None or len(found) < len(_spans(plain, earlier) or ()):
        months, found = plain, _spans(plain, earlier)
    held["by_month"] = {each.name: each.total(months) for each in found or ()}


def _formats_told(report: Report) -> bool:
    by_format = report["accompaniments"]["by_format"]
    return bool(by_format) and REGROUPED not in by_format


def _spans(months: Mapping[str, Held], earlier: Sequence[Mapping[str, Held]]) -> list[Span] | None:
    """Return the shortest spans that hold, none shorter than when last told; None if none do."""
    spans = [*_start(months, [*earlier[-1]] if earlier else [])]
    while bad := [i for i, each in enumerate(spans) if not _holds(each, months, earlier)]:
        if len(spans) == 1:
            return None
        at = bad[-1]
        before = max(at - 1, 0)
        spans[before : before + 2] = [spans[before].with_next(spans[before + 1])]
    return spans


def _start(months: Iterable[str], told: Sequence[str]) -> Iterator[Span]:
    """Yield the spans told before, and each new month by itself, in their order."""
    spans = [span(name) for name in told]
    new = [span(month) for month in months if not any(s.first <= month <= s.last for s in spans)]
    yield from sorted([*spans, *new], key=lambda each: each.first)


def _holds(each: Span, months: Mapping[str, Held], earlier: Iterable[Mapping[str, Held]]) -> bool:
    now = each.total(months)
    if any(map(small, now.values())):
        return False
    return not any(_changed_little(now, each.total(was)) for was in earlier)


def _changed_little(now: Held, was: Held) -> bool:
    """Return whether the change would tell of one to four, by format or in all."""
    same = {*now} == {*was} or not was or not now
    changes = [now.get(f, 0) - was.get(f, 0) for f in {*now, *was}] if same else []
    return any(map(small, [*changes, sum(now.values()) - sum(was.values())]))
