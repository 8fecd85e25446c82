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

ROOT = Path(__file__).resolve().parents[2]
GUIDE = {part.name: part.read_text("utf-8") for part in (ROOT / "docs/operations").glob("*.md")}
"""Its parts, by their file's name."""

ALARMS = GUIDE["alarms.md"]
DESCRIBED = {name.removesuffix("Alarm") for name in alarms(list(FUNCTIONS))}


def blocks(language: str, words: str) -> list[str]:
    """The fenced blocks of the guide that hold these words."""
    fenced = rf"^```{language}\n(.*?)^```"
    found = [
        block for part in GUIDE.values() for block in re.findall(fenced, part, re.DOTALL | re.M)
    ]
    return [block for block in found if words in block]


def headings_of_alarms() -> list[str]:
    headings = re.findall(r"^## (.+)$", ALARMS, re.M)
    return [heading for heading in headings if heading != "Where to look"]


def test_each_alarm_has_its_heading() -> None:
    told = {word.strip(",") for heading in headings_of_alarms() for word in heading.split()}
    assert DESCRIBED - told == set()


def test_alarms_are_found_by_name_and_by_what_is_hurt() -> None:
    headings = headings_of_alarms()
    assert headings == sorted(headings, key=str.casefold)
    listed = ALARMS.partition("| what is hurt |")[2].partition("\n\n")[0]
    assert sorted(re.findall(r"\[([^]]+)\]\(#", listed)) == sorted(headings)


def test_an_alarms_description_says_where_to_read() -> None:
    for alarm in alarms(list(FUNCTIONS)).values():
        assert alarm["Properties"]["AlarmDescription"].endswith(" See docs/operations/alarms.md.")


def test_the_index_leads_to_each_part() -> None:
    assert [
        part for part in GUIDE if part != "README.md" and f"]({part})" not in GUIDE["README.md"]
    ] == []


def test_parts_with_commands_lead_to_what_the_shell_needs_first() -> None:
    defined = re.findall(r"^(\w+)\(\) {", GUIDE["shell.md"], re.M)
    assert sorted(defined) == ["active", "arn", "ask", "of"]
    needs = re.compile(r"\$STAGE|^ *aws |\$\(aws |`aws |\$\(of |\$\(arn |\bask '|\bactive \"", re.M)
    needing = {name for name, text in GUIDE.items() if needs.search(text)} - {"shell.md"}
    assert {"alarms.md", "backups.md", "dead-letters.md"} <= needing
    assert [name for name in sorted(needing) if "(shell.md)" not in GUIDE[name]] == []


def test_what_a_restoration_stops_can_be_started_by_hand() -> None:
    [block] = blocks("sh", "delete-function-concurrency")
    named = {word.strip(";") for word in block.split()}
    assert {*SENDERS, *WRITERS} <= named
    assert f'"$(of {SWEEP})"' in block


def test_what_the_guide_has_an_operator_make_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    asked = set(re.findall(r"make ([a-z][a-z-]+) STAGE=", "\n".join(GUIDE.values())))
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
    before, _, after = GUIDE["teardown.md"].partition("\n## When no other stage is left")
    assert "uppressed_destination" in after
    assert before.startswith("# Teardown\n")
    assert "uppressed" not in before
