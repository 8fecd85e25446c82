"""Sections about group meetings: who came to each, and who came after a session."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..facts import MODES
from . import conclusions, definitions
from .building import SHORT_WITHHELD, charted, rows_table, shown, with_leaders
from .shapes import Chart, ChartKind, Figure, Line, Names, Section, Table
from .wording import NBSP, day, named, number, percent, rate


def meetings(report: Mapping[str, Any], names: Names) -> Section:
    events = report["events"]
    listed = events["list"]
    conclusion = conclusions.meetings(events["count"], events["attendances"], _largest(listed))
    kinds = tuple(
        Figure(
            number(held["attendances"]),
            named(held["attendances"], conclusions.ATTENDANCE),
            names.word("event_kind", kind) + _times(held["count"]),
        )
        for kind, held in events["by_kind"].items()
    )
    return Section(
        "rencontres",
        conclusion,
        definitions.MEETINGS,
        figures=kinds,
        charts=_attendance(conclusion, listed, names),
        tables=(_list(listed, names),) if listed else (),
    )


def conversion(report: Mapping[str, Any], names: Names) -> Section:
    counts = report["conversion"]
    came = counts["accompanied_who_attended"]
    conclusion = conclusions.attended(came["numerator"], came["denominator"])
    by_kind = counts["by_kind"]
    rows = [("Toutes les rencontres", rate(came["numerator"], came["denominator"]))]
    rows += [
        (names.word("event_kind", kind), rate(each["numerator"], each["denominator"]))
        for kind, each in by_kind.items()
    ]
    caption = names.caption("conversion")
    titles = {each["ref"]: _title(each) for each in report["events"]["list"]}
    tables = [rows_table(caption, ("Sorte de rencontre", "Personnes"), tuple(rows))]
    if any(each["numerator"] is not None for each in counts["by_event"]):
        tables.append(_by_event(counts["by_event"], titles, names))
    return Section(
        "suite",
        conclusion,
        definitions.CONVERSION,
        charts=_came(conclusion, by_kind, came, names),
        tables=tuple(tables),
    )


def _largest(events: list[Mapping[str, Any]]) -> list[str]:
    """Return the meeting with the most, if it is sure that no other had as many."""
    known = [each["attendances"] for each in events]
    if not known or None in known or known.count(max(known)) > 1:
        return []
    largest = max(events, key=lambda each: int(each["attendances"]))
    return [f"«\u00a0{largest['title']}\u00a0», en a réuni {number(largest['attendances'])}"]


def _times(count: int | None) -> str:
    return "" if count is None else f"{NBSP}: {number(count)}{NBSP}{named(count, conclusions.HELD)}"


def _title(event: Mapping[str, Any]) -> str:
    held = day(datetime.fromisoformat(event["starts_at"]).date()).replace(" ", NBSP)
    return f"{event['title']}, {held}"


def _attendance(title: str, events: list[Mapping[str, Any]], names: Names) -> tuple[Chart, ...]:
    """Return a bar for each meeting, in parts where people came in two ways."""
    modes = _both(events)
    lines = tuple(
        Line(
            _title(each),
            tuple(each[mode] for mode in modes) if modes else (each["attendances"],),
            shown(each["attendances"]),
        )
        for each in events
    )
    series = tuple(names.word("mode", mode) for mode in modes)
    return charted(ChartKind.BARS, title, with_leaders(lines), series)


def _both(events: list[Mapping[str, Any]]) -> list[str]:
    """Return the ways in which people came, the most usual first; none where not all is known."""
    sums = {}
    for mode in MODES:
        counts = [each.get(mode) for each in events]
        if None in counts or not any(counts):
            return []
        sums[mode] = sum(int(count or 0) for count in counts)
    return sorted(MODES, key=lambda mode: -sums[mode])


def _list(events: list[Mapping[str, Any]], names: Names) -> Table:
    rows = tuple(
        (
            _title(each),
            names.word("event_kind", each["kind"]),
            *(number(each.get(key)) for key in ("attendances", *MODES)),
        )
        for each in events
    )
    columns = ("Rencontre", "Sorte", "Présences", "Sur place", "En ligne")
    return rows_table("Présences à chaque rencontre", columns, rows)


def _came(
    title: str, by_kind: Mapping[str, Any], came: Mapping[str, Any], names: Names
) -> tuple[Chart, ...]:
    whole = came["denominator"]
    lines = [Line("Toutes les personnes accompagnées", (whole,), number(whole))]
    lines.append(Line("Venues à une rencontre", (came["numerator"],), _said(came)))
    lines += [
        Line(names.word("event_kind", kind), (each["numerator"],), _said(each))
        for kind, each in by_kind.items()
        if len(by_kind) > 1
    ]
    return charted(ChartKind.STEPS, title, tuple(lines)) if whole else ()


def _said(counts: Mapping[str, Any]) -> str:
    part, whole = counts["numerator"], counts["denominator"]
    if part is None or not whole:
        return SHORT_WITHHELD
    return f"{number(part)} ({percent(part, whole)})"


def _by_event(counts: list[Mapping[str, Any]], titles: Mapping[str, str], names: Names) -> Table:
    rows = tuple(
        (titles.get(each["ref"], each["ref"]), rate(each["numerator"], each["denominator"]))
        for each in counts
    )
    caption = names.caption("conversion.by_event")
    return rows_table(caption, ("Rencontre", "Personnes venues"), rows)
