"""Numbers that are part of others: withheld where they, or what they leave, are one to four."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from fractions import Fraction

from ...programme import ReachFactors
from ..reach import MEAN
from .grouped import group
from .means import confines
from .sheet import Path, Report, Sheet, at


@dataclass(frozen=True)
class Part:
    """A number, what it is part of, and what must be told for it to be."""

    path: Path
    of: tuple[Path, ...]
    needs: tuple[Path, ...] = ()


def _part(path: str, *of: str, needs: str = "") -> Part:
    return Part(_path(path), tuple(map(_path, of)), tuple(map(_path, needs.split())))


def _path(written: str) -> Path:
    return tuple(written.split("."))


PEOPLE, ANSWERED = "people.total", "survey.answered"
ATTENDED = "conversion.accompanied_who_attended.numerator"
SHARED = "survey.shared.numerator"

OF_PEOPLE = (
    _part("people.with_several", PEOPLE),
    _part("people.referred_by_colleague", PEOPLE),
)
OF_SURVEY = (
    _part("survey.invited", PEOPLE),
    _part(ANSWERED, "survey.invited", PEOPLE),
    *(
        part
        for question in ("shared", "project_planned", "concrete_action")
        for part in (
            _part(f"survey.{question}.denominator", ANSWERED, needs=ANSWERED),
            _part(
                f"survey.{question}.numerator",
                f"survey.{question}.denominator",
                needs=f"survey.{question}.denominator",
            ),
        )
    ),
    _part("survey.people_reached.answers", ANSWERED, SHARED, needs=ANSWERED),
    _part("survey.satisfaction.answers", ANSWERED, needs=ANSWERED),
    _part("survey.others"),
)
STEPS = ("held", "answered", "shared", "registered", "booked")
"""Steps of the way, that which may be withheld for another's sake after it."""


def withhold_parts(sheet: Sheet, parts: Iterable[Part]) -> None:
    """Withhold each part that tells of one to four people, or leaves them of what it is part of."""
    for part in parts:
        told = all(at(sheet.report, path) is not None for path in part.needs)
        if not told or not sheet.sound(*part.path) or not all(_leaves(sheet, part)):
            sheet.withhold(*part.path)


def _leaves(sheet: Sheet, part: Part) -> Iterable[bool]:
    """Yield whether what is left of each whole is sound; a smaller whole leaves what it lacks."""
    for whole in part.of:
        more, less = at(sheet.report, whole), at(sheet.report, part.path)
        turned = more is not None and less is not None and more < less
        larger, smaller = (part.path, whole) if turned else (whole, part.path)
        yield sheet.sound(*larger, less=[smaller])


def withhold_of_people(sheet: Sheet) -> None:
    """Withhold numbers of people; those with several are bound by the accompaniments too."""
    if not (sheet.sound("people", "individual") and sheet.sound("people", "group")):
        sheet.withhold("people", "individual")
        sheet.withhold("people", "group")
    withhold_parts(sheet, OF_PEOPLE)
    total, several = sheet.told("people", "total"), sheet.told("people", "with_several")
    more = [("people", "total"), ("people", "with_several")]
    extras = sheet.told("accompaniments", "total") - total
    sound = sheet.sound("accompaniments", "total", less=more)
    if several is not None and not (sound and not confines(several, extras, 1)):
        sheet.withhold("people", "with_several")


def withhold_of_survey(sheet: Sheet, staff: Report, factors: ReachFactors) -> None:
    """Withhold numbers of the survey, and the estimate made of them; `staff` is their survey."""
    withhold_parts(sheet, OF_SURVEY)
    _group_axes(sheet)
    _withhold_mean(sheet, "people_reached", 0, None)
    _withhold_mean(sheet, "satisfaction", 1, 5)
    if not _reach_told(sheet, staff["people_reached"], factors):
        sheet.withhold("reach", "direct")


def _reach_told(sheet: Sheet, reached: Report, factors: ReachFactors) -> bool:
    """Return whether the estimate gives away nothing that is withheld.

    Where all who answered count by the mean, it gives away the mean, not of how many answers.
    """
    made_of = [_path(PEOPLE), _path("survey.invited"), _path(ANSWERED)]
    if factors.sharers != factors.non_sharers:
        made_of.append(_path(SHARED))
    if any(at(sheet.report, path) is None for path in made_of):
        return False
    if MEAN not in astuple(factors) or sheet.told("survey", "people_reached", "sum") is not None:
        return True
    answered = sheet.told("survey", "answered")
    as_many = round(answered * Fraction(reached["sum"], reached["answers"] or 1))
    return not confines(answered, as_many, 0)


def _group_axes(sheet: Sheet) -> None:
    """Group what people preferred, with those who did not say."""
    survey = sheet.report["survey"]
    if survey["answered"] is None:
        survey["best_axis"] = {}
    else:
        group(sheet, "survey", "best_axis", "answered")


def _withhold_mean(sheet: Sheet, question: str, least: int, most: int | None) -> None:
    """Withhold a mean whose sum, or what was added to it, tells how few answered so much."""
    now = sheet.told("survey", question)
    if now["sum"] is None:
        return
    before = [at(report, ("survey", question)) for report in sheet.earlier]
    added = [
        (now["answers"] - was["answers"], now["sum"] - was["sum"])
        for was in before
        if was and was["sum"] is not None
    ]
    if any(confines(*each, least, most) for each in [(now["answers"], now["sum"]), *added]):
        sheet.withhold("survey", question, "answers")


def withhold_of_journey(sheet: Sheet) -> None:
    """Withhold steps of the way; some are the same as numbers told elsewhere."""
    journey = sheet.report["journey"]
    same = {"held": PEOPLE, "answered": ANSWERED, "shared": SHARED}
    for step, elsewhere in same.items():
        if at(sheet.report, _path(elsewhere)) is None:
            journey[step] = None
    paths = [("journey", step) for step in STEPS]
    withhold_parts(sheet, (Part(path, tuple(paths[:i])) for i, path in enumerate(paths)))
    withhold_parts(
        sheet,
        [_part("reach.observed.registered_through_participants", "journey.registered")],
    )


def withhold_of_conversion(sheet: Sheet) -> None:
    """Withhold how many of those accompanied came, to any meeting and by kind."""
    attendances = "events.attendances"
    withhold_parts(sheet, [_part(ATTENDED, PEOPLE, attendances, needs=attendances)])
    by_kind = sheet.report["conversion"]["by_kind"]
    withhold_parts(sheet, (_of_kind(kind) for kind in by_kind))
    numerators: list[Path] = [("conversion", "by_kind", kind, "numerator") for kind in by_kind]
    if numerators and not sheet.sound(*numerators[0], plus=numerators[1:], less=[_path(ATTENDED)]):
        sheet.withhold(*min(numerators, key=lambda path: at(sheet.report, path)))
    _withhold_who_came(sheet, numerators)


def _of_kind(kind: str) -> Part:
    attendances = "events", "by_kind", kind, "attendances"
    of = ("people", "total"), _path(ATTENDED), attendances
    return Part(("conversion", "by_kind", kind, "numerator"), of, (attendances,))


def _withhold_who_came(sheet: Sheet, by_kind: list[Path]) -> None:
    """Withhold how many people came, accompanied or not, where attendances tell the repeats."""
    people = "events", "people"
    withhold_parts(sheet, [Part(people, (("events", "attendances"), _path(ATTENDED)))])
    several = [people, *by_kind]
    repeats = sheet.sound("events", "attendances", plus=[_path(ATTENDED)], less=several)
    if not repeats or any(_others(sheet.report) == before for before in _others_before(sheet)):
        sheet.withhold(*people)


def _others(report: Report) -> int | None:
    """Return how many of those who came had not been accompanied; None if it is not told."""
    people, accompanied = at(report, ("events", "people")), at(report, _path(ATTENDED))
    return None if people is None or accompanied is None else people - accompanied


def _others_before(sheet: Sheet) -> Iterable[int | None]:
    """Yield numbers of others that would tell of all attendances since that they are not theirs."""
    yield 0
    for report in sheet.earlier:
        if at(report, ("events", "attendances")) != sheet.told("events", "attendances"):
            yield _others(report) or 0
