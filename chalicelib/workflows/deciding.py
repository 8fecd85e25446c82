"""Deciding again when what was read has changed meanwhile."""

from collections.abc import Callable
from functools import wraps

from ..domain.errors import Busy, Stale

TRIES = 8


def decided_afresh[**P, T](story: Callable[P, T]) -> Callable[P, T]:
    """Runs the story again from its reads on Stale; raises Busy after a bounded number of tries.

    Nothing was written by a try that failed, so the rules alone decide what the caller is told.
    """

    @wraps(story)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        for _ in range(TRIES):
            try:
                return story(*args, **kwargs)
            except Stale:
                continue
        raise Busy

    return told
