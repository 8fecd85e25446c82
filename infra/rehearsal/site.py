"""HTTP to the deployed site, through the emulator's API Gateway, as a browser or a program."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def __str__(self) -> str:
        return f"{self.status} {self.text}"

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


class Site:
    """`public` is the address that mails and pages carry, `local` where it is answered here."""

    def __init__(self, public: str, local: str) -> None:
        self.public, self._local = public, local
        self.cookies: dict[str, str] = {}

    def api(
        self, method: str, path: str, body: Any = None, token: str = "", key: str = ""
    ) -> Answer:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        headers |= {"Idempotency-Key": key} if key else {}
        data = None if body is None else json.dumps(body).encode()
        return self._send(method, path, data, headers)

    def page(self, path: str, form: dict[str, Any] | None = None) -> Answer:
        """Open a page, or send a form; cookies are kept, redirections not followed."""
        headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
        headers |= {"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}
        if form is None:
            return self._send("GET", path, None, headers)
        headers |= {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": "null",
            "Sec-Fetch-Site": "same-origin",
        }
        return self._send("POST", path, urlencode(form, doseq=True).encode(), headers)

    def send_file(self, path: str, content: bytes, kind: str, token: str) -> Answer:
        headers = {"Content-Type": kind, "Accept": "application/json"}
        return self._send("POST", path, content, {**headers, "Authorization": f"Bearer {token}"})

    def path_of(self, address: str) -> str:
        """Return the path of an address. Raises ValueError if it is not the site's."""
        if not address.startswith(self.public):
            raise ValueError(f"{address} is not at {self.public}")
        return address.removeprefix(self.public)

    def _send(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> Answer:
        url = self._local + path
        request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310 - loopback
        opener = urllib.request.build_opener(_NoRedirection)
        try:
            with opener.open(request, timeout=60) as answer:
                return self._received(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return self._received(error.code, error.headers, error.read())

    def _received(self, status: int, headers: Any, body: bytes) -> Answer:
        for cookie in headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(status, {n.lower(): v for n, v in headers.items()}, body)


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None
