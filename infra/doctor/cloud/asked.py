"""The stage that is looked at: its file, its account, its stack, each read when first asked for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from chalicelib.adapters.dynamodb.store import Store
from infra.deploy.stage import STAGES, read_stage, stack_name
from infra.moving import marks

from ..reading import only_reading
from ..site import Site


class NotDeployed(RuntimeError):
    """There is no such stack in the account."""


@dataclass(kw_only=True)
class Stage(Site):
    """`new_session` makes boto3's, with the operator's credentials."""

    name: str
    new_session: Callable[[], Any]
    files: Path = STAGES

    unanswered = "is its domain written in DNS? (above)"
    answers_wrongly = "docs/operations/alarms.md, SiteErrors"
    let_in = "STAGE"

    @cached_property
    def told(self) -> dict[str, str]:
        """What the stage's file says, by the parameters of the stack. Raises BadStage."""
        return read_stage(self.name, self.files)

    @property
    def operand(self) -> str:
        return self.name

    @property
    def site_url(self) -> str:
        return self.parameters["SiteUrl"]

    @property
    def addresses(self) -> list[str]:
        return [self.told["SenderAddress"], self.told["AlertsAddress"]]

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Raises NotDeployed."""
        table = self.resource("Table")
        yield Store(lambda: self.client("dynamodb"), table)

    def mark(self, which: str) -> marks.Mark | None:
        return marks.read(self.client("s3"), self.resource("Documents"), which)

    def forgetting(self, which: str) -> str:
        return f"aws s3 rm s3://{self.resource('Documents')}/{which}"

    @cached_property
    def session(self) -> Any:
        return only_reading(self.new_session())

    def client(self, service: str) -> Any:
        from botocore.config import Config

        patient = Config(connect_timeout=10, read_timeout=20, retries={"max_attempts": 3})
        return self.session.client(service, config=patient)

    @property
    def region(self) -> str:
        return str(self.session.region_name)

    @cached_property
    def stack(self) -> Any:
        """CloudFormation's description of the stack. Raises NotDeployed."""
        cloudformation = self.client("cloudformation")
        try:
            [found] = cloudformation.describe_stacks(StackName=stack_name(self.name))["Stacks"]
        except cloudformation.exceptions.ClientError as error:
            if "does not exist" in str(error):
                raise NotDeployed from None
            raise
        return found

    @cached_property
    def parameters(self) -> dict[str, str]:
        """What the stack was told when it was last deployed."""
        given = self.stack.get("Parameters", [])
        return {each["ParameterKey"]: each["ParameterValue"] for each in given}

    @cached_property
    def outputs(self) -> dict[str, str]:
        return {each["OutputKey"]: each["OutputValue"] for each in self.stack.get("Outputs", [])}

    def resource(self, logical: str) -> str:
        """Return the name that AWS gave to a resource of the template."""
        found = self.client("cloudformation").describe_stack_resource(
            StackName=stack_name(self.name), LogicalResourceId=logical
        )
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    def resources(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield the resources of a type: the template's name of each, and AWS's."""
        pages = self.client("cloudformation").get_paginator("list_stack_resources")
        for page in pages.paginate(StackName=stack_name(self.name)):
            for each in page["StackResourceSummaries"]:
                if each["ResourceType"] == kind:
                    yield each["LogicalResourceId"], each.get("PhysicalResourceId", "")
