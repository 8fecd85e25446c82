"""Items as earlier releases wrote them: data, never made anew from the code.

What is stored outlives the code that wrote it: its names, keys and values are a promise. A new kind
of entity, or a new shape of one, adds items to a new file in `golden/`; none is ever changed or
taken away.
"""

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.codec import from_item, to_item
from chalicelib.adapters.dynamodb.layout import BY_NAME, LAYOUTS
from chalicelib.adapters.dynamodb.partitions import DUE_PARTITIONS

from .test_codec import FULL, MINIMAL

FOLDER = Path(__file__).parent / "golden"
GOLDEN: list[Any] = [
    pytest.param(each, id=f"{file.stem} {each['item']['type']['S']} {number}")
    for file in sorted(FOLDER.glob("*.json"))
    for number, each in enumerate(json.loads(file.read_text("utf-8")))
]
"""Each has the `item`, in DynamoDB's wire format, and what it `reads`: fields in plain values."""

ITEMS: list[dict[str, Any]] = [param.values[0]["item"] for param in GOLDEN]


def plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    return value


def lacking(written: Any, found: Any, at: str = "") -> list[str]:
    """What is in the first and otherwise in the second; what the second has more is newer."""
    if isinstance(written, dict) and isinstance(found, dict):
        return [
            line
            for name, value in written.items()
            for line in lacking(value, found.get(name), f"{at}.{name}")
        ]
    if isinstance(written, list) and isinstance(found, list) and len(written) == len(found):
        pairs = enumerate(zip(written, found, strict=True))
        return [line for n, pair in pairs for line in lacking(*pair, f"{at}.{n}")]
    return [] if written == found else [f"{at[1:]}: {written!r} became {found!r}"]


def spread(item: dict[str, Any]) -> dict[str, Any]:
    """One partition was enough for what is due, at first: where it waits is no promise."""
    if item.get("due_pk", {}).get("S") in DUE_PARTITIONS:
        return {**item, "due_pk": {"S": DUE_PARTITIONS[0]}}
    return item


@pytest.mark.parametrize("golden", GOLDEN)
def test_what_a_release_wrote_is_read_as_it_was_meant(golden: dict[str, Any]) -> None:
    item, reads = golden["item"], golden["reads"]
    assert item["type"]["S"] in BY_NAME, f"no layout is named {item['type']['S']} any more"
    assert lacking(reads, plain(asdict(from_item(item)))) == []


@pytest.mark.parametrize("golden", GOLDEN)
def test_what_a_release_wrote_is_written_back_as_it_was(golden: dict[str, Any]) -> None:
    item = golden["item"]
    assert lacking(spread(item), spread(to_item(from_item(item)))) == []


def test_each_stored_name_has_its_golden_item() -> None:
    golden = {item["type"]["S"] for item in ITEMS}
    missing = sorted(set(BY_NAME) - golden)
    assert missing == [], f"add items of {missing} to a new file in {FOLDER.name}/"


def test_no_two_layouts_share_a_name() -> None:
    assert len(BY_NAME) == len(LAYOUTS)


@pytest.mark.parametrize("entity", MINIMAL + FULL, ids=lambda entity: LAYOUTS[type(entity)].name)
def test_each_attribute_has_been_written_by_a_golden_item(entity: Any) -> None:
    """A field that was added, or an attribute of an index, has a golden item as well."""
    entity = replace(entity, version=1)
    item = to_item(entity)
    kin = [each for each in ITEMS if each["type"] == item["type"]]
    unknown = sorted(set(item) - {name for each in kin for name in each})
    line = json.dumps({"item": item, "reads": plain(asdict(entity))}, ensure_ascii=False)
    assert unknown == [], f"{unknown}: add this to a file of today in {FOLDER.name}/, {line}"
