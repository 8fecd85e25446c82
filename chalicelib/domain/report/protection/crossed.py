"""A table by kind of profile too: coarser, until each of its cells is empty or has five people."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .grouped import KEYS, NOT_GIVEN, REGROUPED, together_in
from .means import some_have_many
from .sheet import Report, Sheet, at, small

Cells = dict[tuple[str, str], int]
"""Category and kind → count, those of whom one of both is not known among them."""

KINDS = "people.by_kind"


@dataclass(frozen=True)
class Crossing:
    """A table of a section by kind; `of` is the same table without the kinds."""

    section: str
    of: str
    table: str

    @property
    def name(self) -> str:
        return f"{self.section}.{self.table}"


CROSSINGS = (
    Crossing("accompaniments", "by_theme", "by_theme_and_kind"),
    Crossing("people", "by_maturity", "by_maturity_and_kind"),
    Crossing("people", "by_discipline", "by_discipline_and_kind"),
)


@dataclass(frozen=True)
class Coarse:
    """Which categories, and which kinds, are told together."""

    keys: frozenset[str]
    kinds: frozenset[str]

    def cells(self, fine: Cells) -> Cells:
        """Return the sums over what is told together."""
        sums: Cells = {}
        for (key, kind), n in fine.items():
            told = _name(key, self.keys), _name(kind, self.kinds)
            sums[told] = sums.get(told, 0) + n
        return sums


def fine_cells(staff: Report, crossing: Crossing) -> Cells:
    """Return all cells of the staff's table, and those of whom a side is not known."""
    held = staff[crossing.section]
    told: dict[str, dict[str, int]] = held[crossing.table]
    cells = {(key, kind): n for key, by_kind in told.items() for kind, n in by_kind.items()}
    for key, n in held[crossing.of].items():
        cells[key, NOT_GIVEN] = n - sum(told.get(key, {}).values())
    if crossing.section == "people":
        for kind, n in held["by_kind"].items():
            cells[NOT_GIVEN, kind] = n - sum(held.get(kind, 0) for held in told.values())
    rest = held["total"] - sum(cells.values())
    return {both: n for both, n in {**cells, (NOT_GIVEN, NOT_GIVEN): rest}.items() if n}


def cross(sheet: Sheet, staff: Report, crossing: Crossing) -> None:
    """Put the public form of a table by kind in its place."""
    held = sheet.report[crossing.section]
    cells, held[crossing.table] = fine_cells(staff, crossing), {}
    if held["total"] is None or not held[crossing.of] or not sheet.told("people", "by_kind"):
        return
    earlier = [*_published(sheet.earlier, crossing)]
    found = _coarsest_needed(cells, _start(sheet.report, crossing), earlier)
    if found and _agrees(sheet, found.cells(cells), crossing):
        held[crossing.table] = _shown(found.cells(cells))
        _note(sheet.report, crossing.name, found.keys)
        _note(sheet.report, f"{crossing.name}.kinds", found.kinds)


def _start(report: Report, crossing: Crossing) -> Coarse:
    """Return what is told together without the other side: that is never told apart here."""
    keys = together_in(report, f"{crossing.section}.{crossing.of}")
    return Coarse(keys, together_in(report, KINDS))


def _coarsest_needed(
    cells: Cells, start: Coarse, earlier: Sequence[tuple[Coarse, Cells]]
) -> Coarse | None:
    """Return what must be told together. As it was told before, or else not at all."""
    if earlier:
        same = earlier[-1][0]
        wide = start.keys <= same.keys and start.kinds <= same.kinds
        return same if wide and _hold(same, cells, earlier) else None
    while True:
        found = _keys_merged(cells, start)
        kind = next(iter(_smallest(cells, 1, start.kinds)), None)
        if found or kind is None:
            return found
        more = {kind} if start.kinds else {*_smallest(cells, 1, start.kinds)[:2]}
        start = Coarse(start.keys, start.kinds | more)


def _keys_merged(cells: Cells, coarse: Coarse) -> Coarse | None:
    """Return it with as many categories together as it takes; None if none would be apart."""
    if len({kind for _, kind in coarse.cells(cells)}) < 2:
        return None
    while len({key for key, _ in coarse.cells(cells)}) > 1:
        bad = {key for (key, _), n in coarse.cells(cells).items() if small(n)}
        if not bad:
            return coarse
        more = bad - {REGROUPED}
        if len(more | coarse.keys) < 2 or not more:
            more |= {*[k for k in _smallest(cells, 0, coarse.keys) if k not in more][:1]}
        coarse = Coarse(coarse.keys | more, coarse.kinds)
    return None


def _hold(coarse: Coarse, cells: Cells, earlier: Iterable[tuple[Coarse, Cells]]) -> bool:
    now = coarse.cells(cells)
    return not any(map(small, now.values())) and all(
        same == coarse and not any(small(now.get(b, 0) - was.get(b, 0)) for b in {*now, *was})
        for same, was in earlier
    )


def _agrees(sheet: Sheet, cells: Cells, crossing: Crossing) -> bool:
    """Return whether the accompaniments of each kind tell nothing of people with several.

    Where a kind has more of them than people, somebody of that kind had several.
    """
    if crossing.section == "people":
        return True
    extras = [(people, n) for people, n in _extras(sheet.report, cells) if n]
    several = sheet.told("people", "with_several")
    if several:
        most = several - len(extras) + 1
        extras = [(min(people, most), n) for people, n in extras]
    return not any(small(people) or some_have_many(people, n) for people, n in extras)


def _extras(report: Report, cells: Cells) -> list[tuple[int, int]]:
    """Return the people of each kind, and by how much their accompaniments exceed them."""
    people: dict[str, int] = {}
    kinds = {kind for _, kind in cells}
    for kind, n in report["people"]["by_kind"].items():
        told = kind if kind in kinds else REGROUPED
        people[told] = people.get(told, 0) + n
    sums = {kind: sum(n for (_, of), n in cells.items() if of == kind) for kind in kinds}
    return [(people.get(kind, 0), n - people.get(kind, 0)) for kind, n in sums.items()]


def _smallest(cells: Cells, side: int, together: frozenset[str]) -> list[str]:
    """Return the names of a side that are told apart, those with the fewest first."""
    sums: dict[str, int] = {}
    for both, n in cells.items():
        sums[both[side]] = sums.get(both[side], 0) + n
    return sorted((name for name in sums if name not in together), key=lambda each: sums[each])


def _published(earlier: Iterable[Report], crossing: Crossing) -> Iterator[tuple[Coarse, Cells]]:
    for report in earlier:
        told = at(report, (crossing.section, crossing.table))
        if told:
            names = crossing.name, f"{crossing.name}.kinds"
            cells = {(key, kind): n for key, held in told.items() for kind, n in held.items()}
            yield Coarse(*(together_in(report, name) for name in names)), cells


def _shown(cells: Cells) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for (key, kind), n in sorted(cells.items()):
        table.setdefault(key, {})[kind] = n
    return table


def _note(report: Report, name: str, together: frozenset[str]) -> None:
    if together:
        report[KEYS][name] = sorted(together)


def _name(name: str, together: frozenset[str]) -> str:
    return REGROUPED if name in together else name
