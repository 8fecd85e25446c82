"""The operator's guide: what an alarm's description refers to is there, and what it has an operator
run is there too, and does what it says."""

import re
from pathlib import Path
from typing import Any

import boto3
import pytest

from infra.packaging.alarms import alarms
from infra.packaging.stack import FUNCTIONS
from infra.restoring.sending import SENDERS, SWEEP, WRITERS

GUIDE = Path(__file__).resolve().parents[2] / "docs/operations.md"


def blocks(language: str, words: str) -> list[str]:
    """The fenced blocks of the guide that hold these words."""
    found = re.findall(rf"^```{language}\n(.*?)^```", GUIDE.read_text("utf-8"), re.DOTALL | re.M)
    return [block for block in found if words in block]


def test_each_alarm_has_its_heading() -> None:
    headings = [line for line in GUIDE.read_text("utf-8").splitlines() if line.startswith("### ")]
    told = {word.strip(",") for heading in headings for word in heading.split()}
    missing = {name.removesuffix("Alarm") for name in alarms(list(FUNCTIONS))} - told
    assert missing == set()


def test_what_a_restoration_stops_can_be_started_by_hand() -> None:
    [block] = blocks("sh", "delete-function-concurrency")
    named = {word.strip(";") for word in block.split()}
    assert {*SENDERS, *WRITERS} <= named
    assert f'"$(of {SWEEP})"' in block


def test_what_the_guide_has_an_operator_make_exists() -> None:
    makefile = (GUIDE.parents[1] / "Makefile").read_text("utf-8")
    asked = set(re.findall(r"make ([a-z][a-z-]+) STAGE=", GUIDE.read_text("utf-8")))
    assert {"restore", "restore-missing"} <= asked
    assert [name for name in sorted(asked) if f"\n{name}: " not in makefile] == []


class Suppressed:
    """SES's list, which comes in pages."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)

    def list_suppressed_destinations(self, **request: str) -> dict[str, Any]:
        place = int(request.get("NextToken", "0"))
        more = {"NextToken": str(place + 1)} if place + 1 < len(self.addresses) else {}
        page = [{"EmailAddress": address} for address in self.addresses[place : place + 1]]
        return {"SuppressedDestinationSummaries": page, **more}

    def delete_suppressed_destination(self, **request: str) -> None:
        self.addresses.remove(request["EmailAddress"])


@pytest.mark.parametrize("addresses", [(), ("a@example.org", "b@example.org", "c@example.org")])
def test_the_whole_suppression_list_goes_and_only_with_the_last_stage(
    addresses: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    ses = Suppressed(*addresses)
    monkeypatch.setattr(boto3, "client", {"sesv2": ses}.__getitem__)
    [block] = blocks("sh", "list_suppressed_destinations")
    exec(block.partition("<<'PY'\n")[2].removesuffix("PY\n"), {})
    assert ses.addresses == []
    before, _, after = GUIDE.read_text("utf-8").partition("### When no other stage is left")
    assert "uppressed_destination" in after
    assert "uppressed" not in before.partition("## 10. Teardown")[2]
