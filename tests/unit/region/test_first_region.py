"""The region that tests run on says all that may be said: nothing of ours' values is assumed."""

import tomllib
from collections.abc import Iterator
from typing import Any, get_args, get_origin

import pytest

from infra.region.inheriting import inherited_settings
from infra.region.places import OURS
from infra.region.problems import problems_in
from infra.region.schema import Programme
from infra.region.values import Table
from tests import FIRST_REGION

SAID = tomllib.loads((FIRST_REGION / "programme.toml").read_text("utf-8"))
UNSAID = ("look.face", "themes")
"""What is not changed where it is not said: our typeface, and every theme on offer."""


def keys(table: type[Table], way: str = "") -> Iterator[str]:
    """Each key of a table, and of the tables in it; a list is a value."""
    for name, field in table.model_fields.items():
        yield f"{way}{name}"
        held = field.annotation
        kinds = () if get_origin(held) is list else (held, *get_args(held))
        for each in kinds:
            if isinstance(each, type) and issubclass(each, Table):
                yield from keys(each, f"{way}{name}.")


KEYS = [key for key in keys(Programme) if not key.startswith(UNSAID)]


@pytest.mark.parametrize("key", KEYS)
def test_it_says_each_setting(key: str) -> None:
    said: Any = SAID
    for part in key.split("."):
        assert part in said, f"tests/fixtures/first_region/programme.toml: {key} is missing"
        said = said[part]


def test_tables_are_looked_into() -> None:
    assert {"edition.reach.sharers", "look.dark.panel", "limits.first_mail_hours"} < {*KEYS}


def test_its_settings_are_right() -> None:
    assert list(problems_in(SAID)) == []


def test_nothing_of_ours_is_left_in_it() -> None:
    ours = tomllib.loads((OURS / "programme.toml").read_text("utf-8"))
    assert inherited_settings(ours, SAID) == SAID
