"""Headers that hold what people typed, encoded and folded here.

How Python folds a display name depends on its patch release, some of which break the header.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from email.headerregistry import Address
from itertools import groupby

WIDTH = 76
"""Characters of a line, unless one word is longer."""

LONGEST_CHUNK = 45
"""Bytes of UTF-8 in one encoded word, which may have 75 characters (RFC 2047)."""

_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/^_`{|}~-]+")
_PRINTABLE = re.compile(r"[ -~]*")


class Written(str):
    """The value of a header as it travels."""

    __slots__ = ()


def text(name: str, value: str) -> Written:
    """Return a text, such as a subject. Raises ValueError for line breaks."""
    _refuse_line_breaks(value)
    plain = _PRINTABLE.fullmatch(value) and "=?" not in value
    return _folded(name, value.split() if plain else list(_encoded(value)))


def mailbox(name: str, shown: str, address: str) -> Written:
    """Return one address with its display name, none if it is "".

    Words in ASCII stay legible, quoted where they must be, and no line ends within quotes.
    Raises ValueError for line breaks, MessageError or ValueError for what is no address.
    """
    _refuse_line_breaks(shown)
    words = [token for plain, run in groupby(shown.split(), _plain) for token in _run(plain, run)]
    return _folded(name, [*words, f"<{Address(addr_spec=address).addr_spec}>"])


def _run(plain: bool, words: Iterator[str]) -> Iterable[str]:
    """Write words that are all plain, or all to be encoded, with the spaces between these."""
    if not plain:
        return _encoded(" ".join(words))
    written = list(words)
    return written if all(map(_ATOM.fullmatch, written)) else [_quoted(" ".join(written))]


def _plain(word: str) -> bool:
    return bool(_PRINTABLE.fullmatch(word)) and "=?" not in word


def _quoted(words: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", words) + '"'


def _encoded(value: str) -> Iterator[str]:
    for chunk in _chunks(value):
        yield f"=?utf-8?b?{base64.b64encode(chunk).decode()}?="


def _chunks(value: str) -> Iterator[bytes]:
    """Cut a text into pieces that one encoded word holds, after a space where there is one."""
    while value:
        end = _end(value)
        space = value.rfind(" ", 0, end) + 1
        end = space if space and end < len(value) else end
        yield value[:end].encode()
        value = value[end:]


def _end(value: str) -> int:
    """Return how many characters fit in one encoded word."""
    size = 0
    for place, character in enumerate(value):
        size += len(character.encode())
        if size > LONGEST_CHUNK:
            return place
    return len(value)


def _folded(name: str, words: list[str]) -> Written:
    lines = [f"{name}:"]
    for word in words:
        first = lines == [f"{name}:"]  # a header never begins with an empty line
        if first or len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(f" {word}")
    return Written("\r\n".join(lines).partition(":")[2].removeprefix(" "))


def _refuse_line_breaks(value: str) -> None:
    if len(value.splitlines()) > 1:
        raise ValueError("a header holds no line break")
