"""The operator's guide: what an alarm's description refers to is there."""

from pathlib import Path

from infra.packaging.alarms import alarms
from infra.packaging.stack import FUNCTIONS

GUIDE = Path(__file__).resolve().parents[2] / "docs/operations.md"


def test_each_alarm_has_its_heading() -> None:
    headings = [line for line in GUIDE.read_text("utf-8").splitlines() if line.startswith("### ")]
    told = {word.strip(",") for heading in headings for word in heading.split()}
    missing = {name.removesuffix("Alarm") for name in alarms(list(FUNCTIONS))} - told
    assert missing == set()
