"""What a stack is told when it changes, and what an operator is told when that fails."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber
from moto import mock_aws

from infra.deploy.failures import reasons
from infra.deploy.keys import rotate
from infra.deploy.release import release
from tests.package.cloudformation import CloudFormation

REGION = "ca-central-1"
STAGE = {"Stage": "dev", "SenderDomain": "brigade.example.org"}
ASKED = {
    "Stage": {"Type": "String"},
    "SenderDomain": {"Type": "String"},
    "SiteUrl": {"Type": "String"},
    "DomainName": {"Type": "String", "Default": ""},
    "Firewall": {"Type": "String", "Default": "no"},
    "SigningKeysVersion": {"Type": "String", "Default": ""},
}


class Operator:
    """Deploys packages of one stack."""

    region_name = REGION

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._session: Any = boto3.Session("test", "test", region_name=REGION)
        self._cloudformation = CloudFormation(self._template)

    def client(self, service: str) -> Any:
        if service == "cloudformation":
            return self._cloudformation
        return self._session.client(service)

    def deploys(self, stage: dict[str, str], asked: dict[str, Any]) -> dict[str, str]:
        """The parameters that the stack then has."""
        template = json.dumps({"Parameters": asked, "Resources": {}})
        (self._folder / "template.json").write_text(template, encoding="utf-8")
        release(self, self._folder, stage, lambda _lines: True)
        return self._cloudformation.parameters

    def rotates(self) -> dict[str, str]:
        first = "first"  # pragma: allowlist secret - invented
        self.client("secretsmanager").create_secret(Name="SigningKeys", SecretString=first)
        rotate(self, "dev")
        return self._cloudformation.parameters

    def _template(self, address: str) -> Any:
        bucket, _, key = address.partition(".amazonaws.com/")[2].partition("/")
        body = self.client("s3").get_object(Bucket=bucket, Key=key)["Body"]
        return json.loads(body.read())


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[Operator]:
    with mock_aws():
        yield Operator(tmp_path)


def test_an_older_release_is_not_given_what_only_a_newer_one_asks_for(operator: Operator) -> None:
    newer = {**ASKED, "Novelty": {"Type": "String", "Default": "new"}}
    assert operator.deploys(STAGE, newer)["Novelty"] == "new"
    assert "Novelty" not in operator.deploys(STAGE, ASKED)


def test_what_a_stage_no_longer_says_takes_its_default(operator: Operator) -> None:
    domain = {"DomainName": "site.example.org", "SiteUrl": "https://site.example.org"}
    held = operator.deploys({**STAGE, **domain, "Firewall": "yes"}, ASKED)
    assert (held["Firewall"], held["SiteUrl"]) == ("yes", "https://site.example.org")
    held = operator.deploys(STAGE, ASKED)
    assert (held["Firewall"], held["DomainName"]) == ("no", "")
    assert held["SiteUrl"] == "https://api.example.org/api"


def test_a_first_release_ends_with_its_own_address_and_all_that_its_stage_says(
    operator: Operator,
) -> None:
    held = operator.deploys({**STAGE, "Firewall": "yes"}, ASKED)
    assert (held["Firewall"], held["SiteUrl"]) == ("yes", "https://api.example.org/api")


def test_new_keys_change_nothing_else_and_the_next_release_keeps_them(operator: Operator) -> None:
    before = operator.deploys({**STAGE, "Firewall": "yes"}, ASKED)
    rotated = operator.rotates()
    version = {"SigningKeysVersion": rotated["SigningKeysVersion"]}
    assert version["SigningKeysVersion"]
    assert rotated == {**before, **version}
    assert operator.deploys(STAGE, ASKED) == {**rotated, "Firewall": "no"}


def test_a_failure_is_told_from_its_first_cause_however_long_the_roll_back() -> None:
    """Events come newest first, in pages: the cause may be on a later page, and beyond it is what
    failed another time."""
    rolled_back = [_event("this", f"Alarm{n}", "DELETE_COMPLETE") for n in range(100)]
    failed = [
        _event("this", "Sweep", "CREATE_FAILED", "Resource creation cancelled"),
        _event("this", "Table", "CREATE_FAILED", "The table exists"),
    ]
    before = [_event("before", "Bucket", "CREATE_FAILED", "Another day")]
    assert _told([rolled_back, failed, before]) == [
        "Table: The table exists",
        "Sweep: Resource creation cancelled",
    ]


def test_of_many_failures_the_first_are_told() -> None:
    failed = [_event("this", f"Queue{n}", "CREATE_FAILED", "No") for n in range(30)]
    told = _told([failed[::-1]])
    assert (told[0], len(told)) == ("Queue0: No", 20)


def _event(operation: str, resource: str, status: str, reason: str = "") -> dict[str, Any]:
    return {
        "StackId": "stack",
        "EventId": f"{operation}-{resource}-{status}",
        "StackName": "brigade-dev",
        "LogicalResourceId": resource,
        "ResourceStatus": status,
        "ResourceStatusReason": reason,
        "Timestamp": datetime(2027, 3, 1, tzinfo=UTC),
        "ClientRequestToken": operation,
    }


def _told(pages: list[list[dict[str, Any]]]) -> list[str]:
    """Of the operation named *this*, where CloudFormation gives these pages of events."""
    client = boto3.Session("test", "test", region_name=REGION).client("cloudformation")
    stub = Stubber(client)
    for number, events in enumerate(pages, 1):
        more = {"NextToken": str(number)} if number < len(pages) else {}
        stub.add_response("describe_stack_events", {"StackEvents": events, **more})
    with stub:
        return reasons(client, "brigade-dev", "this")
