"""A public report in the making, held against those published before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Report = dict[str, Any]
Path = tuple[str, ...]

LEAST = 5
"""The fewest people that a public count may tell of, if it tells of anybody."""

_WITH = {
    "numerator": ("rate",),
    "denominator": ("numerator", "rate"),
    "answers": ("sum", "mean"),
    "answered": ("rate",),
}
"""What goes with a number that is withheld, as it would give it away."""


def small(count: int) -> bool:
    """Return whether a count, or a change of one, must not be told. None may fall."""
    return count != 0 and count < LEAST


def at(report: Report, path: Path) -> Any:
    """Return what a report has at a path; None if nothing. An element of a list goes by its ref."""
    found: Any = report
    for name in path:
        if isinstance(found, list):
            found = next((each for each in found if each["ref"] == name), None)
        else:
            found = found.get(name) if found else None
    return found


@dataclass(frozen=True)
class Sheet:
    """A report that becomes public: withheld number by number, until all that it tells is sound."""

    report: Report
    earlier: Sequence[Report]

    def told(self, *names: str) -> Any:
        return at(self.report, names)

    def sound(self, *path: str, less: Sequence[Path] = ()) -> bool:
        """Return whether a number, or what others leave of it, tells of nobody or of five or more.

        So must the change since each earlier report. What is withheld makes it unknown.
        """
        now = _left(self.report, path, less)
        if now is None:
            return True
        before = (_left(each, path, less) for each in self.earlier)
        return not small(now) and not any(small(now - was) for was in before if was is not None)

    def withhold(self, *path: str) -> None:
        """Take a number out, and what would give it away."""
        holder = at(self.report, path[:-1])
        for name in (path[-1], *_WITH.get(path[-1], ())):
            if name in holder:
                holder[name] = None


def _left(report: Report, path: Path, less: Iterable[Path]) -> int | None:
    whole, *parts = (at(report, each) for each in (path, *less))
    if whole is None or None in parts:
        return None
    left: int = whole - sum(parts)
    return left
