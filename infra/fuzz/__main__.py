"""Start the system as `make run` does, and ask its API everything, once in each role.

python -m infra.fuzz SCHEMATHESIS EXAMPLES SEED

EXAMPLES of each operation and phase make some thousands in a role.
"""

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
from pathlib import Path

from infra.driving import link_in, token_of

HERE = Path(__file__).parent
PORT = 8977
SITE = f"http://127.0.0.1:{PORT}"
STAFF = {"adviser": "brigadiere@example.org", "admin": "equipe@example.org"}
PATIENCE = 120.0
"""Seconds in which the system starts."""


def main(words: list[str]) -> int:
    program, examples, seed = words
    red = []
    with _system():
        for role, token in _tokens():
            print(f"— {role}", flush=True)
            if _asked(program, token, examples, seed):
                red.append(role)
    if red:
        print(f"✗ {', '.join(red)}")
    return 1 if red else 0


def _asked(program: str, token: str, examples: str, seed: str) -> int:
    """Return what schemathesis says: 0 if each answer is as described."""
    who = ["-H", f"Authorization: Bearer {token}"] if token else []
    command = [program, "--config-file", str(HERE / "schemathesis.toml"), "run"]
    how = ["-n", examples, "--seed", seed, "--continue-on-failure", "--warnings", "off"]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": str(HERE / "archives.py")}
    return subprocess.run(
        [*command, f"{SITE}/openapi.json", *how, *who], env=environment, check=False
    ).returncode


def _tokens() -> Iterator[tuple[str, str]]:
    yield "nobody", ""
    yield "participant", _participant()
    for role, address in STAFF.items():
        yield role, json.loads(_sent("/_local/staff-session", {"email": address}))["token"]


def _participant() -> str:
    """Return the token of somebody of the demonstration, from a mail to them."""
    mails = json.loads(_sent("/_local/mail"))["mail"]
    first = next(each for each in mails if each["kind"] == "registration")
    message = email.message_from_bytes(
        _sent(f"/_local/mail/{first['id']}"), policy=email.policy.default
    )
    body = message.get_body(("plain",))
    return token_of(link_in(body.get_content() if body else ""))


@contextmanager
def _system() -> Iterator[None]:
    environment = {**os.environ, "PORT": str(PORT), "DEMO": "1"}
    process = subprocess.Popen([sys.executable, "-m", "infra.local"], env=environment)
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
            _sent("/healthz")
        except urllib.error.URLError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit(f"nothing answers at {SITE}")


def _sent(path: str, body: dict[str, str] | None = None) -> bytes:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{SITE}{path}", data)  # noqa: S310 - our own address
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return bytes(answer.read())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
