"""What a sweep does for the audience: yesterday's salt goes, the edition is summed up."""

from datetime import date, datetime

from ...domain.audience.days import day_of
from ...domain.audience.summary import EditionAudience
from ...domain.audience.visitors import SALT, AudienceSalt
from ...domain.errors import Stale
from ...domain.programme import Programme, RunningEdition
from ...domain.unreadable import Unreadable
from ..ports import AudienceStore, Unit


def tend_audience(*, store: AudienceStore, programme: Programme, now: datetime) -> None:
    """Delete the salt of a day that is over, or one that cannot be read; sum up the edition.

    Nobody looked since the last time if there is no salt.
    """
    edition = programme.edition
    salt, held = store.load_any((AudienceSalt, SALT), (EditionAudience, edition.slug))
    if salt is None:
        return
    if isinstance(salt, Unreadable) or not salt.lasts(now):
        _destroy(salt, store, now)
    _sum_up(held, edition, store, min(day_of(now, programme.zone), edition.ends_on))


def _destroy(salt: AudienceSalt | Unreadable, store: AudienceStore, now: datetime) -> None:
    unit = store.unit()
    if isinstance(salt, Unreadable):
        unit.discard(AudienceSalt(SALT, "", now))
    else:
        unit.delete(salt)
    _commit(unit)


def _sum_up(
    held: EditionAudience | Unreadable | None,
    edition: RunningEdition,
    store: AudienceStore,
    last: date,
) -> None:
    """Write the sum if it changed; one that cannot be read is begun anew."""
    known = held if isinstance(held, EditionAudience) else None
    before = known or EditionAudience(edition.slug, edition.starts_on.isoformat())
    if last < before.since:
        return
    summed = before.with_days(store.page_days(before.since, last), last)
    if summed == known:
        return
    unit = store.unit()
    if isinstance(held, Unreadable):
        unit.overwrite(summed)
    else:
        unit.save(summed)
    _commit(unit)


def _commit(unit: Unit) -> None:
    try:
        unit.commit()
    except Stale:
        return  # A view, or another sweep, was first: the next sweep sees to what is left.
