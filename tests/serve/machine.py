"""A site on one machine in a process of its own, and the mail server that it hands mail to."""

import email
import email.policy
import http.cookiejar
import json
import os
import queue
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from infra.driving import Driver

ROOT = Path(__file__).resolve().parents[2]
UNKNOWN, ADMIN = "nobody@example.org", "admin@example.org"
SOON = 40
"""Seconds until a mail must be there on a machine that is busy."""

AGAIN = 20
"""How often the page of a document that is being drawn asks for it; each waits for some seconds."""


class MailServer:
    """Takes mails but for `UNKNOWN`, whom it does not know."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.mails: queue.Queue[EmailMessage] = queue.Queue()
        self._controller = Controller(self, hostname="127.0.0.1", port=port)
        self._controller.start()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address == UNKNOWN:
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        read = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(read, EmailMessage)
        self.mails.put(read)
        return "250 OK"

    def next(self) -> EmailMessage:
        return self.mails.get(timeout=SOON)

    def stop(self) -> None:
        self._controller.stop()


class Machine:
    """The site on `port`, with what it keeps in a folder."""

    def __init__(
        self, data: Path, port: int, smtp_port: int, program: str = "infra.serve", **said: str
    ) -> None:
        self._program = program
        self.site = f"http://127.0.0.1:{port}"
        self._environment = {
            **os.environ,
            "MAIL_RATE": "",  # not what a system within this process is told
            "DATA": str(data),
            "PORT": str(port),
            "SITE_URL": self.site,
            "SMTP_URL": f"smtp://127.0.0.1:{smtp_port}",
            **said,
        }
        self._process: subprocess.Popen[str] | None = None
        self.driver = Driver(self._expect)
        self._jar = http.cookiejar.CookieJar()
        keeping = urllib.request.HTTPCookieProcessor(self._jar)
        self._browser = urllib.request.build_opener(keeping)

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._program],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if "Ctrl-C" in line:
                return
        raise AssertionError("it did not start")

    def died(self) -> bool:
        """Return whether it ended by itself."""
        return self._process is not None and self._process.poll() is not None

    def ended(self) -> None:
        """Wait until it has ended by itself."""
        process, self._process = self._process, None
        assert process is not None
        process.communicate(timeout=SOON)

    def kill(self) -> None:
        """Have it die between any two lines, and its database with it."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        return self._end(signal.SIGTERM)

    def kill_database(self) -> int:
        """Have the database alone die; return how the site ends."""
        process, self._process = self._process, None
        assert process is not None
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii")
        [database] = map(int, children.split())
        os.kill(database, signal.SIGKILL)
        process.communicate(timeout=SOON)
        return process.returncode

    def serve_again(self, **said: str) -> "subprocess.CompletedProcess[str]":
        """Start another beside it, told the same but for what is said."""
        return self._run({**self._environment, **said})

    def let_in(self, email: str) -> None:
        """Make somebody an admin, as the operator does who names the folder alone."""
        said = self.enrol(email, "Admin Exemple", "admin")
        assert said.returncode == 0, said.stderr

    def enrol(self, email: str, name: str, role: str) -> "subprocess.CompletedProcess[str]":
        unsaid = {"SITE_URL": "", "SMTP_URL": ""}
        return self._run({**self._environment, **unsaid}, "staff", email, name, role)

    def _run(
        self, environment: dict[str, str], *arguments: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "infra.serve", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def status(self, path: str) -> int:
        try:
            with self._browser.open(self.site + path, timeout=SOON) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def read(self, path: str) -> bytes:
        with self._browser.open(self.site + path, timeout=SOON) as answer:
            return bytes(answer.read())

    def drawn(self, path: str) -> bytes:
        """Read a document as a browser does: its page of waiting asks again until it is drawn."""
        for _ in range(AGAIN):
            try:
                return self.read(path)
            except urllib.error.HTTPError as error:
                if error.code != 503 or not error.headers["Retry-After"]:
                    raise
        raise AssertionError("it is not drawn")

    def ask(self, path: str, token: str) -> Any:
        return self._expect("GET", path, 200, None, token)

    def answer(
        self, method: str, path: str, body: Any = None, token: str = "", key: str = ""
    ) -> tuple[int, Any]:
        """Send a JSON request; return its status and what it holds."""
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if key:
            headers["Idempotency-Key"] = key
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.site + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=SOON) as answer:
                status, text = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read()
        return status, json.loads(text) if text else None

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Send a form of a page, and return the page that follows."""
        data = urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(self.site + path, data, {"Origin": self.site})
        with self._browser.open(request, timeout=SOON) as answer:
            return str(answer.read().decode())

    def signed_in(self, link: str) -> str:
        """Follow the link of a mail and press its button; return the session's token."""
        page = self.read(link.removeprefix(self.site)).decode()
        self.post("/equipe/connexion", dict(re.findall(r'name="(\w+)" value="([^"]*)"', page)))
        return next(cookie.value or "" for cookie in self._jar if cookie.name == "brigade_equipe")

    def _expect(
        self, method: str, path: str, expected: int, body: Any = None, token: str = ""
    ) -> Any:
        status, said = self.answer(method, path, body, token)
        assert status == expected, said
        return said

    def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(how)
        process.communicate(timeout=SOON)
        return process.returncode
