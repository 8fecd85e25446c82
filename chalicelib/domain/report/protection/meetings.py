"""Attendances at meetings: by kind, and of each; those withheld of a kind hide one another."""

from collections.abc import Iterable

from ..facts import MODES
from .grouped import KEYS, REGROUPED, Grouped, regroup, together_in
from .sheet import Report, Sheet

BY_KIND = "events.by_kind"


def group_meetings(sheet: Sheet) -> None:
    """Put the public form of the meetings in place. What was told together before still is."""
    events = sheet.report["events"]
    earlier = [report for report in sheet.earlier if report["events"]["by_kind"]]
    kinds = _kinds(events, earlier)
    if kinds is None or not sheet.sound("events", "attendances"):
        _withhold_all(events)
        return
    withheld: set[str] = set()
    for told in _blocks(kinds):
        found = _of_kinds(events, told, earlier)
        if found is None:
            _withhold_all(events)
            return
        withheld |= found.together
    for each in events["list"]:
        if each["ref"] in withheld:
            each["attendances"] = None
    for each in events["list"]:
        _withhold_modes(sheet, each)
    events["by_kind"] = _by_kind(events["by_kind"], kinds)
    if kinds.together:
        sheet.report[KEYS][BY_KIND] = sorted(kinds.together)


def _kinds(events: Report, earlier: Iterable[Report]) -> Grouped | None:
    counts = {kind: n["attendances"] for kind, n in events["by_kind"].items()}
    before = [_kinds_told(report) for report in earlier]
    start = frozenset[str]().union(*(each.together for each in before))
    return regroup(counts, before, start)


def _kinds_told(report: Report) -> Grouped:
    told = {kind: n["attendances"] for kind, n in report["events"]["by_kind"].items()}
    rest = told.pop(REGROUPED, 0)
    return Grouped(told, together_in(report, BY_KIND), rest)


def _blocks(kinds: Grouped) -> list[frozenset[str]]:
    """Return the kinds that are told together, and each of the others by itself."""
    apart = [frozenset({kind}) for kind in kinds.counts if kind not in kinds.together]
    return [*apart, kinds.together] if kinds.together else apart


def _of_kinds(events: Report, kinds: frozenset[str], earlier: Iterable[Report]) -> Grouped | None:
    """Return the attendances of each meeting of some kinds, and which are withheld."""
    counts = {e["ref"]: e["attendances"] for e in events["list"] if e["kind"] in kinds}
    before = [_meetings_told(report, kinds) for report in earlier]
    start = frozenset[str]().union(*(each.together for each in before))
    return regroup(counts, before, start)


def _meetings_told(report: Report, kinds: frozenset[str]) -> Grouped:
    """Return what an earlier report told of the meetings of some kinds.

    It told no kinds together that are not among them, unless none is.
    """
    told = {e["ref"]: e["attendances"] for e in report["events"]["list"] if e["kind"] in kinds}
    apart = {ref: n for ref, n in told.items() if n is not None}
    by_kind = _kinds_told(report).over(kinds) or 0
    return Grouped(apart, frozenset(told) - {*apart}, by_kind - sum(apart.values()))


def _by_kind(told: Report, kinds: Grouped) -> Report:
    shown: Report = {kind: n for kind, n in told.items() if kind not in kinds.together}
    if kinds.together:
        count = sum(told[kind]["count"] for kind in kinds.together if kind in told)
        shown[REGROUPED] = {"count": count, "attendances": kinds.sum}
    return shown


def _withhold_modes(sheet: Sheet, event: Report) -> None:
    """Withhold who was in the room and who online, unless both can be told, and the rest."""
    of = "events", "list", event["ref"]
    told = ((*of, mode) for mode in MODES)
    rest = [(*of, mode) for mode in MODES]
    sound = event["attendances"] is not None and all(sheet.sound(*path) for path in told)
    if not sound or not sheet.sound(*of, "attendances", less=rest):
        event.update(dict.fromkeys(MODES))


def _withhold_all(events: Report) -> None:
    """Withhold everything that was counted of people; how many meetings there were is told."""
    events["attendances"], events["by_kind"] = None, {}
    for each in events["list"]:
        each.update(dict.fromkeys(("attendances", *MODES)))
