"""What is dear to make is made by one worker."""

import re
from pathlib import Path

from tests.support.spreading import TOGETHER, scope_of

ROOT = Path(__file__).resolve().parents[2]
DEAR = {
    "the package": r"\bpackaged?: Path\b",
    "the browser and its server": r"\b(?:phone|laptop|browser): (?:Page|Browser)\b",
}
"""How a test asks for it."""


def test_what_runs_together_is_there() -> None:
    assert [path for path in TOGETHER if not (ROOT / path).exists()] == []


def test_who_asks_for_what_is_dear_runs_where_it_is_made() -> None:
    elsewhere = [
        f"{file.name} asks for {shared}: tests/support/spreading.py"
        for file in (ROOT / "tests").rglob("test_*.py")
        for shared, asked in DEAR.items()
        if re.search(asked, file.read_text(encoding="utf-8"))
        and scope_of(file.relative_to(ROOT).as_posix()) != shared
    ]
    assert elsewhere == []


def test_others_run_where_there_is_room() -> None:
    test = "tests/unit/test_spreading.py::test_others_run_where_there_is_room"
    assert scope_of(test) == test
