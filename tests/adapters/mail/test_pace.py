"""The sender's pace, on a clock that sleeping moves."""

import json
import logging
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from chalicelib.adapters.mail.pace import LONGEST, SAFE, SENDERS, AccountRate, Pace
from chalicelib.observability import SERVICE
from chalicelib.settings import read_settings
from infra.bench.starting.cold import DUMMIES

ROOT = Path(__file__).resolve().parents[3]
BATCH = 10


class Time:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def sendings(pace: Pace, time: Time, count: int, each: float = 0.0) -> list[float]:
    """When each mail leaves; `each`: how long SES takes to answer."""
    moments = []
    for _ in range(count):
        pace.wait()
        moments.append(time.now)
        time.now += each
        pace.accepted()
    return moments


@pytest.mark.parametrize("rate", [1.0, 14.0, 100.0])
def test_all_senders_together_keep_to_the_rate(rate: float) -> None:
    everybody = []
    for _ in range(SENDERS):
        time = Time()
        everybody += sendings(Pace(lambda: rate, time, time.sleep), time, 40)
    last = max(everybody)
    assert len(everybody) / (last + SENDERS / rate) == pytest.approx(rate)


def test_what_ses_takes_to_answer_is_not_waited_for_twice() -> None:
    time = Time()
    moments = sendings(Pace(lambda: 1.0, time, time.sleep), time, 3, each=2.0)
    assert moments == [0.0, 3.0, 6.0]


def test_the_first_mail_after_a_quiet_time_leaves_at_once() -> None:
    time = Time()
    pace = Pace(lambda: 1.0, time, time.sleep)
    sendings(pace, time, 3)
    time.now += 60
    assert sendings(pace, time, 1) == [66.0]


def test_a_throttled_sender_slows_down_then_is_as_fast_as_before() -> None:
    time = Time()
    pace = Pace(lambda: 14.0, time, time.sleep)
    pace.wait()
    pace.throttled()
    moments = sendings(pace, time, 30)
    gaps = [after - before for before, after in pairwise(moments)]
    assert gaps[0] > 1.5 * SENDERS / 14
    assert gaps[-1] == pytest.approx(SENDERS / 14)


def test_a_batch_fits_in_the_function_s_time_even_when_each_mail_is_throttled() -> None:
    config = json.loads((ROOT / ".chalice/config.json").read_text(encoding="utf-8"))
    time_out = config["lambda_functions"]["send_mail"]["lambda_timeout"]
    time = Time()
    pace = Pace(lambda: SAFE, time, time.sleep)
    for _ in range(BATCH):
        pace.wait()
        pace.throttled()
    assert time.now <= BATCH * LONGEST <= 0.75 * time_out
    usual = Time()
    sendings(Pace(lambda: SAFE, usual, usual.sleep), usual, BATCH)
    assert usual.now <= time_out / 2


def test_the_senders_are_as_many_as_the_stack_runs_at_once() -> None:
    functions = json.loads((ROOT / "infra/stack/functions.json").read_text(encoding="utf-8"))
    source = functions["Resources"]["SendMail"]["Properties"]["Events"]["SendMailSqsEventSource"]
    assert source["Properties"]["ScalingConfig"]["MaximumConcurrency"] == SENDERS


def test_without_a_limit_nothing_waits() -> None:
    time = Time()
    assert sendings(Pace(lambda: math.inf, time, time.sleep), time, 100)[-1] == 0


class Account:
    """SES's answers about the account, one after the other."""

    def __init__(self, *answers: float | Exception) -> None:
        self.answers = list(answers)

    def get_account(self) -> Any:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return {"SendQuota": {"MaxSendRate": answer}}


FAILURES = [
    EndpointConnectionError(endpoint_url="https://email.example.org"),
    ClientError({"Error": {"Code": "AccessDeniedException"}}, "GetAccount"),
]


def test_ses_is_asked_once_for_many_mails_and_again_later() -> None:
    time, account = Time(), Account(14.0, 50.0)
    rate = AccountRate(lambda: account, time)  # type: ignore[arg-type, return-value]
    assert {rate() for _ in range(100)} == {14.0}
    time.now += 3600
    assert {rate() for _ in range(100)} == {50.0}


@pytest.mark.parametrize("failure", FAILURES, ids=lambda f: type(f).__name__)
def test_a_rate_that_cannot_be_read_is_the_safe_one_for_a_while_and_said(
    failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    time, account = Time(), Account(failure, 14.0, failure)
    rate = AccountRate(lambda: account, time)  # type: ignore[arg-type, return-value]
    with caplog.at_level(logging.WARNING, SERVICE):
        assert rate() == SAFE
    assert "SES does not say its rate" in caplog.text
    time.now += 3600
    assert rate() == 14.0
    time.now += 3600
    assert rate() == 14.0


@pytest.mark.parametrize(("said", "rate"), [("", None), ("0", None), ("2.5", 2.5)])
def test_the_rate_can_be_set(said: str, rate: float | None) -> None:
    assert read_settings({**DUMMIES, "MAIL_RATE": said}).mail_rate == rate
    assert read_settings(DUMMIES).mail_rate is None
