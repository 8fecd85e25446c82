"""What settings still say of nobody, or of another region."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chalicelib.domain.adjusting.examples import is_example

OURS = Path(__file__).resolve().parents[3] / "templates/programme.toml"
"""What another region begins from."""

NAMES = ("name", "organisation", "region")


def examples_left(said: dict[str, Any], ours: dict[str, Any]) -> list[str]:
    """Return each key with what it says of an example, or with a name of ours in a region that is
    not ours."""
    foreign = () if said.get("region") == ours["region"] else tuple(ours[each] for each in NAMES)
    return lines_of_examples(said, foreign)


def lines_of_examples(said: dict[str, Any], foreign: tuple[str, ...] = ()) -> list[str]:
    """Return each key with what it says of an example, or with one of the foreign names."""
    return [
        f"{key} = {text}"
        for key, text in _texts(said)
        if is_example(text) or any(name in text for name in foreign)
    ]


def _texts(said: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text with its key; the nth of a list counts from 1."""
    if isinstance(said, dict):
        for name, value in said.items():
            yield from _texts(value, f"{key}.{name}" if key else name)
    elif isinstance(said, list):
        for number, value in enumerate(said, 1):
            yield from _texts(value, f"{key}[{number}]")
    elif isinstance(said, str):
        yield key, said
