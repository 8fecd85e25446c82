"""The real server in a process of its own, and Debian's Chromium without JavaScript."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from infra.local.__main__ import QuietHandler
from infra.local.site import Site
from infra.local.system import System

ROOT = Path(__file__).resolve().parents[2]
PHONE: ViewportSize = {"width": 375, "height": 812}
LAPTOP: ViewportSize = {"width": 1280, "height": 900}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(port: int, demo: str = "0") -> "subprocess.Popen[str]":
    """As `make run` starts it; returns once /healthz answers."""
    environment = {**os.environ, "PORT": str(port), "DEMO": demo}
    process = subprocess.Popen(
        [sys.executable, "-m", "infra.local"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:  # printed once everything is ready but the socket's loop
        if "Ctrl-C" in line:
            break
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
        assert answer.status == 200
    return process


def stop_server(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Ctrl-C. The exit code and what was printed meanwhile."""
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=30)
    return process.returncode, output


@contextmanager
def serving(system: System) -> Iterator[str]:
    """The address of a system of this process.

    It has a blank page that states can be shown in: axe is then read once.
    """
    site, blank = Site(system), Response(mimetype="text/html")

    def application(environ: Any, start_response: Any) -> Iterable[bytes]:
        answer = blank if Request(environ).path == "/blank" else site
        return answer(environ, start_response)

    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=QuietHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    port = free_port()
    process = start_server(port)
    yield f"http://127.0.0.1:{port}"
    stop_server(process)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        yield launched
        launched.close()


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport=PHONE, java_script_enabled=False, base_url=site, locale="fr-CA"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def laptop(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport=LAPTOP, java_script_enabled=False, base_url=site, locale="fr-CA"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def tablet(browser: Browser, site: str) -> Iterator[Page]:
    """A screen as wide as a laptop's, for fingers: with a mouse the team's pages are denser."""
    context = browser.new_context(
        viewport=LAPTOP, has_touch=True, java_script_enabled=False, base_url=site, locale="fr-CA"
    )
    yield context.new_page()
    context.close()
