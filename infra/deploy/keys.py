"""Puts a new signing key before the others; links signed with those still work."""

import secrets
from typing import Any

from .changes import change, held
from .stage import stack_name

PARAMETER = "SigningKeysVersion"
"""The stack's parameter: which version of the secret its functions read."""

SIGNING, ERASURE = "SigningKeys", "ErasureKey"
"""The secrets of the stack."""

KEPT = 3
"""The newest and two before it: with one rotation a year, a link works for two years at least."""


def rotate(session: Any, stage: str) -> None:
    """Write the secret's new version, then have every function read it at once.

    Raises DeploymentFailed; the functions then keep the keys they have.
    """
    cloudformation, manager = session.client("cloudformation"), session.client("secretsmanager")
    secret = _secret(cloudformation, stage, SIGNING)
    before = manager.get_secret_value(SecretId=secret)["SecretString"].split(",")
    keys = [secrets.token_urlsafe(48), *before][:KEPT]
    manager.put_secret_value(SecretId=secret, SecretString=",".join(keys))
    _read_anew(cloudformation, manager, stage)


def replace(session: Any, stage: str, signing: str, erasure: str) -> None:
    """Give a stage the keys of another site that moves there, and have its functions read them.

    Repeated, it goes on where it was. Raises DeploymentFailed.
    """
    cloudformation, manager = session.client("cloudformation"), session.client("secretsmanager")
    wanted = {SIGNING: signing, ERASURE: erasure}
    names = {each: _secret(cloudformation, stage, each) for each in wanted}
    read = manager.get_secret_value
    known = {each: read(SecretId=name)["SecretString"] for each, name in names.items()}
    if known != wanted:  # the first has a new version in any case: by it all is read anew
        for each, value in wanted.items():
            manager.put_secret_value(SecretId=names[each], SecretString=value)
    _read_anew(cloudformation, manager, stage)


def _secret(cloudformation: Any, stage: str, logical: str) -> str:
    found = cloudformation.describe_stack_resource(
        StackName=stack_name(stage), LogicalResourceId=logical
    )
    return str(found["StackResourceDetail"]["PhysicalResourceId"])


def _read_anew(cloudformation: Any, manager: Any, stage: str) -> None:
    """Have the functions read the secret as it is now; nothing changes if they did."""
    stack, secret = stack_name(stage), _secret(cloudformation, stage, SIGNING)
    change(
        cloudformation,
        stack,
        {"UsePreviousTemplate": True},
        {PARAMETER: manager.get_secret_value(SecretId=secret)["VersionId"]},
        lambda _lines: True,
        kept=held(cloudformation, stack),
    )
