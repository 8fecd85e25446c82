"""A new signing key in front of the others; the links signed with those still work."""

import secrets
from typing import Any

from .changes import change
from .stage import stack_name

KEPT = 3
"""The newest and two before it: with a rotation a year, a link works for two years at least."""


def rotate(session: Any, stage: str) -> None:
    """Write the secret's new version, then have every function read it at once.

    Raises DeploymentFailed; the functions then keep the keys they have.
    """
    stack, cloudformation = stack_name(stage), session.client("cloudformation")
    found = cloudformation.describe_stack_resource(StackName=stack, LogicalResourceId="SigningKeys")
    secret = found["StackResourceDetail"]["PhysicalResourceId"]
    manager = session.client("secretsmanager")
    held = manager.get_secret_value(SecretId=secret)["SecretString"].split(",")
    keys = [secrets.token_urlsafe(48), *held][:KEPT]
    version = manager.put_secret_value(SecretId=secret, SecretString=",".join(keys))["VersionId"]
    parameters = {"SigningKeysVersion": version}
    change(cloudformation, stack, {"UsePreviousTemplate": True}, parameters, lambda _lines: True)
