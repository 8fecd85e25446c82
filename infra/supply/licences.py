"""The licences of the packages that are shipped, as pip-licenses reads them."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

TABLE = "docs/licences.md"
SHIPPED = {
    "requirements.txt": "every function's package",
    "requirements/layer.txt": "the layer of documents",
}
PERMISSIVE = ("Apache", "BSD", "ISC", "MIT", "PSF-2.0", "Unlicense")
"""Of licences that ask for their notice alone, which each package carries in its own files."""

COPYLEFT = {
    "pikepdf": "MPL-2.0: unmodified",
    "pygal": "LGPL-3.0 or later: unmodified, and may be replaced in the package",
    "pyphen": "offered under MPL-1.1 among others: unmodified",
}
"""Packages under a licence that asks for more, and how it is kept."""

HEADER = """# Licences of what is shipped

Written by `make licences`; `make check` compares it. The project itself: [LICENSE](../LICENSE).

| package | licence | shipped in | why it may be |
| --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Package:
    """A package, with its licence as it says it and where it is shipped."""

    name: str
    licence: str
    place: str

    @property
    def allowed(self) -> str:
        """Return why it may be shipped, or "" if nothing says so."""
        permissive = any(word in self.licence for word in PERMISSIVE)
        return COPYLEFT.get(self.name.lower()) or ("permissive" if permissive else "")


def shipped(root: Path) -> list[Package]:
    """Return each package that the compiled requirements name, in order of name."""
    places = {name: place for file, place in SHIPPED.items() for name in _pinned(root / file)}
    command = (sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--packages")
    told = subprocess.run([*command, *places], check=True, capture_output=True, text=True).stdout
    found = {_normal(each["Name"]): each["License"] for each in json.loads(told)}
    return [Package(name, found.get(name, "unknown"), places[name]) for name in sorted(places)]


def refused(packages: Iterable[Package]) -> Iterator[str]:
    """Yield a line for each package that nothing allows."""
    for each in packages:
        if not each.allowed:
            yield f"{each.name}: licence « {each.licence} » is not among those we ship"


def table(packages: Iterable[Package]) -> str:
    rows = (f"| {p.name} | {p.licence} | {p.place} | {p.allowed} |\n" for p in packages)
    return HEADER + "".join(rows)


def _pinned(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        name, pinned, _ = line.partition("==")
        if pinned and not line.startswith((" ", "#")):
            yield _normal(name)


def _normal(name: str) -> str:
    return name.lower().replace("_", "-").partition("[")[0]
