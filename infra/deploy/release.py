"""One release of a stage: uploads the package, changes the stack, gives it its own address."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import keys
from .artefacts import upload
from .changes import change, held, outputs
from .stage import stack_name

UNKNOWN = "https://address.invalid"
"""Until the stack exists, nobody knows the address that API Gateway will give it."""


def release(
    session: Any, package: Path, parameters: dict[str, str], agreed: Callable[[list[str]], bool]
) -> dict[str, str]:
    """Deploy a package; return the stack's outputs.

    `session`: boto3's, with the operator's credentials. Parameters that the stage leaves out take
    the template's default, whatever was deployed before. Without a domain, a first deployment takes
    two steps: the second tells the functions the address that the first one got. Raises
    DeploymentFailed.
    """
    cloudformation, region = session.client("cloudformation"), session.region_name
    account = session.client("sts").get_caller_identity()["Account"]
    bucket = f"brigade-artefacts-{account}-{region}"
    template = {"TemplateURL": upload(session.client("s3"), bucket, package, region)}
    stack = stack_name(parameters["Stage"])
    address = {"SiteUrl": _address(outputs(cloudformation, stack))}
    kept = {keys.PARAMETER} & held(cloudformation, stack) & _asked(package)
    found = change(cloudformation, stack, template, {**address, **parameters}, agreed, kept)
    known = {"SiteUrl": _address(found)}
    if "SiteUrl" not in parameters and address != known:
        again, kept = {"UsePreviousTemplate": True}, held(cloudformation, stack)
        found = change(cloudformation, stack, again, known, lambda _lines: True, kept)
    return found


def _asked(package: Path) -> set[str]:
    """Return the parameters of a package's template: CloudFormation refuses any other."""
    template = json.loads((package / "template.json").read_text(encoding="utf-8"))
    return set(template.get("Parameters", {}))


def _address(found: dict[str, str]) -> str:
    return found.get("EndpointURL", UNKNOWN).rstrip("/")
