"""A site that real people use moves to another machine: the journey goes on there."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.dynoxide import free_port
from tests.serve.machine import ROOT, Machine, MailServer
from tests.serve.test_one_machine import open_two_hours, signed_in
from tests.support.driver import REGISTRATION, token_in


@pytest.fixture
def mail() -> Iterator[MailServer]:
    server = MailServer(free_port())
    yield server
    server.stop()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def first(tmp_path: Path, mail: MailServer, port: int) -> Iterator[Machine]:
    machine = Machine(tmp_path / "first", port, mail.port)
    machine.start()
    yield machine
    machine.kill()


@pytest.fixture
def second(tmp_path: Path, mail: MailServer, port: int) -> Iterator[Machine]:
    machine = Machine(tmp_path / "second", port, mail.port)
    yield machine
    machine.kill()


def test_a_link_mailed_before_opens_after_and_nobody_is_told_again(
    first: Machine, second: Machine, mail: MailServer, tmp_path: Path
) -> None:
    first.driver.register(REGISTRATION)
    token = token_in(mail.next())
    first.driver.confirm(token)
    staff = signed_in(first, mail)
    slot, other = open_two_hours(first, staff)
    booked = first.driver.book(token, slot)
    for _ in range(2):
        mail.next()
    refused = move(tmp_path)
    assert (refused.returncode, "stop `make serve`" in refused.stderr) == (1, True)
    assert move(tmp_path, DRY="1").returncode == 0
    first.stop()
    done = move(tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"already sent lead to {first.site}" in done.stdout
    second.start()
    [session] = second.driver.me(token)["sessions"]
    assert session["id"] == booked["id"]
    second.driver.move(token, booked["id"], other)
    told = [str(mail.next()["To"]) for _ in range(2)]
    assert len({*told}) == 2  # of the move alone: the adviser and who comes
    assert mail.mails.empty()
    again = first.serve_again()
    assert (again.returncode, "make move" in again.stderr) == (2, True)


def move(folder: Path, **said: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "infra.moving", str(folder / "first"), str(folder / "second")],
        cwd=ROOT,
        env={**os.environ, "YES": "1", **said},
        capture_output=True,
        text=True,
        check=False,
    )
