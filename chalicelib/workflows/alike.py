"""As much work whoever the address is: how long an answer takes says nothing of who is known."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import cast

from ..domain.calls import Call
from ..domain.errors import Busy
from .ports import Records


def alike[**P, T](
    *, reads: int, writes: int, changes: int = 0
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Have a story make as many calls to the table whoever the address is.

    The numbers are those of the longest way through it. Where it made fewer, it makes the others
    for nothing once it is told. What it refuses is refused to everybody, and costs no more.
    """
    most = Counter({Call.READ: reads, Call.WRITE: writes, Call.CHANGE: changes})

    def decorated(story: Callable[P, T]) -> Callable[P, T]:
        @wraps(story)
        def told(*args: P.args, **kwargs: P.kwargs) -> T:
            store: Records = cast(Records, kwargs["store"])
            before = store.made()
            answer = story(*args, **kwargs)
            with suppress(Busy):  # what was asked for is done
                store.idle(most - (store.made() - before))
            return answer

        return told

    return decorated
