"""The form of a theme: its parts, its passages in pairs, its figure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from chalicelib.adapters.texts.callouts import CALLOUTS
from chalicelib.adapters.texts.content import read_theme
from chalicelib.adapters.texts.markdown import LEVELS

from .source import Problem, Source

FEWEST_WORDS = 1500
"""The least text for a session of sixty minutes."""

PARTS = {
    "dl_open": "a glossary: a term on a line, then a line that begins with « : »",
    "table_open": "a table of tools",
    "ordered_list_open": "a method in numbered steps",
}
OPENING = re.compile(r"^:{3,} *([^ ]+)?")


def check(source: Source) -> Iterator[Problem]:
    yield from _front_matter(source)
    yield from _callouts(source)
    yield from _lines(source)
    for each in (*_parts(source), *_length(source)):
        yield replace(each, advice=not source.ours)


def _front_matter(source: Source) -> Iterator[Problem]:
    try:
        theme = read_theme(source.folder / source.name)
    except ValueError as error:
        said = re.fullmatch(rf"{re.escape(source.name)}(?::(\d+))?: (.*)", str(error), re.DOTALL)
        line, message = (said[1], said[2]) if said else (None, str(error))
        yield source.problem(int(line or 1), message)
        return
    for level in theme.levels:
        if level not in LEVELS:
            yield source.problem(1, f"level {level}: only {' and '.join(LEVELS)}")


def _callouts(source: Source) -> Iterator[Problem]:
    """Check that callouts have a known kind and an end, and levels pairs with the same title."""
    opened: list[tuple[int, str, str]] = []
    passages: list[tuple[int, str, str]] = []
    for number, line in enumerate(source.text.splitlines(), 1):
        found = OPENING.match(line)
        if not found:
            continue
        kind, title = found[1], line[found.end() :].strip()
        if kind is None:
            if not opened:
                yield source.problem(number, "this « ::: » closes nothing")
                continue
            passages.append(opened.pop())
        elif kind not in CALLOUTS:
            yield source.problem(number, f"« {kind} » is not one of {', '.join(CALLOUTS)}")
        else:
            if opened:
                yield source.problem(opened[-1][0], "closed by no « ::: » before the next passage")
                opened.clear()
            opened.append((number, kind, title))
    for number, *_ in opened:
        yield source.problem(number, "closed by no « ::: »")
    yield from _pairs(source, passages)


def _pairs(source: Source, passages: list[tuple[int, str, str]]) -> Iterator[Problem]:
    found = [passage for passage in passages if passage[1] in LEVELS]
    for first, second in zip_longest(found[::2], found[1::2], fillvalue=(0, "", "")):
        if (first[1], second[1]) != LEVELS or first[2] != second[2]:
            what = f"a passage « {LEVELS[0]} », then one « {LEVELS[1]} » with the same title"
            yield source.problem(first[0], what)


def _parts(source: Source) -> Iterator[Problem]:
    kinds = {token.type for token in source.tokens}
    for kind, what in PARTS.items():
        if kind not in kinds:
            yield source.problem(1, f"missing: {what}")
    if "- [ ] " not in source.text:
        yield source.problem(1, "missing: a checklist, lines that begin with « - [ ] »")
    if not any(token.type == "figure" for token in source.tokens):
        yield source.problem(1, 'missing: a figure, ![what it shows](figures/….svg "caption")')


def _length(source: Source) -> Iterator[Problem]:
    words = sum(len(words.split()) for _, words in source.prose())
    if words < FEWEST_WORDS:
        yield source.problem(1, f"{words} words; a theme has {FEWEST_WORDS} or more")


def _lines(source: Source) -> Iterator[Problem]:
    """Check that headings skip no level, images exist and are described, and there is no HTML."""
    level = 2
    for token in source.tokens:
        line = token.map[0] + 1 if token.map else 1
        if token.type == "heading_open":
            if not 2 <= int(token.tag[1]) <= level + 1:
                yield source.problem(line, f"a heading of level {token.tag[1]} comes after none")
            level = int(token.tag[1])
        elif token.type == "figure":
            yield from _figure(source, line, str(token.attrGet("src")), token.content)
        for child in token.children or ():
            if child.type == "text" and re.search(r"</?[a-z]+[ >/]", child.content):
                yield source.problem(line, "HTML is shown as it is typed: use Markdown")


def _figure(source: Source, line: int, address: str, description: str) -> Iterator[Problem]:
    if not re.fullmatch(r"figures/[a-z0-9-]+\.svg", address):
        yield source.problem(line, f"{address}: a figure is a file figures/….svg")
    elif not (source.folder / address).exists():
        yield source.problem(line, f"{address} does not exist")
    if len(description) < 40:
        yield source.problem(line, "say in words, between [ and ], all that the figure shows")
