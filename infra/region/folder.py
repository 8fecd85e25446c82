"""What is wrong with a region's folder: what would change nothing, and what cannot be read."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, meta

from .beneath import base_of, blocks_of
from .laying import BASE, FOR_CHECKS, TEMPLATES, files_of
from .texts.told import meant

THEMES = "themes/"
TEXTS = (".css", ".html", ".md", ".svg", ".txt")
SHIPPED_ALONE = (THEMES, "static/", "assessments/", "documents/fonts/")
"""Where a region may add what it likes."""


def folder_problems(ours: Path, theirs: Path) -> Iterator[str]:
    """Yield what is wrong, each by its file, and by its line where there is one."""
    said = files_of(theirs)
    own = {path.relative_to(ours).as_posix() for path in ours.rglob("*") if path.is_file()}
    yield from _of_links(theirs)
    for name in sorted(said):
        told = f"{theirs.name}/{name}"
        yield from (f"{told}{each}" for each in _of_file(name, said, own, ours, theirs))


def _of_links(theirs: Path) -> Iterator[str]:
    """Yield the links that nothing follows, or that bring in what is not in the folder."""
    inside = theirs.resolve()
    for path in sorted(each for each in theirs.rglob("*") if each.is_symlink()):
        if not path.is_file() or not path.resolve().is_relative_to(inside):
            name = path.relative_to(theirs).as_posix()
            yield f"{theirs.name}/{name}: is a link out of the folder, or to another; copy it here"


def _of_file(
    name: str, said: Mapping[str, bytes], own: set[str], ours: Path, theirs: Path
) -> Iterator[str]:
    if name.endswith(TEXTS) and (why := _no_text(said[name])):
        yield why
    elif name.startswith(TEMPLATES) and name.endswith((".html", ".txt")):
        yield from _of_template(name, said, own, ours)
    elif name not in own and name not in FOR_CHECKS and not name.startswith(SHIPPED_ALONE):
        yield f": replaces nothing of ours, and nothing reads it{meant(name, own)}"


def _of_template(name: str, said: Mapping[str, bytes], own: set[str], ours: Path) -> Iterator[str]:
    text = said[name].decode("utf-8")
    try:
        named = meta.find_referenced_templates(Environment(autoescape=True).parse(text))
    except TemplateSyntaxError as error:
        yield f":{error.lineno}: {error.message}"
        return
    there = own | said.keys() | {f"{BASE}/{each}" for each in own}
    for each in sorted({one for one in named if one} - there):
        yield f":{_line(text, each)}: names {each}, which is not there{meant(each, there)}"
    base = base_of(text)
    if base in own:
        known = blocks_of((ours / base).read_text(encoding="utf-8"))
        for block in sorted(blocks_of(text).keys() - known - _inherited(ours, base)):
            close = meant(block, known)
            yield f":{_line(text, block)}: the block `{block}` is not in ours{close}"
    if name not in own and not _is_named(name, said):
        yield f": replaces nothing of ours, and nothing names it{meant(name, own)}"


def _no_text(content: bytes) -> str:
    """Return why a text cannot be read, "" if it can."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return f": is not in UTF-8 ({error.reason})"
    return ""


def _inherited(ours: Path, name: str) -> set[str]:
    """Return the blocks that ours has of the templates that it extends, itself."""
    text = (ours / name).read_text(encoding="utf-8")
    found = set(blocks_of(text))
    for each in meta.find_referenced_templates(Environment(autoescape=True).parse(text)):
        if each and (ours / each).is_file():
            found |= _inherited(ours, each)
    return found


def _is_named(name: str, said: Mapping[str, bytes]) -> bool:
    return any(
        f'"{name}"'.encode() in text or f"'{name}'".encode() in text
        for other, text in said.items()
        if other != name and other.startswith(TEMPLATES)
    )


def _line(text: str, word: str) -> int:
    return text[: max(text.find(word), 0)].count("\n") + 1
