"""What the programme costs on AWS, calculated: a month, and a participant as their number grows."""

from itertools import pairwise

from infra.costs.__main__ import bill
from infra.costs.counted import memory
from infra.costs.prices import read_prices
from infra.costs.table import PARTICIPANTS
from infra.costs.usage import read_usage

from .results import Comparison, Result

BUDGET = 25
"""US dollars: the budget after which AWS warns, in a stage's file."""


def measure() -> list[Result]:
    whole, prices = bill(read_usage(memory())), read_prices()
    months = {n: prices.cost(whole.whole(n)) for n in PARTICIPANTS}
    few = PARTICIPANTS[0]
    month = Comparison(f"a month for {few} participants", months[few], "USD", "a budget", BUDGET)
    shares = [
        Comparison(
            f"a month of a thousand of {many:,} participants",
            1000 * months[many] / many,
            "USD",
            f"of {fewer:,}",
            1000 * months[fewer] / fewer,
        ).ratio_within(1)
        for fewer, many in pairwise(PARTICIPANTS)
    ]
    return [month.value_within(BUDGET), *shares]
