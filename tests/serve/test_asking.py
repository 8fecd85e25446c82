"""What is said wrongly is named at once, before a folder or a server is touched."""

import os
from pathlib import Path

import pytest

from infra.serve.asking import Unsaid, asked, port_of
from infra.serve.mail.rate import USUAL, Rate, WrongRate, read_rate
from infra.serve.mail.server import WrongAddress
from infra.serve.place import Place, Unusable

SAID = {
    "DATA": "/srv/brigade",
    "SITE_URL": "https://brigade.example.org",
    "SMTP_URL": "smtps://brigade%40example.org:x@mail.example.org",
}


def test_what_is_enough_is_read() -> None:
    said = asked(SAID)
    assert (said.site_url, said.sender) == ("https://brigade.example.org", "brigade@example.org")
    assert said.mails_a_second == USUAL
    assert (asked({**SAID, "MAIL_RATE": "90/h"}).mails_a_second, port_of(SAID)) == (0.025, 8000)


@pytest.mark.parametrize("name", SAID)
def test_each_variable_is_asked_for_by_its_name(name: str) -> None:
    with pytest.raises((Unsaid, WrongAddress), match=name):
        asked({**SAID, name: ""})


@pytest.mark.parametrize(
    "site",
    [
        "http://brigade.example.org",
        "http://localhost.example.org",
        "http://127.0.0.1.example.org",
        "https://",
        "brigade.example.org",
        "https://brigade.example.org/ici",
        "https://brigade.example.org?x=1",
        "https://ana@brigade.example.org",
        "https://brigade.example.org:https",
        "https://brigade example.org",
        "https://[brigade",
    ],
)
def test_people_are_not_sent_where_others_read_along_or_nobody_answers(site: str) -> None:
    with pytest.raises(Unsaid, match="SITE_URL="):
        asked({**SAID, "SITE_URL": site})


@pytest.mark.parametrize("site", ["http://localhost:8000", "http://127.0.0.1:8000/"])
def test_one_may_try_it_on_the_machine_itself(site: str) -> None:
    assert asked({**SAID, "SITE_URL": site}).site_url == site.rstrip("/")


@pytest.mark.parametrize("sender", ["brigade", "Brigade <b@example.org>", "b@example", "é@x.org"])
def test_a_sender_that_is_no_address_is_named(sender: str) -> None:
    with pytest.raises(Unsaid, match="SENDER="):
        asked({**SAID, "SENDER": sender})


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_named(port: str) -> None:
    with pytest.raises(Unsaid, match="PORT="):
        port_of({"PORT": port})


@pytest.mark.parametrize(("said", "rate"), [("2/s", 2), ("30/min", 0.5), ("360 / h", 0.1)])
def test_a_rate_is_so_many_in_a_time(said: str, rate: float) -> None:
    assert read_rate(said) == rate


@pytest.mark.parametrize("said", ["10", "0/h", "-1/s", "5/jour", "inf", "1e3/s"])
def test_a_rate_that_is_none_is_named(said: str) -> None:
    with pytest.raises(WrongRate, match="MAIL_RATE="):
        read_rate(said)


def test_mails_leave_one_by_one_at_their_rate() -> None:
    now = [0.0]
    rate = Rate(1 / 36, clock=lambda: now[0])
    assert rate.pause() == 0
    rate.used()
    assert rate.pause() == 36
    now[0] += 1000
    rate.used()
    assert rate.pause() == 36, "what was not used is not made up for at once"


def test_a_folder_of_another_user_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command given as root would leave files there that the site cannot write."""
    place = Place(tmp_path)
    place.prepare()
    monkeypatch.setattr("os.getuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(Unusable, match="runuser -u"), place.taken():
        pass
    assert not (tmp_path / "lock").exists()


def test_a_place_where_nothing_can_be_kept_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unusable, match=r"nothing can be kept .*Not a directory"):
        Place(tmp_path / "file" / "data").prepare()


def test_what_is_made_there_is_its_owners_alone(tmp_path: Path) -> None:
    """Also what was there before, and what a program that is begun there makes."""
    before = os.umask(0o022)
    try:
        place = Place(tmp_path)
        place.table.touch(mode=0o644)
        with place.taken():
            place.dead_letters.touch()
        made = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert len(made) == 3
        assert all(not path.stat().st_mode & 0o077 for path in made)
    finally:
        assert os.umask(before) == 0o022
