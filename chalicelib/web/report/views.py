"""Values to show of editions, on other areas' pages too."""

from datetime import date

from ... import wiring
from ...domain.report.editions import Edition

DAYS = ("edition.starts_on", "edition.ends_on")
"""The settings that say how long the edition under way lasts."""


def counted_otherwise(edition: Edition) -> bool:
    """Return whether the figures of the edition under way are of the days that it had before."""
    first, last = (date.fromisoformat(str(wiring.adjusted().defaults[each])) for each in DAYS)
    running = edition.slug == wiring.programme().edition.slug
    return running and edition.counted_otherwise(first, last)
