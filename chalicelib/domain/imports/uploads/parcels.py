"""What was brought and is not kept yet: the cells of each table, and what was said of them."""

import json
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256

from ..grids import Grid
from ..mistakes import ARCHIVE, BadImport, Mistake

MOST_SOURCES = 24
"""Tables in one import."""

LARGEST = 64 * 1024 * 1024
"""Bytes of a parcel once it is unpacked."""


@dataclass(frozen=True)
class Source:
    """One table as it was brought: `name` is its file's, with its sheet's if that has several."""

    name: str
    grid: Grid


@dataclass(frozen=True)
class Parcel:
    """Tables with what was said of them; `edition` is the text of `edition.json`, if it came."""

    sources: tuple[Source, ...] = ()
    edition: str | None = None
    said: Mapping[str, str] = field(default_factory=dict)

    def with_more(self, sources: Iterable[Source], edition: str | None) -> "Parcel":
        """Return the parcel with more tables; one that comes again takes the other's place."""
        more = {source.name: source for source in sources}
        there = [more.pop(source.name, source) for source in self.sources]
        told = self.edition if edition is None else edition
        return Parcel((*there, *more.values()), told, self.said)

    def without(self, number: int) -> "Parcel":
        """Return the parcel but for a table, by its place; answers stay with those they are of."""
        sources = (*self.sources[:number], *self.sources[number + 1 :])
        said = {}
        for name, text in self.said.items():
            place, _, rest = name.partition(":")
            if place != str(number):
                after = place.isdecimal() and int(place) > number
                said[f"{int(place) - 1}:{rest}" if after else name] = text
        return replace(self, sources=sources, said=said)

    def with_answers(self, said: Mapping[str, str]) -> "Parcel":
        return replace(self, said={**self.said, **said})


def written(parcel: Parcel) -> tuple[str, bytes]:
    """Return a parcel's identifier and its bytes: the same parcel has the same.

    Raises BadImport if it is too large to be read again.
    """
    sources = [[source.name, source.grid.lines] for source in parcel.sources]
    said = {
        "sources": sources,
        "edition": parcel.edition,
        "said": dict(sorted(parcel.said.items())),
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    if len(text) > LARGEST:
        raise BadImport([Mistake(ARCHIVE, 0, "", "too_many_tables")])
    return sha256(text).hexdigest()[:40], zlib.compress(text, 6)


def read(content: bytes) -> Parcel:
    said = json.loads(zlib.decompressobj().decompress(content, LARGEST))
    sources = tuple(Source(name, Grid(lines)) for name, lines in said["sources"])
    return Parcel(sources, said["edition"], said["said"])


def mentions(content: bytes, email: str) -> bool:
    """Return whether an address is in a parcel, or in what waits beside it, in whatever case."""
    text = content
    with suppress(zlib.error):
        text = zlib.decompressobj().decompress(content, LARGEST)
    return email.casefold() in text.decode("utf-8", "replace").casefold()
