"""What a person is asked about what they brought, and what they said before of the same columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ...report.editions import Edition
from ..forms import Form
from ..grids import Grid
from ..matching import FIXED, MADE, MADE_OF, Match, fingerprint, header_of, suggested
from ..tools.exports import NEW, NONE, Ask, Said

ADD, REPLACE = "add", "replace"
"""The answers of what a table does with lines that are there already."""

OF_A_LIST = ("event", "edition", "theme", "themes", "column", "file", "how", "twice")
"""Questions whose answers are among their choices."""

OF_WHAT_IS_NEW = ("event", "edition")
"""Questions that may be answered by NEW, too."""

KEPT_KINDS = ("theme", "column", "file", "survey", "presence", "mode", "newcomers", "fixed")
"""Questions whose answers are true of the next table with the same columns, too."""


def own(said: Said, source: int) -> dict[str, str]:
    """Return the answers about one table, by the names that it gave its questions."""
    start = f"{source}:"
    return {name.removeprefix(start): text for name, text in said.items() if name.startswith(start)}


def answered(asks: Sequence[Ask], said: Said, kept: Said) -> list[Ask]:
    """Return questions with the answers that are context: said now, before, or proposed."""
    return [replace(ask, proposed=_answer(ask, said, kept)) for ask in asks]


def _answer(ask: Ask, said: Said, kept: Said) -> str:
    """Return the first answer that is one: of a question with choices, they are all there is."""
    for answers in (said, kept):
        text = answers.get(ask.name)
        if text is not None and _is_one(ask, text):
            return text
    return ask.proposed


def _is_one(ask: Ask, text: str) -> bool:
    if not text or ask.kind not in OF_A_LIST:
        return True
    choices = {value for value, _ in ask.choices} | ({NEW} if ask.kind in OF_WHAT_IS_NEW else set())
    return choices.issuperset(text.split(";") if ask.kind == "themes" else [text])


def of_columns(grid: Grid, forms: Mapping[str, Form], said: Said) -> list[Ask]:
    """Ask which file a table is, and which of its columns is each of ours."""
    chosen = said.get("file", "")
    match = suggested(grid, forms, chosen if chosen in forms else "")
    files = (*((file, "") for file in forms), (NONE, ""))
    number, header = header_of(grid)
    below = grid.lines[number:]
    names = tuple(
        (str(place), f"{name}{_sample(below, place)}") for place, name in enumerate(header) if name
    )
    asked = [Ask("file", "file", choices=files, proposed=match.file)]
    if chosen == NONE:
        return asked
    for column in forms[match.file].columns:
        needed = column.blank is None
        made = column.name in MADE_OF.get(match.file, {})
        without = MADE if made else NONE
        place = match.columns[column.name] or ("" if needed and not made else without)
        choices = (*names, (without, ""))
        asked.append(Ask(f"column:{column.name}", "column", column.name, choices, place, needed))
        if needed and not place and column.name != "email":
            asked.append(Ask(f"fixed:{column.name}", "fixed", column.name, required=False))
    return asked


def _sample(lines: Sequence[Sequence[str]], place: int) -> str:
    """Return the first values of a column, in parentheses, for a person to know it by."""
    cells = (line[place].strip() for line in lines[:40] if place < len(line))
    found = list(dict.fromkeys(cell[:24] for cell in cells if cell))[:3]
    return f" ({', '.join(found)})" if found else ""


def match_of(asks: Sequence[Ask]) -> Match:
    """Return the match that the answers make."""
    said = {ask.name: ask.proposed for ask in asks}
    columns = {}
    for ask in asks:
        if ask.kind == "column":
            fixed = said.get(f"fixed:{ask.about}", "")
            place = "" if ask.proposed == NONE else ask.proposed
            columns[ask.about] = place or (f"{FIXED}{fixed}" if fixed or not ask.required else "")
    return Match(said["file"], columns)


def how(file: str) -> Ask:
    """Ask whether the lines of a table are added to those of an edition, or replace them."""
    return Ask("how", "how", file, ((ADD, ""), (REPLACE, "")), ADD)


def which_of_two(earlier: str) -> Ask:
    """Ask whether a table takes the place of an earlier one that has some of its lines."""
    return Ask("twice", "twice", earlier, ((REPLACE, ""), (ADD, "")))


def of_edition(editions: Sequence[Edition], said: Said) -> list[Ask]:
    """Ask which edition tables without an `edition.json` are of; what a new one needs, if so.

    The only one is proposed, but not taken without a word: the next may be another's.
    """
    there = tuple((each.slug, each.title) for each in editions if each.imported and each.archive)
    likely = {0: NEW, 1: there[0][0] if there else ""}.get(len(there), "")
    (which,) = answered([Ask("edition", "edition", "", there, likely)], said, {})
    fields = (
        ("slug", "slug", ""),
        ("title", "edition_title", ""),
        ("starts_on", "day", ""),
        ("ends_on", "day", ""),
        ("target_people", "number", "0"),
    )
    new = which.proposed == NEW
    asks = [Ask(f"edition:{n}", kind, n, proposed=text, required=new) for n, kind, text in fields]
    return [which, *answered(asks, said, {})]


def new_edition(said: Said) -> dict[str, object]:
    """Return the content of an `edition.json`, as it was typed; its checks are that file's."""
    target = said.get("edition:target_people", "0")
    names = ("slug", "title", "starts_on", "ends_on")
    return {
        **{name: said.get(f"edition:{name}", "") for name in names},
        "target_people": int(target) if target.isdecimal() else target,
        "reach": {"sharers": "mean", "non_sharers": "mean", "non_respondents": 1},
    }


@dataclass(frozen=True)
class Remembered:
    """What was said of tables with the same columns, so that it is said once."""

    fingerprint: str
    said: Said


def to_remember(grid: Grid, asks: Sequence[Ask]) -> Remembered:
    """Return the answers that hold for the next table with these columns."""
    said = {ask.name: ask.proposed for ask in asks if ask.kind in KEPT_KINDS}
    return Remembered(fingerprint(grid), said)
