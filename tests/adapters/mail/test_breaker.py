"""Holding back while SES fails: an outage does not use up mails, nor does it keep them too long."""

from dataclasses import replace
from datetime import timedelta

from chalicelib.adapters.mail.breaker import LONGEST, PATIENCE, Breaker
from chalicelib.domain.mail.messages import Message
from tests.support.examples import HOUR, NOW, message


def lost(breaker: Breaker) -> Message:
    """Return a mail whose answer was lost now, as it waits for SES's own event."""
    breaker.unsettled(NOW)
    return message().claimed(NOW).unknown(NOW, "ReadTimeoutError")


def test_a_mail_whose_answer_was_lost_waits_for_another_to_go_first() -> None:
    breaker = Breaker()
    unknown = lost(breaker)
    assert breaker.holds_back(unknown, NOW + HOUR)
    assert not breaker.holds_back(message(), NOW + HOUR)
    breaker.accepted(NOW + HOUR)
    assert not breaker.holds_back(unknown, NOW + HOUR)


def test_alone_it_waits_for_some_hours_and_no_more() -> None:
    breaker = Breaker()
    unknown = lost(breaker)
    assert breaker.holds_back(unknown, NOW + PATIENCE - timedelta(seconds=1))
    assert not breaker.holds_back(unknown, NOW + PATIENCE)


def test_it_has_its_other_try_before_it_stops_making_sense() -> None:
    breaker = Breaker()
    ends = replace(lost(breaker), expires_at=NOW + 2 * HOUR)
    assert breaker.holds_back(ends, NOW + HOUR)
    assert not breaker.holds_back(ends, NOW + 2 * HOUR - LONGEST)
