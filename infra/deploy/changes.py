"""Creates or updates a stack by a change set: the changes are shown before they are made."""

import time
import uuid
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from .failures import reasons

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient

CAPABILITIES: Any = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
NOTHING = "didn't contain changes", "No updates are to be performed"
WAIT: Any = {"Delay": 5, "MaxAttempts": 720}


class DeploymentFailed(RuntimeError):
    """CloudFormation refused the change, or rolled it back: the reasons, one a line."""


def outputs(cloudformation: "CloudFormationClient", stack: str) -> dict[str, str]:
    """Return a stack's outputs; none without a stack.

    Raises DeploymentFailed if creating it failed.
    """
    found = _deployed(cloudformation, stack)
    return {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", [])}


def held(cloudformation: "CloudFormationClient", stack: str) -> set[str]:
    """Return the names of a stack's parameters. Raises DeploymentFailed if creating it failed."""
    found = _deployed(cloudformation, stack)
    return {each["ParameterKey"] for each in found.get("Parameters", [])}


def change(
    cloudformation: "CloudFormationClient",
    stack: str,
    template: dict[str, Any],
    parameters: dict[str, str],
    agreed: Callable[[list[str]], bool],
    kept: Collection[str] = (),
) -> dict[str, str]:
    """Create or update the stack; return its outputs.

    `template`: `TemplateURL`, or `UsePreviousTemplate`. `kept`: parameters of the stack that keep
    their value unless given another. What is neither given nor kept takes the template's default.
    `agreed` is shown the changes and decides. Raises DeploymentFailed.
    """
    exists = bool(_deployed(cloudformation, stack))
    name = f"change-{uuid.uuid4().hex}"
    cloudformation.create_change_set(
        StackName=stack,
        ChangeSetName=name,
        ChangeSetType="UPDATE" if exists else "CREATE",
        Capabilities=CAPABILITIES,
        Parameters=[*_given(parameters), *_unchanged(sorted(set(kept) - parameters.keys()))],
        **template,
    )
    lines = _prepared(cloudformation, stack, name)
    if lines and agreed(lines):
        cloudformation.execute_change_set(
            StackName=stack, ChangeSetName=name, ClientRequestToken=name
        )
        _finished(cloudformation, stack, "update" if exists else "create", name)
    return outputs(cloudformation, stack)


def _deployed(cloudformation: "CloudFormationClient", stack: str) -> Any:
    """Return CloudFormation's description of a stack; nothing if it was never deployed."""
    try:
        found = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
    except cloudformation.exceptions.ClientError as error:
        if "does not exist" in str(error):
            return {}
        raise
    if found["StackStatus"] == "ROLLBACK_COMPLETE":
        raise DeploymentFailed(
            f"{stack} could not be created the last time, and CloudFormation keeps what is left of "
            f"it. Delete it first: aws cloudformation delete-stack --stack-name {stack}"
        )
    return {} if found["StackStatus"] == "REVIEW_IN_PROGRESS" else found


def _given(parameters: dict[str, str]) -> list[Any]:
    return [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()]


def _unchanged(names: list[str]) -> list[Any]:
    return [{"ParameterKey": name, "UsePreviousValue": True} for name in names]


def _prepared(cloudformation: "CloudFormationClient", stack: str, name: str) -> list[str]:
    """Return the changes in words; none if there is nothing to change."""
    while True:
        found = cloudformation.describe_change_set(StackName=stack, ChangeSetName=name)
        if found["Status"] == "CREATE_COMPLETE":
            changes = [each["ResourceChange"] for each in found["Changes"]]
            return [_line(each) for each in changes]
        if found["Status"] == "FAILED":
            reason = found.get("StatusReason", "")
            cloudformation.delete_change_set(StackName=stack, ChangeSetName=name)
            if any(words in reason for words in NOTHING):
                return []
            raise DeploymentFailed(reason)
        time.sleep(2)


def _line(changed: Any) -> str:
    replaced = " (replaced)" if changed.get("Replacement") == "True" else ""
    return (
        f"{changed['Action']:<7} {changed['LogicalResourceId']} {changed['ResourceType']}{replaced}"
    )


def _finished(
    cloudformation: "CloudFormationClient", stack: str, kind: str, operation: str
) -> None:
    from botocore.exceptions import WaiterError

    waiter = cloudformation.get_waiter(
        "stack_create_complete" if kind == "create" else "stack_update_complete"
    )
    try:
        waiter.wait(StackName=stack, WaiterConfig=WAIT)
    except WaiterError as error:
        said = reasons(cloudformation, stack, operation) or [f"{stack}: {error}"]
        raise DeploymentFailed("\n".join(said)) from None
