"""What stories of limits ask of the table, and of what hides whom a budget is about."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from ...domain.limits.budgets import Limit


class LimitStore(Protocol):
    """Budgets, by id; one that is not there is not used."""

    def take(self, wanted: Mapping[str, Limit], now: datetime) -> timedelta:
        """Take one time of each budget; or none, and return the longest that one is to wait.

        One call if it is refused; two otherwise, whatever was used lately.
        """


class Hide(Protocol):
    """Makes the id of a budget: the same for the same subject, and nothing tells whose it is."""

    def __call__(self, kind: str, subject: str) -> str: ...
