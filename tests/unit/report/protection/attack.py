"""What somebody can work out of public reports: bounds of any count, by linear programming.

An attacker knows what is counted and how, not how it is protected. Each `System` has unknown counts
of disjoint groups, none below 0, and all that was told as equations.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy
from scipy.optimize import linprog
from scipy.sparse import csr_array

Key = Hashable
Terms = Mapping[Any, float]
REGROUPED, KEYS = "regrouped", "regrouped_keys"
EPSILON = 1e-6


@dataclass
class System:
    """Unknown counts, and equations between them."""

    unknowns: dict[Key, int] = field(default_factory=dict)
    equations: list[tuple[Terms, float]] = field(default_factory=list)
    targets: list[tuple[str, Terms, int]] = field(default_factory=list)

    def told(self, terms: Terms, value: float | None) -> None:
        """Take note of what was told, if it was."""
        if value is not None:
            self.equations.append((terms, value))
        for key in terms:
            self.unknowns.setdefault(key, len(self.unknowns))

    def at_least(self, larger: Terms, smaller: Terms, name: Key) -> None:
        """Take note that one sum is never below another."""
        terms = dict(larger)
        for key, n in smaller.items():
            terms[key] = terms.get(key, 0) - n
        self.told({**terms, ("slack", name): -1}, 0)

    def target(self, name: str, terms: Terms, true: int) -> None:
        """Ask whether a count can be confined. Only those that are truly one to four can be."""
        if 1 <= true <= 4:
            self.targets.append((name, terms, true))
        for key in terms:
            self.unknowns.setdefault(key, len(self.unknowns))

    def confined(self) -> Iterator[str]:
        """Yield each count that is surely one to four people.

        What is possible once, with nobody or with five in a group, clears that group.
        """
        matrix, values = self._matrix(), numpy.array([value for _, value in self.equations])
        left = [(name, self._costs(terms), true) for name, terms, true in self.targets]
        while left:
            name, costs, true = left[0]
            bounds = []
            for sign in (1, -1):
                found = self._best(sign * costs, matrix, values)
                if found is None:
                    left = left[1:]
                    break
                bounds.append(costs @ found)
                left = [each for each in left if few(each[1] @ found)]
                if not left or left[0][1] is not costs:
                    break
            else:
                left = left[1:]
                yield f"{name}: {bounds[0]:.2f} to {bounds[1]:.2f} (it is {true})"

    def _costs(self, terms: Terms) -> Any:
        costs = numpy.zeros(len(self.unknowns))
        for key, n in terms.items():
            costs[self.unknowns[key]] = n
        return costs

    def _matrix(self) -> Any:
        rows, columns, numbers = [], [], []
        for row, (terms, _) in enumerate(self.equations):
            for key, n in terms.items():
                rows.append(row)
                columns.append(self.unknowns[key])
                numbers.append(n)
        return csr_array((numbers, (rows, columns)), (len(self.equations), len(self.unknowns)))

    def _best(self, costs: Any, matrix: Any, values: Any) -> Any:
        """Return unknowns of which a sum is least; None if it has no bound.

        What is true is possible, so that something is.
        """
        if not self.equations:
            return None
        found = linprog(costs, A_eq=matrix, b_eq=values, method="highs")
        assert found.status in (0, 3), f"what was told cannot be: {found.message}"
        return found.x if found.status == 0 else None


def few(count: float) -> bool:
    """Return whether a count is not nobody, and not five or more."""
    return EPSILON < count < 5 - EPSILON


def rows(report: Mapping[str, Any], name: str) -> Iterator[tuple[frozenset[str], int]]:
    """Yield what a table told: categories, and their sum."""
    section, table = name.split(".")
    for key, n in report[section][table].items():
        if n is not None:
            yield _keys(report, name, key), n


def cells(
    report: Mapping[str, Any], name: str
) -> Iterator[tuple[frozenset[str], frozenset[str], int]]:
    """Yield what a table by kind told: categories, kinds, and their sum."""
    section, table = name.split(".")
    for key, held in report[section][table].items():
        for kind, n in held.items():
            if n is not None:
                yield _keys(report, name, key), _keys(report, f"{name}.kinds", kind), n


def _keys(report: Mapping[str, Any], name: str, key: str) -> frozenset[str]:
    if key == REGROUPED:
        return frozenset(report[KEYS][name])
    return frozenset({key})


def over(unknowns: Iterable[tuple[Any, ...]], keep: Callable[..., bool]) -> dict[Key, float]:
    """Return the sum of the unknowns that are kept."""
    return {unknown: 1 for unknown in unknowns if keep(*unknown)}
