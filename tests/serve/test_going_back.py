"""A served site goes back to a copy, and goes on from there."""

from pathlib import Path

import pytest

from infra.restoring.one_machine import main
from infra.serve.place import Place
from tests.support.driver import REGISTRATION, token_in

from .machine import Machine, MailServer
from .test_one_machine import open_two_hours, signed_in

OF_THAT_MOMENT = "2027-03-01"
"""A name that is not today's: the site may have made the day's copy when it began."""


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
    place = Place(tmp_path / "data")
    place.copy_table(place.backups / f"{OF_THAT_MOMENT}.sqlite")
    machine.driver.cancel(token, kept["id"])
    assert [mail.next() for _ in range(2)]
    machine.kill()
    assert main("whole", OF_THAT_MOMENT) == 0
    machine.start()
    [session] = machine.driver.me(token)["sessions"]
    assert (session["id"], session["status"]) == (kept["id"], "booked")
    machine.driver.move(token, kept["id"], second)
    told = [str(mail.next()["To"]) for _ in range(2)]
    assert len({*told}) == 2
    assert mail.mails.empty()
