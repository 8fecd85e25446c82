"""One release of a stage: the package uploaded, the stack changed, its own address made known."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .artefacts import upload
from .changes import change, outputs
from .stage import stack_name

UNKNOWN = "https://address.invalid"
"""Until the stack exists, nobody knows the address that API Gateway will give it."""


def release(
    session: Any, package: Path, parameters: dict[str, str], agreed: Callable[[list[str]], bool]
) -> dict[str, str]:
    """Deploy a package; the stack's outputs. `session`: boto3's, with the operator's credentials.

    Without a domain, a first deployment takes two steps: the second tells the functions the
    address that the first one got. Raises DeploymentFailed.
    """
    cloudformation, region = session.client("cloudformation"), session.region_name
    account = session.client("sts").get_caller_identity()["Account"]
    bucket = f"brigade-artefacts-{account}-{region}"
    template = {"TemplateURL": upload(session.client("s3"), bucket, package, region)}
    stack = stack_name(parameters["Stage"])
    address = {"SiteUrl": _address(outputs(cloudformation, stack))}
    found = change(cloudformation, stack, template, {**address, **parameters}, agreed)
    known = {"SiteUrl": _address(found)}
    if "SiteUrl" not in parameters and address != known:
        again = {"UsePreviousTemplate": True}
        found = change(cloudformation, stack, again, known, lambda _lines: True)
    return found


def _address(found: dict[str, str]) -> str:
    return found.get("EndpointURL", UNKNOWN).rstrip("/")
