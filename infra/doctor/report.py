"""Checks in the order in which one meets them, and the lines that they are told in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .check import Check, Found
from .failures import told
from .site import Site

GOOD, BAD, UNASKED = "✓", "✗", "–"
FIRST = "not asked; « {} » comes first"
WELL, WRONG = "All is well.", "{} to put right, in this order."


@dataclass
class Report:
    """`failed` tells what a failure means: no check ends with a traceback."""

    say: Callable[[str], None]
    failed: Callable[[Exception], Found] = field(default=told)

    def examine(self, site: Site, checks: Iterable[Check]) -> bool:
        """Say a line for each check that is of such a site, and return whether all is well."""
        missing: dict[str, str] = {}
        wrong = 0
        for check in checks:
            if not isinstance(site, check.of):
                continue
            if earlier := next((missing[each] for each in check.needs if each in missing), ""):
                missing[check.name] = earlier
                self._line(UNASKED, check.name, FIRST.format(earlier))
                continue
            found = self._looked(check, site)
            self._tell(check.name, found)
            if not found.well:
                wrong += 1
                missing[check.name] = check.name
        self.say(WRONG.format(wrong) if wrong else WELL)
        return not wrong

    def _looked(self, check: Check, site: Site) -> Found:
        try:
            return check.look(site)
        except Exception as error:
            return self.failed(error)

    def _tell(self, name: str, found: Found) -> None:
        self._line(GOOD if found.well else BAD, name, found.says)
        for line in found.do.splitlines():
            self.say(f"    → {line}")

    def _line(self, mark: str, name: str, says: str) -> None:
        self.say(f"{mark} {name}: {says}")
