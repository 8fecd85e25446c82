"""What a site answers: `/` and one page of each kind."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

PATIENCE = 35
"""Seconds for one answer: longer than API Gateway waits for a function that begins."""


@dataclass(frozen=True)
class Answer:
    status: int
    text: str


Fetch = Callable[[str], Answer]
"""Asks for an address. Raises OSError if nobody answers."""

Right = Callable[[str], bool]
"""Returns whether a text is what it should be."""


def fetched(address: str) -> Answer:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - the site's
            return Answer(answer.status, answer.read().decode(errors="replace"))
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read().decode(errors="replace"))


@dataclass(frozen=True)
class Wrong:
    """`ours` is whether it is our site that answers there."""

    path: str
    status: int
    ours: bool = True


def wrong_pages(site: str, name: str, fetch: Fetch) -> list[Wrong]:
    """Return the pages that do not answer as they should; `name` is the programme's.

    If the first does not, no other is asked for. Raises OSError.
    """
    health = _asked(site, "/healthz", fetch, lambda text: _read(text).get("status") == "ok")
    if health:
        return [health]
    return [wrong for wrong in _pages(site, name, fetch) if wrong]


def _pages(site: str, name: str, fetch: Fetch) -> Iterator[Wrong | None]:
    yield _asked(site, "/", fetch, lambda text: name in unescape(text))
    themes = _read(fetch(f"{site}/api/v1/themes").text).get("themes")
    if themes:
        yield _asked(site, f"/themes/{themes[0]['slug']}", fetch, lambda _: True)
    else:
        yield Wrong("/api/v1/themes", 200, ours=False)
    yield _asked(site, "/evenements", fetch, lambda _: True)
    described = "/openapi.json"
    yield _asked(site, described, fetch, lambda text: "openapi" in _read(text))


def _asked(site: str, path: str, fetch: Fetch, right: Right) -> Wrong | None:
    answer = fetch(site + path)
    if answer.status != 200:
        return Wrong(path, answer.status)
    return None if right(answer.text) else Wrong(path, answer.status, ours=False)


def _read(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
