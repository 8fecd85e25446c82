"""The journey on one machine: killed and begun again, with a mail server."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from infra.driving import THEME, link_in
from tests.support.driver import REGISTRATION, text_of, token_in

from .machine import ADMIN, UNKNOWN, Machine, MailServer

OFTEN = 500
"""Requests until the list must know what the stream tells it."""


def test_what_was_acknowledged_is_there_after_a_kill_and_each_mail_left_once(
    machine: Machine, mail: MailServer
) -> None:
    machine.driver.register(REGISTRATION)
    token = token_in(mail.next())
    machine.kill()
    machine.start()
    machine.driver.confirm(token)
    staff = signed_in(machine, mail)
    booked = machine.driver.book(token, open_two_hours(machine, staff)[0])
    told = {str(mail.next()["To"]) for _ in range(2)}
    machine.kill()
    machine.start()
    [session] = machine.driver.me(token)["sessions"]
    assert session["id"] == booked["id"]
    assert any("<ana@example.org>" in each for each in told)
    assert any(f"<{ADMIN}>" in each for each in told)
    assert machine.drawn(f"/themes/{THEME}/fiche.pdf")[:5] == b"%PDF-"
    assert mail.mails.empty()
    assert machine.stop() == 0


def test_a_stranger_to_the_mail_server_is_told_to_the_team(
    machine: Machine, mail: MailServer
) -> None:
    machine.driver.register({**REGISTRATION, "email": UNKNOWN})
    staff = signed_in(machine, mail)
    asked = (machine.ask("/api/v1/staff/people?q=ana", staff)["people"] for _ in range(OFTEN))
    assert any(person["mail"] == "bounced" for people in asked for person in people)


def test_nothing_of_the_demonstration_is_there(machine: Machine) -> None:
    assert machine.status("/healthz") == 200
    assert machine.status("/_local/") == 404
    assert machine.status("/_local/mail") == 404


def test_a_site_ends_with_its_database_and_begins_again(machine: Machine) -> None:
    assert machine.kill_database() == 1
    machine.start()
    assert machine.status("/healthz") == 200


def test_a_folder_is_served_once(machine: Machine) -> None:
    again = machine.serve_again()
    assert again.returncode == 1
    assert "already" in again.stderr


def signed_in(machine: Machine, mail: MailServer) -> str:
    machine.let_in(ADMIN)
    machine.post("/equipe/lien", {"email": ADMIN})
    staff = machine.signed_in(link_in(text_of(mail.next())))
    # These tests run at any hour: mails that wait for the morning would leave theirs red by night.
    awake = {"sleep.begins": "00:00", "sleep.ends": "00:00"}
    status, said = machine.answer(
        "PATCH", "/api/v1/staff/settings", {"read": 0, "values": awake}, staff
    )
    assert status == 200, said
    return staff


def open_two_hours(machine: Machine, staff: str) -> list[str]:
    day = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
    hours = f"{day}T14:00:00+00:00", f"{day}T16:00:00+00:00"
    return [slot["id"] for slot in machine.driver.open_day(staff, ADMIN, *hours)]


def test_a_port_that_is_taken_is_named(machine: Machine, tmp_path: Path) -> None:
    said = machine.serve_again(DATA=str(tmp_path / "other"))
    assert (said.returncode, said.stderr.count("PORT=")) == (1, 2), said.stderr
