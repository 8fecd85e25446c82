"""Which templates were rendered, so that those of the region's that were not can be told."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from ..laying import TEMPLATES, files_of
from ..places import region_folder

SUFFIXES = (".html", ".txt")


@contextmanager
def noted() -> Iterator[set[str]]:
    """Give the names of the templates that are loaded meanwhile."""
    names: set[str] = set()
    load = FileSystemLoader.get_source

    def noting(self: FileSystemLoader, environment: Environment, template: str) -> Any:
        names.add(template)
        return load(self, environment, template)

    FileSystemLoader.get_source = noting  # type: ignore[method-assign]
    try:
        yield names
    finally:
        FileSystemLoader.get_source = load  # type: ignore[method-assign]


def not_shown(names: set[str]) -> list[str]:
    """Return the region's templates that nothing of what was rendered is made of."""
    folder: Path | None = region_folder()
    theirs = files_of(folder) if folder else {}
    texts = {name for name in theirs if name.startswith(TEMPLATES) and name.endswith(SUFFIXES)}
    return sorted(texts - names)
