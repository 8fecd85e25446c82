"""What is known of one table that was brought."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..forms import Form
from ..tables import read_table
from ..tools.exports import Ask, LeftOut, Said
from . import questions
from .combining import Part
from .parcels import Source


@dataclass(frozen=True)
class About:
    """What is known of one table: its file or its tool, what is asked, and what is not taken.

    `parts` has by file the lines that it gives; `asks` have the answers so far. One that another
    takes the place of gives none: `replaced_by` names the other.
    """

    source: Source
    file: str = ""
    tool: str = ""
    asks: Sequence[Ask] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    left_out: Sequence[LeftOut] = ()
    replaced_by: str = ""

    @property
    def matched(self) -> bool:
        """Return whether its columns are named otherwise, and a person says what each is."""
        return any(ask.kind == "file" for ask in self.asks)


def told_apart(abouts: Sequence[About], said: Said, forms: Mapping[str, Form]) -> list[About]:
    """Return tables once it is asked, of two with lines in common, whether one replaces the other.

    Until that is answered, both are there.
    """
    found, kinds = list(abouts), Counter(map(_kind, abouts))
    lines = [_lines(each, forms) if kinds[_kind(each)] > 1 else set() for each in abouts]
    for number, about in enumerate(abouts):
        alike = [
            at
            for at, other in enumerate(found[:number])
            if other.parts
            and _kind(other) == _kind(about)
            and not lines[at].isdisjoint(lines[number])
        ]
        if not alike:
            continue
        ask = questions.which_of_two(found[alike[0]].source.name)
        (ask,) = questions.answered([ask], questions.own(said, number), {})
        found[number] = replace(about, asks=[ask, *about.asks])
        if ask.proposed == questions.REPLACE:
            for at in alike:
                found[at] = replace(found[at], parts={}, replaced_by=about.source.name)
    return found


def _kind(about: About) -> tuple[str, str]:
    return about.file, about.tool


def _lines(about: About, forms: Mapping[str, Form]) -> set[tuple[str, ...]]:
    """Return what tells the lines of a table apart, under the names of their files."""
    return {
        (file, *key)
        for file, part in about.parts.items()
        for key in read_table(forms[file], part.grid).line_keys()
        if "" not in key
    }
