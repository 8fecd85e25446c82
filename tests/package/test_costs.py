"""The costs: every use has a price, every price a use, and the document is what they say."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.mail import follow_up
from chalicelib.domain.mail.messages import Kind
from chalicelib.metrics import METRICS
from infra.bench.journey import SITE, perform, steps
from infra.costs.__main__ import OUTPUT, bill, written
from infra.costs.bill import Bill
from infra.costs.counted import counted, mail_metrics, memory, polled_queues
from infra.costs.prices import Price, PriceList, read_prices
from infra.costs.table import PARTICIPANTS
from infra.costs.usage import Usage, added, read_usage, scaled
from infra.costs.weighing import Scale, weight
from infra.local.system import build
from infra.packaging.stack import FUNCTIONS, stack

from ..support.examples import NOW, booking

STORIES = {"registration": "registration", "booking": "booking", "outcome": "session"}
"""What the benchmarks and `usage.toml` call the same thing."""


@pytest.fixture(scope="module")
def usage() -> Usage:
    return read_usage(memory())


@pytest.fixture(scope="module")
def whole(usage: Usage) -> Bill:
    return bill(usage)


def test_the_committed_document_is_what_the_script_writes() -> None:
    assert OUTPUT.read_text(encoding="utf-8") == written(), "make costs"


def test_each_use_has_a_price_and_each_price_a_use(whole: Bill) -> None:
    used = {*whole.whole(1), *whole.with_firewall(1)}
    assert used == set(read_prices().prices)


def test_more_participants_cost_more_and_no_service_less(whole: Bill) -> None:
    prices = read_prices()
    costs = [prices.by_service(whole.used(n)) for n in PARTICIPANTS]
    for few, many in pairwise(costs):
        assert all(many[name] >= few[name] for name in few)
        assert sum(many.values()) > sum(few.values())


def test_a_season_in_one_month_costs_that_month_more(whole: Bill) -> None:
    prices = read_prices()
    for n in PARTICIPANTS:
        assert prices.cost(whole.whole(n, 1)) > prices.cost(whole.whole(n))


def test_alarms_and_queues_are_those_of_the_stack(whole: Bill) -> None:
    alarms = [each for name, each in stack()["Resources"].items() if name.endswith("Alarm")]
    looked_at = [each["Properties"].get("Metrics", [{}, {}])[1:] for each in alarms]
    assert whole.fixed["alarms"] == sum(map(len, looked_at)) > len(alarms)
    assert polled_queues(stack()) == 2


def test_metrics_of_mails_are_paid_by_the_hour_and_never_more_than_there_are() -> None:
    assert counted(stack())["metrics"] == 3  # unknown, stuck, unreadable: the sweep writes them
    assert mail_metrics(180) == {"metrics": 1}
    assert mail_metrics(1e9) == {"metrics": len(METRICS) * (1 + len(Kind))}


def test_each_function_that_runs_has_a_duration(usage: Usage) -> None:
    by_hand = {"enrol_staff"}
    assert usage.said["functions"].keys() == memory().keys() - by_hand
    assert len(memory()) == len(FUNCTIONS)


def test_the_mails_of_a_journey_are_those_the_programme_sends(usage: Usage) -> None:
    programme = wiring.programme()
    booked = [message.kind for message in follow_up.after_booking(booking(), programme, NOW)]
    mails = usage.said["mails"]
    assert mails.keys() == set(Kind)
    assert mails[Kind.BOOKING_REMINDER]["count"] == booked.count(Kind.BOOKING_REMINDER)
    assert mails[Kind.BOOKING_CONFIRMED]["count"] == booked.count(Kind.BOOKING_CONFIRMED)
    assert 1 + mails[Kind.SURVEY_REMINDER]["count"] == len(programme.survey_after)


def test_the_units_of_a_journey_are_those_that_its_items_weigh(usage: Usage) -> None:
    measured = _weighed()
    for name, (writes, reads) in measured.items():
        story = next(s for s in usage.said["story"] if s["name"] == name)
        assert writes <= story["dynamodb_writes"] <= 1.25 * writes, name
        assert reads <= story["dynamodb_reads"] <= reads + 1, name


def _weighed() -> dict[str, tuple[float, float]]:
    """Write and read units of each story of one journey, of one mail and of one count."""
    system = build(SITE)
    counts: list[Callable[[], None]] = []
    try:
        scale, found = Scale(wiring.client("dynamodb")), {}
        for step in steps():
            with pytest.MonkeyPatch.context() as patch:
                later = partial(_later, counts, system.app.count_figures)
                patch.setattr(system.app, "count_figures", later)
                scale.clear()
                perform(system.app.app, step)
                found[STORIES[step.name]] = scale.writes, scale.reads
                scale.clear()
                system.pump.drain()
            if step.name == "registration":
                found["mail"] = scale.writes, scale.reads
                found["list"] = max(_counted(count, scale) for count in counts)
                counts.clear()
                continue
            found["count"] = max(_counted(count, scale) for count in counts)
            counts.clear()
        return found
    finally:
        system.close()


def _counted(count: Callable[[], None], scale: Scale) -> tuple[float, float]:
    scale.clear()
    count()
    return scale.writes, scale.reads


def _later(counts: list[Callable[[], None]], handler: Any, event: Any, context: Any) -> None:
    counts.append(partial(handler, event, context))


def test_items_weigh_as_dynamodb_weighs_them() -> None:
    assert weight({"pk": {"S": "é"}}) == 4
    assert weight({"n": {"N": "1234"}}) == 1 + 4
    assert weight({"m": {"M": {"a": {"BOOL": True}}}}) == 1 + 3 + 1 + 2
    assert weight({"l": {"L": [{"S": "ab"}]}}) == 1 + 3 + 3


def test_what_is_free_is_taken_off_before_the_price() -> None:
    prices = PriceList("ours", "today", {"calls": Price("Calls", "calls", 2.0, 10, free=100)})
    assert prices.cost({"calls": 150}) == 30
    assert prices.cost_beyond_free({"calls": 150}) == 10
    assert prices.cost_beyond_free({"calls": 50}) == 0


def test_amounts_add_up_and_scale() -> None:
    assert added({"a": 1, "b": 2}, {"b": 3}) == {"a": 1, "b": 5}
    assert scaled({"a": 2}, 1.5) == {"a": 3}
