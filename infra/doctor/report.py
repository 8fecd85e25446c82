"""Checks in the order in which one meets them, and the lines that they are told in."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

GOOD, BAD, UNASKED = "✓", "✗", "–"


@dataclass(frozen=True)
class Found:
    """What is so and, if it is wrong, what to do."""

    says: str
    do: str = ""

    @property
    def well(self) -> bool:
        return not self.do


@dataclass(frozen=True)
class Check[Site]:
    """`needs`: the checks without which this one cannot be asked."""

    name: str
    look: Callable[[Site], Found]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """How a report speaks: of a check, of what comes first, of how many are wrong."""

    line: str
    first: str
    well: str
    wrong: str


@dataclass
class Report[Site]:
    """`failed` tells what a failure means: no check ends with a traceback."""

    say: Callable[[str], None]
    words: Words
    failed: Callable[[Exception], Found]

    def examine(self, site: Site, checks: Collection[Check[Site]]) -> bool:
        """Say a line for each check, and return whether all is well."""
        missing: dict[str, str] = {}
        wrong = 0
        for check in checks:
            if earlier := next((missing[each] for each in check.needs if each in missing), ""):
                missing[check.name] = earlier
                self._line(UNASKED, check.name, self.words.first.format(earlier))
                continue
            found = self._looked(check, site)
            self._tell(check.name, found)
            if not found.well:
                wrong += 1
                missing[check.name] = check.name
        self.say(self.words.wrong.format(wrong) if wrong else self.words.well)
        return not wrong

    def _looked(self, check: Check[Site], site: Site) -> Found:
        try:
            return check.look(site)
        except Exception as error:
            return self.failed(error)

    def _tell(self, name: str, found: Found) -> None:
        self._line(GOOD if found.well else BAD, name, found.says)
        for line in found.do.splitlines():
            self.say(f"    → {line}")

    def _line(self, mark: str, name: str, says: str) -> None:
        self.say(f"{mark} {self.words.line.format(name, says)}")
