"""What is wrong with themes: their front matter, and names of them that settings say."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field

from chalicelib.adapters.texts.content import read_theme

from ..telling import mistakes
from ..values import Length, Line, Slug, Some, Table
from .told import Text, Unreadable, meant


class FrontMatter(Table):
    title: Line
    slug: Slug
    summary: Line
    duration_minutes: Length
    edition: Line
    version: Some
    updated_on: date
    licence: Line
    levels: Annotated[list[Literal["emergent", "operationnel"]], Field(min_length=1)]
    reviewers: list[Line]
    sessions: Annotated[list[Line], Field(min_length=1)] = Field(default=[""])


def of_theme(file: Text) -> Iterator[str]:
    """Yield what is wrong with a theme's front matter."""
    try:
        text = file.text()
        fields = _fields(text)
    except Unreadable as error:
        yield str(error)
        return
    wrong = [*_twice(fields), *_no_values(fields)]
    if fields and not wrong:
        wrong = list(mistakes(FrontMatter, next(yaml.safe_load_all(text))))
    yield from wrong
    if not wrong:
        try:
            read_theme(file.path)
        except ValueError as error:
            yield str(error).removeprefix(f"{file.path.name}:").strip()


def _fields(text: str) -> list[tuple[str, yaml.Node]]:
    """Return the keys of a front matter as they are written; none of what is none."""
    try:
        matter = next(yaml.compose_all(text, Loader=yaml.SafeLoader), None)
    except yaml.YAMLError:
        return []
    held = matter.value if isinstance(matter, yaml.MappingNode) else []
    return [(str(key.value), value) for key, value in held]


def _twice(fields: list[tuple[str, yaml.Node]]) -> Iterator[str]:
    """Yield the keys that are there twice: YAML takes the last, and says nothing."""
    keys = [key for key, _ in fields]
    yield from (f"{key}: is there twice" for key in dict.fromkeys(keys) if keys.count(key) > 1)


def _no_values(fields: list[tuple[str, yaml.Node]]) -> Iterator[str]:
    """Yield the keys whose value looks like a day, and is none."""
    for key, node in fields:
        try:
            yaml.safe_load(yaml.serialize(node, Dumper=yaml.SafeDumper))
        except ValueError as error:
            yield f"{key}: is {node.value}; it should be a day, as 2026-08-24 ({error})"


def unknown_themes(settings: Mapping[str, Any], slugs: Collection[str]) -> Iterator[str]:
    """Yield the themes that settings name and that are not there, each by its key."""
    themes = settings.get("themes")
    left_out = themes.get("leave_out") if isinstance(themes, dict) else None
    for key, named in (
        ("themes.leave_out", left_out),
        ("retired_themes", settings.get("retired_themes")),
    ):
        for slug in named if isinstance(named, list) else []:
            if isinstance(slug, str) and slug not in slugs:
                yield f"{key}: there is no theme {slug}{meant(slug, slugs)}"
