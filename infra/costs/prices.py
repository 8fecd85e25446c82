"""The published prices, as `prices.toml` has them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("prices.toml")

Amounts = dict[str, float]
"""How much of each priced thing, by the name of its price."""


@dataclass(frozen=True)
class Price:
    """US dollars for `per` units; the first `free` units a month cost nothing.

    `sure`: known for this region, not assumed from another.
    """

    service: str
    unit: str
    usd: float
    per: int
    free: float = 0
    sure: bool = True

    def of(self, amount: float) -> float:
        return amount * self.usd / self.per


@dataclass(frozen=True)
class PriceList:
    """`name` and `known`: whose prices these are, and of which date."""

    name: str
    known: str
    prices: Mapping[str, Price]

    def cost(self, amounts: Amounts) -> float:
        """Return US dollars. Raises KeyError for what has no price."""
        return sum(self.prices[name].of(amount) for name, amount in amounts.items())

    def cost_beyond_free(self, amounts: Amounts) -> float:
        """Return the same, less the free use that AWS gives every account each month."""
        return self.cost(
            {name: max(0, amount - self.prices[name].free) for name, amount in amounts.items()}
        )

    def by_service(self, amounts: Amounts) -> dict[str, float]:
        """Return dollars by service, in the list's order, without services that cost nothing."""
        found: dict[str, float] = {}
        for name, price in self.prices.items():
            if name in amounts:
                found[price.service] = found.get(price.service, 0) + price.of(amounts[name])
        return found


def read_prices(path: Path = FILE) -> PriceList:
    said: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    name, known = said.pop("list"), said.pop("known")
    return PriceList(name, known, {key: Price(**price) for key, price in said.items()})
