"""Spelling, by hunspell's French of where the programme is and the programme's own words."""

import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib.adapters.texts.typography import french
from chalicelib.settings import TEMPLATES

from .known import listed, where_to_add
from .source import Problem, Source, drawn_words

WORDS = Path(__file__).with_name("words.txt")
"""What the dictionary lacks: names, terms of the field, words of other languages."""

WORD = re.compile(r"[^\W_]+(?:['’.\-‑][^\W_]+)*")
"""A word, with its apostrophes, hyphens and inner dots: « l’infolettre », « schema.org »."""

CANADIAN = "fr_CA"

NAMES = (
    "name",
    "organisation",
    "region",
    "postal_address",
    "privacy_officer",
    "law",
    "hosting",
    "mail.sender_name",
    "edition.title",
    "edition.funder",
)
"""The settings that are names: texts of ours say them, and they are spelled as they are."""

LETTERS = re.compile(r"[^\W\d_]")


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield misspelt words. Raises FileNotFoundError without hunspell."""
    yield from _mistakes([*_words(sources)])


def check_words(said: Iterable[tuple[str, int, str]]) -> Iterator[Problem]:
    """Yield misspelt words of lines of a file. Raises FileNotFoundError without hunspell."""
    yield from _mistakes([each for name, line, words in said for each in _each(name, line, words)])


def _mistakes(found: list[tuple[str, int, str]]) -> Iterator[Problem]:
    wrong = unknown({word for *_, word in found})
    for name, line, word in found:
        if word in wrong:
            yield Problem(name, line, f"« {word} »: a mistake, or a word for {where_to_add(WORDS)}")


@cache
def dictionary() -> str:
    """Return hunspell's dictionary of the programme's `language`, that of Canada without one."""
    theirs = str(_settings()["language"]).replace("-", "_")
    return theirs if _run(theirs, "bonjour").returncode == 0 else CANADIAN


def _settings() -> dict[str, Any]:
    return tomllib.loads((TEMPLATES / "programme.toml").read_text(encoding="utf-8"))


def _named() -> set[str]:
    """Return each word of the settings that are names."""
    words: set[str] = set()
    for key in NAMES:
        value: Any = _settings()
        for part in key.split("."):
            value = value.get(part, {})
        said = value.values() if isinstance(value, dict) else (value,)
        for text in (each for each in said if isinstance(each, str)):
            words.update(part.casefold() for part in re.findall(r"\w+", text))
    return words


def _run(named: str, words: str) -> subprocess.CompletedProcess[str]:
    command = ["hunspell", "-d", named, "-i", "utf-8", "-l", "-p", "/dev/null"]
    return subprocess.run(command, input=words, capture_output=True, text=True, check=False)


def unknown(words: set[str]) -> set[str]:
    """Return the words that neither the dictionary nor the programme knows."""
    done = _run(dictionary(), "\n".join(sorted(words)))
    done.check_returncode()
    known = {word.casefold() for word in listed(WORDS)} | _named()
    wrong = {piece for piece in done.stdout.split() if not _known(piece, known)}
    return {word for word in words if wrong & {word, *re.split(r"[-‑.]", word)}}


def _known(piece: str, known: set[str]) -> bool:
    """Return whether a piece is known: behind an elided article, or in each part of a compound."""
    bare = re.sub(r"^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)['’]", "", piece.casefold())
    return bare in known or all(part in known for part in re.split(r"[-‑.]", bare))


def _words(sources: Iterable[Source]) -> Iterator[tuple[str, int, str]]:
    for source in sources:
        for line, words in source.prose():
            yield from _each(source.name, line, words)
        for figure in source.figures():
            for line, words in drawn_words(figure):
                yield from _each(f"figures/{figure.name}", line, words)


def _each(name: str, line: int, words: str) -> Iterator[tuple[str, int, str]]:
    for word in WORD.findall(french(words)):
        if LETTERS.search(word):
            yield name, line, word
