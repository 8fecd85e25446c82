"""The operator's guide: what an alarm's description refers to is there, and what it has an operator
run while data is away does what it says."""

import re
import subprocess
from pathlib import Path
from typing import Any

import boto3
import pytest

from infra.packaging.alarms import alarms
from infra.packaging.stack import FUNCTIONS

GUIDE = Path(__file__).resolve().parents[2] / "docs/operations.md"

AWS = r"""
sleep() { :; }
waits() { [ "$(cat left)" != 0 ]; }
aws() {  # a restoration takes forty looks, more than the AWS CLI's own waiter has
    case "$2 $*" in
        describe-table*)
            if [ -e deleted ]; then echo "ResourceNotFoundException" >&2; return 254; fi
            if waits; then echo $(($(cat left) - 1)) > left; echo CREATING; else echo ACTIVE; fi
            return ;;
        *"$REFUSED"*) echo "AccessDeniedException" >&2; return 254 ;;
        wait*) if waits; then echo "Max attempts exceeded" >&2; return 255; fi ;;
        *) if waits; then echo "ResourceInUseException" >&2; return 254; fi ;;
    esac
    case "$2" in
        delete-table) touch deleted ;;
        restore-table-*) rm -f deleted; echo 40 > left ;;
    esac
    echo "$*" >> done
}
echo 0 > left
STAGE=dev TABLE=brigade-dev-Table BACKUP=arn
"""
SETTINGS = (
    "--deletion-protection-enabled",
    "--stream-specification",
    "update-time-to-live",
    "update-continuous-backups",
)


def blocks(language: str, words: str) -> list[str]:
    """The fenced blocks of the guide that hold these words."""
    found = re.findall(rf"^```{language}\n(.*?)^```", GUIDE.read_text("utf-8"), re.DOTALL | re.M)
    return [block for block in found if words in block]


def done(folder: Path, command: str, refused: str = "nothing") -> list[str]:
    """The commands of AWS that succeeded, where the guide's block with `command` is run."""
    [functions] = blocks("sh", "active() {")
    [block] = blocks("sh", command)
    script = f"REFUSED={refused}\n{functions}\n{AWS}\n{block}"
    subprocess.run(["bash", "-c", script], cwd=folder, check=False, capture_output=True)
    return (folder / "done").read_text(encoding="utf-8").splitlines()


def test_each_alarm_has_its_heading() -> None:
    headings = [line for line in GUIDE.read_text("utf-8").splitlines() if line.startswith("### ")]
    told = {word.strip(",") for heading in headings for word in heading.split()}
    missing = {name.removesuffix("Alarm") for name in alarms(list(FUNCTIONS))} - told
    assert missing == set()


def test_a_table_that_takes_its_time_to_come_back_is_protected_as_before(tmp_path: Path) -> None:
    commands = done(tmp_path, "restore-table-from-backup")
    restored = next(n for n, line in enumerate(commands) if "restore-table-from-backup" in line)
    after = "\n".join(commands[restored:])
    assert [setting for setting in SETTINGS if setting not in after] == []


def test_no_table_is_deleted_or_changed_after_a_command_that_failed(tmp_path: Path) -> None:
    commands = done(tmp_path, "restore-table-from-backup", refused="restore-table-from-backup")
    assert commands[-1].startswith("dynamodb delete-table")


def test_the_restored_table_can_be_read_when_the_next_step_begins(tmp_path: Path) -> None:
    done(tmp_path, "restore-table-to-point-in-time")
    assert (tmp_path / "left").read_text() == "0\n"


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
