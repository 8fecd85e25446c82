"""A served site goes back to a copy, and goes on from there."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from infra.restoring.one_machine import main
from infra.serve.backups import back_up
from infra.serve.place import Place
from tests.support.driver import REGISTRATION, token_in

from .machine import Machine, MailServer
from .test_one_machine import open_two_hours, signed_in


def test_what_was_done_since_is_undone_and_its_mails_do_not_leave_again(
    machine: Machine, mail: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA", str(tmp_path / "data"))
    monkeypatch.setenv("YES", "1")
    machine.driver.register(REGISTRATION)
    token = token_in(mail.next())
    machine.driver.confirm(token)
    staff = signed_in(machine, mail)
    first, second = open_two_hours(machine, staff)
    kept = machine.driver.book(token, first)
    assert [mail.next() for _ in range(2)]
    now = datetime.now(UTC)
    back_up(Place(tmp_path / "data"), now)
    machine.driver.cancel(token, kept["id"])
    assert [mail.next() for _ in range(2)]
    machine.kill()
    assert main("whole", f"{now:%Y-%m-%d}") == 0
    machine.start()
    [session] = machine.driver.me(token)["sessions"]
    assert (session["id"], session["status"]) == (kept["id"], "booked")
    machine.driver.move(token, kept["id"], second)
    told = [str(mail.next()["To"]) for _ in range(2)]
    assert len({*told}) == 2
    assert mail.mails.empty()
