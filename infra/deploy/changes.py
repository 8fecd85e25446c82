"""A stack created or updated by a change set: what will change is shown before it does."""

import time
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient

CAPABILITIES: Any = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
NOTHING = "didn't contain changes", "No updates are to be performed"
WAIT: Any = {"Delay": 5, "MaxAttempts": 720}


class DeploymentFailed(RuntimeError):
    """CloudFormation refused the change, or rolled it back: the reasons, one a line."""


def outputs(cloudformation: "CloudFormationClient", stack: str) -> dict[str, str]:
    """Of a stack; nothing if there is none yet. Raises DeploymentFailed if its creation failed."""
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
    if found["StackStatus"] == "REVIEW_IN_PROGRESS":
        return {}
    return {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", [])}


def change(
    cloudformation: "CloudFormationClient",
    stack: str,
    template: dict[str, Any],
    parameters: dict[str, str],
    agreed: Callable[[list[str]], bool],
) -> dict[str, str]:
    """Make or update the stack; its outputs. A parameter that is not given keeps its value.

    `template`: `TemplateURL`, or `UsePreviousTemplate`. `agreed` is shown the changes and decides.
    Raises DeploymentFailed.
    """
    exists = bool(outputs(cloudformation, stack))
    name = f"change-{uuid.uuid4().hex}"
    cloudformation.create_change_set(
        StackName=stack,
        ChangeSetName=name,
        ChangeSetType="UPDATE" if exists else "CREATE",
        Capabilities=CAPABILITIES,
        Parameters=_given(cloudformation, stack, parameters) if exists else _all(parameters),
        **template,
    )
    lines = _prepared(cloudformation, stack, name)
    if lines and agreed(lines):
        cloudformation.execute_change_set(StackName=stack, ChangeSetName=name)
        _finished(cloudformation, stack, "update" if exists else "create")
    return outputs(cloudformation, stack)


def _all(parameters: dict[str, str]) -> list[Any]:
    return [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()]


def _given(
    cloudformation: "CloudFormationClient", stack: str, parameters: dict[str, str]
) -> list[Any]:
    held = cloudformation.describe_stacks(StackName=stack)["Stacks"][0].get("Parameters", [])
    kept = [each["ParameterKey"] for each in held if each["ParameterKey"] not in parameters]
    return [*_all(parameters), *({"ParameterKey": key, "UsePreviousValue": True} for key in kept)]


def _prepared(cloudformation: "CloudFormationClient", stack: str, name: str) -> list[str]:
    """The changes in words; none if there is nothing to change."""
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


def _finished(cloudformation: "CloudFormationClient", stack: str, kind: str) -> None:
    from botocore.exceptions import WaiterError

    waiter = cloudformation.get_waiter(
        "stack_create_complete" if kind == "create" else "stack_update_complete"
    )
    try:
        waiter.wait(StackName=stack, WaiterConfig=WAIT)
    except WaiterError:
        raise DeploymentFailed("\n".join(_reasons(cloudformation, stack))) from None


def _reasons(cloudformation: "CloudFormationClient", stack: str) -> list[str]:
    """Why resources failed, the first cause first."""
    events = cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
    return [
        f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', 'failed')}"
        for event in reversed(events)
        if event["ResourceStatus"].endswith("_FAILED")
    ][-20:]
