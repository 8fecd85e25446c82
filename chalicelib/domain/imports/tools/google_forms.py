"""Answers of a Google Form: the responses' sheet, or its CSV.

Columns: Timestamp (Horodateur), Email Address (Adresse e-mail; Username, Nom d'utilisateur), then
one a question, in the form's own words: the person says which answers what. Times are as the sheet
writes them, or `2022/02/15 2:32:10 PM UTC−4` in the form's own CSV. Source: exported files that
people published, in both languages.
"""

from collections.abc import Mapping, Sequence

from ..forms import ANSWERS
from ..grids import Grid
from .exports import NONE, Ask, Context, Said, Taken, Tool, asks_of_dates, moments_of
from .headers import Header, Line, words

ALIASES: Mapping[str, Sequence[str]] = {
    "when": ("timestamp", "horodateur", "horodatage"),
    "email": (
        "email address",
        "email",
        "username",
        "adresse e mail",
        "e mail",
        "adresse courriel",
        "courriel",
        "adresse de courriel",
        "nom d utilisateur",
        "votre adresse courriel",
        "votre courriel",
    ),
}
ASKED = {
    "shared": ("partage", "parle", "rayonn", "share"),
    "people_reached": ("combien de personnes", "nombre de personnes", "how many people"),
    "project_planned": ("projet", "project"),
    "concrete_action": ("action", "concret", "concrete"),
    "best_axis": ("prefere", "plus utile", "meilleur", "axe", "best", "most useful"),
}
"""Our questions → the words by which theirs is recognised; the most particular come first."""


def _asks(grid: Grid, header: Header, context: Context) -> list[Ask]:
    asked = asks_of_dates([line["when"] for line in header.lines(grid)])
    asked.append(Ask("survey", "survey"))
    names = tuple((str(place), name) for place, name in enumerate(header.names) if name)
    if "email" not in header:
        asked.append(Ask("column:email", "column", "email", names))
    choices = (*(each for each in names if int(each[0]) not in header.at.values()), (NONE, ""))
    likely = _likely(choices)
    return asked + [
        Ask(f"column:{column}", "column", column, choices, likely.get(column, NONE))
        for column in ASKED
    ]


def _likely(choices: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the question that most likely asks each of ours; none of theirs is taken twice."""
    found: dict[str, str] = {}
    for column in sorted(ASKED, key=lambda column: column != "people_reached"):
        for place, name in choices:
            said = words(name)
            if place not in found.values() and any(part in said for part in ASKED[column]):
                found[column] = place
                break
    return found


def _take(grid: Grid, header: Header, said: Said, context: Context) -> Taken:
    taken, lines = Taken(header.number), list(header.lines(grid))
    moments = moments_of((line["when"] for line in lines), said, context)
    latest: dict[tuple[str, str], int] = {}
    for line in lines:
        email, day = _email(line, said).lower(), moments.day(line["when"])
        if not email:
            taken.leave_out(line.number, "no_address", "")
            continue
        before = latest.get((email, day))
        if before is not None:
            taken.leave_out(before, "answered_again", email)
            del taken.rows[ANSWERS][before]
        latest[email, day] = line.number
        answers = [_answer(line, said.get(f"column:{column}", NONE)) for column in ASKED]
        taken.add(ANSWERS, line.number, [said.get("survey", ""), email, day, *answers])
    return taken


def _email(line: Line, said: Said) -> str:
    return line["email"] or _answer(line, said.get("column:email", NONE))


def _answer(line: Line, place: str) -> str:
    if not place.isdecimal() or int(place) >= len(line.cells):
        return ""
    return line.cells[int(place)].strip()


GOOGLE_FORMS = Tool("google_forms", ALIASES, ("when",), _asks, _take)
