"""A mail server, and a site on one machine that hands its mails to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.dynoxide import free_port

from .machine import Machine, MailServer


@pytest.fixture
def mail() -> Iterator[MailServer]:
    server = MailServer(free_port())
    yield server
    server.stop()


@pytest.fixture
def machine(tmp_path: Path, mail: MailServer) -> Iterator[Machine]:
    machine = Machine(tmp_path / "data", free_port(), mail.port)
    machine.start()
    yield machine
    machine.kill()
