"""The stage whose table is restored: its resources by the names of the template, its clients."""

import time
from collections.abc import Callable
from functools import cache
from typing import Any

from infra.deploy.stage import stack_name


class NotRestored(RuntimeError):
    """Nothing more was done, and why."""


class Account:
    """`pause` waits so many seconds."""

    def __init__(
        self, session: Any, stage: str, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self.stage, self.pause = stage, pause
        self.client: Callable[[str], Any] = cache(session.client)

    @property
    def table(self) -> str:
        return self.resource("Table")

    def resource(self, logical: str) -> str:
        found = self.client("cloudformation").describe_stack_resource(
            StackName=stack_name(self.stage), LogicalResourceId=logical
        )
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    def parameter(self, name: str) -> str:
        found = self.client("cloudformation").describe_stacks(StackName=stack_name(self.stage))
        given = found["Stacks"][0].get("Parameters", [])
        values = {each["ParameterKey"]: each["ParameterValue"] for each in given}
        return str(values.get(name, ""))
