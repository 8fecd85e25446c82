"""Mails that come back to an address: read once, and told as SES's events would."""

from datetime import UTC, datetime
from typing import Any

import pytest

from infra.serve.mail.mailbox import FOLDER, Account, Mailbox
from infra.serve.mail.names import Names
from infra.serve.mail.returned import Returned, read
from infra.serve.mail.server import WrongAddress

from .imap import Imap
from .returned import of_old_exim, of_qmail, of_rfc3464, of_rfc5965, somebody_writes

NAMES = Names("k" * 32)
MESSAGE = "p1-x2-moved-1"
HEADER = NAMES.header(MESSAGE).decode().strip()
CLOSES = Returned("Bounce", MESSAGE, "ana@example.org", permanent=True)
STAYS = Returned("Bounce", MESSAGE, "ana@example.org", permanent=False)
NOW = datetime(2027, 3, 1, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "diagnostic", "told"),
    [
        ("5.1.1", "550 5.1.1 No such user", CLOSES),
        ("5.1.2", "", CLOSES),
        ("5.2.1", "550 5.2.1 Account disabled", CLOSES),
        ("5.0.0", "550 5.1.1 No such user", CLOSES),
        ("5.0.0", "550 No such user (after RCPT TO:<ana@example.org>)", CLOSES),
        ("5.0.0", "550 Spam (after end of data)", STAYS),
        ("5.0.0", "", STAYS),
        ("5.1.8", "550 5.1.8 Sender domain not found", STAYS),
        ("5.2.2", "552 5.2.2 Mailbox full", STAYS),
        ("5.7.1", "550 5.7.1 Spam", STAYS),
        ("4.4.7", "", STAYS),
    ],
)
def test_a_notification_closes_the_address_only_if_it_speaks_of_it(
    status: str, diagnostic: str, told: Returned
) -> None:
    assert read(of_rfc3464(HEADER, status, diagnostic), NAMES) == told


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered"])
def test_what_only_waits_or_arrived_is_left(action: str) -> None:
    assert read(of_rfc3464(HEADER, "4.4.1", action=action), NAMES) is None


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("Sorry, no mailbox here by that name. (#5.1.1)", CLOSES),
        ("SMTP error after RCPT TO:<ana@example.org>: 550 No such user", CLOSES),
        ("SMTP error after end of data: 550 We do not like this", STAYS),
        ("192.0.2.1 said 552 5.2.2 Mailbox full", STAYS),
        ("Unrouteable address", STAYS),
    ],
)
def test_a_notification_without_parts_is_read_too(why: str, told: Returned) -> None:
    assert read(of_qmail(HEADER, why), NAMES) == told
    assert read(of_old_exim(HEADER, why), NAMES) == told


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_one_from_a_server_that_writes_its_name_as_it_likes_is_read_too(encoding: str) -> None:
    raw = of_qmail(HEADER, "550 No such user").replace(
        b"From: MAILER-DAEMON", "From: Système de messagerie <MAILER-DAEMON".encode(encoding)
    )
    assert read(raw.replace(b"example.org\nSubject", b"example.org>\nSubject"), NAMES) == CLOSES


def test_who_says_that_a_mail_is_unwanted_complains() -> None:
    said = read(of_rfc5965(HEADER), NAMES)
    assert said == Returned("Complaint", MESSAGE, "ana@example.org", permanent=False)
    assert read(of_rfc5965(HEADER, "not-spam"), NAMES) is None
    assert read(of_rfc5965(HEADER, "auth-failure"), NAMES) is None


@pytest.mark.parametrize(
    "header",
    ["", f"X-Mail-Id: {MESSAGE}.forged", Names("x" * 32).header(MESSAGE).decode().strip()],
)
def test_what_does_not_bring_our_own_mail_back_is_left(header: str) -> None:
    assert read(of_rfc3464(header, "5.1.1"), NAMES) is None
    assert read(of_qmail(header, "(#5.1.1)"), NAMES) is None
    assert read(of_rfc5965(header), NAMES) is None


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_notification_with_letters_that_no_header_may_hold_is_read(encoding: str) -> None:
    """What servers and people write of an address in French, as it is."""
    refused = of_rfc3464(HEADER, "5.1.1 (inconnue à Alma)", "550 Refusée", action="failed (échec)")
    assert read(refused.decode().encode(encoding), NAMES) == CLOSES
    said = read(of_rfc5965(HEADER, "abuse (pourriel à ôter)"), NAMES)
    assert said is not None
    assert said.kind == "Complaint"


def test_what_a_person_writes_is_left() -> None:
    assert read(somebody_writes(HEADER), NAMES) is None
    assert read(b"", NAMES) is None


class Told:
    """Takes what came back; fails as often as it is told."""

    def __init__(self, failures: int = 0) -> None:
        self.events: list[Any] = []
        self._failures = failures

    def __call__(self, event: Any) -> bool:
        if self._failures:
            self._failures -= 1
            return False
        self.events.append(event["detail"])
        return True


def mailbox(server: Imap) -> Mailbox:
    account = Account.read("imaps://ana%40example.org:secret@mail.example.org")
    return Mailbox(account, NAMES, open_client=lambda _account: server)


def test_what_came_back_is_told_once_and_put_apart_and_what_else_is_there_is_left() -> None:
    server, told = Imap(), Told()
    server.inbox = [of_rfc3464(HEADER, "5.1.1"), somebody_writes(), of_rfc5965(HEADER)]
    read_by = mailbox(server)
    for _ in range(2):
        read_by.read(told, NOW)
    assert [each["eventType"] for each in told.events] == ["Bounce", "Complaint"]
    assert told.events[0]["mail"]["tags"] == {"message": [MESSAGE]}
    assert told.events[0]["bounce"] == {"bounceType": "Permanent"}
    assert server.inbox == [somebody_writes()]
    assert len(server.folders[FOLDER]) == 2


def test_a_mail_that_trips_the_reader_holds_up_none_of_the_others() -> None:
    server, told = Imap(), Told()
    bomb = b"Content-Type: message/rfc822\n\n" * 5000
    server.inbox = [bomb, of_rfc3464(HEADER, "5.1.1")]
    read_by = mailbox(server)
    for _ in range(2):
        read_by.read(told, NOW)
    assert [each["eventType"] for each in told.events] == ["Bounce"]
    assert server.inbox == [bomb]
    assert server.fetched == 2


def test_what_is_no_bounce_is_fetched_once() -> None:
    server = Imap()
    server.inbox = [somebody_writes()]
    read_by = mailbox(server)
    for _ in range(3):
        read_by.read(Told(), NOW)
    assert server.fetched == 1


def test_what_was_not_taken_stays_and_is_told_the_next_time() -> None:
    server, told = Imap(), Told(failures=1)
    server.inbox = [of_rfc3464(HEADER, "5.1.1"), of_rfc3464(HEADER, "5.2.2")]
    read_by = mailbox(server)
    read_by.read(told, NOW)
    assert [each["bounce"] for each in told.events] == [{"bounceType": "Transient"}]
    read_by.read(told, NOW)
    assert [each["bounce"] for each in told.events][1:] == [{"bounceType": "Permanent"}]
    assert server.inbox == []


def test_a_server_that_cannot_move_has_it_copied_then_crossed_out() -> None:
    server, told = Imap(moves=False), Told()
    server.inbox = [of_rfc3464(HEADER, "5.1.1")]
    for _ in range(2):
        mailbox(server).read(told, NOW)
    assert len(told.events) == 1
    assert len(server.folders[FOLDER]) == 1


def test_folders_stand_where_the_server_wants_them() -> None:
    server = Imap(prefix="INBOX.")
    server.inbox = [of_rfc3464(HEADER, "5.1.1")]
    mailbox(server).read(Told(), NOW)
    assert len(server.folders[f"INBOX.{FOLDER}"]) == 1


def test_what_an_address_for_bounces_holds_is_read() -> None:
    account = Account.read("imaps://ana%40example.org:s%2Fcret@mail.example.org:1993/Retours%20x")
    assert (account.host, account.port, account.secure) == ("mail.example.org", 1993, True)
    assert (account.user, account.password) == ("ana@example.org", "s/cret")
    assert account.folder == "Retours x"
    assert Account.read("imap://ana:x@127.0.0.1").port == 143
    assert Account.read("imap://ana:x@127.0.0.1").folder == "INBOX"


@pytest.mark.parametrize(
    "url", ["mail.example.org", "imaps://mail.example.org", "imaps://", "imaps://a:b@m:port"]
)
def test_one_that_is_none_is_said(url: str) -> None:
    with pytest.raises(WrongAddress, match="BOUNCES_URL"):
        Account.read(url)
