"""Puts a new signing key before the others; links signed with those still work."""

import secrets
from typing import Any

from .changes import change, held
from .stage import stack_name

PARAMETER = "SigningKeysVersion"
"""The stack's parameter: which version of the secret its functions read."""

KEPT = 3
"""The newest and two before it: with one rotation a year, a link works for two years at least."""


def rotate(session: Any, stage: str) -> None:
    """Write the secret's new version, then have every function read it at once.

    Raises DeploymentFailed; the functions then keep the keys they have.
    """
    stack, cloudformation = stack_name(stage), session.client("cloudformation")
    found = cloudformation.describe_stack_resource(StackName=stack, LogicalResourceId="SigningKeys")
    secret = found["StackResourceDetail"]["PhysicalResourceId"]
    manager = session.client("secretsmanager")
    before = manager.get_secret_value(SecretId=secret)["SecretString"].split(",")
    keys = [secrets.token_urlsafe(48), *before][:KEPT]
    version = manager.put_secret_value(SecretId=secret, SecretString=",".join(keys))["VersionId"]
    change(
        cloudformation,
        stack,
        {"UsePreviousTemplate": True},
        {PARAMETER: version},
        lambda _lines: True,
        kept=held(cloudformation, stack),
    )
