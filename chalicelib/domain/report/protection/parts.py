"""Numbers that are part of others: withheld where they, or what they leave, are one to four."""

from collections.abc import Iterable
from dataclasses import dataclass

from .means import confines
from .sheet import Path, Sheet, at


@dataclass(frozen=True)
class Part:
    """A number, what it is part of, and what must be told for it to be."""

    path: Path
    of: tuple[Path, ...]
    needs: tuple[Path, ...] = ()


def part(name: str, *of: str, needs: str = "") -> Part:
    """Return a part whose paths are written with points."""
    return Part(path(name), tuple(map(path, of)), tuple(map(path, needs.split())))


def path(written: str) -> Path:
    """Return a path from its names with points between them."""
    return tuple(written.split("."))


PEOPLE, ATTENDANCES = "people.total", "events.attendances"
ATTENDED = "conversion.accompanied_who_attended.numerator"

OF_PEOPLE = (
    part("people.with_several", PEOPLE),
    part("people.referred_by_colleague", PEOPLE),
)


def withhold_parts(sheet: Sheet, parts: Iterable[Part]) -> None:
    """Withhold each part that tells of one to four people, or leaves them of what it is part of."""
    for each in parts:
        told = all(at(sheet.report, needed) is not None for needed in each.needs)
        if not told or not sheet.sound(*each.path) or not all(_leaves(sheet, each)):
            sheet.withhold(*each.path)


def _leaves(sheet: Sheet, each: Part) -> Iterable[bool]:
    """Yield whether what is left of each whole is sound; a smaller whole leaves what it lacks."""
    for whole in each.of:
        more, less = at(sheet.report, whole), at(sheet.report, each.path)
        turned = more is not None and less is not None and more < less
        larger, smaller = (each.path, whole) if turned else (whole, each.path)
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


def withhold_of_attendance(sheet: Sheet) -> None:
    """Withhold how many of those accompanied came to a meeting.

    The attendances beyond them are those of others, or of who came more than once.
    """
    withhold_parts(sheet, [part(ATTENDED, PEOPLE, ATTENDANCES, needs=ATTENDANCES)])
