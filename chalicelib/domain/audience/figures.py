"""The figures of the audience: views by day and page, people by day, and how many are new."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

NO_PAGE = ""
"""Who is new this week is counted on no page."""


@dataclass(frozen=True)
class PageDay:
    """The views of a page on a day.

    `people`: those whose first view of the day it was; `newcomers`: those of them who were not here
    before in the week.
    """

    id: str
    visits: int = 0
    people: int = 0
    newcomers: int = 0
    version: int = 0

    @property
    def day(self) -> date:
        return date.fromisoformat(self.id.partition("#")[0])

    @property
    def page(self) -> str:
        return self.id.partition("#")[2]


def page_day_id(day: date, page: str) -> str:
    return f"{day.isoformat()}#{page}"


@dataclass(frozen=True)
class Day:
    """A day's views, people, and those of them who are new this week."""

    day: date
    visits: int
    people: int
    new_week: int


@dataclass(frozen=True)
class Audience:
    """The days with a view, in order, and the views of each page on all of them together.

    `by_day`: the views of each page on each day, where they were asked for.
    """

    days: tuple[Day, ...]
    pages: dict[str, int]
    by_day: dict[date, dict[str, int]] = field(default_factory=dict)

    @property
    def visits(self) -> int:
        return sum(each.visits for each in self.days)

    def document(self) -> dict[str, Any]:
        """Return the figures as JSON has them; the share of newcomers is `new_week / people`."""
        days = [self._day(each) for each in self.days]
        return {"visits": self.visits, "days": days, "pages": self.pages}

    def _day(self, day: Day) -> dict[str, Any]:
        told: dict[str, Any] = {
            "day": day.day.isoformat(),
            "visits": day.visits,
            "people": day.people,
            "new_week": day.new_week,
        }
        return {**told, "pages": self.by_day[day.day]} if day.day in self.by_day else told


def added_up(counted: Iterable[PageDay]) -> Audience:
    """Return the figures, by day and page too, the pages most looked at first."""
    by_day: dict[date, list[PageDay]] = defaultdict(list)
    for each in counted:
        by_day[each.day].append(each)
    days = tuple(_day(day, by_day[day]) for day in sorted(by_day))
    pages = {day: _pages(by_day[day]) for day in sorted(by_day)}
    return Audience(days, ranked(sum(map(Counter, pages.values()), Counter())), pages)


def ranked(pages: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(pages.items(), key=lambda page: (-page[1], page[0])))


def _pages(counted: list[PageDay]) -> dict[str, int]:
    return ranked({each.page: each.visits for each in counted if each.page != NO_PAGE})


def _day(day: date, counted: list[PageDay]) -> Day:
    visits, people, new = (
        sum(getattr(each, name) for each in counted) for name in ("visits", "people", "newcomers")
    )
    return Day(day, visits, people, new)
