"""The stage that is looked at: its file, its account, its stack, each read when first asked for."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from chalicelib.adapters.dynamodb.store import Store
from infra.deploy.stage import STAGES, read_stage, stack_name

from ..facts.names import Names
from ..facts.pages import Fetch
from ..facts.settings import in_file, in_force
from ..reading import only_reading


class NotDeployed(RuntimeError):
    """There is no such stack in the account."""


@dataclass
class Stage:
    """`new_session` makes boto3's, with the operator's credentials.

    `settings` gives the region's file; it raises WrongRegion.
    """

    name: str
    new_session: Callable[[], Any]
    names: Names
    fetch: Fetch
    settings: Callable[[], Path]
    files: Path = STAGES

    @cached_property
    def told(self) -> dict[str, str]:
        """What the stage's file says, by the parameters of the stack. Raises BadStage."""
        return read_stage(self.name, self.files)

    @cached_property
    def said(self) -> dict[str, Any]:
        """What the region says of itself, and its admins if there is a table to ask."""
        said = in_file(self.settings())
        with suppress(Exception):
            return in_force(said, self.store)
        return said

    @property
    def store(self) -> Store:
        """The table. Raises NotDeployed."""
        table = self.resource("Table")
        return Store(lambda: self.client("dynamodb"), table)

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
