"""Values that are stored outlive the names of the code: each that was ever one still is.

`golden/values/stored.json` has them by the place where they stand. A new one is added; none is ever
changed or taken away, for items, links in mails and answers to surveys keep it.
"""

import json
from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.adapters.links import Purpose
from chalicelib.domain.surveys.questions import Axis, SharedHow

from .test_golden import ITEMS

FILE = Path(__file__).parent / "golden" / "values" / "stored.json"
STORED: dict[str, list[str]] = json.loads(FILE.read_text("utf-8"))

KEPT_AS_TEXT: dict[str, type[StrEnum]] = {
    "Survey.answers.how": SharedHow,
    "Survey.answers.best_axis": Axis,
    "links in mails": Purpose,
}


def fields_of(entity: type[Any], place: str) -> Iterator[tuple[str, Any]]:
    """Each field, and those of what it holds, with the type of each part of it."""
    for name, hint in get_type_hints(entity).items():
        for part in parts(hint):
            yield f"{place}.{name}", part
            if is_dataclass(part) and isinstance(part, type):
                yield from fields_of(part, f"{place}.{name}")


def parts(hint: Any) -> Iterator[Any]:
    yield hint
    for argument in get_args(hint):
        yield from parts(argument)


FIELDS = [(place, part) for e, kept in LAYOUTS.items() for place, part in fields_of(e, kept.name)]
PLACES = KEPT_AS_TEXT | {
    place: part for place, part in FIELDS if isinstance(part, type) and issubclass(part, StrEnum)
}

SPREAD = {f"{kept.name}.counts" for kept in LAYOUTS.values() if kept.counters}
"""Fields whose parts are attributes of their own."""


def written(value: Any) -> set[str]:
    """The names that stand anywhere in an item."""
    if isinstance(value, dict):
        return {*value}.union(*map(written, value.values()))
    return set().union(*map(written, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize("place", sorted({*PLACES, *STORED}))
def test_each_value_that_was_stored_still_is_one(place: str) -> None:
    now = [each.value for each in PLACES[place]] if place in PLACES else []
    known = STORED.get(place, [])
    lost, new = sorted({*known} - {*now}), sorted({*now} - {*known})
    assert not lost, f"{place}: {lost} are stored, and could not be read any more"
    assert not new, f"{place}: add {new} to golden/values/{FILE.name}"


@pytest.mark.parametrize("name", [layout.name for layout in LAYOUTS.values()])
def test_each_field_within_a_field_has_been_written_by_a_golden_item(name: str) -> None:
    there = set().union(*(written(item) for item in ITEMS if item["type"]["S"] == name))
    places = {place for place, _ in FIELDS if place.startswith(f"{name}.")} - SPREAD
    unknown = sorted(place for place in places if place.rpartition(".")[2] not in there)
    assert unknown == [], f"add an item with {unknown} to a file of today in golden/"
