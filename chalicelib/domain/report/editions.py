"""Editions of the programme: what a report is about, and which figures it shows."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from ..errors import Conflict, NotFound
from ..programme import Programme, ReachFactors
from .facts import EventFacts

FIRST_GENERATION = "1"


MOST_SECTIONS, LONGEST_TEXT = 12, 5_000
"""Sections of the report that have a text of the team, and the characters of each."""

MOST_SHARES = 20
"""Links to the report before everybody sees it."""

MOST_INDICATORS, LONGEST_SOURCE = 100, 250


_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 60


class EditionStatus(StrEnum):
    OPEN = "open"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Indicator:
    """A figure that was counted elsewhere, kept with its source; `value` is a number as text."""

    name: str
    value: str
    source: str

    @property
    def number(self) -> int | float:
        """Return the value as JSON has it: whole where it is whole."""
        return int(self.value) if self.value.lstrip("+-").isdigit() else float(self.value)


@dataclass(frozen=True)
class Superseded:
    """Figures and files of an edition that its record names no more."""

    generation: str
    archive: str


@dataclass(frozen=True)
class Share:
    """A link to the public version before everybody sees it: to whom it was given, and when."""

    id: str
    name: str
    made_at: datetime


class TooManyShares(Conflict):
    """An edition has as many links as it may have."""

    code = "too_many_links"


@dataclass(frozen=True)
class Edition:
    """One edition: the running one, or a past one that was `imported`. `id` is its slug.

    Its days are those of the IANA `zone`, the last included. `generation` names the figures that
    are shown; `next_generation` those counted beside them, "" if none are. `archive` is the key of
    the kept files. `texts` are Markdown by section of the report. `shares` are the links for
    funders; `share_epoch` dates them: raising it revokes them all, and those without a name. If it
    was imported, `returning` is how many of its people had been accompanied in an earlier one, and
    `superseded` what is yet to be forgotten. `counted_for` is the first day and the last by which
    the figures that are shown were recounted, if they were.
    """

    id: str
    title: str
    starts_on: date
    ends_on: date
    target_people: int
    reach: ReachFactors
    zone: str
    imported: bool = False
    archive: str = ""
    generation: str = FIRST_GENERATION
    next_generation: str = ""
    status: EditionStatus = EditionStatus.OPEN
    texts: dict[str, str] = field(default_factory=dict)
    share_epoch: int = 0
    indicators: tuple[Indicator, ...] = ()
    returning: int = 0
    superseded: tuple[Superseded, ...] = ()
    shares: tuple[Share, ...] = ()
    counted_for: tuple[date, ...] = ()
    version: int = 0

    @property
    def slug(self) -> str:
        return self.id

    @property
    def published(self) -> bool:
        return self.status is EditionStatus.PUBLISHED

    @property
    def generations(self) -> tuple[str, ...]:
        """The figures that are kept true: those shown, and those counted beside them."""
        return tuple(each for each in (self.generation, self.next_generation) if each)

    def counted_in(self, generation: str) -> tuple[str, ...]:
        """Return that generation, if its figures are kept true; all of them for ""."""
        return tuple(each for each in self.generations if generation in ("", each))

    def counted_otherwise(self, first: date, last: date) -> bool:
        """Return whether its figures are of other days than its own, which began as these."""
        days = self.counted_for or (first, last)
        return not self.imported and days != (self.starts_on, self.ends_on)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From when until before when the edition lasts (of its zone)."""
        zone = ZoneInfo(self.zone)
        first, after = self.starts_on, self.ends_on + timedelta(days=1)
        since, until = (datetime.combine(day, time(), zone) for day in (first, after))
        return since, until

    def shared_by(self, link: str, epoch: int) -> bool:
        """Return whether a link opens its report; those without a name are of a release before."""
        named = not link or any(each.id == link for each in self.shares)
        return named and epoch == self.share_epoch

    def shared(self, share: Share) -> "Edition":
        """Return it with one link more. Raises TooManyShares."""
        if len(self.shares) >= MOST_SHARES:
            raise TooManyShares
        return replace(self, shares=(*self.shares, share))

    def revoked(self, link: str) -> "Edition":
        return replace(self, shares=tuple(each for each in self.shares if each.id != link))

    def keeps(self, digest: str) -> bool:
        """Return whether the files were those with that digest, as they were brought in."""
        return self.archive.endswith(f"{digest}.zip")

    def names(self, archive: str) -> bool:
        """Return whether kept files are its own, or are yet to be forgotten with it."""
        return archive in (self.archive, *(each.archive for each in self.superseded))

    def brought_in(self, digest: str) -> "Edition":
        """Return it with files and figures of its own, whose names were never any others'."""
        number = self.version + 1
        replaced = [Superseded(self.generation, self.archive)] if self.archive else []
        return replace(
            self,
            archive=f"editions/{self.slug}/{number}-{digest}.zip",
            generation=f"{number}-{digest[:16]}",
            superseded=(*self.superseded, *replaced),
        )

    def day(self, moment: datetime) -> date:
        """Return which day a moment is, where the edition takes place."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def begun(self, now: datetime) -> Callable[[EventFacts], bool]:
        """Return what tells whether an event is one to report: it has begun, or was imported."""
        wall = now.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return lambda event: self.imported or event.starts_at <= wall

    def covers(self, moment: datetime | None) -> bool:
        """Return whether something of that wall time belongs to the edition.

        All of an imported one does: it counts as it was imported.
        """
        if self.imported:
            return True
        return moment is not None and self.starts_on <= moment.date() <= self.ends_on


def is_slug(text: str) -> bool:
    """Return whether a text may be the slug of an edition."""
    return len(text) <= LONGEST_SLUG and _SLUG.fullmatch(text) is not None


def running_edition(programme: Programme, stored: Edition | None = None) -> Edition:
    """Return the edition under way: the programme's settings, with what the team keeps of it."""
    now = programme.edition
    told = Edition(
        id=now.slug,
        title=now.title,
        starts_on=now.starts_on,
        ends_on=now.ends_on,
        target_people=now.target_people,
        reach=now.reach,
        zone=programme.zone,
    )
    if stored is None:
        return told
    return replace(
        stored,
        title=told.title,
        starts_on=told.starts_on,
        ends_on=told.ends_on,
        target_people=told.target_people,
        reach=told.reach,
        zone=told.zone,
    )


def edition_named(slug: str, programme: Programme, stored: Edition | None) -> Edition:
    """Return an edition as it stands, from its stored record. Raises NotFound."""
    if slug == programme.edition.slug:
        return running_edition(programme, stored)
    if stored is None:
        raise NotFound
    return stored
