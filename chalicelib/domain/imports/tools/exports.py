"""What every tool asks and gives: questions for the person, lines in an edition's columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from difflib import SequenceMatcher

from ..folding import plain, slug
from ..forms import ATTENDANCE, EVENTS, PARTICIPANTS
from ..grids import Grid
from .headers import Aliases, Header, Line, find
from .moments import Moments, is_ambiguous, order_of

NEW = "new"
"""The answer that a meeting is none of those that the edition has."""

NONE = "-"
"""The answer that a table has no such column, or is not to be brought in."""

LONGEST_REF, LONGEST_KEY = 40, 80
"""Characters of a meeting's reference, and of what tells questions of one kind apart."""

ALIKE = 0.5
"""From which a name is taken for a theme's title."""


@dataclass(frozen=True)
class Meeting:
    """A meeting that the edition has already."""

    ref: str
    title: str
    starts_at: str


@dataclass(frozen=True)
class Context:
    """What an export is read beside: themes by slug with their titles, meetings, zone, time.

    `now` is wall time of the zone; `people` are the addresses of the participants. A meeting lasts
    `meeting_minutes` unless somebody says otherwise.
    """

    themes: Mapping[str, str]
    meetings: Sequence[Meeting]
    zone: tzinfo
    now: datetime
    people: frozenset[str] = frozenset()
    meeting_minutes: int = 90


@dataclass(frozen=True)
class Ask:
    """A question that the file does not answer: `name` is its field, `kind` chooses its words.

    `about` is what of the file it is about; `choices` are values with their texts of the file, none
    where the kind has its own; `proposed` is the answer unless the person says otherwise.
    """

    name: str
    kind: str
    about: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    proposed: str = ""
    required: bool = True


@dataclass(frozen=True)
class LeftOut:
    """A line that is not taken, and why: not a mistake, but not passed over in silence."""

    line: int
    code: str
    who: str


Said = Mapping[str, str]
"""The person's answers, by the name of the question."""


@dataclass
class Taken:
    """What an export says, in the columns of an edition's files.

    A line stands at its own number, so that what is wrong in it is said of the person's own file.
    """

    header: int
    rows: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    newcomers: set[str] = field(default_factory=set)

    def add(self, file: str, number: int, row: list[str]) -> None:
        self.rows.setdefault(file, {})[number] = row

    def leave_out(self, line: int, code: str, who: str) -> None:
        self.left_out.append(LeftOut(line, code, who))

    def grids(self, columns: Mapping[str, Sequence[str]]) -> dict[str, Grid]:
        """Return the sheets by file; `columns` are those of each file, in order."""
        return {file: self._grid(columns[file], rows) for file, rows in self.rows.items()}

    def _grid(self, columns: Sequence[str], rows: Mapping[int, list[str]]) -> Grid:
        last = max(rows, default=self.header)
        lines = [rows.get(number, []) for number in range(1, last + 1)]
        lines[self.header - 1] = list(columns)
        return Grid(lines)


@dataclass(frozen=True)
class Tool:
    """A tool: its columns, those it is recognised by, what it asks, and how it is taken."""

    word: str
    aliases: Aliases
    required: tuple[str, ...]
    asks: Callable[[Grid, Header, Context], list[Ask]]
    take: Callable[[Grid, Header, Said, Context], Taken]

    def header(self, grid: Grid) -> Header | None:
        return find(grid, self.aliases, self.required)


@dataclass(frozen=True)
class Gathering:
    """A meeting of an export, as far as the export knows it. `key` tells it from its others."""

    key: str
    ref: str
    title: str
    starts_at: str
    minutes: str
    mode: str


def asks_of_dates(dates: Sequence[str]) -> list[Ask]:
    """Return the question of which comes first, day or month, where a column does not tell."""
    return [] if order_of(dates) or not any(map(is_ambiguous, dates)) else [Ask("dates", "dates")]


def moments_of(dates: Iterable[str], said: Said, context: Context) -> Moments:
    """Return what reads the moments of a column, in the order that is said, or that they show."""
    return Moments(said.get("dates") or order_of(dates), context.zone)


def likely_theme(name: str, context: Context) -> str:
    """Return the theme whose title is in a name, or most like it; "" if none is."""
    said = plain(name)
    for theme, title in context.themes.items():
        if plain(title) in said or theme in slug(name):
            return theme
    likeness = {
        theme: SequenceMatcher(None, plain(title), said).ratio()
        for theme, title in context.themes.items()
    }
    best = max(likeness, key=likeness.__getitem__, default="")
    return best if best and likeness[best] >= ALIKE else ""


def asks_of_meeting(gathering: Gathering, context: Context) -> list[Ask]:
    """Return the questions about a meeting: is it one of the edition's, and if not, what is it."""
    day, title = gathering.starts_at[:10], gathering.title
    same = [each.ref for each in context.meetings if each.ref == gathering.ref]
    same += [each.ref for each in context.meetings if day and each.starts_at[:10] == day]
    choices = tuple(
        (each.ref, f"{each.title} ({each.starts_at[:10]})") for each in context.meetings
    )
    themes = tuple(context.themes.items())
    return [
        Ask(f"event:{gathering.key}", "event", title, choices, (same or [NEW])[0]),
        Ask(f"title:{gathering.key}", "title", title, proposed=title, required=False),
        Ask(f"kind:{gathering.key}", "event_kind", title, proposed="cohort", required=False),
        Ask(
            f"themes:{gathering.key}", "themes", title, themes, likely_theme(title, context), False
        ),
        *_asks_of_hours(gathering, context),
    ]


def _asks_of_hours(gathering: Gathering, context: Context) -> list[Ask]:
    asked = []
    if not gathering.starts_at:
        asked.append(
            Ask(f"starts_at:{gathering.key}", "starts_at", gathering.title, required=False)
        )
    if not gathering.minutes:
        usual = str(context.meeting_minutes)
        asked.append(Ask(f"minutes:{gathering.key}", "duration", gathering.title, (), usual, False))
    return asked


def take_meeting(taken: Taken, number: int, gathering: Gathering, said: Said) -> str:
    """Return the reference of the edition's meeting; a new one has its line."""
    chosen = said.get(f"event:{gathering.key}", NEW)
    if chosen != NEW:
        return chosen
    row = [
        gathering.ref,
        said.get(f"title:{gathering.key}") or gathering.title,
        said.get(f"kind:{gathering.key}", ""),
        said.get(f"themes:{gathering.key}", ""),
        gathering.starts_at or said.get(f"starts_at:{gathering.key}", ""),
        gathering.minutes or said.get(f"minutes:{gathering.key}", ""),
        gathering.mode,
    ]
    taken.add(EVENTS, number, row)
    return gathering.ref


@dataclass(frozen=True)
class Newcomer:
    """A person as an export names them, to be added to the participants if the person says so."""

    email: str
    given_name: str
    family_name: str
    day: str


ASK_NEWCOMERS = Ask("newcomers", "newcomers", required=False)


def take_newcomer(taken: Taken, number: int, who: Newcomer, said: Said, context: Context) -> None:
    """Add a line of the participants, once, for people whom the edition does not have yet."""
    kind = said.get("newcomers", "")
    if kind and who.email not in context.people | taken.newcomers:
        taken.newcomers.add(who.email)
        names = [who.given_name or who.email.partition("@")[0], who.family_name]
        row = [who.email, *names, kind, "", "", "", "", "", who.day, "", ""]
        taken.add(PARTICIPANTS, number, row)


def take_attendance(
    taken: Taken, number: int, ref: str, email: str, mode: str, status: str
) -> None:
    taken.add(ATTENDANCE, number, [ref, email, mode, status])


def names_of(line: Line) -> tuple[str, str]:
    """Return the given name and the family name of a line, which may have but the whole name."""
    return (line["given"], line["family"]) if line["given"] else named(line["name"])


def named(name: str) -> tuple[str, str]:
    """Return a whole name as given name and family name: what follows the first space."""
    given, _, family = " ".join(name.partition("(")[0].split()).partition(" ")
    return given, family
