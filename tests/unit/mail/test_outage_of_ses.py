"""SES hangs, fails, or refuses in ways that nobody foresaw: see `test_outage` for what it says."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from chalicelib.adapters.mail.breaker import PATIENCE, Breaker
from chalicelib.adapters.mail.pace import SENDERS
from chalicelib.domain.mail.messages import LATE, Kind, Message

from ...support.examples import NOW, SECOND
from ...support.simulated.bad_days import HOURS, SOON, everybody_has_theirs, rang, register, unknown
from ...support.simulated.cloud import MINUTE, Cloud

CONFIG = Path(__file__).resolve().parents[3] / ".chalice/config.json"
TIME_OUT = json.loads(CONFIG.read_text("utf-8"))["lambda_functions"]["send_mail"]["lambda_timeout"]

PROBES = SENDERS * 16
"""Mails that senders risk in three hours: after 1, 2, 4, 8 minutes, then each quarter of an hour.
"""


@pytest.mark.parametrize("code", ["ExpiredTokenException", "SignatureDoesNotMatch"])
def test_credentials_that_ses_does_not_know_for_three_hours_use_up_no_try(
    cloud: Cloud, code: str
) -> None:
    since, mails = cloud.time, []
    cloud.ses.answer = lambda: code
    for number in range(9):
        mails.append(register(cloud, number))
        cloud.run(3 * HOURS / 9)
    assert rang(cloud, "MessagesPutOff", since)
    cloud.ses.answer = str
    cloud.run(21)
    everybody_has_theirs(cloud, mails)


def test_ses_hangs_for_three_hours_and_everybody_has_their_mail_once_it_answers(
    cloud: Cloud,
) -> None:
    since = cloud.time
    cloud.ses.hanging = True
    mails = [register(cloud, number) for number in range(200)]
    cloud.run(3 * HOURS)
    assert rang(cloud, "MessagesUnknown", since)
    assert rang(cloud, "MessagesPutOff", since)
    assert len(unknown(cloud, mails)) <= PROBES
    cloud.ses.hanging = False
    cloud.run(60)
    everybody_has_theirs(cloud, mails)
    assert cloud.longest < TIME_OUT


def test_ses_fails_for_three_hours_and_a_mail_now_and_then_is_still_not_lost(cloud: Cloud) -> None:
    mails = []
    cloud.ses.answer = lambda: "ServiceUnavailable"
    for number in range(18):
        mails.append(register(cloud, number))
        cloud.run(3 * HOURS / 18)
    cloud.ses.answer = str
    mails.append(register(cloud, 18))
    cloud.run(60)
    everybody_has_theirs(cloud, mails)


def test_a_mail_that_ses_took_before_it_hung_up_does_not_leave_twice(cloud: Cloud) -> None:
    take = cloud.ses.send_email

    def take_and_hang(**request: Any) -> Any:
        take(**request)
        raise ReadTimeoutError(endpoint_url="https://email.example.org")

    cloud.ses.send_email = take_and_hang  # type: ignore[method-assign]
    mails = [register(cloud, number) for number in range(20)]
    cloud.run(2 * HOURS)
    cloud.ses.send_email = take  # type: ignore[method-assign]
    cloud.run(60)
    everybody_has_theirs(cloud, mails)


def test_a_mail_that_nobody_can_tell_of_rings_at_once_and_waits_for_another_to_leave(
    cloud: Cloud,
) -> None:
    since = cloud.time
    cloud.ses.answer = lambda: "InternalFailure"
    first = register(cloud, 1)
    cloud.run(10)
    assert rang(cloud, "MessagesUnknown", since)
    cloud.ses.answer = str
    cloud.run(2 * HOURS)
    assert unknown(cloud, [first]) == [first]
    second = register(cloud, 2)
    cloud.run(10)
    everybody_has_theirs(cloud, [first, second])


def test_a_mail_that_nobody_can_tell_of_is_tried_once_more_after_four_hours_at_most() -> None:
    mail = Message("p1-x", Kind.REGISTRATION, NOW).claimed(NOW).unknown(NOW, "ReadTimeoutError")
    breaker = Breaker()
    assert breaker.holds_back(mail, NOW + PATIENCE - SECOND)
    assert not breaker.holds_back(mail, NOW + PATIENCE)


def test_a_quota_that_lets_a_trickle_through_rings(cloud: Cloud) -> None:
    """As the mails of yesterday become a day old, one in four minutes is taken."""
    since, last = cloud.time, [-math.inf]

    def trickle() -> str:
        if cloud.time - last[0] < 4 * MINUTE:
            return "ThrottlingException"
        last[0] = cloud.time
        return ""

    cloud.ses.answer = trickle
    mails = [register(cloud, number) for number in range(40)]
    cloud.run(30)
    assert cloud.rung["MessagesLate"] - since <= LATE.total_seconds() + SOON
    cloud.ses.answer = str
    cloud.run(10)
    everybody_has_theirs(cloud, mails)
