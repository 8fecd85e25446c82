"""Each page and file that the site leads to: for anybody, for a participant, for the team."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from werkzeug.test import TestResponse

from chalicelib.web.http.routing import DECLARED

from .failures import Failures
from .world import ADMIN, SITE, World

OF_A_KIND = 3
"""Pages of one address, but for what its parameters say, that are looked at; of themes, each."""

EACH = ("/themes/{slug}", "/equipe/textes/{kind}", "/equipe/reglages/{group}")
BEGINS = {".ics": b"BEGIN:VCALENDAR", ".pdf": b"%PDF"}


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("src" if tag in {"script", "img", "iframe"} else "href")
        if address and tag in {"a", "link", "script", "img", "iframe"}:
            self.found.append(address)


class Crawl:
    """Goes where links lead, and then to what no link leads to."""

    def __init__(self, world: World, failures: Failures) -> None:
        self._world, self._failures = world, failures
        self.seen = 0
        self._known = {path: _pattern(path) for method, path in DECLARED if method == "GET"}

    def problems(self) -> Iterator[str]:
        yield from self._as("", "/")
        yield from self._as(self._world.token, "/mon-espace")
        token = self._world.staff(ADMIN)
        self._world.http.set_cookie("brigade_equipe", token, domain="localhost")
        yield from self._as("", "/equipe", *self._others())

    def _others(self) -> list[str]:
        return sorted(path for path in self._known if "{" not in path and "/api/" not in path)

    def _as(self, token: str, *beginnings: str) -> Iterator[str]:
        if token:
            self._world.http.get(f"/mon-espace?jeton={token}")
        waiting, met = deque((each, "") for each in beginnings), set(beginnings)
        looked_at: Counter[str] = Counter()
        while waiting:
            path, whence = waiting.popleft()
            place = self._place(path)
            looked_at[place] += 1
            if place not in EACH and looked_at[place] > OF_A_KIND:
                continue
            answer = self._get(path)
            yield from self._wrong(answer, path, whence)
            for link in self._links(answer, path):
                if link not in met:
                    met.add(link)
                    waiting.append((link, path))

    def _get(self, path: str) -> TestResponse:
        self.seen += 1
        return self._world.http.get(path, follow_redirects=True)

    def _wrong(self, answer: TestResponse, path: str, whence: str) -> Iterator[str]:
        status, where = answer.status_code, f"GET {path}"
        failed = list(self._failures.told("")) if status >= 500 else []
        if status >= 500:
            yield from (f"{each} ({where})" for each in failed or [f"answers {status}"])
        elif status == 404 and whence:
            yield f"{path}: a link of {whence} leads there, and there is nothing"
        begins = BEGINS.get(_suffix(path))
        if status == 200 and begins and not answer.data.startswith(begins):
            yield f"{where}: is no {_suffix(path)[1:]}"

    def _links(self, answer: TestResponse, path: str) -> Iterator[str]:
        if not (answer.content_type or "").startswith("text/html") or answer.status_code != 200:
            return
        for address in Links(answer.text).found:
            whole = urlsplit(urljoin(SITE + path, address))
            if f"{whole.scheme}://{whole.netloc}" == SITE:
                yield whole.path + (f"?{whole.query}" if whole.query else "")

    def _place(self, path: str) -> str:
        bare = path.partition("?")[0]
        fits = (place for place, pattern in self._known.items() if pattern.fullmatch(bare))
        return min(fits, key=lambda each: each.count("{"), default=bare)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)))


def _suffix(path: str) -> str:
    return "." + path.partition("?")[0].rpartition(".")[2]
