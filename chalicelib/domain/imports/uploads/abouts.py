"""What is known of one table that was brought."""

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
    found = list(abouts)
    for number, about in enumerate(abouts):
        alike = [at for at in range(number) if _in_common(found[at], about, forms)]
        if not alike:
            continue
        ask = questions.which_of_two(found[alike[0]].source.name)
        (ask,) = questions.answered([ask], questions.own(said, number), {})
        found[number] = replace(about, asks=[ask, *about.asks])
        if ask.proposed == questions.REPLACE:
            for at in alike:
                found[at] = replace(found[at], parts={}, replaced_by=about.source.name)
    return found


def _in_common(one: About, other: About, forms: Mapping[str, Form]) -> bool:
    """Return whether two tables of one kind speak of the same lines."""
    if (one.file, one.tool) != (other.file, other.tool):
        return False
    return any(
        not _keys(one.parts[file], forms[file]).isdisjoint(_keys(other.parts[file], forms[file]))
        for file in one.parts.keys() & other.parts.keys()
    )


def _keys(part: Part, form: Form) -> set[tuple[str, ...]]:
    table = read_table(form, part.grid)
    keys = zip(*map(table.column, form.key), strict=True)
    return {key for key in keys if "" not in key}
