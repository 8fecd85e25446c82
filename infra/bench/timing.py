"""CPU time of several things side by side."""

import time
from collections.abc import Callable, Mapping


def alternated(runs: int, subjects: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return the least CPU milliseconds of each, run in turn: noise affects all and only adds."""
    spent: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(runs):
        for name, subject in subjects.items():
            spent[name].append(_milliseconds(subject))
    return {name: min(times) for name, times in spent.items()}


def _milliseconds(subject: Callable[[], object]) -> float:
    started = time.process_time()
    subject()
    return (time.process_time() - started) * 1000
