"""The system as `make run` starts it, on a port of its own (FUZZ_PORT), and what is sent to it."""

import email.policy
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from infra.driving import link_in, token_of

PORT = int(os.environ.get("FUZZ_PORT", "8977"))
SITE = f"http://127.0.0.1:{PORT}"
PATIENCE = 120.0
"""Seconds in which the system starts, and in which a mail comes."""


@contextmanager
def started() -> Iterator[None]:
    environment = {**os.environ, "PORT": str(PORT), "DEMO": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "infra.local"], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        _ready()
        yield
    finally:
        process.terminate()
        process.wait()


def _ready() -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            called("GET", "/healthz")
        except urllib.error.URLError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit(f"nothing answers at {SITE}")


def send(method: str, path: str, expected: int, body: Any = None, token: str = "") -> Any:
    """Send a JSON request, as `infra.driving.Send` says."""
    status, content = called(method, path, body, token)
    if status != expected:
        raise SystemExit(f"{method} {path}: {status}, not {expected}")
    return json.loads(content) if content else None


def called(method: str, path: str, body: Any = None, token: str = "") -> tuple[int, bytes]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{SITE}{path}", data, method=method)  # noqa: S310 - our own
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return int(answer.status), bytes(answer.read())


def token_of_mail(kind: str) -> str:
    """Return the token of the first link in the first mail of a kind, once there is one."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        send("POST", "/_local/drain", 200, {})
        for mail in send("GET", "/_local/mail", 200)["mail"]:
            if mail["kind"] == kind:
                return token_of(link_in(_text(mail["id"])))
        time.sleep(0.5)
    raise SystemExit(f"no mail of kind {kind} came")


def _text(identifier: str) -> str:
    _, raw = called("GET", f"/_local/mail/{identifier}")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain",))
    return str(body.get_content()) if body else ""
