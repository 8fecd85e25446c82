"""The report of an edition, as JSON: what staff read, and what pages, PDF and files are made of.

Every figure is a sum of contributions (`contributions.py`); `docs/counting.md` defines each.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from .before import Firsts
from .editions import Edition
from .facts import GROUP, INDIVIDUAL, MODES, EventFacts
from .figures import Counts, names_of
from .rates import mean, rate
from .reach import direct, method

Report = dict[str, Any]

KINDS = ("individual", "organization", "student")
STEPS = ("registered", "booked", "held", "answered", "shared")


def report(edition: Edition, counts: Counts, events: Iterable[EventFacts]) -> Report:
    """Return the report of an edition from its counters and its events."""
    counted = Counted(counts)
    meetings = sorted(events, key=lambda event: (event.starts_at, event.ref))
    return {
        "edition": edition.slug,
        "title": edition.title,
        "starts_on": edition.starts_on.isoformat(),
        "ends_on": edition.ends_on.isoformat(),
        "accompaniments": _accompaniments(counted),
        "people": _people(counted, edition),
        "levels": _levels(counted),
        "journey": {step: counted.of("journey", step) for step in STEPS},
        "events": _events(counted, meetings, ZoneInfo(edition.zone)),
        "conversion": _conversion(counted, meetings),
        "survey": _survey(counted),
        "reach": _reach(counted, edition),
        "indicators": [
            {"name": each.name, "value": each.number, "source": each.source}
            for each in edition.indicators
        ],
    }


class Counted:
    """Counters, found by their names. What was never counted is 0."""

    def __init__(self, counts: Counts) -> None:
        self.counts = {tuple(names_of(name)): count for name, count in counts.items() if count}
        self._below: dict[tuple[str, ...], dict[str, int]] = {}
        for names, count in sorted(self.counts.items()):
            self._below.setdefault(names[:-1], {})[names[-1]] = count

    def of(self, *names: str) -> int:
        return self.counts.get(names, 0)

    def by(self, *names: str) -> dict[str, int]:
        """Return the counters whose path is these names and one more, by that, in its order."""
        return self._below.get(names, {})

    def table(self, *names: str) -> dict[str, dict[str, int]]:
        """Return the counters whose path is these names and two more."""
        rows = {above[-1]: held for above, held in self._below.items() if above[:-1] == names}
        return dict(sorted(rows.items()))


def _accompaniments(counted: Counted) -> Report:
    by_format = _complete(counted.by("accompaniments", "format"), (INDIVIDUAL, GROUP))
    months = counted.table("accompaniments", "month")
    return {
        "total": sum(by_format.values()),
        "by_theme": counted.by("accompaniments", "theme"),
        "by_format": by_format,
        "by_month": {month: _complete(held, (INDIVIDUAL, GROUP)) for month, held in months.items()},
        "by_theme_and_kind": counted.table("accompaniments", "theme_by_kind"),
    }


def _people(counted: Counted, edition: Edition) -> Report:
    return {
        "total": counted.of("people", "total"),
        "target": edition.target_people,
        "individual": counted.of("people", INDIVIDUAL),
        "group": counted.of("people", GROUP),
        "with_several": counted.of("people", "with_several"),
        "by_kind": _complete(counted.by("kind"), KINDS),
        "by_maturity": counted.by("maturity"),
        "by_discipline": counted.by("discipline"),
        "by_maturity_and_kind": counted.table("maturity_by_kind"),
        "by_discipline_and_kind": counted.table("discipline_by_kind"),
        "referred_by_colleague": counted.of("people", "referred"),
    }


def _levels(counted: Counted) -> Report:
    """Return how many people placed themselves where, when they joined and now."""
    moves = counted.table("people", "levels")
    after: dict[str, int] = {}
    for held in moves.values():
        for level, count in held.items():
            after[level] = after.get(level, 0) + count
    before = {level: sum(held.values()) for level, held in moves.items()}
    return {"before": before, "after": dict(sorted(after.items())), "moves": moves}


def _events(counted: Counted, events: list[EventFacts], zone: ZoneInfo) -> Report:
    listed = [_event(counted, event, zone) for event in events]
    by_kind: dict[str, dict[str, int]] = {}
    for each in listed:
        held = by_kind.setdefault(each["kind"], {"count": 0, "attendances": 0})
        held["count"] += 1
        held["attendances"] += each["attendances"]
    return {
        "count": len(listed),
        "attendances": sum(each["attendances"] for each in listed),
        "people": counted.of("conversion", "people"),
        "by_kind": dict(sorted(by_kind.items())),
        "list": listed,
    }


def _event(counted: Counted, event: EventFacts, zone: ZoneInfo) -> Report:
    return {
        "ref": event.ref,
        "title": event.title,
        "kind": event.kind,
        "starts_at": _told(event.starts_at, zone),
        "attendances": counted.of("event", event.ref, "attended"),
        **{mode: counted.of("event", event.ref, mode) for mode in MODES},
    }


def _told(wall_time: datetime, zone: ZoneInfo) -> str:
    return wall_time.replace(tzinfo=zone).isoformat()


def _conversion(counted: Counted, events: list[EventFacts]) -> Report:
    people = counted.of("people", "total")
    kinds = sorted({event.kind for event in events})
    firsts = Firsts(counted.counts)
    return {
        "accompanied_who_attended": rate(counted.of("conversion", "any"), people),
        "by_kind": {kind: rate(counted.of("conversion", "kind", kind), people) for kind in kinds},
        "by_event": [
            {"ref": event.ref, **rate(firsts.came(event), firsts.before(event))}
            for event in events
            if event.themes
        ],
    }


def _survey(counted: Counted) -> Report:
    invited, answered = counted.of("survey", "invited"), counted.of("survey", "answered")
    return {
        "invited": invited,
        "answered": answered,
        "rate": mean(answered, invited),
        "others": counted.of("survey", "others"),
        "shared": _share(counted, "shared"),
        "people_reached": _mean(counted, "people_reached"),
        "project_planned": _share(counted, "project_planned"),
        "concrete_action": _share(counted, "concrete_action"),
        "satisfaction": _mean(counted, "satisfaction"),
        "best_axis": counted.by("survey", "best_axis"),
    }


def _share(counted: Counted, question: str) -> Report:
    yes, no = (counted.of("survey", question, said) for said in ("yes", "no"))
    return rate(yes, yes + no)


def _mean(counted: Counted, question: str) -> Report:
    answers, total = (counted.of("survey", question, each) for each in ("answers", "sum"))
    return {"answers": answers, "sum": total, "mean": mean(total, answers)}


def _reach(counted: Counted, edition: Edition) -> Report:
    survey = _survey(counted)
    return {
        "direct": direct(counted.of("people", "total"), survey, edition.reach),
        "method": method(edition.reach),
        "observed": {
            "registered_through_participants": counted.of("journey", "through_participant")
        },
    }


def _complete(held: Mapping[str, int], keys: Iterable[str]) -> dict[str, int]:
    """Return counts by key, those that are always told among them."""
    return {**dict.fromkeys(keys, 0), **held}
