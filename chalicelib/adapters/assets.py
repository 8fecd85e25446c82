"""Style sheet, script, fonts, pictures, each also at an address that changes with what it holds."""

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from ..domain.appearance import Appearance
from .texts.look_file import declared, painted

STAMPED = re.compile(r"(?P<stem>.+)\.(?P<stamp>[0-9a-f]{12})(?P<suffix>\.\w+)")
NAMED = re.compile(r'url\("(?P<name>[\w./-]+)"\)')
"""What a style sheet names, relative to itself: a site may have a path of its own."""

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


@dataclass(frozen=True)
class Asset:
    """`lasting`: it was asked for by the address of this very content."""

    content: bytes
    content_type: str
    lasting: bool


class Assets:
    """The files of `folder` and of the folders in it; each is read once, when it is needed.

    Style sheets and drawings have the colours of `look`.
    """

    def __init__(self, folder: Path, look: Appearance) -> None:
        self._folder, self._look = folder, look
        self._contents: dict[str, bytes] = {}

    def stamped(self, name: str) -> str:
        """Return the name that changes with the content. Raises KeyError without such a file."""
        if name not in self._names:
            raise KeyError(name)
        stem, dot, suffix = name.rpartition(".")
        return f"{stem}.{self._stamp(name)}{dot}{suffix}"

    def find(self, name: str) -> Asset | None:
        """Return a file by either name. The stamp of an older release finds today's file."""
        match = STAMPED.fullmatch(name)
        plain = match["stem"] + match["suffix"] if match else name
        if plain not in self._names:
            return None
        lasting = match is not None and match["stamp"] == self._stamp(plain)
        return Asset(self._content(plain), TYPES[Path(plain).suffix], lasting)

    @cached_property
    def _names(self) -> frozenset[str]:
        """What there is to serve: no path of a request reaches the file system."""
        paths = (path for path in self._folder.rglob("*") if path.suffix in TYPES)
        return frozenset(path.relative_to(self._folder).as_posix() for path in paths)

    def _stamp(self, name: str) -> str:
        return sha256(self._content(name)).hexdigest()[:12]

    def _content(self, name: str) -> bytes:
        if name not in self._contents:
            content = (self._folder / name).read_bytes()
            self._contents[name] = self._looking(content, Path(name).suffix)
        return self._contents[name]

    def _looking(self, content: bytes, suffix: str) -> bytes:
        """Return a style sheet or a drawing with its colours, and the files that it names."""
        match suffix:
            case ".css":
                return self._naming(declared(content.decode("utf-8"), self._look))
            case ".svg":
                return painted(content.decode("utf-8"), self._look).encode()
        return content

    def _naming(self, sheet: str) -> bytes:
        """Return a style sheet that names its files by their contents: it changes with them."""
        return NAMED.sub(lambda found: f'url("{self.stamped(found["name"])}")', sheet).encode()
