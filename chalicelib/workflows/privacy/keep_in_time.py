"""The nightly round of retention: count what is kept, announce what is to go, and take it away.

Each step leaves the round where the next one goes on, whatever stops it between two lines.
"""

from collections.abc import Callable
from datetime import datetime

from ...domain.audience.days import day_of
from ...domain.errors import Stale
from ...domain.privacy.classes import HOLDS, class_of, dated, over_at
from ...domain.privacy.retention_round import (
    ROUND,
    Counts,
    Night,
    RetentionNight,
    RetentionRound,
    RoundPhase,
    at_night,
    next_night,
)
from ...domain.programme import Programme
from ...domain.retention import PURGED
from ...domain.unreadable import Unreadable
from ..ports import Files, Queues, Store
from .judge_kept import in_time, still_over
from .purge_kept import purge_some

STEPS = 10
"""Steps of one record of the queue, whose function has a minute."""

AT_ONCE = 25
"""How many are taken away before the round is written."""


def begin_night(*, queues: Queues, programme: Programme, now: datetime) -> None:
    """Have the round go on, if it is night."""
    if at_night(now, programme.zone):
        queues.hand_over("mail", [RetentionNight()])


def keep_in_time(
    identifier: str, *, store: Store, files: Files, programme: Programme, now: datetime
) -> dict[str, str]:
    """Go on with the round, a few steps; return what went tonight, in counts, once all of it has.

    Harmless if repeated, and if two do it at once.
    """
    [found] = store.load_any((RetentionRound, identifier))
    known = found if isinstance(found, RetentionRound) else None
    at = known or RetentionRound(ROUND, next_night(now, programme.zone))
    told: dict[str, str] = {}
    for _ in range(STEPS):
        after = _step(at, store, files, programme, now)
        if after == at:
            break
        told |= _told(at, after)
        written = _written(after, store, anew=isinstance(found, Unreadable))
        if written is None:
            break
        at, found = written, written
    return told


def _step(
    at: RetentionRound, store: Store, files: Files, programme: Programme, now: datetime
) -> RetentionRound:
    """Return the round one step on; as it is if it waits for another night."""
    if at.phase is RoundPhase.COUNTING:
        return _counted(at, store, programme, now)
    if at.phase is RoundPhase.PURGING:
        return _purged(at, store, files, programme, now)
    if now < at.purge_at:
        return at
    over = still_over(at.announced, at.purge_at, programme.retention, store=store)
    return at.purging(over, day_of(now, programme.zone))


def _counted(
    at: RetentionRound, store: Store, programme: Programme, now: datetime
) -> RetentionRound:
    """Return the round with one more page of the table counted."""
    page, cursor = store.everything(at.cursor)
    for each in page:
        kept = class_of(each)
        moment = in_time(each, at.purge_at, programme.retention, store=store)
        if isinstance(each, HOLDS.get(kept, object)):
            at = at.counted(kept, moment if kept in PURGED else dated(each))
        over = over_at(kept, moment, programme.retention)
        if over is not None and over <= at.purge_at:
            at = at.announcing(kept, each.id)
    return at.counted_until(cursor, now)


def _purged(
    at: RetentionRound, store: Store, files: Files, programme: Programme, now: datetime
) -> RetentionRound:
    """Return the round with some more taken away; for the next night if nothing is left."""
    kept = next((each for each in PURGED if at.announced.get(each)), None)
    if kept is None:
        return at.begun_anew(next_night(now, programme.zone))
    some = at.announced[kept][:AT_ONCE]
    done = purge_some(
        kept, some, at.purge_at, store=store, files=files, programme=programme, now=now
    )
    return at.purged(kept, some, done)


def _written(after: RetentionRound, store: Store, anew: bool) -> RetentionRound | None:
    """Write the round; None if another process was first. One that cannot be read is replaced."""
    unit = store.unit()
    write: Callable[[RetentionRound], RetentionRound | None] = unit.overwrite if anew else unit.save
    written = write(after)
    try:
        unit.commit()
    except Stale:
        return None
    return written


def _told(before: RetentionRound, after: RetentionRound) -> dict[str, str]:
    """Return, for the log, what a step has ended: the purge of a night, or the announcement."""
    if before.phase is RoundPhase.PURGING and after.phase is RoundPhase.COUNTING:
        night = after.last or Night(before.purge_at.date())
        return {"purged": _said(night.done), "spared": _said(night.spared)}
    if before.phase is RoundPhase.COUNTING and after.phase is RoundPhase.ANNOUNCED:
        return {"announced": _said(after.to_go)}
    return {}


def _said(counts: Counts) -> str:
    return " ".join(f"{kept.value}={count}" for kept, count in counts.items()) or "0"
