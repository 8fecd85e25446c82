"""A file of a region's texts: how problems name it, and what it says."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ..laying import LABEL
from ..places import region_folder


class Unreadable(ValueError):
    """A file cannot be read; says why."""


@dataclass(frozen=True)
class Text:
    """One file under `templates`, ours or merged, by its path there."""

    templates: Path
    name: str

    @property
    def path(self) -> Path:
        return self.templates / self.name

    def told(self, problem: str) -> str:
        """Return a problem after the name of the file: of the region's, where it has one."""
        label = self.templates / LABEL
        region = label.read_text(encoding="utf-8") if label.is_file() else ""
        folder = region_folder()
        theirs = folder is not None and (folder / self.name).is_file()
        return (
            f"{region}/{self.name}: {problem}" if region and theirs else f"{self.name}: {problem}"
        )

    def toml(self) -> dict[str, Any]:
        """Return what it says. Raises Unreadable."""
        try:
            return tomllib.loads(self.text())
        except tomllib.TOMLDecodeError as error:
            raise Unreadable(f"cannot be read: {error}") from error

    def text(self) -> str:
        """Return what is in it. Raises Unreadable."""
        try:
            return self.path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise Unreadable(f"is not in UTF-8 ({error.reason})") from error
        except OSError as error:
            raise Unreadable(f"cannot be read: {error.strerror}") from error


def meant(name: str, known: Iterable[str]) -> str:
    """Return which of those that are known somebody may have meant."""
    close = get_close_matches(name.lower(), list(known), 1)
    return f"; did you mean {close[0]}?" if close else ""
