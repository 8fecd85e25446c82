"""The section about the site: views day by day, beside the meetings that they follow."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from . import conclusions, definitions
from .building import charted, rows_table
from .shapes import Chart, ChartKind, Figure, Line, Section, Table
from .wording import SHORT_MONTHS, day, month, number, percent, rate, sentence

FOLLOWS = timedelta(days=2)
"""How long after a meeting the most viewed day is told with it."""
MOST_PAGES, MOST_DAYS = 10, 10

Days = dict[date, int | None]


def audience(report: Mapping[str, Any]) -> Section | None:
    held = report.get("audience")
    if not held or not held["days"]:
        return None
    views = _through(held["days"])
    meetings = [(_day_of(each), each["title"]) for each in report["events"]["list"]]
    peak = max(views, key=lambda each: views[each] or 0)
    conclusion = conclusions.audience(held["visits"], peak, _before(peak, meetings))
    return Section(
        "visites",
        conclusion,
        definitions.AUDIENCE,
        figures=(
            Figure(number(held["visits"]), conclusions.viewed(held["visits"])),
            *_newcomers(held["days"]),
        ),
        charts=_chart(conclusion, views, meetings),
        tables=(_by_month(views), _peaks(held["days"]), _pages(held["pages"])),
    )


def _through(days: list[Mapping[str, Any]]) -> Days:
    """Return the views of every day from the first to the last."""
    told = {date.fromisoformat(each["day"]): each["visits"] for each in days}
    first, last = min(told), max(told)
    every = (first + timedelta(days=at) for at in range((last - first).days + 1))
    return {each: told.get(each, 0) for each in every}


def _day_of(event: Mapping[str, Any]) -> date:
    return datetime.fromisoformat(event["starts_at"]).date()


def _before(peak: date, meetings: list[tuple[date, str]]) -> str:
    """Return the title of the meeting that the most viewed day follows, "" if none."""
    near = [(held, title) for held, title in meetings if timedelta() <= peak - held <= FOLLOWS]
    return max(near)[1] if near else ""


def _chart(title: str, views: Days, meetings: list[tuple[date, str]]) -> tuple[Chart, ...]:
    days = [*views]
    lines = tuple(
        Line(
            day(each),
            (views[each],),
            short=SHORT_MONTHS[each.month - 1] if at == 0 or each.day == 1 else "",
        )
        for at, each in enumerate(days)
    )
    marks = tuple((days.index(held), told) for held, told in meetings if held in views)
    drawn = charted(ChartKind.DAYS, title, lines, ("le jour le plus visité", "rencontres"), marks)
    spoken = "Visites de chaque jour; les jours de rencontre sont marqués."
    return tuple(Chart(c.kind, c.title, spoken, c.lines, c.series, c.marks) for c in drawn)


def _by_month(views: Days) -> Table:
    months: dict[str, int] = {}
    for each, count in views.items():
        key = f"{each:%Y-%m}"
        months[key] = months.get(key, 0) + (count or 0)
    rows = tuple((sentence(month(key)), number(count)) for key, count in months.items())
    return rows_table("Visites par mois", ("Mois", "Visites"), rows)


def _peaks(days: list[Mapping[str, Any]]) -> Table:
    """Return the days with the most visits, their people, and how many were new that week."""
    first = sorted(days, key=lambda each: -(each["visits"] or 0))[:MOST_DAYS]
    rows = tuple(
        (
            day(date.fromisoformat(each["day"])),
            number(each["visits"]),
            number(each["people"]),
            rate(each["new_week"], each["people"]),
        )
        for each in first
    )
    columns = ("Jour", "Visites", "Personnes", "Nouvelles cette semaine-là")
    return rows_table("Les jours les plus visités", columns, rows)


def _newcomers(days: list[Mapping[str, Any]]) -> tuple[Figure, ...]:
    """Return the share of newcomers among the people of the days that tell both; none of nobody."""
    told = [each for each in days if each["people"] and each["new_week"] is not None]
    people, new = (sum(each[name] for each in told) for name in ("people", "new_week"))
    if not people:
        return ()
    label = "des personnes d’un jour étaient nouvelles dans la semaine"
    return (Figure(percent(new, people), label, f"{number(new)} sur {number(people)}"),)


def _pages(pages: Mapping[str, int]) -> Table:
    first = [*pages.items()][:MOST_PAGES]
    rows = tuple((page, number(count)) for page, count in first)
    return rows_table("Les pages les plus visitées", ("Page", "Visites"), rows)
