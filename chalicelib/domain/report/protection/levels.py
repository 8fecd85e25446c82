"""Levels of maturity, when people joined and now."""

from .grouped import KEYS, group
from .sheet import Report, Sheet, at, small


def group_levels(sheet: Sheet) -> None:
    """Put the public levels in place: those of now are the people's by maturity."""
    levels, people = sheet.report["levels"], sheet.report["people"]
    moves = levels["moves"]
    group(sheet, "levels", "before", people["total"])
    levels["after"] = {**people["by_maturity"]}
    keys = sheet.report[KEYS]
    if "people.by_maturity" in keys:
        keys["levels.after"] = keys["people.by_maturity"]
    levels["moves"] = moves if _moves_told(sheet, moves) else {}


def _moves_told(sheet: Sheet, moves: dict[str, dict[str, int]]) -> bool:
    """Return whether each move can be told: both tables are whole, and all its cells sound."""
    keys = sheet.report[KEYS]
    if "levels.before" in keys or "levels.after" in keys or not moves:
        return False
    cells = [at(sheet.report, ("levels", side)) for side in ("before", "after")]
    if not all(cells):
        return False
    return not any(map(small, _changes(moves, {}))) and not any(
        any(map(small, _changes(moves, report["levels"]["moves"])))
        for report in sheet.earlier
        if report["levels"]["moves"]
    )


def _changes(now: Report, was: Report) -> list[int]:
    both = {(b, a) for moves in (now, was) for b, held in moves.items() for a in held}
    return [now.get(b, {}).get(a, 0) - was.get(b, {}).get(a, 0) for b, a in both]
