"""From what was brought to the files of an edition, with the questions that are left.

A table in our own columns, or named as one of the files, is that file: whole beside an
`edition.json`. Else its lines are added to those of the edition unless the person says that they
replace them, as are those of a table whose columns are matched; the export of a tool adds.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ...report.editions import Edition
from ..folding import snake
from ..forms import EDITION, EVENTS, INDICATORS, PARTICIPANTS, Form, Vocabulary
from ..grids import Grid, read_csv
from ..matching import applied, fingerprint, header_of, own_file
from ..mistakes import Mistake
from ..references import NAMES
from ..tables import read_table
from ..tools.exports import NEW, NONE, Ask, Context, Meeting, Said
from ..tools.known import recognised
from ..verdicts import Sheet
from . import questions
from .abouts import About, told_apart
from .combining import Combined, Part, combined
from .parcels import Parcel, Source


@dataclass(frozen=True)
class Prepared:
    """The files of an edition as they would be brought in, where they came from, and questions.

    `asks` are those about the edition itself; `settled` tells that the files or a person say which
    it is.
    """

    abouts: Sequence[About]
    asks: Sequence[Ask]
    sheets: Mapping[str, Sheet]
    made_of: Mapping[str, Combined]
    settled: bool

    @property
    def unanswered(self) -> bool:
        """Return whether a question that needs an answer has none yet."""
        asked = [*self.asks, *(ask for about in self.abouts for ask in about.asks)]
        return not self.settled or any(ask.required and not ask.proposed for ask in asked)

    def placed(self, mistake: Mistake) -> tuple[int, Mistake] | None:
        """Return the table that a mistake is in, and the mistake at its own line; None if none."""
        made = self.made_of.get(mistake.file)
        origin = made.origin(mistake.line) if made else None
        if origin is None:
            return None
        source, line = origin
        return source, replace(mistake, file=self.abouts[source].source.name, line=line)


@dataclass(frozen=True)
class Beside:
    """What tables are read beside: editions, the files kept of the one that is meant, answers
    kept by the columns they were about, and what an export needs."""

    editions: Sequence[Edition]
    kept: Mapping[str, bytes]
    remembered: Mapping[str, Mapping[str, str]]
    vocabulary: Vocabulary


def edition_meant(parcel: Parcel, editions: Sequence[Edition]) -> str:
    """Return the slug of the edition that lines are added to; "" for one that is made or told."""
    if parcel.edition is not None:
        return ""
    which = questions.of_edition(editions, parcel.said)[0].proposed
    return "" if which == NEW else which


def prepared(parcel: Parcel, beside: Beside, context: Context) -> Prepared:
    """Return what a parcel would bring in."""
    forms = beside.vocabulary.forms()
    context = replace(context, meetings=_meetings(beside.kept, forms))
    asks: list[Ask] = []
    if parcel.edition is None:
        asks = questions.of_edition(beside.editions, parcel.said)
    adding = bool(asks) and asks[0].proposed != NEW
    abouts = told_apart(_abouts(parcel, beside, context, forms, adding), parcel.said, forms)
    sheets: dict[str, Sheet] = dict(beside.kept)
    if parcel.edition is not None:
        sheets[EDITION] = parcel.edition.encode()
    elif not adding:
        sheets[EDITION] = _new_edition(parcel)
    made_of = _made_of(abouts, beside, forms)
    sheets |= {file: made.grid for file, made in made_of.items()}
    if parcel.edition is None:
        sheets = _but_needed(_with_empty(forms) | sheets, made_of)
    settled = parcel.edition is not None or parcel.said.get("edition") == asks[0].proposed
    return Prepared(abouts, asks, sheets, made_of, settled)


def _new_edition(parcel: Parcel) -> bytes:
    return json.dumps(questions.new_edition(parcel.said), ensure_ascii=False).encode()


def _with_empty(forms: Mapping[str, Form]) -> dict[str, Sheet]:
    """Return the files that an edition must have, each without a line."""
    return {file: Grid([list(form.places)]) for file, form in forms.items() if file != INDICATORS}


def _but_needed(sheets: dict[str, Sheet], made_of: Mapping[str, Combined]) -> dict[str, Sheet]:
    """Return files but for those without a line that lines brought name: they are told missing.

    It is told once, and not of each line that names what they would have.
    """
    wanted = {
        other
        for file, _, other, _ in NAMES
        if file in made_of and other not in made_of and _lines_in(made_of[file].grid)
    }
    return {name: s for name, s in sheets.items() if name not in wanted or _lines_in(s)}


def _lines_in(sheet: Sheet) -> bool:
    """Return whether a file has lines below its header."""
    if isinstance(sheet, bytes):
        return len(sheet.splitlines()) > 1
    return sum(any(line) for line in sheet.lines) > 1


def _made_of(
    abouts: Sequence[About], beside: Beside, forms: Mapping[str, Form]
) -> dict[str, Combined]:
    made = {}
    for file, form in forms.items():
        parts = [about.parts[file] for about in abouts if file in about.parts]
        kept = beside.kept.get(file)
        if parts:
            grid = read_csv(file, kept, form.places) if kept is not None else None
            made[file] = combined(form, parts, grid)
    return made


def _abouts(
    parcel: Parcel, beside: Beside, context: Context, forms: Mapping[str, Form], adding: bool
) -> list[About]:
    """Return what is known of each table; files of ours are known to the others."""
    whole = {
        n: _own(n, source, forms, adding, questions.own(parcel.said, n))
        for n, source in enumerate(parcel.sources)
    }
    kept = beside.kept.get(PARTICIPANTS)
    parts = [a.parts[PARTICIPANTS] for a in whole.values() if a and PARTICIPANTS in a.parts]
    grids = [part.grid for part in parts]
    if kept is not None and not any(part.whole for part in parts):
        grids.append(read_csv(PARTICIPANTS, kept, forms[PARTICIPANTS].places))
    people = frozenset(email for grid in grids for email in _emails(forms, grid))
    found = []
    for number, source in enumerate(parcel.sources):
        about = whole[number]
        if about is None:
            beside_it = replace(context, people=people)
            about = _asked_about(number, source, parcel, beside, beside_it, forms, adding)
            if PARTICIPANTS in about.parts:
                people |= _emails(forms, about.parts[PARTICIPANTS].grid)
        found.append(about)
    return found


def _emails(forms: Mapping[str, Form], grid: Grid) -> frozenset[str]:
    return frozenset(read_table(forms[PARTICIPANTS], grid).column("email"))


def _own(
    number: int, source: Source, forms: Mapping[str, Form], adding: bool, said: Said
) -> About | None:
    """Return a table that is one of the files, by its name and columns; None for others.

    `adding` tells that there is an edition whose lines it may be added to.
    """
    named = file_named(source.name, forms)
    file = named if named and _mostly(source.grid, forms[named]) else own_file(source.grid, forms)
    if not file:
        return None
    asks = questions.answered([questions.how(file)] if adding else [], said, {})
    whole = not asks or asks[0].proposed == questions.REPLACE
    return About(source, file, "", asks, {file: Part(number, source.grid, whole, own=True)})


def _asked_about(
    number: int,
    source: Source,
    parcel: Parcel,
    beside: Beside,
    context: Context,
    forms: Mapping[str, Form],
    adding: bool,
) -> About:
    """Return an export of a tool, or a table whose columns are matched."""
    grid, said = source.grid, questions.own(parcel.said, number)
    kept = beside.remembered.get(fingerprint(grid), {})
    found = recognised(grid)
    if found is None:
        named = file_named(source.name, forms)
        said = {**({"file": named} if named else {}), **kept, **said}
        asks = questions.answered(questions.of_columns(grid, forms, said), said, {})
        return _matched(number, source, asks, adding, said)
    tool, header = found
    asks = questions.answered(tool.asks(grid, header, context), said, kept)
    taken = tool.take(grid, header, {ask.name: ask.proposed for ask in asks}, context)
    grids = taken.grids({name: tuple(form.places) for name, form in forms.items()})
    parts = {name: Part(number, each) for name, each in grids.items()}
    return About(source, "", tool.word, asks, parts, taken.left_out)


def _matched(number: int, source: Source, asks: Sequence[Ask], adding: bool, said: Said) -> About:
    if asks[0].proposed == NONE:
        return About(source, asks=asks)
    match = questions.match_of(asks)
    grid = applied(source.grid, match)
    added = questions.answered([questions.how(match.file)] if adding else [], said, {})
    whole = any(ask.proposed == questions.REPLACE for ask in added)
    part = Part(number, grid, whole)
    return About(source, match.file, "", [*asks, *added], {match.file: part})


def file_named(name: str, forms: Iterable[str]) -> str:
    """Return the file that a table's own name says, or its sheet's."""
    for part in (name, name.rpartition(" › ")[2]):
        wanted = snake(PurePosixPath(part).stem)
        for file in forms:
            if wanted == snake(PurePosixPath(file).stem):
                return file
    return ""


def _mostly(grid: Grid, form: Form) -> bool:
    """Return whether a table has half of a file's columns: what it lacks is then a mistake."""
    names = {snake(name) for name in header_of(grid)[1]}
    return 2 * len(names & form.places.keys()) >= len(form.places)


def _meetings(kept: Mapping[str, bytes], forms: Mapping[str, Form]) -> list[Meeting]:
    if EVENTS not in kept:
        return []
    places = forms[EVENTS].places
    lines = read_csv(EVENTS, kept[EVENTS], places).lines
    ref, title, start = (places[name] for name in ("event_ref", "title", "starts_at"))
    return [Meeting(line[ref], line[title], line[start]) for line in lines[1:] if line]
