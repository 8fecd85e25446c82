"""From one machine to a stage and back: databases, buckets and secrets of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.erased_marks import ErasedMarks
from infra.deploy.keys import PARAMETER
from infra.local.system import System
from infra.moving.items import surveyed
from infra.moving.procedure import Move
from infra.moving.sides import Stage, opened
from infra.restoring.account import NotRestored
from infra.restoring.erasing import erased
from infra.restoring.tables import Tables
from tests.package.cloudformation import CloudFormation
from tests.support import restoration
from tests.support.examples import NOW

from .sides import written

pytestmark = pytest.mark.database


class Deployed(restoration.Stage):
    """A stage that has the secrets and the parameters of its functions too."""

    def __init__(self) -> None:
        super().__init__()
        real, self.stack = self.client, _Stack(self)
        self.client = lambda service: self.stack if service == "cloudformation" else real(service)

    def _secrets(self) -> dict[str, str]:
        secret = self.client("secretsmanager").create_secret(Name="links", SecretString="k" * 40)
        return {**super()._secrets(), "SigningKeys": str(secret["ARN"])}


class _Stack(CloudFormation):
    def __init__(self, stage: Deployed) -> None:
        super().__init__(lambda _address: {})
        self._real = stage.client("cloudformation")
        self._made = stage._made
        self._asked = {PARAMETER: {"Type": "String", "Default": ""}}
        self.parameters = {PARAMETER: ""}

    def describe_stack_resource(self, **request: str) -> Any:
        name = self._made.get(request["LogicalResourceId"])
        if name:
            return {"StackResourceDetail": {"PhysicalResourceId": name}}
        return self._real.describe_stack_resource(**request)


@pytest.fixture
def stage(system: System) -> Deployed:
    stage = Deployed()
    for item in [*Tables(stage.client("dynamodb"), lambda _: None).items(stage.table)]:
        key = {"pk": item["pk"], "sk": item["sk"]}
        stage.client("dynamodb").delete_item(TableName=stage.table, Key=key)
    return stage


def test_a_site_moves_to_a_stage_and_back_with_equal_tables_files_and_keys(
    tmp_path: Path, stage: Deployed
) -> None:
    first, last = tmp_path / "first", tmp_path / "last"
    with machine(first) as before:
        tables(before).write(before.table, ({"PutRequest": {"Item": i}} for i in written()))
        before.client("s3").put_object(Key="documents/pana-b2.pdf", Body=b"%PDF")
        keys, digest = before.keys(), surveyed(before, NOW).digest
        marks_of(before).note("pgone", "gone@example.org", NOW)
        go(before, Stage(stage))
    assert erased(stage).has("pgone"), "the list of the erased and its key go along"
    assert Stage(stage).keys() == keys
    assert stage.stack.parameters[PARAMETER]
    assert surveyed(Stage(stage), NOW).digest == digest
    found = stage.client("s3").get_object(
        Bucket=stage.resource("Documents"), Key="documents/pana-b2.pdf"
    )
    assert (found["Body"].read(), found["ContentType"]) == (b"%PDF", "application/pdf")
    assert not any(stage.stopped().values())
    with machine(last) as after:
        go(Stage(stage), after)
        assert (after.keys(), surveyed(after, NOW).digest) == (keys, digest)
        assert marks_of(after).read().has("pgone")
        assert after.client("s3").get_object(Key="documents/pana-b2.pdf")["Body"].read() == b"%PDF"
    assert all(stage.stopped().values())
    with pytest.raises(NotRestored, match="moved to"):
        restoration.run(stage)
    assert all(stage.stopped().values()), "a restoration starts what it stopped"


def marks_of(side: Any) -> ErasedMarks:
    return ErasedMarks(lambda: side.client("s3"), side.bucket, side.keys()["ERASURE_KEY"])


def go(source: Any, to: Any) -> None:
    Move(source, to, now=lambda: NOW, say=lambda _line: None, agreed=lambda: True).go()


def tables(side: Any) -> Tables:
    return Tables(side.client("dynamodb"), lambda _seconds: None)


@contextmanager
def machine(folder: Path) -> Iterator[Any]:
    with opened(str(folder), None, False, False) as side:
        yield side
