"""Decide again when what was read has changed meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from ..domain.errors import Busy, Conflict, Stale
from ..domain.receipts import Once, Receipt

TRIES = 8


def decided_afresh[**P, T](story: Callable[P, T]) -> Callable[P, T]:
    """Run a story again from its reads on Stale; after `TRIES` tries, raise Busy.

    A failed try has written nothing, so the rules alone decide what the caller is told. A conflict
    may be with the same request, carried out a moment ago: then its answer is replayed.
    """

    @wraps(story)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        for _ in range(TRIES):
            try:
                return story(*args, **kwargs)
            except Stale:
                continue
            except Conflict:
                _replay(args, kwargs)
                raise
        raise Busy

    return told


def _replay(args: tuple[Any, ...], named: dict[str, Any]) -> None:
    """Raise Replay if the request that conflicts was carried out under the same key."""
    for once in (argument for argument in args if isinstance(argument, Once)):
        once.check(named["store"].one(Receipt, once.id))
