"""What a region says of itself: its file, and what admins set instead."""

import json
import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.adjusting.adjustments import Adjustments
from chalicelib.workflows.adjusting.read_settings import current_adjustments


def in_file(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def in_force(said: dict[str, Any], store: Store) -> dict[str, Any]:
    """Return what the file says, with what admins set in its place."""
    return with_adjustments(said, current_adjustments(store=store))


def with_adjustments(said: dict[str, Any], adjustments: Adjustments) -> dict[str, Any]:
    holds = deepcopy(said)
    for each in adjustments.adjusted:
        *tables, name = each.key.split(".")
        place = holds
        for table in tables:
            place = place[table]
        if each.value:
            place[name] = json.loads(each.value)
    return holds
