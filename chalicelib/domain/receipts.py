"""Receipts: what makes a repeated request give its first answer and change nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .errors import Invalid

KEPT = timedelta(hours=24)
"""How long a key is remembered: what Stripe and the IETF draft on Idempotency-Key keep."""


class KeyReused(Invalid):
    """The same Idempotency-Key with another body."""

    code = "idempotency_key_reused"


@dataclass(frozen=True)
class Receipt:
    """The answer given to a request; `id` is a hash of caller, route and key."""

    id: str
    body_hash: str
    status: int
    answer: str
    expires_at: datetime
    version: int = 0


class Replay(Exception):
    """The request was already carried out: answer with the receipt."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__("replay")
        self.receipt = receipt


@dataclass(frozen=True)
class Once:
    """A request that carries a key, and how its answer is written down."""

    id: str
    body_hash: str
    answer: Callable[[Any], tuple[int, str]]

    def receipt(self, result: Any, now: datetime) -> Receipt:
        status, answer = self.answer(result)
        return Receipt(self.id, self.body_hash, status, answer, now + KEPT)

    def check(self, earlier: Receipt | None) -> None:
        """Raises Replay if the request was carried out, KeyReused if it was another one."""
        if earlier is None:
            return
        if earlier.body_hash != self.body_hash:
            raise KeyReused
        raise Replay(earlier)
