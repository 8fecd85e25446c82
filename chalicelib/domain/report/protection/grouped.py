"""One table: categories of one to four people are told together with others, as one sum."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .sheet import LEAST, Report, Sheet, at, small

REGROUPED = "regrouped"
KEYS = "regrouped_keys"
NOT_GIVEN = "not_given"
"""The category of those of whom it is not known; told only where it is in `regrouped_keys`."""


@dataclass(frozen=True)
class Grouped:
    """A table of which the categories in `together` are known by their `sum` alone, if at all."""

    counts: Mapping[str, int]
    together: frozenset[str] = frozenset()
    sum: int | None = 0

    def over(self, keys: Iterable[str]) -> int | None:
        """Return the sum over categories that hold all of `together`, or none of it."""
        apart = sum(self.counts.get(key, 0) for key in {*keys} - self.together)
        if self.together.isdisjoint(keys):
            return apart
        return None if self.sum is None else apart + self.sum


def regroup(
    counts: Mapping[str, int],
    earlier: Sequence[Grouped] = (),
    start: frozenset[str] = frozenset(),
) -> Grouped | None:
    """Return the table with as few categories told together as hold, `start` among them.

    None if none do.
    """
    together = start | {key for key, count in counts.items() if small(count)}
    while True:
        together = _nested(together, earlier)
        more = _moved(counts, together, earlier)
        if not more and _holds(counts, together, earlier):
            return Grouped(counts, together, sum(counts.get(key, 0) for key in together))
        more = more or _next(counts, together)
        if not more:
            return None
        together |= more


def _nested(together: frozenset[str], earlier: Sequence[Grouped]) -> frozenset[str]:
    """Return the categories, with those told together before if they are neither more nor fewer."""
    for before in earlier:
        if together and not (together <= before.together or before.together <= together):
            return _nested(together | before.together, earlier)
    return together


def _moved(
    counts: Mapping[str, int], together: frozenset[str], earlier: Sequence[Grouped]
) -> frozenset[str]:
    """Return the categories told apart, now and before, whose change would tell of one to four."""
    return frozenset(
        key
        for before in earlier
        for key in {*counts, *before.counts} - together - before.together
        if small(counts.get(key, 0) - before.counts.get(key, 0))
    )


def _holds(counts: Mapping[str, int], together: frozenset[str], earlier: Sequence[Grouped]) -> bool:
    """Return whether what is told together is sound.

    Each of its categories might have five people, and one each in the others.
    """
    counted = [counts[key] for key in together if counts.get(key)]
    if (together and sum(counted) < LEAST + len(counted) - 1) or len(counted) == 1:
        return False
    for before in earlier:
        wide = together | before.together
        was = before.over(wide)
        if was is not None and small(sum(counts.get(key, 0) for key in wide) - was):
            return False
    return True


def _next(counts: Mapping[str, int], together: frozenset[str]) -> frozenset[str]:
    apart = sorted((count, key) for key, count in counts.items() if count and key not in together)
    return frozenset(key for _, key in apart[:1])


def group(sheet: Sheet, section: str, table: str, total: int) -> None:
    """Put the public form of a table in its place; `total` is what it adds up to."""
    held, name = sheet.report[section], f"{section}.{table}"
    if not held[table]:
        return
    earlier = [*_published(sheet.earlier, section, table)]
    found = regroup(whole(held[table], total), earlier)
    held[table] = shown(sheet, name, found) if found else {}


def shown(sheet: Sheet, name: str, found: Grouped) -> dict[str, int | None]:
    """Return a table as it is told, and note what is told together in it."""
    apart = {key: n for key, n in found.counts.items() if key not in found.together}
    if not found.together:
        return {**apart}
    sheet.report[KEYS][name] = sorted(found.together)
    return {**apart, REGROUPED: found.sum}


def whole(table: Mapping[str, int], total: int) -> dict[str, int]:
    """Return a table that adds up to its total."""
    rest = total - sum(table.values())
    return {**table, NOT_GIVEN: rest} if rest else {**table}


def together_in(report: Report, name: str) -> frozenset[str]:
    """Return the categories that a report tells together in a table."""
    return frozenset(report[KEYS].get(name, ()))


def _published(earlier: Iterable[Report], section: str, table: str) -> Iterable[Grouped]:
    """Yield what was told of a table; where nothing was, or of nobody, nothing is bound by it."""
    for report in earlier:
        told = at(report, (section, table))
        if told:
            apart = {key: n for key, n in told.items() if key != REGROUPED}
            together = together_in(report, f"{section}.{table}")
            yield Grouped(apart, together, told.get(REGROUPED, None if together else 0))
