"""The audience of an edition, summed up as it grows, so that its report reads one item."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from .figures import Audience, Day, PageDay, added_up, ranked

MOST_PAGES = 500
"""Pages that are kept by name, those most looked at; each day's visits count them all."""


@dataclass(frozen=True)
class EditionAudience:
    """What was counted in an edition. `id` is its slug.

    `days`: by date, visits, people and those who are new this week. `pages`: visits by page before
    the day `through`; `latest`: those since, which are summed up anew each time.
    """

    id: str
    through: str
    days: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    latest: dict[str, int] = field(default_factory=dict)
    version: int = 0

    @property
    def since(self) -> date:
        """The first day that is still to be summed up."""
        return date.fromisoformat(self.through)

    @property
    def audience(self) -> Audience:
        days = [Day(date.fromisoformat(day), *self.days[day]) for day in sorted(self.days)]
        return Audience(tuple(days), ranked(_together(self.pages, self.latest)))

    def with_days(self, found: Iterable[PageDay], last: date) -> "EditionAudience":
        """Return the sum with all that was counted from `since` to `last`."""
        found = list(found)
        closed = added_up(each for each in found if each.day < last)
        latest = added_up(each for each in found if each.day == last)
        days = {
            each.day.isoformat(): (each.visits, each.people, each.new_week)
            for each in (*closed.days, *latest.days)
        }
        return replace(
            self,
            through=last.isoformat(),
            days={**self.days, **days},
            pages=_most(_together(self.pages, closed.pages)),
            latest=_most(latest.pages),
        )


def _together(some: dict[str, int], others: dict[str, int]) -> dict[str, int]:
    return dict(Counter(some) + Counter(others))


def _most(pages: dict[str, int]) -> dict[str, int]:
    return dict(list(ranked(pages).items())[:MOST_PAGES])
