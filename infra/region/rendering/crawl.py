"""Each page and file that the site leads to, for anybody, a participant and the team; each form."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from werkzeug.test import TestResponse

from chalicelib.web.http.responses import PARTICIPANT_COOKIE, STAFF_COOKIE
from chalicelib.web.http.routing import DECLARED

from .corners import Asked, Parts, at_last, filled, in_anothers_space, leaving_mail, of_the_team
from .failures import Failures
from .forms import CSV, Fields, Form, Forms
from .names import told
from .world import ADMIN, SITE, World

OF_A_KIND = 3
"""Pages of one address, but for what its parameters say, that are looked at; of themes, each."""

EACH = ("/themes/{slug}", "/equipe/textes/{kind}", "/equipe/reglages/{group}")
BEGINS = {".ics": b"BEGIN:VCALENDAR", ".pdf": b"%PDF"}


UNRENDERED = re.compile(r"\{[{%][^{}]{,60}[}%]\}")
"""What a template says between quotation marks, where nothing stands for it."""


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
    """Goes where links lead, sends each form, and then goes to what no link leads to."""

    def __init__(self, world: World, failures: Failures, names: tuple[str, ...]) -> None:
        self._world, self._failures, self._names = world, failures, names
        self.seen = 0
        self._known = {path: _pattern(path) for method, path in DECLARED if method == "GET"}
        self._looked_at: Counter[str] = Counter()
        self._forms: dict[str, Form] = {}
        self._led: list[str] = []
        self._met: set[str] = set()
        self._parts: Parts = {}

    def problems(self) -> Iterator[str]:
        yield from self._walk("/", "/nulle-part")
        yield from self._send(leaving=False)
        yield from self._corners(leaving_mail())
        self._world.drain()
        yield from self._walk(*self._world.links_mailed())
        self._be_participant()
        yield from self._corners(in_anothers_space(self._world))
        yield from self._walk("/mon-espace")
        yield from self._walk(*self._unmet())
        yield from self._send(leaving=False)
        yield from self._walk(*self._led)
        leaving = {key: form for key, form in self._forms.items() if form.leaves}
        self._forms.clear()
        self._be_admin()
        yield from self._walk("/equipe", *self._others())
        yield from self._walk(*self._unmet())
        yield from self._corners(of_the_team(self._world, self._parts))
        yield from self._send(leaving=False)
        yield from self._walk("/equipe", *self._led, *self._others())
        yield from self._walk(*self._unmet())
        yield from self._send(leaving=True)
        self._world.drain()
        yield from self._walk(*self._world.links_mailed())
        self._forms = leaving
        self._be_participant()
        yield from self._send(leaving=True)
        yield from self._corners(at_last(self._world))

    def _corners(self, asked: Iterable[Asked]) -> Iterator[str]:
        """Ask for what no link and no form leads to."""
        for method, path, data in asked:
            answer = self._world.http.open(path, method=method, data=data, follow_redirects=True)
            yield from self._wrong(answer, f"{method} {path}", "")
            self._led += self._links(answer, answer.request.path)

    def _unmet(self) -> list[str]:
        """Return the pages that nothing led to yet, of what was met elsewhere."""
        unmet = [place for place in self._known if place not in self._met and "/api/" not in place]
        return [each for place in unmet for each in filled(place, self._parts)]

    def _be_participant(self) -> None:
        """Open the space, which asks first where another's is open."""
        self._world.http.delete_cookie(PARTICIPANT_COOKIE, domain="localhost")
        self._world.http.get(f"/mon-espace?jeton={self._world.token}")

    def _be_admin(self) -> None:
        token = self._world.staff(ADMIN)
        self._world.http.set_cookie(STAFF_COOKIE, token, domain="localhost")

    def _others(self) -> list[str]:
        return sorted(path for path in self._known if "{" not in path and "/api/" not in path)

    def _walk(self, *beginnings: str) -> Iterator[str]:
        """Look at pages, and at those that they lead to, a few of each address."""
        waiting, met = deque((each, "") for each in beginnings), set(beginnings)
        self._looked_at.clear()
        while waiting:
            path, whence = waiting.popleft()
            place = self._place(path)
            self._looked_at[place] += 1
            if place not in EACH and self._looked_at[place] > OF_A_KIND:
                continue
            if _suffix(path) == ".pdf":
                yield from self._while_drawn(path)
            answer = self._world.http.get(path, follow_redirects=True)
            yield from self._wrong(answer, f"GET {path}", whence)
            if answer.status_code == 200 and self._place(answer.request.path) == place:
                self._meet(place, path)
            for link in self._links(answer, path):
                if link not in met:
                    met.add(link)
                    waiting.append((link, path))

    def _while_drawn(self, path: str) -> Iterator[str]:
        """Look at what a document's page says until the document is drawn."""
        with self._world.hurried():
            answer = self._world.http.get(path, follow_redirects=True)
        yield from (f"{each} (GET {path})" for each in self._failures.told(""))
        if (answer.content_type or "").startswith("text/html"):
            yield from told(self._names, answer.text, f"GET {path}")

    def _send(self, leaving: bool) -> Iterator[str]:
        """Send each form that was met: as it is, then filled in."""
        forms = [form for form in self._forms.values() if form.leaves is leaving]
        for form in forms:
            for fields in (form.blank, form.typed):
                answer = self._sent(form, fields)
                yield from self._wrong(answer, f"{answer.request.method} {form.action}", "")
                self._led += self._links(answer, answer.request.path)

    def _sent(self, form: Form, fields: Fields) -> TestResponse:
        data: dict[str, Any] = {}
        for name, value in fields:
            data.setdefault(name, []).append(value)
        if form.button[0]:
            data[form.button[0]] = [form.button[1]]
        if form.asks:
            asked = {"query_string": data, "follow_redirects": True}
            return self._world.http.get(form.action.partition("?")[0], **asked)
        if fields is form.typed:
            data |= {name: (BytesIO(CSV.encode()), "personnes.csv") for name in form.files}
        return self._world.http.post(form.action, data=data, follow_redirects=True)

    def _wrong(self, answer: TestResponse, asked: str, whence: str) -> Iterator[str]:
        self.seen += 1
        status, path = answer.status_code, asked.partition(" ")[2]
        if status >= 500:
            failed = list(self._failures.told("")) or [f"answers {status}"]
            yield from (f"{each} ({asked})" for each in failed)
        elif status == 404 and whence:
            yield f"{path}: a link of {whence} leads there, and there is nothing"
        if answer.content_type and answer.content_type.startswith(("text/", "application/json")):
            yield from told(self._names, answer.text, asked)
            if bare := UNRENDERED.search(answer.text):
                yield f"shows « {bare[0]} » as it is written ({asked})"
        begins = BEGINS.get(_suffix(path))
        if status == 200 and begins and not answer.data.startswith(begins):
            yield f"{asked}: is no {_suffix(path)[1:]}"

    def _links(self, answer: TestResponse, path: str) -> Iterator[str]:
        """Yield where a page leads on this site; keep its forms."""
        if not (answer.content_type or "").startswith("text/html"):
            return
        for form in Forms(answer.text, self._world.now.date()).found:
            form.action = next(_ours(path, [form.action or path]), path)
            name, value = form.button
            pressed = f"{name} {value if value.isalpha() else ''}"
            self._forms.setdefault(f"{self._place(form.action)} {form.asks} {pressed}", form)
        yield from _ours(path, Links(answer.text).found)

    def _meet(self, place: str, path: str) -> None:
        """Keep what the parts of an address are, to fill others in with."""
        self._met.add(place)
        if place in self._known:
            found = self._known[place].fullmatch(path.partition("?")[0])
            for name, value in (found.groupdict() if found else {}).items():
                self._parts.setdefault(name, {})[value] = None

    def _place(self, path: str) -> str:
        bare = path.partition("?")[0]
        fits = (place for place, pattern in self._known.items() if pattern.fullmatch(bare))
        return min(fits, key=lambda each: each.count("{"), default=bare)


def _ours(path: str, addresses: Iterable[str]) -> Iterator[str]:
    for address in addresses:
        whole = urlsplit(urljoin(SITE + path, address))
        if f"{whole.scheme}://{whole.netloc}" == SITE:
            yield whole.path + (f"?{whole.query}" if whole.query else "")


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path)))


def _suffix(path: str) -> str:
    return "." + path.partition("?")[0].rpartition(".")[2]
