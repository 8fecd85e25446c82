"""The public report, from the staff's and from those published before it."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from ..editions import Edition
from ..facts import GROUP, INDIVIDUAL
from .crossed import CROSSINGS, cross
from .grouped import KEYS, REGROUPED, group
from .indicators import withhold_indicators
from .levels import group_levels
from .means import some_have_many
from .meetings import group_meetings
from .months import group_months
from .parts import withhold_of_attendance, withhold_of_people
from .sheet import Path, Report, Sheet, at
from .survey import tell_journey, withhold_of_survey

PUBLIC = {
    **dict.fromkeys(("edition", "title", "starts_on", "ends_on", "indicators"), ""),
    "accompaniments": "total by_theme by_format by_month by_theme_and_kind",
    "people": "total target individual group with_several referred_by_colleague by_kind"
    " by_maturity by_discipline by_maturity_and_kind by_discipline_and_kind",
    "levels": "before after moves",
    "journey": "registered booked held answered shared",
    "events": "count attendances people by_kind list",
    "conversion": "accompanied_who_attended by_kind by_event",
    "survey": "invited answered rate others shared people_reached project_planned"
    " concrete_action satisfaction best_axis",
    "reach": "direct method observed",
}
"""What is public, and of a section which figures. What a report has besides is not, until a rule
here says how it is protected.
"""

NEVER_TOLD: tuple[tuple[Path, Any], ...] = (
    (("journey", "registered"), None),
    (("journey", "booked"), None),
    (("events", "people"), None),
    (("conversion", "by_kind"), {}),
    (("conversion", "by_event"), []),
    (("survey", "others"), None),
)
"""What no public report tells, and how that is written.

Each counts people otherwise than the rest does, so that together with it, it may tell of a few.
"""


def public_report(staff: Report, edition: Edition, earlier: Sequence[Report] = ()) -> Report:
    """Return what may be published after the earlier public reports, which stay known.

    Where even the total of people must be withheld, the public report tells nothing of people.
    """
    public = without_never_told(_with_a_rule(staff))
    sheet = Sheet({**public, KEYS: {}}, earlier)
    if not sheet.sound("people", "total"):
        sheet = Sheet(_blank(sheet.report), earlier)
        withhold_indicators(sheet)
        return sheet.report
    _protect_people(sheet)
    _protect_accompaniments(sheet)
    for crossing in CROSSINGS:
        cross(sheet, staff, crossing)
    group_levels(sheet)
    group_meetings(sheet)
    withhold_of_attendance(sheet)
    withhold_of_survey(sheet, staff["survey"], edition.reach)
    tell_journey(sheet)
    withhold_indicators(sheet)
    return sheet.report


def _with_a_rule(staff: Report) -> Report:
    return {
        name: {each: staff[name][each] for each in figures.split()} if figures else staff[name]
        for name, figures in PUBLIC.items()
    }


def without_never_told(report: Report) -> Report:
    """Return a copy of a report that tells nothing of what no public report tells."""
    copy = deepcopy(report)
    for (section, name), instead in NEVER_TOLD:
        copy[section][name] = deepcopy(instead)
    return copy


def _protect_people(sheet: Sheet) -> None:
    for table in ("by_kind", "by_maturity", "by_discipline"):
        group(sheet, "people", table, sheet.told("people", "total"))
    withhold_of_people(sheet)


def _protect_accompaniments(sheet: Sheet) -> None:
    """Tell accompaniments only so far as they tell nothing of people with several."""
    held = sheet.report["accompaniments"]
    for table in ("by_theme", "by_format"):
        group(sheet, "accompaniments", table, held["total"])
    if not _formats_agree(sheet):
        held["by_format"] = {}
    group_months(sheet)
    total, people = ("accompaniments", "total"), ("people", "total")
    many = some_have_many(sheet.told(*people), _extras(sheet, total, people))
    if many or not (sheet.sound(*total) and sheet.sound(*total, less=[people])):
        _hide_the_total(sheet)


def _formats_agree(sheet: Sheet) -> bool:
    """Return whether the accompaniments of each format tell nothing of people with several."""
    people, several = sheet.told("people", "total"), sheet.told("people", "with_several")
    for form in (INDIVIDUAL, GROUP):
        accompaniments, of = ("accompaniments", "by_format", form), ("people", form)
        if not sheet.sound(*accompaniments, less=[of]):
            return False
        if some_have_many(several or people, _extras(sheet, accompaniments, of)):
            return False
        if some_have_many(people, sheet.told(*accompaniments) or 0):
            return False
    return True


def _extras(sheet: Sheet, accompaniments: Path, people: Path) -> int:
    """Return by how much accompaniments exceed people; 0 if one of them is not told."""
    more, less = at(sheet.report, accompaniments), at(sheet.report, people)
    return 0 if more is None or less is None else more - less


def _hide_the_total(sheet: Sheet) -> None:
    """Withhold the total of accompaniments, and all that would add up to it.

    Themes are told but for those told together, or for the one with the fewest.
    """
    held = sheet.report["accompaniments"]
    held.update(total=None, by_format={}, by_month={})
    if not held["by_theme"]:
        return
    apart = [key for key, n in held["by_theme"].items() if n and key != REGROUPED]
    if REGROUPED not in held["by_theme"] and apart:
        least = min(apart, key=lambda key: held["by_theme"][key])
        del held["by_theme"][least]
        sheet.report[KEYS]["accompaniments.by_theme"] = [least]
    held["by_theme"][REGROUPED] = None


def _blank(report: Report) -> Report:
    """Return it without any count of people."""
    counted = ("accompaniments", "people", "levels", "journey", "events", "conversion", "survey")
    blank = {name: _withheld(report[name]) for name in counted}
    blank["people"]["target"] = report["people"]["target"]
    blank["events"]["count"] = report["events"]["count"]
    reach = {**report["reach"], "direct": None, "observed": _withheld(report["reach"]["observed"])}
    return {**report, **blank, "reach": reach}


def _withheld(told: Any, name: str = "") -> Any:
    if isinstance(told, dict):
        keyed = name.startswith("by_") or name in ("before", "after", "moves", "best_axis")
        return {} if keyed else {key: _withheld(value, key) for key, value in told.items()}
    if isinstance(told, list):
        return [_withheld(each) for each in told]
    return told if isinstance(told, str) else None
