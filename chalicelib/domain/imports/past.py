"""A past edition as it is brought in: its record, its figures, and what changes by it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..programme import ReachFactors
from ..report.contributions import contribution
from ..report.editions import Edition, Indicator
from ..report.figures import summed
from .canonical import lines_by_key
from .edition_file import EditionFile
from .forms import EDITION, INDICATORS, Vocabulary
from .mistakes import Mistake
from .past_facts import person_facts
from .tables import Table
from .verdicts import Verdict


@dataclass(frozen=True)
class Changes:
    """How many lines of a file are new, other than they were, the same, and no longer there."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


def running(
    told: EditionFile, stored: Edition | None, vocabulary: Vocabulary
) -> tuple[Mistake, ...]:
    """Return the mistake of files of an edition that the system counts itself."""
    if told.slug == vocabulary.running or (stored is not None and not stored.imported):
        return (Mistake(EDITION, 1, "slug", "running_edition", told.slug),)
    return ()


def edition_of(verdict: Verdict, stored: Edition | None, zone: str) -> Edition:
    """Return the record of an edition: what the files say, with what the team keeps of it."""
    told = verdict.edition
    edition = stored or Edition(
        told.slug, told.title, told.starts_on, told.ends_on, 0, _factors(told), zone
    )
    return replace(
        edition,
        title=told.title,
        starts_on=told.starts_on,
        ends_on=told.ends_on,
        target_people=told.target_people,
        reach=_factors(told),
        zone=zone,
        imported=True,
        indicators=_indicators(verdict.tables.get(INDICATORS)),
    )


def counts_of(verdict: Verdict, edition: Edition) -> dict[str, int]:
    """Return all counters of an edition: the sum of what each person adds."""
    return summed(contribution(person, edition) for person in person_facts(verdict.tables))


def changes(
    now: Mapping[str, Table], before: Mapping[str, Table] | None = None
) -> dict[str, Changes]:
    """Return by file, without its `.csv`, what becomes of its lines; `before` are those kept."""
    names = sorted({*now, *(before or {})})
    return {
        name.removesuffix(".csv"): _changes(now.get(name), (before or {}).get(name))
        for name in names
    }


def _changes(now: Table | None, before: Table | None) -> Changes:
    there = lines_by_key(before) if before else {}
    wanted = lines_by_key(now) if now else {}
    same = sum(there.get(key) == line for key, line in wanted.items())
    known = len(wanted.keys() & there.keys())
    return Changes(len(wanted) - known, known - same, same, len(there) - known)


def _factors(told: EditionFile) -> ReachFactors:
    return ReachFactors(**{name: str(factor) for name, factor in told.reach.items()})


def _indicators(table: Table | None) -> tuple[Indicator, ...]:
    return tuple(Indicator(*row) for row in table.rows) if table else ()
