"""The systems of an attacker: for each part of what was published at one date or two."""

from collections.abc import Iterator, Sequence
from typing import Any

from .attack import System
from .meetings import attendances, meetings
from .seasons import Season
from .sessions import several
from .surveys import reached, survey
from .tables import Told, accompaniments, axes, levels, people, themes_by_kind


def systems(before: Season, after: Season, told: Sequence[Told]) -> Iterator[System]:
    """Yield all that is solved; `told` are the reports that were published of both dates."""
    seasons = (before, after)[: len(told)]
    yield people(seasons, told)
    yield levels(seasons, told)
    yield themes_by_kind(seasons, told)
    yield axes(seasons, told)
    yield accompaniments(seasons, told)
    for season, report in zip(seasons, told, strict=True):
        yield several(season, report)
        yield meetings(season, report)
        yield reached(season, report)
    yield attendances(seasons, told)
    yield survey(seasons, told)


def naive(report: Told) -> Any:
    """Return a report of which only the counts of one to four people themselves are withheld."""
    return _without_small({**report, "regrouped_keys": {}}, "")


def _without_small(told: Any, name: str) -> Any:
    if isinstance(told, dict):
        return {key: _without_small(value, key) for key, value in told.items()}
    if isinstance(told, list):
        return [_without_small(each, name) for each in told]
    few = isinstance(told, int) and 1 <= told <= 4 and name not in ("count", "sum", "target")
    return None if few else told
