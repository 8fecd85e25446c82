"""A theme's file as its checks see it: its parts, and the line each stands on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markdown_it.token import Token

from chalicelib.adapters.texts.markdown import parsed

SVG_TEXT = re.compile(r"<(?:text|title|desc)[^>]*>([^<]+)<")
SPOKEN = re.compile(r"^(?:title|summary|sessions): *(.+)$")


@dataclass(frozen=True)
class Problem:
    """One thing to mend, or to think of if it is an advice. `line` counts from 1."""

    file: str
    line: int
    message: str
    advice: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'(advice) ' if self.advice else ''}{self.message}"


@dataclass(frozen=True)
class Source:
    """`name` is how problems name the file; `ours`, whether it has all the parts that ours have."""

    name: str
    text: str
    folder: Path
    ours: bool = True

    @staticmethod
    def read(path: Path, ours: bool = True) -> "Source":
        return Source(path.name, path.read_text("utf-8"), path.parent, ours)

    def problem(self, line: int, message: str) -> Problem:
        return Problem(self.name, line, message)

    @cached_property
    def tokens(self) -> list[Token]:
        return parsed(self.text)

    def prose(self) -> Iterator[tuple[int, str]]:
        """Yield all the words that a reader sees, with their line: no code, no address."""
        for number, line in enumerate(self.text.splitlines(), 1):
            found = SPOKEN.match(line)
            if found:
                yield number, found[1]
            elif line.startswith(":::"):
                yield number, line.lstrip(":").strip().partition(" ")[2]
        for token in self.tokens:
            yield from _said(token)

    def figures(self) -> list[Path]:
        return sorted((self.folder / "figures").glob(f"{Path(self.name).stem}*.svg"))


def drawn_words(figure: Path) -> Iterator[tuple[int, str]]:
    """Yield a figure's words, with their line."""
    for number, line in enumerate(figure.read_text("utf-8").splitlines(), 1):
        for words in SVG_TEXT.findall(line):
            yield number, words


def _said(token: Token) -> Iterator[tuple[int, str]]:
    line = token.map[0] + 1 if token.map else 1
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "text":
            yield line, child.content
        elif child.type == "image":
            yield line, f"{child.content} {child.attrGet('title') or ''}"
