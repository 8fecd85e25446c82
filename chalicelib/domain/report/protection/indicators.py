"""What was counted elsewhere: withheld where it, or its change, tells of one to four people."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from .sheet import LEAST, Report, Sheet, small

NOT_OF_PEOPLE = ("site_visits", "social_posts", "community_messages")
"""Indicators that count something else than people, small or not."""

ANSWERED = "event_survey_response_rate"
"""The part of the attendances at meetings of which somebody answered there."""

Values = dict[str, int | float | None]


def withhold_indicators(sheet: Sheet) -> None:
    """Withhold indicators of few people, once attendances are told or not: some are parts of them.

    A part of the attendances stays only with both its sides sound.
    """
    now, before = _values(sheet.report), [_values(report) for report in sheet.earlier]
    for each in sheet.report["indicators"]:
        name, value = each["name"], now[each["name"]]
        if _of_meetings(name):
            reports = (sheet.report, *sheet.earlier)
            sides = [_sides(*both, name) for both in zip(reports, (now, *before), strict=True)]
            few = sides[0] is None or _few(sides[0], filter(None, sides[1:]))
        else:
            known = (values.get(name) for values in before)
            few = name not in NOT_OF_PEOPLE and _few_counted(value, known)
        if few:
            each["value"] = None


def _values(report: Report) -> Values:
    return {each["name"]: each["value"] for each in report["indicators"]}


def _of_meetings(name: str) -> bool:
    return name.startswith("event_") and name.endswith("_rate")


def _sides(report: Report, values: Values, name: str) -> tuple[Fraction, Fraction] | None:
    """Return for how many a rate says yes, and no; None if one cannot know.

    They are those who came, or for what was asked of them, those of them who answered.
    """
    attendances, value, answered = (
        report["events"]["attendances"],
        values.get(name),
        values.get(ANSWERED),
    )
    if attendances is None or value is None:
        return None
    people = Fraction(attendances)
    if name != ANSWERED and answered is not None:
        people *= Fraction(str(answered))
    yes = people * Fraction(str(value))
    return yes, people - yes


def _few(now: Sequence[Fraction], before: Iterable[Sequence[Fraction]]) -> bool:
    changes = (new - old for were in before for new, old in zip(now, were, strict=True))
    return any(each != 0 and each < LEAST for each in (*now, *changes))


def _few_counted(value: float | None, known: Iterable[float | None]) -> bool:
    if value is None or not float(value).is_integer():
        return False
    changes = (int(value - was) for was in known if was is not None)
    return any(map(small, (int(value), *changes)))
